from django.urls import path

from caseway.agencies import views

app_name = "agencies"
urlpatterns = [
    path("who-does-what/", views.who_does_what, name="who_does_what"),
    path("who-does-what/<int:pk>/", views.region, name="region"),
    path("who-does-what/<int:pk>/change/", views.change, name="change"),
]
