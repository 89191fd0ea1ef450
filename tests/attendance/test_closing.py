"""A month closes when it is over and reopens with a reason; who may write is asked in one place."""

from datetime import UTC, date, datetime

import pytest

from caseway.agencies.models import Agency, EmployerKind, Role
from caseway.attendance.access import (
    why_not_edit,
    why_not_edit_month,
    why_not_mark,
    why_not_mark_each,
    why_not_verify,
)
from caseway.attendance.actions.closing import (
    close_month,
    reopen_month,
    why_not_write,
    why_not_write_each,
)
from caseway.attendance.models import MonthClosing
from caseway.kernel.models.audit import AuditEntry
from caseway.kernel.refusals import NotAllowed
from tests.attendance.book import MARCH
from tests.factories import make_case, make_enrolment, make_provider, make_worker, make_world

pytestmark = pytest.mark.django_db
# In the office's zone: 31 March, 8 p.m., and 1 April, 12:30 a.m.
BEFORE = datetime(2026, 4, 1, 0, tzinfo=UTC)
AFTER = datetime(2026, 4, 1, 4, 30, tzinfo=UTC)


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def leader(world):
    return make_worker(world, Role.SUPERVISOR, agency=world.public)


def close(world, by, at=AFTER):
    return close_month(site=world.site, period=MARCH, by=by, at=at)


def test_a_month_closes_on_the_day_after_its_last_in_the_office(world, leader):
    with pytest.raises(NotAllowed, match="Wed, Apr 1, 2026"):
        close(world, leader, at=BEFORE)

    close(world, leader, at=AFTER)

    assert "March 2026 is closed" in why_not_write(world.site.pk, MARCH)
    assert why_not_write(world.site.pk, 202604) is None
    assert why_not_write(make_world().site.pk, MARCH) is None


def test_closing_twice_closes_once(world, leader):
    first = close(world, leader)

    assert close(world, leader) == first
    assert MonthClosing.objects.count() == 1
    assert AuditEntry.objects.filter(action="month.closed").count() == 1


def test_a_month_reopens_with_a_reason_that_is_kept(world, leader):
    close(world, leader)

    with pytest.raises(NotAllowed, match="Say why"):
        reopen_month(site=world.site, period=MARCH, reason=" ", by=leader, at=AFTER)
    row = reopen_month(
        site=world.site, period=MARCH, reason="Late pay stubs" * 30, by=leader, at=AFTER
    )

    assert why_not_write(world.site.pk, MARCH) is None
    assert (row.reopened_by, len(row.reason)) == (leader, 300)
    assert AuditEntry.objects.get(action="month.reopened").reason.startswith("Late pay stubs")
    with pytest.raises(NotAllowed, match="open already"):
        reopen_month(site=world.site, period=MARCH, reason="Again", by=leader, at=AFTER)
    close(world, leader)
    assert MonthClosing.objects.count() == 2


def test_only_leaders_of_the_site_close_and_reopen(world):
    worker = make_worker(world)
    stranger = make_worker(make_world(), Role.ADMINISTRATOR)

    for somebody in (worker, stranger):
        with pytest.raises(NotAllowed):
            close(world, somebody)
        with pytest.raises(NotAllowed):
            reopen_month(site=world.site, period=MARCH, reason="Why", by=somebody, at=AFTER)


def test_several_months_are_asked_about_in_one_query(world, leader, django_assert_num_queries):
    close(world, leader)

    with django_assert_num_queries(1):
        found = why_not_write_each(world.site.pk, [MARCH, 202604])

    assert (found[MARCH] is None, found[202604]) == (False, None)


# Who may write


def test_a_worker_of_the_case_marks_and_a_colleague_of_another_agency_does_not(world):
    worker = make_worker(world)
    enrolment = make_enrolment(make_case(world, worker=worker))
    elsewhere = Agency.objects.create(name="Far Away", employer_kind=EmployerKind.CONTRACTOR)
    other = make_worker(world, agency=elsewhere)

    assert why_not_mark(worker, enrolment) is None
    assert why_not_edit(worker, enrolment.case) is None
    assert why_not_edit_month(worker, enrolment.case) is None
    for ask in (why_not_mark, why_not_verify):
        assert ask(other, enrolment) is not None
    assert why_not_edit(other, enrolment.case) is not None
    assert why_not_edit_month(other, enrolment.case) is not None


def test_provider_staff_mark_at_their_own_place_and_decide_on_no_proof(world):
    school = Agency.objects.create(name="LaGuardia", employer_kind=EmployerKind.CONTRACTOR)
    here = make_enrolment(make_case(world), provider=make_provider(world, agency=school))
    elsewhere = make_enrolment(make_case(world, "Luz Ortega"), provider=make_provider(world, "B"))
    teacher = make_worker(world, Role.PROVIDER, agency=school)

    assert why_not_mark(teacher, here) is None
    assert why_not_mark(teacher, elsewhere) is not None
    assert "not by the place that sent it" in why_not_verify(teacher, here)
    assert why_not_edit(teacher, here.case) is not None


def test_whoever_hosts_an_activity_never_accepts_its_proof_in_another_post_either(world):
    worker = make_worker(world)
    case = make_case(world, worker=worker)
    own = make_enrolment(case, provider=make_provider(world, agency=world.contractor))
    other = make_enrolment(case, provider=make_provider(world, "B"))
    from caseway.agencies.models import Membership

    assert why_not_verify(worker, own) is None
    Membership.objects.create(
        user=worker,
        agency=world.contractor,
        site=world.site,
        role=Role.PROVIDER,
        starts_on=date(2025, 1, 6),
    )
    del worker._standing

    assert "not by the place that sent it" in why_not_verify(worker, own)
    assert why_not_verify(worker, other) is None


def test_a_grid_of_forty_is_asked_about_in_as_many_queries_as_one_of_two(
    world, django_assert_num_queries
):
    from caseway.attendance.models import ActivityEnrolment

    worker = make_worker(world)
    for number in range(40):
        make_enrolment(make_case(world, f"Ana Rivera{number}", worker=worker))
    rows = list(ActivityEnrolment.objects.select_related("case", "provider").order_by("case", "id"))
    why_not_mark(worker, rows[0])  # the standing is read once a request

    for some in (rows[:2], rows):
        with django_assert_num_queries(1):
            assert set(why_not_mark_each(worker, some).values()) == {None}
