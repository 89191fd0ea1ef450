"""Addresses of papers. No name and no title ever stands in one."""

from django.urls import path

from caseway.documents import views

app_name = "documents"

urlpatterns = [
    path("cases/<int:pk>/papers/", views.papers, name="papers"),
    path("papers/<int:pk>/file/", views.download, name="download"),
]
