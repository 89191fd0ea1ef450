"""Addresses of the pages that change people and cases. No name ever stands in one."""

from django.urls import path

from caseway.cases.views import newcomers

app_name = "cases"

urlpatterns = [
    path("people/new/", newcomers.new_person, name="new_person"),
    path("people/new/matches/", newcomers.matches, name="matches"),
]
