"""The root of every address. Each app keeps its own below it."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("caseway.kernel.signin.urls")),
]
