"""What the county's people do with their days: coherent, proven or not, and in every kind."""

import base64
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db.models import Count, F, Q

from caseway.attendance.models import (
    ActivityEnrolment,
    ActivityKind,
    AgreedHours,
    AttendanceEntry,
    CaseMonth,
    Evidence,
    FamilyMonth,
    HoursProjection,
    MarkCode,
    MemberMonth,
    ModuleDone,
    MonthClosing,
    PersonMonth,
    PlanHoliday,
    ProofState,
    StandingCode,
)
from caseway.cases.models import Case, Contact
from caseway.demo.directory.loading import providers
from caseway.demo.hours import offers
from caseway.demo.hours.days import Day, Window, days_of
from caseway.demo.hours.engagements import Engagement
from caseway.demo.hours.offices import plan_holidays
from caseway.demo.hours.said import Remembered
from caseway.demo.stories.family import Habit
from caseway.demo.words import employers
from caseway.documents.models import Document, DocumentContent
from caseway.kernel.models import User
from caseway.network.models import Provider
from tests.demo.told.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WORK_FIRST = ("harbor-county", "meridian-queens")


@pytest.fixture(autouse=True)
def _loaded(county):
    return county


def entries():
    return AttendanceEntry.objects.select_related("enrolment")


def test_every_open_case_on_its_way_at_a_work_first_site_has_something_to_do():
    without = Case.objects.filter(
        site__slug__in=WORK_FIRST,
        closed_on=None,
        stage__in=("activities", "job_search", "placed", "retention"),
        stage_since__lt=TODAY - timedelta(days=7),
    ).exclude(enrolments__isnull=False)

    assert not without.exists()
    assert not ActivityEnrolment.objects.exclude(site__slug__in=WORK_FIRST).exists()


def test_nobody_was_anywhere_tomorrow_before_the_first_day_or_after_the_last():
    for row in entries():
        assert row.on < TODAY
        assert row.on >= row.enrolment.starts_on
        assert row.enrolment.ends_on is None or row.on < row.enrolment.ends_on
        assert row.recorded_at.astimezone().date() >= row.on
        assert row.activity == row.enrolment.activity


def test_every_day_but_homework_is_one_of_the_schedule():
    weeks = {
        row.pk: {day.weekday: day.minutes for day in row.schedule.all()}
        for row in ActivityEnrolment.objects.prefetch_related("schedule")
    }
    for row in entries().filter(mark__lte=MarkCode.HOLIDAY):
        assert weeks[row.enrolment_id][row.on.weekday()] == row.scheduled


def test_every_kind_of_mark_proof_and_activity_is_there():
    seen = Counter(entries().values_list("mark", "proof"))
    marks, proofs = {mark for mark, _ in seen}, {proof for _, proof in seen}
    kinds = set(entries().values_list("activity", flat=True))

    assert marks == set(MarkCode) - {MarkCode.HOMEWORK_SUPERVISED}
    assert proofs == set(ProofState) - {ProofState.EXPIRED}
    assert kinds >= set(ActivityKind) - {2, 3, 10, 12}


def test_a_day_has_the_proof_of_its_paper():
    for row in entries().exclude(evidence=None).select_related("evidence"):
        assert row.proof == row.evidence.state
        assert row.evidence.covers_from <= row.on < row.evidence.covers_until
    assert not entries().filter(evidence=None).exclude(proof=ProofState.UNPROVEN).exists()


def test_no_proof_is_decided_by_the_provider_who_sent_it():
    assert Evidence.objects.filter(submitted_by__name="Delia Marrero").exists()
    assert not Evidence.objects.filter(decided_by=F("submitted_by")).filter(
        submitted_by__memberships__role="provider"
    )
    assert not Evidence.objects.filter(decided_by__memberships__role="provider").exists()


def test_every_paper_is_a_pdf_that_says_what_its_evidence_says():
    contents = DocumentContent.objects.select_related("document")[:12]

    assert Document.objects.count() == DocumentContent.objects.count() > 500
    for row in contents:
        body = base64.b64decode(row.unseal("body"))
        assert body.startswith(b"%PDF-1.4")
        assert body.endswith(b"%%EOF\n")
        assert len(body) == row.document.size
        assert b"Invented for a demonstration" in body


def test_a_sheet_sent_back_says_why_and_a_worker_speaks_of_it():
    sent_back = Evidence.objects.filter(state=ProofState.REJECTED)

    assert sent_back.exists()
    for row in sent_back:
        assert "signature" in row.decision_reason
    spoken = Contact.objects.filter(case__in=sent_back.values("case"), text__contains="sheet for")
    assert spoken.exists()


def test_when_a_child_was_ill_the_parent_wrote_that_morning_and_was_answered():
    ill = entries().filter(reason="child_sick", person=F("case__participant"))
    first: dict[int, date] = {}
    for row in ill:
        first[row.case_id] = min(row.on, first.get(row.case_id, row.on))
    wrote = [
        case
        for case, on in first.items()
        if Contact.objects.filter(
            case=case, kind="message_in", at__date=on, answered_by__at__date=on
        ).exists()
    ]

    assert len(first) >= 5
    # Where a post is vacant nobody could answer.
    assert len(wrote) >= 0.8 * len(first)


def test_somebody_was_late_at_first_and_is_on_time_now_and_it_was_noticed():
    late = ActivityEnrolment.objects.annotate(
        late=Count("entries", filter=Q(entries__arrived_late=True)),
        on_time=Count("entries", filter=Q(entries__arrived_late=False)),
    ).filter(late__gte=5, on_time__gte=5, ends_on=None)

    assert late.exists()
    for row in late:
        lately = row.entries.filter(arrived_late=True, period=202611, day__gt=3)
        assert not lately.exists()
    assert Contact.objects.filter(
        case__in=late.values("case"), text__regex="on time since|On time every day"
    ).exists()


def test_a_step_that_does_not_count_goes_further_each_week():
    steps = ActivityEnrolment.objects.filter(activity=ActivityKind.OTHER)

    assert steps.exists()
    for row in steps:
        progress = next(one.progress for one in offers.steps() if one.title == row.title)
        notes = [
            note.lower() for note in row.entries.exclude(note="").values_list("note", flat=True)
        ]
        reached = [progress.index(note) for note in notes]
        assert reached == sorted(reached)
        assert row.aim


def test_pay_stubs_are_projected_for_six_months_and_one_must_be_proven_again_this_month():
    open_ones = HoursProjection.objects.filter(ended_on=None)

    assert open_ones.count() >= 10
    for row in HoursProjection.objects.select_related("evidence", "enrolment"):
        months = (row.holds_until.year - row.starts_on.year) * 12
        assert months + row.holds_until.month - row.starts_on.month == 6
        assert row.evidence.state == ProofState.VERIFIED
        assert row.minutes_a_week == sum(day.minutes for day in row.enrolment.schedule.all())
        assert not row.enrolment.entries.filter(period__gte=_period(row.starts_on)).exists()
    assert open_ones.filter(holds_until=date(2026, 12, 1)).exists()


def _period(day: date) -> int:
    return day.year * 100 + day.month


def test_a_provider_signs_in_and_sees_only_who_is_enrolled_there():
    clerk = User.objects.get(name="Delia Marrero")

    assert not Case.objects.visible_to(clerk).exists()
    seen = ActivityEnrolment.objects.visible_to(clerk)
    assert seen.count() > 10
    assert set(seen.values_list("provider__name", flat=True)) == {
        "Concourse Community College, career programs"
    }


def test_every_place_and_employer_is_a_provider_and_every_unpaid_day_has_a_supervisor():
    names = {place.name for letter in "WQ" for place in offers.places(letter)}
    names |= {firm.name for firm in employers()}

    names |= {said[letter] for said in providers() for letter in "WQ" if letter in said}
    assert set(Provider.objects.values_list("name", flat=True)) == names
    unpaid = ActivityEnrolment.objects.exclude(activity__in=(1, 2, 3, 5, 13))
    assert not unpaid.filter(supervisor="").exists()


def test_families_of_every_kind_that_the_rule_knows_are_there():
    members, months = MemberMonth.objects.all(), FamilyMonth.objects.all()

    assert members.filter(gets_ssi=True, receives=False).exists()
    assert members.filter(role="caretaker", receives=False).exists()
    assert members.filter(cares_for_disabled=True, care_is_documented=True).exists()
    assert members.filter(cares_for_disabled=True, care_is_documented=False).exists()
    assert members.filter(in_secondary_school=True, school_satisfactory=True).exists()
    assert members.filter(gross_cents__gt=0).exists()
    two = months.annotate(parents=Count("members", filter=Q(members__role__startswith="parent")))
    assert two.filter(parents=2, has_federal_child_care=True).exists()
    assert two.filter(parents=2, has_federal_child_care=False).exists()
    assert months.filter(ssp_cents__gt=0).exists()
    assert months.filter(has_violence_waiver=True).exists()
    sanctioned = months.filter(work_sanction_cents__gt=0).values("case").annotate(n=Count("pk"))
    assert {2, 4} <= set(sanctioned.values_list("n", flat=True))
    assert months.filter(tanf_cents=0, ssp_cents=0).exists()
    assert months.filter(first_day__gt=1).exists()
    assert AgreedHours.objects.filter(minutes_a_week=600).exists()
    assert ModuleDone.objects.exclude(takeaway="").exists()


def test_the_oldest_months_are_closed_and_one_was_reopened_with_a_reason():
    closed = MonthClosing.objects.filter(reopened_at=None).values_list("site__slug", "period")

    assert set(closed) == {
        (site, period) for site in WORK_FIRST for period in (202608, 202609, 202610)
    } - {(site, 202610) for site in WORK_FIRST if date(2026, 11, 13) + timedelta(days=7) >= TODAY}
    assert MonthClosing.objects.exclude(reason="").count() == 2


def test_ten_holidays_a_year_are_named_and_no_more():
    days = PlanHoliday.objects.filter(site__slug="harbor-county", on__year=2026)

    assert days.count() == 10
    named = dict(days.values_list("name", "on"))
    assert named["Thanksgiving Day"] == date(2026, 11, 26)
    assert named["Memorial Day"] == date(2026, 5, 25)
    assert named["Martin Luther King Jr. Day"] == date(2026, 1, 19)


@pytest.mark.parametrize(
    ("year", "memorial"), [(2027, date(2027, 5, 31)), (2026, date(2026, 5, 25))]
)
def test_memorial_day_is_the_last_monday_of_may(year, memorial):
    assert plan_holidays(date(year, 5, 1), date(year, 6, 1)) == {memorial: "Memorial Day"}


def test_every_month_is_worked_out_as_the_rule_has_it_and_none_waits():
    months = CaseMonth.objects.all()

    assert months.count() == FamilyMonth.objects.count() > 500
    assert not months.filter(stale_since__isnull=False).exists()
    assert set(months.values_list("overall", flat=True)) == set(StandingCode)
    assert {2, 3} <= set(months.values_list("two_parent", flat=True))
    assert PersonMonth.objects.filter(absence_minutes__gt=0).exists()


def test_the_rate_of_a_month_gone_by_is_neither_nothing_nor_everything():
    for site in WORK_FIRST:
        for period in (202608, 202609):
            of_month = CaseMonth.objects.filter(site__slug=site, period=period)
            met = of_month.filter(overall=StandingCode.ENGAGED).count()
            missed = of_month.filter(overall=StandingCode.NOT_ENGAGED).count()
            assert 0.25 <= met / (met + missed) <= 0.75, (site, period)


# How days go, without a county

WINDOW = Window(date(2026, 8, 1), TODAY, frozenset({date(2026, 11, 11)}), date(2026, 10, 16))


def engagement(habit: Habit, **fields) -> Engagement:
    from datetime import time

    week = tuple((weekday, time(9), 240) for weekday in range(5))
    values = {"activity": 8, "title": "Course", "place": "college"} | fields
    return Engagement(1, week=week, starts_on=date(2026, 9, 7), ends_on=None, habit=habit, **values)


def test_who_is_gone_is_marked_away_without_a_reason_since_then():
    from random import Random

    days = days_of(engagement(Habit.GONE), WINDOW, Random(1))

    late = [day for day in days if (TODAY - day.on).days <= 22 and day.on not in WINDOW.holidays]
    assert len(late) >= 14
    assert all(day.mark == MarkCode.UNEXCUSED and day.attended == 0 for day in late)


def test_a_holiday_is_paid_at_work_and_only_scheduled_elsewhere():
    from random import Random

    paid = days_of(engagement(Habit.STEADY, activity=1), WINDOW, Random(1))
    unpaid = days_of(engagement(Habit.STEADY), WINDOW, Random(1))

    for days, minutes in ((paid, 240), (unpaid, 0)):
        [day] = [day for day in days if day.on == date(2026, 11, 11)]
        assert (day.mark, day.scheduled, day.attended) == (MarkCode.HOLIDAY, 240, minutes)


def test_what_is_said_on_a_day_is_what_the_two_weeks_before_it_show():
    remembered = Remembered(TODAY)
    days = [Day(date(2026, 11, day), 240, 240, late=False) for day in range(2, 7)]
    days += [Day(date(2026, 11, 9), 240, 0, MarkCode.EXCUSED, reason="child_sick")]
    remembered.add(engagement(Habit.STEADY), days)

    before, after, long_after = (remembered.facts(date(2026, 11, day)) for day in (9, 11, 30))
    assert "ill" not in before
    assert before["hours_last_week"] == "20"
    assert after["ill"] == "one day"
    assert "ill" not in long_after
