"""Addresses for other programs."""

from django.urls import path

from caseway.api.calendars import views as calendars
from caseway.api.hsds import views

app_name = "api"

urlpatterns = [
    path("calendars/<str:secret>.ics", calendars.feed, name="calendar"),
    path("api/hsds/", views.root, name="directory"),
    path("api/hsds/services", views.services, name="services"),
    path("api/hsds/services/<str:key>", views.service, name="service"),
    path("api/hsds/organizations", views.organizations, name="organizations"),
    path("api/hsds/organizations/<str:key>", views.organization, name="organization"),
    path("api/hsds/service_at_locations", views.at_locations, name="at_locations"),
    path("api/hsds/service_at_locations/<str:key>", views.at_location, name="at_location"),
    path("api/hsds/taxonomies", views.taxonomies, name="taxonomies"),
    path("api/hsds/taxonomies/<str:key>", views.taxonomy, name="taxonomy"),
    path("api/hsds/taxonomy_terms", views.terms, name="terms"),
    path("api/hsds/taxonomy_terms/<str:key>", views.term, name="term"),
]
