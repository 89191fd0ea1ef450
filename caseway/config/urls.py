"""The root of every address. Each app keeps its own below it."""

from django.urls import URLPattern, URLResolver, include, path

from caseway.config import pages

handler403 = pages.forbidden
handler404 = pages.not_found
handler500 = pages.server_error

urlpatterns: list[URLPattern | URLResolver] = [
    path("still-here/", pages.still_here, name="still_here"),
    path("gallery/", pages.show_gallery, name="gallery"),
    path("", include("caseway.desk.urls")),
    path("", include("caseway.cases.urls")),
    path("", include("caseway.desk.administration.urls")),
    path("", include("caseway.agencies.urls")),
    path("", include("caseway.api.urls")),
    path("", include("caseway.exchange.urls")),
    path("", include("caseway.coaching.field_urls")),
    path("", include("caseway.attendance.urls")),
    path("", include("caseway.employment.urls")),
    path("", include("caseway.coaching.urls")),
    path("", include("caseway.reporting.urls")),
    path("", include("caseway.intake.urls")),
    path("", include("caseway.plans.urls")),
    path("", include("caseway.network.urls")),
    path("", include("caseway.documents.urls")),
    path("", include("caseway.kernel.signin.urls")),
    path("gallery/<slug:sheet>/", pages.show_gallery, name="gallery_sheet"),
]
