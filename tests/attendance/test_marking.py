"""Marking: what is written, what is refused with which sentence, and that it is all or nothing."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caseway.agencies.models import Role
from caseway.attendance.actions.book import Cell
from caseway.attendance.actions.marking import NothingSaved, mark, put_back
from caseway.attendance.models import (
    ActivityEnrolment,
    ActivityKind,
    AttendanceEntry,
    CaseMonth,
    EntrySource,
    MarkCode,
    MonthClosing,
    PlanHoliday,
    ProofState,
    ScheduledDay,
)
from caseway.kernel.refusals import NotAllowed
from tests.attendance.rows import MONDAY, TODAY, at, make_class, make_place, make_site
from tests.factories import make_case, make_enrolment, make_entry, make_worker

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)
PRESENT = MarkCode.PRESENT


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def dana(site):
    return site.workers["dana"]


@pytest.fixture
def ana(site):
    """Six hours of community service from Monday to Friday."""
    return make_class(site, ["Ana Rivera"], provider=site.place)[0]


def cell(enrolment, on=MONDAY, minutes=360, code=PRESENT, **more):
    return Cell(enrolment.pk, on, mark=code, minutes=minutes, **more)


def refusal(cells, by, when=None):
    """The sentences by position, and a look that nothing was written."""
    before = AttendanceEntry.objects.count()
    with pytest.raises(NothingSaved) as refused:
        mark(cells=cells, by=by, at=when or at())
    assert AttendanceEntry.objects.count() == before
    return refused.value.problems


def entry_of(enrolment, on=MONDAY):
    return AttendanceEntry.objects.get(enrolment=enrolment, period=202611, day=on.day)


def test_a_marked_day_knows_what_was_scheduled_and_who_said_so(ana, dana):
    done = mark(cells=[cell(ana, minutes=300, late=True)], by=dana, at=at())

    entry = entry_of(ana)
    assert (entry.scheduled, entry.attended, entry.arrived_late) == (360, 300, True)
    assert (entry.person, entry.case, entry.activity) == (ana.person, ana.case, ana.activity)
    assert (entry.source, entry.recorded_by, entry.recorded_at) == (EntrySource.WORKER, dana, at())
    assert (done.new, done.changed, done.fell_back) == (1, 0, 0)


def test_hours_of_a_worker_have_no_proof_and_those_of_the_provider_wait_for_a_decision(
    site, ana, dana
):
    mark(cells=[cell(ana)], by=dana, at=at())
    mark(cells=[cell(ana, TUESDAY)], by=site.workers["pat"], at=at())

    assert entry_of(ana).proof == ProofState.UNPROVEN
    assert entry_of(ana, TUESDAY).proof == ProofState.SUBMITTED
    assert entry_of(ana, TUESDAY).source == EntrySource.PROVIDER


def test_hours_that_change_lose_their_proof_and_that_is_said(ana, dana):
    make_entry(ana, MONDAY)
    make_entry(ana, TUESDAY)

    done = mark(
        cells=[cell(ana, minutes=300, version=1), cell(ana, TUESDAY, late=True, version=1)],
        by=dana,
        at=at(),
    )

    assert done.fell_back == 1
    assert entry_of(ana).proof == ProofState.UNPROVEN
    # Coming late is nothing that a time sheet proves.
    assert entry_of(ana, TUESDAY).proof == ProofState.VERIFIED
    assert entry_of(ana, TUESDAY).arrived_late is True


def test_present_without_hours_is_all_that_was_scheduled(ana, dana):
    mark(cells=[cell(ana, minutes=None)], by=dana, at=at())

    assert entry_of(ana).attended == 360


def test_the_same_cells_sent_twice_are_written_once(ana, dana):
    mark(cells=[cell(ana)], by=dana, at=at())

    again = mark(cells=[cell(ana)], by=dana, at=at(hour=11))

    assert (again.touched, again.same) == (0, 1)
    assert entry_of(ana).version == 1


def test_what_somebody_wrote_meanwhile_is_not_overwritten(ana, dana):
    make_entry(ana, MONDAY, attended=300, version=4)

    with pytest.raises(NothingSaved) as refused:
        mark(cells=[cell(ana, version=3), cell(ana, TUESDAY)], by=dana, at=at())

    assert refused.value.clashes[0].attended == 300
    assert not AttendanceEntry.objects.filter(day=TUESDAY.day).exists()
    mark(cells=[cell(ana, version=4)], by=dana, at=at())
    assert (entry_of(ana).attended, entry_of(ana).version) == (360, 5)


def test_an_emptied_cell_takes_the_day_out_of_the_book(ana, dana):
    make_entry(ana, MONDAY)

    done = mark(cells=[cell(ana, code=None, version=1)], by=dana, at=at())

    assert done.cleared == 1
    assert not AttendanceEntry.objects.exists()


def test_marking_makes_the_month_stale_in_the_same_step(ana, dana):
    mark(cells=[cell(ana)], by=dana, at=at())

    assert CaseMonth.objects.filter(case=ana.case, period=202611).exists()


def test_one_bad_cell_of_many_leaves_nothing_behind(site, dana):
    rows = make_class(site)
    cells = [cell(row, MONDAY + timedelta(days=n)) for row in rows for n in range(5)]
    cells[7] = cell(rows[1], TODAY + timedelta(days=1))

    assert list(refusal(cells, dana)) == [7]


# Bad input, each with the sentence that says what to do


def test_a_day_to_come_is_refused_and_today_is_not(ana, dana):
    said = refusal([cell(ana, TODAY + timedelta(days=1))], dana)

    assert said == {0: "Tue, Nov 24, 2026 has not come yet. Mark it on the day or after."}
    mark(cells=[cell(ana, TODAY)], by=dana, at=at())


def test_days_before_and_after_the_activity_are_refused(site, dana):
    row = make_class(site, ["Bo Lee"], starts_on=TUESDAY, ends_on=TUESDAY + timedelta(days=1))[0]

    said = refusal([cell(row, MONDAY), cell(row, TUESDAY + timedelta(days=1))], dana)

    assert "Bo Lee starts “Community service” on Tue, Nov 17, 2026" in said[0]
    assert "no longer takes part in “Community service” on Wed, Nov 18, 2026" in said[1]
    mark(cells=[cell(row, TUESDAY)], by=dana, at=at())


def test_a_day_has_twenty_four_hours_over_all_activities_of_a_person(site, ana, dana):
    other = make_enrolment(ana.case, ActivityKind.UNSUBSIDIZED, minutes=480)
    make_entry(other, MONDAY, scheduled=480, attended=1081, mark=PRESENT)

    said = refusal([cell(ana)], dana)

    assert "Ana Rivera would have 24:01 hours on Mon, Nov 16, 2026" in said[0]
    mark(cells=[cell(ana, minutes=359)], by=dana, at=at())


def test_more_than_a_day_in_one_cell_is_refused(ana, dana):
    assert refusal([cell(ana, minutes=1441)], dana) == {0: "Enter hours between 0 and 24."}


def at_times(enrolment, opens, minutes):
    ScheduledDay.objects.filter(enrolment=enrolment).update(opens_at=opens, minutes=minutes)


@pytest.mark.parametrize(
    ("here", "there", "fits"),
    [
        (240, 240, False),  # 9 to 1 and 12 to 4: seven hours hold no eight
        (240, 180, True),  # who came there at 1
        (180, 240, True),  # who left here at 12
        (241, 180, False),
    ],
)
def test_two_activities_fit_into_the_hours_that_they_cover_together(site, dana, here, there, fits):
    ana = make_class(site, ["Ana Rivera"], minutes=240)[0]
    evening = make_enrolment(ana.case, ActivityKind.JOB_SEARCH, minutes=240, title="Job club")
    at_times(ana, time(9), 240)
    at_times(evening, time(12), 240)
    make_entry(evening, MONDAY, scheduled=240, attended=there)

    if fits:
        mark(cells=[cell(ana, minutes=here)], by=dana, at=at())
    else:
        said = refusal([cell(ana, minutes=here)], dana)
        assert "Ana Rivera is at “Job club” from 12:00 p.m. on Mon, Nov 16, 2026" in said[0]
        assert "Correct one of the two." in said[0]


def test_two_cells_of_one_page_are_held_against_each_other(site, dana):
    ana = make_class(site, ["Ana Rivera"], minutes=240)[0]
    second = make_enrolment(ana.case, ActivityKind.JOB_SEARCH, minutes=240)
    for row in (ana, second):
        at_times(row, time(9), 240)

    said = refusal([cell(ana, minutes=240), cell(second, minutes=240)], dana)

    assert set(said) == {0, 1}


def test_provider_staff_learn_nothing_of_hours_elsewhere(site, ana):
    elsewhere = make_enrolment(ana.case, ActivityKind.JOB_SEARCH, title="Shelter workshop")
    for row in (ana, elsewhere):
        at_times(row, time(9), 360)
    make_entry(elsewhere, MONDAY)

    said = refusal([cell(ana)], site.workers["pat"])

    assert "Shelter workshop" not in said[0]
    assert "overlap with hours written elsewhere" in said[0]


def test_an_unpaid_activity_without_a_supervisor_is_refused(site, dana):
    row = make_class(site, ["Bo Lee"], supervisor=" ")[0]
    paid = make_enrolment(row.case, ActivityKind.UNSUBSIDIZED, supervisor="", weekdays=[1])

    said = refusal([cell(row), cell(paid, TUESDAY)], dana)

    assert list(said) == [0]
    assert "Add the supervisor of “Community service” first." in said[0]


@pytest.mark.parametrize("code", [0, 7, 99, MarkCode.HOMEWORK_SUPERVISED])
def test_an_unknown_code_is_refused(ana, dana, code):
    said = refusal([cell(ana, code=code)], dana)

    assert ("not known here" in said[0]) or code == 0


def test_nobody_is_away_from_what_is_not_scheduled(ana, dana):
    saturday = MONDAY + timedelta(days=5)
    excused = cell(ana, saturday, 0, MarkCode.EXCUSED, reason="sick")

    said = refusal([excused, cell(ana, saturday, None)], dana)

    assert "nobody can be away" in said[0]
    assert "Type the hours instead of P." in said[1]
    mark(cells=[cell(ana, saturday, 120)], by=dana, at=at())


@pytest.mark.parametrize(("minutes", "stands"), [(359, True), (360, False), (361, False)])
def test_an_absence_needs_time_to_be_away_from(ana, dana, minutes, stands):
    away = cell(ana, MONDAY, minutes, MarkCode.EXCUSED, reason="sick")

    if stands:
        mark(cells=[away], by=dana, at=at())
    else:
        assert "leave nothing to be away from" in refusal([away], dana)[0]


def test_paid_leave_may_fill_the_whole_day(site, dana):
    job = make_class(site, ["Bo Lee"], activity=ActivityKind.UNSUBSIDIZED)[0]

    mark(cells=[cell(job, MONDAY, 360, MarkCode.EXCUSED, reason="sick")], by=dana, at=at())

    assert entry_of(job).attended == 360


def test_an_excuse_without_its_reason_is_refused(ana, dana):
    assert "Add why" in refusal([cell(ana, MONDAY, 0, MarkCode.EXCUSED)], dana)[0]


def test_a_holiday_is_one_that_the_state_plan_names(site, ana, dana):
    PlanHoliday.objects.create(site=site.site, on=TUESDAY, name="Election Day")
    holiday = [cell(ana, on, 0, MarkCode.HOLIDAY) for on in (MONDAY, TUESDAY)]

    said = refusal(holiday, dana)

    assert said == {
        0: "Mon, Nov 16, 2026 is not a holiday of the state plan. If the provider was closed,"
        " type Ex."
    }
    mark(cells=holiday[1:], by=dana, at=at())


def test_a_closed_month_takes_nothing_and_says_who_can_open_it(site, ana, dana):
    MonthClosing.objects.create(site=site.site, period=202610, closed_at=at())
    october = date(2026, 10, 30)

    said = refusal([cell(ana, october), cell(ana)], dana)

    assert list(said) == [0]
    assert "October 2026 is closed" in said[0]
    assert "reopen" in said[0]


def test_only_those_near_to_the_case_mark_and_another_provider_never(site, ana):
    _place, stranger = make_place(site, "Another Place")
    colleague = make_worker(site)
    privacy = make_worker(site, Role.PRIVACY_OFFICER)

    assert refusal([cell(ana)], stranger)[0]
    assert "This is done by" in refusal([cell(ana)], privacy)[0]
    mark(cells=[cell(ana)], by=colleague, at=at())


def test_homework_stands_beside_the_day_and_is_cleared_alone(site, dana):
    course = make_class(site, ["Bo Lee"], activity=ActivityKind.VOCATIONAL_EDUCATION)[0]
    alone = MarkCode.HOMEWORK_UNSUPERVISED

    mark(
        cells=[cell(course), cell(course, minutes=90, code=alone, homework=alone)],
        by=dana,
        at=at(),
    )
    mark(cells=[cell(course, code=None, homework=alone, version=1)], by=dana, at=at())

    assert entry_of(course).mark == PRESENT


def test_marking_costs_the_same_for_two_people_and_for_twenty(site, dana):
    costs = []
    mark(cells=[cell(make_class(site, ["First"])[0])], by=dana, at=at())  # read once and kept
    for count in (2, 20):
        rows = make_class(site, [f"Person {count} {n}" for n in range(count)])
        cells = [cell(row, MONDAY + timedelta(days=n)) for row in rows for n in range(5)]
        with CaptureQueriesContext(connection) as asked:
            mark(cells=cells, by=dana, at=at())
        # SQLite takes so many values at a time, and no more.
        costs.append(len([one for one in asked if not one["sql"].startswith("INSERT")]))

    assert costs[0] == costs[1]


# Taking back


def test_what_was_marked_can_be_put_back_as_far_as_nobody_touched_it(site, dana):
    ana, bo = make_class(site, ["Ana Rivera", "Bo Lee"])
    make_entry(bo, MONDAY, attended=300)
    done = mark(cells=[cell(ana), cell(bo, version=1), cell(bo, TUESDAY)], by=dana, at=at())
    mark(cells=[cell(bo, TUESDAY, 240, version=1)], by=dana, at=at(hour=11))

    back, left = put_back(made=done.made, by=dana, at=at(hour=12))

    assert (back, left) == (2, 1)
    assert not AttendanceEntry.objects.filter(enrolment=ana).exists()
    assert (entry_of(bo).attended, entry_of(bo).proof) == (300, ProofState.VERIFIED)
    assert entry_of(bo, TUESDAY).attended == 240


def test_nothing_is_put_back_into_a_closed_month(site, ana, dana):
    done = mark(cells=[cell(ana)], by=dana, at=at())
    MonthClosing.objects.create(site=site.site, period=202611, closed_at=at())

    with pytest.raises(NotAllowed, match="November 2026 is closed"):
        put_back(made=done.made, by=dana, at=at(hour=12))

    assert AttendanceEntry.objects.count() == 1


def test_people_of_a_removed_activity_are_not_marked(site, ana, dana):
    gone = cell(ana)
    ActivityEnrolment.objects.filter(pk=ana.pk).delete()

    assert "no longer here" in refusal([gone], dana)[0]


def test_a_case_of_another_agency_cannot_be_marked(site):
    other = make_worker(site, agency=site.public)
    ana = make_enrolment(make_case(site, "Ana Rivera", worker=site.workers["dana"]))
    ana.case.assignments.filter(agency=site.public).delete()

    assert refusal([cell(ana)], other)[0]
