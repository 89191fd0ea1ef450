"""A household over time: searched before anybody joins, ended and never wiped out."""

from datetime import date

import pytest
from django.urls import reverse

from caseway.agencies.models import Role
from caseway.cases.actions.people import rewrite_keys
from caseway.cases.models import HouseholdMember, Person
from tests.cases.conftest import TODAY
from tests.factories import make_case, make_person, make_worker, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(now):
    world = make_world()
    world.carla = make_worker(world, name="Carla Contractor")
    world.case = make_case(world, worker=world.carla)
    world.url = reverse("cases:household", args=[world.case.pk])
    return world


@pytest.fixture
def page(world, sign_in):
    return sign_in(world.carla)


def join(page, world, key, name="Leo Rivera", **fields):
    sent = {"m0-name": name, "m0-relation": "child", "starts_on": "2026-06-01", **fields}
    url = reverse("cases:add_member", args=[world.case.pk])
    return page.post(url, sent | {"submission_key": key()})


def member(world, name="Leo Rivera", starts_on=date(2026, 6, 1), **fields):
    return HouseholdMember.objects.create(
        site=world.site,
        household=world.case.household,
        person=make_person(world, name, **fields),
        relation="child",
        starts_on=starts_on,
    )


def test_somebody_new_joins(world, page, key):
    join(page, world, key, **{"m0-birth_month": "5", "m0-birth_day": "6", "m0-birth_year": "2019"})

    html = page.get(world.url).content.decode()
    row = HouseholdMember.objects.get(relation="child")
    assert (row.person.name_used, row.starts_on) == ("Leo Rivera", date(2026, 6, 1))
    assert "7 years" in html


def test_somebody_on_record_is_asked_about_first_and_joins_as_the_same_person(world, page, key):
    other = make_case(world, "Leo Rivera", worker=world.carla)
    rewrite_keys(other.participant)

    asked = join(page, world, key)
    join(page, world, key, **{"m0-choice": str(other.participant_id)})

    assert asked.status_code == 422
    assert "Is it the same person?" in asked.content.decode()
    joined = HouseholdMember.objects.get(household=world.case.household, relation="child")
    assert joined.person_id == other.participant_id
    assert Person.objects.filter(name_used="Leo Rivera").count() == 1


def test_none_of_these_makes_a_new_record(world, page, key):
    other = make_case(world, "Leo Rivera", worker=world.carla)
    rewrite_keys(other.participant)

    join(page, world, key, **{"m0-choice": "new", "m0-shown": str(other.participant_id)})

    assert Person.objects.filter(name_used="Leo Rivera").count() == 2


def test_nobody_belongs_twice(world, page, key):
    row = member(world)

    answer = join(page, world, key, **{"m0-choice": str(row.person_id)})

    assert answer.status_code == 422
    assert "belongs to this household already" in answer.content.decode()


@pytest.mark.parametrize(("day", "status"), [("2026-11-23", 302), ("2026-11-24", 422)])
def test_nobody_joins_on_a_day_to_come(world, page, key, day, status):
    assert join(page, world, key, starts_on=day).status_code == status
    assert HouseholdMember.objects.filter(relation="child").exists() is (status == 302)


@pytest.mark.parametrize(("day", "ended"), [("2026-06-01", False), ("2026-06-02", True)])
def test_a_membership_ends_after_it_began(world, page, key, day, ended):
    row = member(world)
    url = reverse("cases:end_membership", args=[world.case.pk, row.pk])

    answer = page.post(url, {f"end{row.pk}-on": day, "submission_key": key()})

    row.refresh_from_db()
    assert (row.ends_on is not None) is ended
    assert answer.status_code == (302 if ended else 422)
    assert ended or "They joined that day or later." in answer.content.decode()


def test_the_participant_does_not_leave_her_own_case(world, page, key):
    row = HouseholdMember.objects.get(person=world.case.participant)
    url = reverse("cases:end_membership", args=[world.case.pk, row.pk])

    answer = page.post(url, {f"end{row.pk}-on": "2026-11-23", "submission_key": key()})

    assert answer.status_code == 422
    assert "Close the case instead." in answer.content.decode()


def test_a_relation_changes_from_a_day_and_the_one_before_stays(world, page, key):
    row = member(world)
    url = reverse("cases:change_relation", args=[world.case.pk, row.pk])
    fields = {f"relation{row.pk}-relation": "stepchild", f"relation{row.pk}-on": "2026-11-23"}

    page.post(url, fields | {"submission_key": key()})

    rows = HouseholdMember.objects.filter(person=row.person).order_by("pk")
    assert [(one.relation, one.ends_on) for one in rows] == [("child", TODAY), ("stepchild", None)]


def test_a_relation_changed_the_day_it_began_is_corrected_in_place(world, page, key):
    row = member(world, starts_on=TODAY)
    url = reverse("cases:change_relation", args=[world.case.pk, row.pk])
    fields = {f"relation{row.pk}-relation": "sibling", f"relation{row.pk}-on": "2026-11-23"}

    page.post(url, fields | {"submission_key": key()})

    assert HouseholdMember.objects.get(person=row.person).relation == "sibling"


def test_who_oversees_reads_and_does_not_add(world, sign_in, key):
    world.case.assignments.filter(part="public_worker").delete()
    page = sign_in(make_worker(world, Role.ELIGIBILITY_WORKER, agency=world.public))

    html = page.get(world.url).content.decode()

    assert "Add somebody" not in html
    assert join(page, world, key).status_code == 403


def test_another_agencys_household_is_not_there(world, sign_in, key):
    page = sign_in(make_worker(make_world("Elsewhere")))

    assert page.get(world.url).status_code == 404
    assert join(page, world, key).status_code == 404


@pytest.mark.parametrize("rows", [2, 40])
def test_forty_members_cost_no_more_questions_than_two(
    world, page, rows, django_assert_num_queries
):
    for number in range(rows):
        member(world, f"Child {number}", birth_on=date(2015, 1, 1))

    with django_assert_num_queries(HOUSEHOLD_QUERIES):
        page.get(world.url)


HOUSEHOLD_QUERIES = 13
