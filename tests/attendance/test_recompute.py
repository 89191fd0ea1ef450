"""A month is worked out when its rows change, and what follows from it is not forgotten."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from caseway.attendance.actions import backlog, reckoning
from caseway.attendance.actions.recompute import AT_ONCE, mark_stale, recompute
from caseway.attendance.models import (
    ActivityKind,
    AttendanceEntry,
    CaseMonth,
    MarkCode,
    PersonMonth,
    ProofState,
    StandingCode,
)
from caseway.kernel.models import Job
from caseway.rules.participation.rates import Funding
from caseway.rules.participation.standing import Standing
from tests.attendance.book import APRIL, MARCH, NOW, family, grown, weeks_of
from tests.factories import make_case, make_entry, make_family_month, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def result(case, period=MARCH):
    return CaseMonth.objects.get(case=case, period=period)


def test_the_stored_codes_are_those_of_the_rules():
    assert {code.name: code.value for code in StandingCode} == {
        code.name: code.value for code in Standing
    }
    assert CaseMonth._meta.get_field("funding").choices[0][0] == Funding.TANF
    assert CaseMonth._meta.get_field("funding").choices[1][0] == Funding.SSP


@pytest.mark.parametrize(
    ("hours", "standing"), [(30, StandingCode.ENGAGED), (29, StandingCode.NOT_ENGAGED)]
)
def test_thirty_proven_hours_a_week_count_and_twenty_nine_do_not(world, hours, standing):
    case = family(world)
    weeks_of(case, hours=hours)

    mark_stale([(case.pk, MARCH)], NOW)

    row = result(case)
    assert (row.overall, row.stale_since, row.computed_at) == (standing, None, NOW)
    person = row.people.get()
    assert (person.core_hours, person.total_needed, person.meets) == (hours, 30, hours == 30)
    assert person.items == {"50": [hours, 0, 0]}


def test_hours_without_proof_are_recorded_and_do_not_count(world):
    case = family(world)
    weeks_of(case, proof=ProofState.SUBMITTED)

    mark_stale([(case.pk, MARCH)], NOW)

    person = result(case).people.get()
    assert result(case).overall == StandingCode.NOT_ENGAGED
    assert person.raw_minutes["1"][:3] == [7200, 7200, 0]


def test_a_family_nobody_recorded_facts_for_is_out_and_says_why(world):
    case = grown(make_case(world))
    weeks_of(case)

    mark_stale([(case.pk, MARCH)], NOW)

    assert result(case).overall == StandingCode.OUT
    assert result(case).reasons[0] == ["facts.none"]


def test_a_missing_birth_date_is_said_and_helps_nobody(world):
    case = make_case(world)
    make_family_month(case, MARCH)
    weeks_of(case)

    mark_stale([(case.pk, MARCH)], NOW)

    assert ["facts.undated"] in result(case).reasons
    assert result(case).people.get().total_needed == 30


def test_the_month_belongs_to_whoever_had_the_lead_last_in_it(world):
    from caseway.cases.models import Assignment
    from tests.factories import make_worker

    early, late, later = (make_worker(world) for _ in range(3))
    case = family(world, worker=early)
    lead = Assignment.objects.get(case=case, is_lead=True)
    for ends_on, staff in ((date(2026, 3, 20), late), (date(2026, 4, 1), later)):
        Assignment.objects.filter(pk=lead.pk).update(ends_on=ends_on)
        lead.pk, lead.staff, lead.starts_on, lead.ends_on = None, staff, ends_on, None
        lead.save(force_insert=True)

    mark_stale([(case.pk, MARCH)], NOW)

    assert result(case).worker == late
    assert result(case).agency == world.contractor


def test_one_family_is_read_in_five_queries_and_written_in_three(world):
    case = family(world)
    weeks_of(case)
    with transaction.atomic():
        reckoning.mark([(case.pk, MARCH)], NOW)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            reckoning.reckon([case.pk], MARCH, NOW)

    reads = [each["sql"] for each in asked if each["sql"].startswith("SELECT")]
    writes = [each["sql"] for each in asked if not each["sql"].startswith("SELECT")]
    # The sixth looks at what was charged before, to see whether later months must follow.
    assert (len(reads), len(writes)) == (6, 2)


def test_forty_families_take_as_many_queries_as_two(world, django_assert_num_queries):
    few, many = [], []
    for number in range(42):
        case = family(world, f"Ana Rivera{number}")
        weeks_of(case, mondays=(2,))
        (few if number < 2 else many).append(case.pk)
    for cases in (few, many):
        reckoning.mark([(case, MARCH) for case in cases], NOW)
        with django_assert_num_queries(8):
            reckoning.reckon(cases, MARCH, NOW)


def test_working_it_out_again_changes_nothing(world):
    case = family(world)
    weeks_of(case, ActivityKind.JOB_SEARCH)
    mark_stale([(case.pk, MARCH)], NOW)
    first = (CaseMonth.objects.values().get(), PersonMonth.objects.values().get())

    recompute([case.pk], MARCH, NOW)

    assert (CaseMonth.objects.values().get(), PersonMonth.objects.values().get()) == first


def test_a_day_of_february_that_is_reported_in_march_makes_march_stale(world):
    case = family(world)
    job = weeks_of(case, hours=30, mondays=(9, 16, 23))
    mark_stale([(case.pk, MARCH)], NOW)
    assert result(case).overall == StandingCode.NOT_ENGAGED
    # Saturday 28 February 2026 opens the week that ends on Friday 6 March.
    make_entry(job, date(2026, 2, 28), scheduled=900, attended=900)
    make_entry(job, date(2026, 3, 2), scheduled=900, attended=900)

    mark_stale([(case.pk, 202602)], NOW)

    assert result(case).stale_since == NOW
    backlog.work_off(lambda: NOW)
    assert result(case).overall == StandingCode.ENGAGED
    assert result(case).people.get().core_hours == 30


def test_days_of_march_after_the_last_friday_belong_to_april(world):
    case = family(world)
    job = weeks_of(case)
    make_entry(job, date(2026, 3, 30), scheduled=360)

    mark_stale([(case.pk, MARCH)], NOW)

    assert result(case).people.get().raw_minutes["1"][0] == 4 * 30 * 60


def test_later_months_follow_when_a_limit_was_charged_otherwise(world):
    case = family(world)
    make_family_month(case, APRIL, children=0)
    search = weeks_of(case, ActivityKind.JOB_SEARCH, hours=30)
    mark_stale([(case.pk, MARCH), (case.pk, APRIL)], NOW)
    assert result(case).people.get().job_search_minutes == 4 * 30 * 60
    assert result(case, APRIL).stale_since is None

    AttendanceEntry.objects.filter(enrolment=search, day__gte=23).delete()
    mark_stale([(case.pk, MARCH)], NOW)

    assert result(case).stale_since is None
    assert result(case, APRIL).stale_since == NOW
    assert Job.objects.filter(waiting_key="attendance:stale months").exists()


def test_later_months_stay_when_only_hours_without_a_limit_changed(world):
    case = family(world)
    make_family_month(case, 202605, children=0)
    job = weeks_of(case)
    mark_stale([(case.pk, MARCH), (case.pk, 202605)], NOW)

    AttendanceEntry.objects.filter(enrolment=job, day=2).delete()
    mark_stale([(case.pk, MARCH)], NOW)

    assert result(case, 202605).stale_since is None


@pytest.mark.parametrize(("period", "follows"), [(202702, True), (202703, False)])
def test_absences_are_looked_back_on_for_eleven_months(world, period, follows):
    case = family(world)
    make_family_month(case, period, children=0)
    service = weeks_of(case, ActivityKind.COMMUNITY_SERVICE)
    mark_stale([(case.pk, MARCH), (case.pk, period)], NOW)

    AttendanceEntry.objects.filter(enrolment=service, day=2).update(
        mark=MarkCode.EXCUSED, attended=0, reason="sick"
    )
    mark_stale([(case.pk, MARCH)], NOW)

    assert result(case).people.get().absence_minutes == 360
    assert (result(case, period).stale_since is not None) is follows


def test_a_month_of_vocational_education_is_remembered_for_life(world):
    case = family(world)
    make_family_month(case, 202903, children=0)
    mark_stale([(case.pk, MARCH), (case.pk, 202903)], NOW)

    weeks_of(case, ActivityKind.VOCATIONAL_EDUCATION)
    mark_stale([(case.pk, MARCH)], NOW)

    assert result(case).people.get().vocational_month
    assert result(case).overall_by_education
    assert result(case, 202903).stale_since == NOW


def test_limits_follow_the_person_into_another_case(world):
    case = family(world)
    weeks_of(case, ActivityKind.JOB_SEARCH, hours=30)
    mark_stale([(case.pk, MARCH)], NOW)
    other = make_case(make_world(), person=case.participant)
    make_family_month(other, APRIL)

    from caseway.attendance.facts import families

    facts = families([other.pk], APRIL).facts[other.pk]

    assert facts.family.members[0].balances.jobsearch_minutes == 4 * 30 * 60
    assert len(facts.family.members[0].balances.jobsearch_weeks) == 4


def test_more_than_a_page_of_families_waits_for_the_worker(world):
    cases = [family(world, f"Ana Rivera{number}").pk for number in range(AT_ONCE + 1)]

    mark_stale([(case, MARCH) for case in cases], NOW)

    assert CaseMonth.objects.filter(stale_since=NOW).count() == AT_ONCE + 1
    assert backlog.work_off(lambda: NOW) == AT_ONCE + 1
    assert not CaseMonth.objects.filter(stale_since__isnull=False).exists()


def test_a_rule_that_fails_loses_no_hour_and_holds_up_no_other_family(world, monkeypatch):
    sound, odd = family(world, "Ana Rivera"), family(world, "Luz Ortega")
    weeks_of(sound)
    weeks_of(odd)
    real = reckoning.assess

    def stumbles(facts, rows, rules):
        if facts.case == odd.pk:
            raise ZeroDivisionError
        return real(facts, rows, rules)

    monkeypatch.setattr(reckoning, "assess", stumbles)
    mark_stale([(sound.pk, MARCH), (odd.pk, MARCH)], NOW)

    assert AttendanceEntry.objects.count() == 40
    assert Job.objects.filter(waiting_key="attendance:stale months").exists()
    with pytest.raises(backlog.NotReckoned, match=str(result(odd).pk)):
        backlog.work_off(lambda: NOW)
    assert (result(sound).overall, result(sound).stale_since) == (StandingCode.ENGAGED, None)
    assert result(odd).stale_since == NOW
    monkeypatch.setattr(reckoning, "assess", real)
    assert backlog.work_off(lambda: NOW) == 1


def test_somebody_who_left_the_family_leaves_its_result(world):
    case = family(world)
    mark_stale([(case.pk, MARCH)], NOW)
    case.family_months.get().members.filter(person=case.participant).delete()

    mark_stale([(case.pk, MARCH)], NOW)

    assert not result(case).people.exists()
