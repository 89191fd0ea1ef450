"""Addresses of the pages for administrators and privacy officers."""

from django.urls import path

from caseway.desk.administration import posts

app_name = "administration"

urlpatterns = [
    path("staff/<int:pk>/posts/<int:post_pk>/end/", posts.end_post, name="end_post"),
]
