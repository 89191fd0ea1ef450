"""Addresses of providers."""

from django.urls import path

from caseway.network import views

app_name = "network"

urlpatterns = [
    path("providers/", views.providers, name="providers"),
    path("providers/add/", views.add, name="add"),
    path("providers/<int:pk>/", views.provider, name="provider"),
    path("providers/<int:pk>/close/", views.close, name="close"),
    path("providers/<int:pk>/reopen/", views.reopen, name="reopen"),
]
