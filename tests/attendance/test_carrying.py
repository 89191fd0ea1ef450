"""A month begins with the facts of the last, and says so."""

from datetime import date

import pytest

from caseway.agencies.models import Role
from caseway.attendance.actions.carrying import carry_all, carry_month, mark_moved
from caseway.attendance.actions.closing import close_month
from caseway.attendance.actions.recompute import mark_stale
from caseway.attendance.jobs import begin_month
from caseway.attendance.models import (
    FAMILY_FACTS,
    MEMBER_FACTS,
    NOT_CARRIED,
    CaseMonth,
    FactSource,
    FamilyMonth,
    MemberMonth,
)
from caseway.cases.models import Assignment, Case
from caseway.kernel.models import Job
from tests.attendance.book import APRIL, MARCH, NOW, family
from tests.factories import make_family_month, make_worker, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def carry(period=APRIL):
    return carry_all(period, lambda: NOW)


def test_every_fact_is_carried_or_said_anew():
    assert {*FAMILY_FACTS, *MEMBER_FACTS} > NOT_CARRIED
    columns = {field.name for field in FamilyMonth._meta.concrete_fields}
    assert columns - set(FAMILY_FACTS) == {
        "id",
        "site",
        "case",
        "period",
        "source",
        "recorded_by",
        "recorded_at",
        "version",
    }
    columns = {field.name for field in MemberMonth._meta.concrete_fields}
    assert columns - set(MEMBER_FACTS) == {"id", "site", "family_month", "person"}


def test_amounts_and_who_is_who_are_carried_and_what_holds_for_a_month_is_not(world):
    case = family(
        world,
        snap_cents=30000,
        work_sanction_cents=5000,
        first_day=18,
        has_diploma=True,
        school_satisfactory=True,
        gross_cents=90000,
    )

    assert carry() == 1

    row = FamilyMonth.objects.get(case=case, period=APRIL)
    assert (row.source, row.recorded_by) == (FactSource.CARRIED, None)
    assert (row.tanf_cents, row.snap_cents, row.assistance_persons) == (57500, 30000, 2)
    assert (row.work_sanction_cents, row.first_day) == (0, None)
    head = row.members.get(person=case.participant)
    assert (head.has_diploma, head.school_satisfactory, head.gross_cents) == (True, False, 0)
    assert row.members.count() == 2


def test_carrying_twice_carries_once_and_overwrites_nobody(world):
    case = family(world)
    make_family_month(case, APRIL, children=0, tanf_cents=100)
    family(world, "Luz Ortega")

    assert (carry(), carry()) == (1, 0)
    assert FamilyMonth.objects.get(case=case, period=APRIL).tanf_cents == 100


def test_a_closed_case_and_a_closed_month_are_left_alone(world):
    gone = family(world)
    Case.objects.filter(pk=gone.pk).update(closed_on=date(2026, 3, 30), stage="closed")
    assert carry() == 0

    family(make_world(), "Luz Ortega")
    close_month(
        site=world.site,
        period=MARCH,
        by=make_worker(world, Role.SUPERVISOR, agency=world.public),
        at=NOW,
    )
    late = family(world, "Kim Tran", period=202602)
    assert carry_month(case_ids=[late.pk], period=MARCH, at=NOW) == 0
    assert carry() == 1


def test_the_months_begun_are_worked_out(world):
    case = family(world)

    carry()

    assert CaseMonth.objects.get(case=case, period=APRIL).stale_since == NOW


def test_carrying_takes_as_many_queries_for_forty_families_as_for_two(
    world, django_assert_max_num_queries
):
    cases = [family(world, f"Ana Rivera{number}").pk for number in range(42)]

    for some in (cases[:2], cases[2:]):
        with django_assert_max_num_queries(15):
            assert carry_month(case_ids=some, period=APRIL, at=NOW) == len(some)


def test_a_case_that_changed_hands_is_counted_with_its_new_worker(world):
    old, new = make_worker(world), make_worker(world)
    moved, stays = family(world, worker=old), family(world, "Luz Ortega", worker=old)
    mark_stale([(moved.pk, MARCH), (stays.pk, MARCH)], NOW)
    Assignment.objects.filter(case=moved, is_lead=True).update(staff=new)

    assert mark_moved(MARCH, lambda: NOW) == 1

    mark_stale([(moved.pk, MARCH)], NOW)
    assert CaseMonth.objects.get(case=moved).worker == new
    assert mark_moved(MARCH, lambda: NOW) == 0


def test_the_daily_job_begins_the_month_and_asks_for_the_rest(world, monkeypatch):
    from django.utils import timezone

    family(world)
    monkeypatch.setattr(timezone, "now", lambda: NOW)

    assert begin_month.call() == 1
    assert Job.objects.filter(waiting_key="attendance:stale months").exists()
