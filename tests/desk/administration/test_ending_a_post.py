"""Ending a post: its cases become vacant the same day, and nothing waits with who is gone."""

from datetime import date

import pytest
from django.urls import reverse

from caseway.agencies.models import Leave, Region, RegionKind, Role
from caseway.cases.actions import leaving
from caseway.cases.models import Assignment, Part
from caseway.kernel.refusals import NotAllowed
from tests.agencies.staffing import make_office, sign_in
from tests.desk.rows import TODAY, at
from tests.factories import LONG_AGO, make_case, make_worker

pytestmark = pytest.mark.django_db
NOW = at(TODAY, 10)


@pytest.fixture
def office():
    world = make_office()
    world.workers["carla"] = make_worker(world, name="Carla Contractor")
    return world


def end(world, who="carla", reason="Moves away"):
    return leaving.end_post(
        membership=world.workers[who].memberships.first(),
        reason=reason,
        by=world.workers["root"],
        on=TODAY,
        at=NOW,
    )


def test_every_part_is_left_vacant_and_the_lead_stays_with_it(office):
    cases = [make_case(office, f"Person {n}", worker=office.workers["carla"]) for n in range(3)]

    left = end(office)

    assert (left.vacant, left.account_closed) == (3, True)
    for case in cases:
        part = case.assignments.get(part=Part.CONTRACTOR_WORKER, ends_on=None)
        assert (part.staff, part.is_lead, part.starts_on) == (None, True, TODAY)
        before = case.assignments.get(staff=office.workers["carla"])
        assert (before.ends_on, before.is_lead) == (TODAY, False)


def test_closed_cases_and_other_workers_parts_stay_as_they_are(office):
    case = make_case(office, worker=make_worker(office))
    closed = make_case(office, "Bo Berg", worker=office.workers["carla"])
    type(closed).objects.filter(pk=closed.pk).update(stage="closed", closed_on=TODAY)

    assert end(office).vacant == 0

    assert case.assignments.filter(ends_on=None, staff__isnull=False).count() == 1
    assert closed.assignments.get(staff=office.workers["carla"]).ends_on is None


def test_a_team_member_needs_no_successor_and_the_lead_of_a_team_does(office):
    case = make_case(office, worker=make_worker(office))
    Assignment.objects.create(
        site=office.site, case=case, agency=office.contractor, staff=office.workers["carla"],
        part=Part.TEAM_MEMBER, starts_on=LONG_AGO,
    )  # fmt: skip

    left = end(office)

    assert (left.vacant, left.ended) == (0, 1)
    assert not case.assignments.filter(part=Part.TEAM_MEMBER, ends_on=None).exists()


def test_what_another_post_still_reaches_stays_hers(office):
    north = Region.objects.create(site=office.site, name="North", kind=RegionKind.CONTRACTED)
    carla = office.workers["carla"]
    carla.memberships.create(
        agency=office.contractor, site=office.site, region=north, role=Role.JOB_COACH,
        starts_on=LONG_AGO,
    )  # fmt: skip
    kept = make_case(office, "North Nora", worker=carla, region=north)
    gone = make_case(office, "Central Cem", worker=carla)

    left = leaving.end_post(
        membership=carla.memberships.get(role=Role.CASE_MANAGER),
        reason="Coach only", by=office.workers["root"], on=TODAY, at=NOW,
    )  # fmt: skip

    assert (left.vacant, left.account_closed) == (1, False)
    assert kept.assignments.get(part=Part.CONTRACTOR_WORKER, ends_on=None).staff == carla
    assert gone.assignments.get(part=Part.CONTRACTOR_WORKER, ends_on=None).staff is None


def test_nobody_keeps_a_supervisor_or_a_cover_who_is_gone(office):
    carla = office.workers["carla"]
    junior = make_worker(office, supervisor=carla)
    leave = Leave.objects.create(
        user=junior, starts_on=LONG_AGO, ends_on=date(2026, 12, 1), covered_by=carla
    )

    end(office)

    leave.refresh_from_db()
    assert leave.covered_by is None
    assert junior.memberships.get().supervisor is None


def test_an_account_without_a_post_is_closed_and_signed_out(office, client):
    carla = office.workers["carla"]
    client.force_login(carla)
    assert client.get("/").status_code == 200

    end(office)

    carla.refresh_from_db()
    assert not carla.is_active
    assert client.get("/").status_code == 302


def test_a_post_that_began_today_never_was(office):
    row = office.workers["carla"].memberships.get()
    type(row).objects.filter(pk=row.pk).update(starts_on=TODAY)

    end(office)

    assert not office.workers["carla"].memberships.exists()


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_is_needed(office, reason):
    with pytest.raises(NotAllowed, match="Say why"):
        end(office, reason=reason)


def test_a_refusal_leaves_every_part_where_it_was(office):
    carla = office.workers["carla"]
    case = make_case(office, worker=carla)

    with pytest.raises(NotAllowed):
        leaving.end_post(
            membership=carla.memberships.get(), reason="Moves", by=carla, on=TODAY, at=NOW
        )

    assert case.assignments.get(part=Part.CONTRACTOR_WORKER, ends_on=None).staff == carla


@pytest.mark.parametrize("many", [2, 40])
def test_the_page_counts_and_lists_what_becomes_vacant(
    office, client, django_assert_num_queries, many
):
    carla = office.workers["carla"]
    for number in range(many):
        make_case(office, f"Person {number}", worker=carla)
    sign_in(client, office.workers["root"])
    url = reverse("administration:end_post", args=[carla.pk, carla.memberships.get().pk])

    with django_assert_num_queries(16):
        page = client.get(url)

    assert (page.context["total"], len(page.context["parts"])) == (many, many)
    assert f"{many} parts of cases become vacant" in page.content.decode()


def test_ending_by_the_page_takes_one_press(office, client):
    carla = office.workers["carla"]
    make_case(office, worker=carla)
    sign_in(client, office.workers["root"])
    url = reverse("administration:end_post", args=[carla.pk, carla.memberships.get().pk])

    page = client.post(url, {"reason": "Moves away"}, follow=True)

    assert "1 part waits in the agency" in page.content.decode()
    assert "the account is closed" in page.content.decode()
