"""Addresses of the pages that change people and cases. No name ever stands in one."""

from django.urls import path

from caseway.cases.views import (
    household,
    merging,
    moving,
    newcomers,
    numbers,
    person,
    safety,
    team,
)

app_name = "cases"

urlpatterns = [
    path("people/new/", newcomers.new_person, name="new_person"),
    path("people/new/matches/", newcomers.matches, name="matches"),
    path("people/<int:pk>/edit/", person.person, name="person"),
    path("people/<int:pk>/add/<slug:what>/", person.add, name="person_add"),
    path("people/<int:pk>/end/<slug:what>/<int:row_pk>/", person.end, name="person_end"),
    path("people/<int:pk>/use/<slug:what>/<int:row_pk>/", person.use, name="person_use"),
    path("people/<int:pk>/ssn/", numbers.ssn, name="ssn"),
    path("people/<int:pk>/ssn/show/", numbers.show_ssn, name="show_ssn"),
    path("people/<int:pk>/ssn/set/", numbers.set_ssn, name="set_ssn"),
    path("cases/<int:pk>/household/", household.household, name="household"),
    path("cases/<int:pk>/household/add/", household.add_member, name="add_member"),
    path(
        "cases/<int:pk>/household/<int:member_pk>/end/",
        household.end_membership,
        name="end_membership",
    ),
    path(
        "cases/<int:pk>/household/<int:member_pk>/relation/",
        household.change_relation,
        name="change_relation",
    ),
    path("cases/<int:pk>/safety/", safety.records, name="safety"),
    path("cases/<int:pk>/safety/add/", safety.add, name="safety_add"),
    path("cases/<int:pk>/safety/<int:record_pk>/", safety.change, name="safety_change"),
    path("cases/<int:pk>/safety/<int:record_pk>/end/", safety.end, name="safety_end"),
    path(
        "cases/<int:pk>/safety/addresses/<int:address_pk>/",
        safety.keep_address,
        name="safety_address",
    ),
    path("cases/<int:pk>/team/", team.team, name="team"),
    path("cases/<int:pk>/team/add/", team.add_part, name="add_part"),
    path("cases/<int:pk>/team/<int:assignment_pk>/", team.assign, name="assign"),
    path("cases/<int:pk>/team/<int:assignment_pk>/vacate/", team.vacate, name="vacate"),
    path("cases/<int:pk>/team/<int:assignment_pk>/lead/", team.make_lead, name="make_lead"),
    path("cases/<int:pk>/region/", moving.region, name="move_region"),
    path("cases/<int:pk>/close/", moving.close, name="close_case"),
    path("cases/<int:pk>/reopen/", moving.reopen, name="reopen_case"),
    path("people/merge/", merging.pairs, name="merge"),
    path("people/merge/<int:one>/<int:other>/", merging.pair, name="merge_pair"),
    path("people/merges/<int:pk>/", merging.done, name="merge_done"),
    path("people/merges/<int:pk>/undo/", merging.undo, name="merge_undo"),
]
