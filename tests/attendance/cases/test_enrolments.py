"""Beginning, changing and ending what a person takes part in."""

from datetime import date, time

import pytest

from caseway.attendance.actions.agreed import agree_hours, end_agreed_hours
from caseway.attendance.actions.enrolments import (
    Activity,
    Slot,
    change_activity,
    change_schedule,
    end_enrolment,
    enrol,
    take_end_back,
)
from caseway.attendance.models import (
    ActivityEnrolment,
    ActivityKind,
    AgreedHours,
    CaseMonth,
    MarkCode,
    ScheduledDay,
)
from caseway.cases.models import HouseholdMember
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import StaleRecord
from tests.attendance.cases.conftest import NOW, TODAY
from tests.factories import (
    make_enrolment,
    make_entry,
    make_person,
    make_provider,
    make_worker,
    make_world,
)

PANTRY = Activity(
    kind=ActivityKind.COMMUNITY_SERVICE,
    title="Packing at the pantry",
    supervisor="Sister Bernadine",
    aim="I want to be the one who gives",
)
WEEK = [Slot(0, 240, time(9)), Slot(2, 240, time(9)), Slot(4, 120)]


def begin(world, activity=PANTRY, week=WEEK, on=TODAY, **fields):
    fields = {"case": world.case, "person": world.case.participant, "by": world.carla} | fields
    return enrol(activity=activity, schedule=week, starts_on=on, today=TODAY, **fields)


def planned(row):
    rows = row.schedule.order_by("weekday", "starts_on")
    return [(day.weekday, day.minutes, day.starts_on, day.ends_on) for day in rows]


def test_a_person_begins_an_activity_with_her_own_words_and_her_week(world):
    row = begin(world)

    assert (row.title, row.aim) == ("Packing at the pantry", "I want to be the one who gives")
    assert planned(row) == [(0, 240, TODAY, None), (2, 240, TODAY, None), (4, 120, TODAY, None)]
    assert row.schedule.get(weekday=0).opens_at == time(9)


@pytest.mark.parametrize("kind", ActivityKind)
def test_an_unpaid_activity_that_counts_needs_somebody_who_supervises(world, kind):
    activity = Activity(kind=kind, title="Something")

    if kind in (1, 2, 3, 5, 13):  # paid, and what no law counts
        assert begin(world, activity).supervisor == ""
    else:
        with pytest.raises(NotAllowed, match="who supervises each day"):
            begin(world, activity)
        assert not ActivityEnrolment.objects.exists()


def test_a_step_that_does_not_count_needs_neither_supervisor_nor_fixed_days(world):
    step = Activity(kind=ActivityKind.OTHER, title="Ride the bus one stop further each day")

    row = begin(world, step, week=[])

    assert planned(row) == []


@pytest.mark.parametrize(
    ("week", "sentence"),
    [
        ([Slot(0, 60), Slot(0, 120)], "each weekday once"),
        ([Slot(0, 0)], "between 0 and 24"),
        ([Slot(0, 1441)], "between 0 and 24"),
    ],
)
def test_a_week_that_cannot_be_is_refused(world, week, sentence):
    with pytest.raises(NotAllowed, match=sentence):
        begin(world, week=week)

    assert not ActivityEnrolment.objects.exists()


def test_a_whole_day_is_the_most(world):
    assert planned(begin(world, week=[Slot(6, 1440)])) == [(6, 1440, TODAY, None)]


def test_a_start_more_than_a_year_ahead_is_a_slip_of_the_year(world):
    assert begin(world, on=date(2027, 11, 24)).starts_on == date(2027, 11, 24)
    with pytest.raises(NotAllowed, match="more than a year ahead"):
        begin(world, on=date(2027, 11, 25))


def test_somebody_of_another_household_cannot_begin_on_this_case(world):
    stranger = make_person(world, "Luz Ortega")
    with pytest.raises(NotAllowed, match="Luz Ortega does not belong to the household"):
        begin(world, person=stranger)

    HouseholdMember.objects.create(
        site=world.site,
        household=world.case.household,
        person=stranger,
        relation="spouse",
        starts_on=date(2026, 6, 1),
    )
    assert begin(world, person=stranger).person == stranger


def test_a_provider_of_another_site_is_refused(world):
    elsewhere = make_provider(make_world("Elsewhere"))

    with pytest.raises(NotAllowed, match="another site"):
        begin(world, Activity(kind=ActivityKind.UNSUBSIDIZED, title="Job", provider=elsewhere))


def test_only_workers_of_the_case_add_activities(world):
    with pytest.raises(NotAllowed):
        begin(world, by=make_worker(make_world("Elsewhere")))


def test_what_it_counts_as_later_is_kept_for_a_vocational_course_only(world):
    course = Activity(
        kind=ActivityKind.VOCATIONAL_EDUCATION,
        title="Medical billing",
        supervisor="Mr. Boateng",
        after_vocational=9,
    )
    job = Activity(kind=ActivityKind.UNSUBSIDIZED, title="Clerk", after_vocational=9)

    assert begin(world, course).after_vocational == 9
    assert begin(world, job, week=[]).after_vocational is None


NINE_TO_ONE = [Slot(0, 240, time(9))]
JOB = Activity(kind=ActivityKind.UNSUBSIDIZED, title="Clerk")


@pytest.mark.parametrize(
    ("week", "refused"),
    [
        ([Slot(0, 60, time(12, 59))], True),
        ([Slot(0, 60, time(13))], False),
        ([Slot(0, 60, time(8))], False),
        ([Slot(0, 61, time(8))], True),
        ([Slot(0, 60, time(10))], True),
        ([Slot(1, 240, time(9))], False),
        ([Slot(6, 660, time(22))], False),  # Sunday night until Monday at nine
        ([Slot(6, 661, time(22))], True),
        ([Slot(0, 240)], False),  # nobody knows when it begins
    ],
)
def test_a_person_is_in_one_place_at_a_time(world, week, refused):
    begin(world, week=NINE_TO_ONE)

    if not refused:
        assert begin(world, JOB, week=week).pk
        return
    with pytest.raises(NotAllowed) as said:
        begin(world, JOB, week=week)
    assert "“Packing at the pantry” (Monday, 9:00 a.m. to 1:00 p.m.). Choose" in str(said.value)
    assert ActivityEnrolment.objects.count() == 1


@pytest.mark.parametrize(
    ("last_day", "refused"), [(date(2026, 11, 29), False), (date(2026, 11, 30), True)]
)
def test_an_activity_may_take_the_hours_of_one_that_has_ended(world, last_day, refused):
    first = begin(world, week=NINE_TO_ONE)
    end_enrolment(enrolment=first, last_day=last_day, reason="Found a job", by=world.carla)

    # From Tue, Nov 24, 2026: the first Monday is November 30.
    if refused:
        with pytest.raises(NotAllowed, match="runs into"):
            begin(world, JOB, week=NINE_TO_ONE, on=date(2026, 11, 24))
    else:
        assert begin(world, JOB, week=NINE_TO_ONE, on=date(2026, 11, 24)).pk


def test_somebody_else_of_the_family_may_be_busy_at_the_same_time(world):
    other = make_person(world, "Luis Rivera")
    HouseholdMember.objects.create(
        site=world.site,
        household=world.case.household,
        person=other,
        relation="spouse",
        starts_on=date(2026, 1, 1),
    )
    begin(world, week=NINE_TO_ONE)

    assert begin(world, JOB, week=NINE_TO_ONE, person=other).pk


def test_a_new_week_may_not_run_into_another_activity_but_into_its_own_old_one(world):
    first = begin(world, week=NINE_TO_ONE)
    job = begin(world, JOB, week=[Slot(0, 60, time(14))])
    day = date(2026, 12, 1)

    change_schedule(enrolment=first, schedule=NINE_TO_ONE, starts_on=day, by=world.carla)
    with pytest.raises(NotAllowed, match="runs into “Packing at the pantry”"):
        change_schedule(
            enrolment=job, schedule=[Slot(0, 60, time(12))], starts_on=day, by=world.carla
        )

    assert planned(job) == [(0, 60, TODAY, None)]


def test_a_new_week_holds_from_its_day_and_the_old_one_until_then(world):
    row = make_enrolment(world.case, weekdays=[0, 1], minutes=360, starts_on=date(2026, 3, 2))

    change_schedule(
        enrolment=row, schedule=[Slot(0, 180)], starts_on=date(2026, 12, 1), by=world.carla
    )

    assert planned(row) == [
        (0, 360, date(2026, 3, 2), date(2026, 12, 1)),
        (0, 180, date(2026, 12, 1), None),
        (1, 360, date(2026, 3, 2), date(2026, 12, 1)),
    ]


def test_a_week_changed_twice_from_one_day_keeps_the_last_word(world):
    row = make_enrolment(world.case, weekdays=[0], minutes=360, starts_on=date(2026, 3, 2))
    for minutes in (180, 240):
        change_schedule(
            enrolment=row, schedule=[Slot(0, minutes)], starts_on=date(2026, 12, 1), by=world.carla
        )

    assert planned(row) == [
        (0, 360, date(2026, 3, 2), date(2026, 12, 1)),
        (0, 240, date(2026, 12, 1), None),
    ]


def test_a_week_changed_earlier_takes_the_place_of_one_planned_for_later(world):
    row = make_enrolment(world.case, weekdays=[0], minutes=360, starts_on=date(2026, 3, 2))
    for minutes, day in ((180, date(2026, 12, 1)), (240, date(2026, 11, 1))):
        change_schedule(enrolment=row, schedule=[Slot(0, minutes)], starts_on=day, by=world.carla)

    assert planned(row) == [
        (0, 360, date(2026, 3, 2), date(2026, 11, 1)),
        (0, 240, date(2026, 11, 1), None),
    ]


def test_a_week_from_the_first_day_leaves_nothing_of_the_one_before(world):
    row = make_enrolment(world.case, weekdays=[0], starts_on=date(2026, 3, 2))

    change_schedule(
        enrolment=row, schedule=[Slot(3, 60)], starts_on=date(2026, 3, 2), by=world.carla
    )

    assert planned(row) == [(3, 60, date(2026, 3, 2), None)]


def test_a_week_cannot_begin_before_its_activity(world):
    row = make_enrolment(world.case, starts_on=date(2026, 3, 2))

    with pytest.raises(NotAllowed, match="begins on Mon, Mar 2, 2026"):
        change_schedule(
            enrolment=row, schedule=[Slot(0, 60)], starts_on=date(2026, 3, 1), by=world.carla
        )


def test_an_activity_ends_after_its_last_day_and_goes_on_after_all(world):
    row = make_enrolment(world.case, starts_on=date(2026, 3, 2))

    ended = end_enrolment(
        enrolment=row, last_day=date(2026, 11, 20), reason="Found a job", by=world.carla
    )
    assert (ended.ends_on, ended.end_reason) == (date(2026, 11, 21), "Found a job")

    back = take_end_back(enrolment=row, by=world.carla)
    assert (back.ends_on, back.end_reason) == (None, "")


@pytest.mark.parametrize(
    ("begins_on", "at", "refused"),
    [
        (date(2026, 11, 23), time(10), True),
        (date(2026, 11, 23), time(13), False),  # after the four hours from nine
        (date(2026, 11, 20), time(10), True),
    ],
)
def test_an_activity_does_not_go_on_over_one_that_began_since(world, begins_on, at, refused):
    row = begin(world, on=date(2026, 11, 2))
    end_enrolment(enrolment=row, last_day=date(2026, 11, 19), reason="Moved", by=world.carla)
    job = Activity(kind=ActivityKind.UNSUBSIDIZED, title="Packing clerk")
    begin(world, job, [Slot(0, 240, at)], on=begins_on)

    if not refused:
        assert take_end_back(enrolment=row, by=world.carla).ends_on is None
        return
    with pytest.raises(NotAllowed, match="This runs into “Packing clerk”"):
        take_end_back(enrolment=row, by=world.carla)
    row.refresh_from_db()
    assert (row.ends_on, row.end_reason) == (date(2026, 11, 20), "Moved")


def test_a_week_planned_for_later_is_held_against_others_from_its_own_day(world):
    row = begin(world, on=date(2026, 11, 2))
    change_schedule(
        enrolment=row, schedule=[Slot(1, 240, time(9))], starts_on=date(2026, 11, 9), by=world.carla
    )
    end_enrolment(enrolment=row, last_day=date(2026, 11, 19), reason="Moved", by=world.carla)
    job = Activity(kind=ActivityKind.UNSUBSIDIZED, title="Packing clerk")
    begin(world, job, [Slot(0, 240, time(10))])

    # Mondays were given up before the end: only Tuesdays come back.
    assert take_end_back(enrolment=row, by=world.carla).ends_on is None


def test_an_activity_does_not_end_before_a_day_that_is_marked(world):
    row = make_enrolment(world.case, starts_on=date(2026, 3, 2))
    make_entry(row, date(2026, 11, 20))

    with pytest.raises(NotAllowed, match="Fri, Nov 20, 2026 is marked"):
        end_enrolment(enrolment=row, last_day=date(2026, 11, 19), reason="x", by=world.carla)
    end_enrolment(enrolment=row, last_day=date(2026, 11, 20), reason="Done", by=world.carla)


def test_an_end_needs_a_reason_and_comes_once(world):
    row = make_enrolment(world.case, starts_on=date(2026, 3, 2))
    with pytest.raises(NotAllowed, match="Say why"):
        end_enrolment(enrolment=row, last_day=TODAY, reason=" ", by=world.carla)
    end_enrolment(enrolment=row, last_day=TODAY, reason="Done", by=world.carla)

    with pytest.raises(NotAllowed, match="ended already"):
        end_enrolment(enrolment=row, last_day=TODAY, reason="Again", by=world.carla)


def put_right(world, row, activity, version=1):
    return change_activity(
        enrolment=row, activity=activity, version=version, by=world.carla, at=NOW
    )


def test_the_kind_of_an_activity_stays_once_a_day_is_marked(world):
    row = make_enrolment(world.case, ActivityKind.COMMUNITY_SERVICE, starts_on=date(2026, 3, 2))
    other = Activity(kind=ActivityKind.WORK_EXPERIENCE, title="Filing", supervisor="Rosa")
    make_entry(row, date(2026, 11, 20), mark=MarkCode.PRESENT)

    with pytest.raises(NotAllowed, match="its kind stays"):
        put_right(world, row, other)

    row.refresh_from_db()
    assert row.activity == ActivityKind.COMMUNITY_SERVICE


def test_putting_an_activity_right_has_its_months_worked_out_anew(world):
    row = make_enrolment(world.case, starts_on=date(2026, 3, 2))
    make_entry(row, date(2026, 10, 20))
    make_entry(row, date(2026, 11, 20))

    put_right(world, row, PANTRY)

    anew = CaseMonth.objects.filter(computed_at=NOW).order_by("period")
    assert {202610, 202611} <= set(anew.values_list("period", flat=True))


def test_two_people_who_put_an_activity_right_see_both_texts(world):
    row = make_enrolment(world.case)
    put_right(world, ActivityEnrolment.objects.get(), PANTRY)

    with pytest.raises(StaleRecord) as stale:
        put_right(world, row, Activity(ActivityKind.OTHER, "Mine"))

    assert stale.value.theirs["title"] == "Packing at the pantry"
    assert stale.value.mine["title"] == "Mine"


def agree(world, minutes, on, basis="Doctor's note of March 3"):
    return agree_hours(
        case=world.case,
        person=world.case.participant,
        minutes_a_week=minutes,
        basis=basis,
        starts_on=on,
        by=world.carla,
    )


def test_hours_agreed_anew_end_those_before(world):
    agree(world, 900, date(2026, 3, 3))
    agree(world, 1200, date(2026, 9, 1))

    rows = AgreedHours.objects.order_by("starts_on")
    assert [(row.minutes_a_week, row.starts_on, row.ends_on) for row in rows] == [
        (900, date(2026, 3, 3), date(2026, 9, 1)),
        (1200, date(2026, 9, 1), None),
    ]


def test_hours_agreed_and_changed_on_one_day_were_a_slip(world):
    agree(world, 900, date(2026, 3, 3))
    agree(world, 960, date(2026, 3, 3))

    assert [row.minutes_a_week for row in AgreedHours.objects.all()] == [960]


@pytest.mark.parametrize(
    ("minutes", "basis", "sentence"),
    [
        (0, "note", "between 1 and 168"),
        (168 * 60 + 1, "note", "between 1 and 168"),
        (600, "  ", "on what basis"),
    ],
)
def test_hours_are_agreed_within_a_week_and_on_a_basis(world, minutes, basis, sentence):
    with pytest.raises(NotAllowed, match=sentence):
        agree(world, minutes, TODAY, basis)


def test_agreed_hours_end_and_stay_in_the_record(world):
    row = agree(world, 900, date(2026, 3, 3))

    end_agreed_hours(agreed=row, by=world.carla, on=TODAY)

    row.refresh_from_db()
    assert row.ends_on == TODAY
    assert not ScheduledDay.objects.exists()
