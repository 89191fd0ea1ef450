"""Rows become the facts of the rule: who is who, what is carried, which days are a month's."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st

from caseway.attendance.facts import calendar_on, entries, families
from caseway.attendance.facts.balances import mask_of, weeks_of
from caseway.attendance.facts.entries import entries_of_few, rows, rows_before
from caseway.attendance.facts.months import reported_in
from caseway.attendance.models import (
    ActivityKind,
    Evidence,
    FamilyMonth,
    FamilyRole,
    HoursProjection,
    MemberMonth,
    PlanHoliday,
    ProofState,
)
from caseway.cases.models import Person
from caseway.rules.dates import Month
from caseway.rules.participation.activities import Activity
from caseway.rules.participation.family import Homework, Projection, SelfEmployment
from tests.attendance.book import MARCH, family
from tests.factories import make_enrolment, make_entry, make_family_month, make_person, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def facts_of(case, period=MARCH):
    return families([case.pk], period).facts[case.pk]


def head_of(case, period=MARCH):
    return facts_of(case, period).family.members[0]


# The family


def test_what_a_family_received_is_handed_over_as_it_stands(world):
    case = family(
        world,
        tanf_cents=40000,
        snap_cents=30000,
        snap_persons=3,
        has_federal_child_care=True,
        is_tribal=True,
        has_violence_waiver=True,
        first_day=18,
    )

    found = facts_of(case).family

    assert (found.tanf_cents, found.snap_cents, found.snap_people) == (40000, 30000, 3)
    assert (found.assistance_people, found.first_day, found.last_day) == (2, 18, None)
    flags = (found.federal_child_care, found.tribal, found.violence_waiver, found.receives)
    assert all(flags)
    assert found.children == (date(2018, 1, 2),)


def test_a_family_without_money_receives_nothing(world):
    assert not facts_of(family(world, tanf_cents=0)).family.receives


@pytest.mark.parametrize(
    ("role", "parent", "head", "caretaker"),
    [
        (FamilyRole.PARENT_HEAD, True, True, False),
        (FamilyRole.PARENT, True, False, False),
        (FamilyRole.MINOR_PARENT, True, False, False),
        (FamilyRole.CARETAKER, False, False, True),
        (FamilyRole.OTHER_ADULT, False, False, False),
    ],
)
def test_who_is_who(world, role, parent, head, caretaker):
    case = family(world)
    MemberMonth.objects.exclude(role=FamilyRole.CHILD).update(role=role)

    found = head_of(case)

    assert (found.parent, found.head, found.caretaker) == (parent, head, caretaker)


def test_the_spouse_is_whoever_is_married_beside_a_married_head(world):
    case = family(world, is_married=True)
    month = FamilyMonth.objects.get()
    other = make_person(world, "Luis Rivera", birth_on=date(1988, 1, 1))
    beside = MemberMonth.objects.create(
        site=world.site, family_month=month, person=other, role=FamilyRole.PARENT, is_married=True
    )

    assert [each.spouse for each in facts_of(case).family.members] == [False, True]
    beside.is_married = False
    beside.save()
    assert [each.spouse for each in facts_of(case).family.members] == [False, False]


@pytest.mark.parametrize(
    ("born", "in_school", "receives", "is_child"),
    [
        (date(2008, 3, 2), False, True, True),  # 18 tomorrow
        (date(2008, 3, 1), False, True, False),
        (date(2008, 3, 1), True, True, True),  # under 19 and a full-time student
        (date(2007, 3, 1), True, True, False),
        (date(2018, 1, 2), False, False, False),  # does not receive
    ],
)
def test_a_minor_child_is_under_eighteen_or_a_student_under_nineteen(
    world, born, in_school, receives, is_child
):
    case = family(world)
    child = MemberMonth.objects.get(role=FamilyRole.CHILD)
    child.in_secondary_school, child.receives = in_school, receives
    child.save()
    Person.objects.filter(pk=child.person_id).update(birth_on=born)

    assert bool(facts_of(case).family.children) is is_child


def test_sanction_months_are_counted_in_the_twelve_that_end_with_this_one(world):
    case = family(world, work_sanction_cents=5000)
    for period in (202503, 202504, 202512, 202604):
        make_family_month(case, period, children=0, work_sanction_cents=5000)
    make_family_month(case, 202601, children=0)

    found = facts_of(case).family

    assert (found.work_sanction, found.work_sanction_cents) == (True, 5000)
    assert found.work_sanction_months == 3  # April and December 2025, March 2026


def test_facts_of_a_person_that_excuse_her(world):
    facts = {
        "gets_ssi": "ssi",
        "gets_ssdi": "ssdi",
        "has_disability": "disability",
        "cares_for_disabled": "cares_for_disabled",
        "care_is_documented": "medical_note",
        "cares_for_disabled_child": "cares_for_disabled_child",
        "barred_by_immigration": "immigration_ineligible",
        "in_secondary_school": "secondary_student",
        "has_diploma": "completed_secondary",
        "school_satisfactory": "satisfactory_school",
    }
    plain = head_of(family(world))
    for number, (column, fact) in enumerate(facts.items()):
        found = head_of(family(world, f"Luz Ortega{number}", **{column: True}))

        others = {name: getattr(found, name) for name in facts.values() if name != fact}
        assert getattr(found, fact) is True
        assert others == {name: getattr(plain, name) for name in others}


def test_self_employment_is_what_came_in_and_what_it_cost(world):
    case = family(world, gross_cents=90000, expense_cents=17500)

    assert head_of(case).self_employment == SelfEmployment(90000, 17500)
    assert head_of(family(world, "Luz Ortega")).self_employment is None


# Enrolments


def projected(world, case, *, state=ProofState.VERIFIED, **more):
    job = make_enrolment(case, ActivityKind.UNSUBSIDIZED, starts_on=date(2025, 12, 1))
    proof = Evidence.objects.create(
        site=world.site,
        case=case,
        person=case.participant,
        enrolment=job,
        kind="pay_stub",
        covers_from=date(2025, 12, 1),
        covers_until=date(2026, 1, 1),
        state=state,
        submitted_at=datetime(2026, 1, 5, tzinfo=UTC),
        decided_at=datetime(2026, 1, 6, tzinfo=UTC),
        decision_reason="Stubs of another employer" if state == ProofState.REJECTED else "",
    )
    return HoursProjection.objects.create(
        site=world.site,
        case=case,
        person=case.participant,
        enrolment=job,
        evidence=proof,
        minutes_a_week=24 * 60,
        starts_on=date(2026, 1, 1),
        holds_until=date(2026, 7, 1),
        **more,
    )


def test_a_projection_begins_with_its_month_and_ends_before_a_reported_change(world):
    case = family(world)
    row = projected(world, case)

    assert head_of(case).projections == (
        Projection(Activity.UNSUB, 24 * 60, Month(2026, 1), Month(2026, 7)),
    )
    row.ended_on = date(2026, 4, 10)
    row.save()
    assert head_of(case).projections[0].changed == Month(2026, 4)


def test_a_projection_on_proof_that_was_not_accepted_is_none(world):
    case = family(world)
    projected(world, case, state=ProofState.REJECTED)

    assert head_of(case).projections == ()


def test_homework_is_what_the_course_advises_in_the_weeks_it_runs(world):
    case = family(world)
    course = {"homework_minutes_a_week": 120, "after_vocational": 9}
    make_enrolment(
        case,
        ActivityKind.VOCATIONAL_EDUCATION,
        starts_on=date(2026, 3, 9),
        ends_on=date(2026, 3, 20),
        **course,
    )

    found = head_of(case)

    # The weeks that end on Fridays 13 and 20 March.
    assert found.homework == (Homework(Activity.VOCED, 240),)
    assert found.voced_also == Activity.JOBSKILL


def test_plan_holidays_of_the_site_stand_in_its_rules_by_day(world):
    case = family(world)
    for on in (date(2026, 2, 28), date(2026, 3, 17), date(2026, 3, 31)):
        PlanHoliday.objects.create(site=world.site, on=on, name="A day of the plan")

    batch = families([case.pk], MARCH)

    # Day 0 is Saturday 28 February; the 31st is reported in April.
    assert batch.rules[world.site.pk].holidays == {0, 17}


def test_facts_of_forty_families_take_as_many_queries_as_of_two(world, django_assert_num_queries):
    cases = [family(world, f"Ana Rivera{number}").pk for number in range(40)]

    for some in (cases[:2], cases):
        with django_assert_num_queries(4):
            assert len(families(some, MARCH).facts) == len(some)


# The book


def test_a_report_month_is_read_from_two_months_of_the_book_in_case_order(world):
    first, second = family(world), family(world, "Luz Ortega")
    early = make_enrolment(first, starts_on=date(2026, 2, 2))
    late = make_enrolment(second)
    for on in (date(2026, 2, 27), date(2026, 2, 28), date(2026, 3, 27), date(2026, 3, 28)):
        make_entry(early, on)
    make_entry(late, date(2026, 3, 2))
    calendar = calendar_on("", MARCH)

    found = dict(entries(calendar, Q(site=world.site)))

    assert list(found) == [first.pk, second.pk]
    assert sorted(row[0] for row in found[first.pk]) == [0, 27]
    assert found[second.pk] == [(2, second.participant_id, 7, 1, 2, 360, 360)]
    few = entries_of_few(calendar, [second.pk, first.pk])
    assert {case: sorted(each) for case, each in few.items()} == {
        case: sorted(each) for case, each in found.items()
    }


def test_a_case_with_days_in_the_month_before_only_is_not_forgotten(world):
    cases = [family(world, f"Ana Rivera{number}") for number in range(3)]
    for case, on in zip(
        cases, (date(2026, 3, 2), date(2026, 2, 28), date(2026, 3, 3)), strict=True
    ):
        make_entry(make_enrolment(case, starts_on=date(2026, 2, 2)), on)

    found = entries(calendar_on("", MARCH), Q(site=world.site))

    assert [(case, len(each)) for case, each in found] == [(case.pk, 1) for case in cases]


def plan_of(query):
    if connection.vendor == "postgresql":
        # A handful of rows is scanned whichever way is best for many.
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
    return query.explain()


@pytest.mark.parametrize("read", [rows, rows_before])
@pytest.mark.parametrize(
    "cases", [Q(), Q(case_id__gte=1, case_id__lte=5000)], ids=["whole", "shard"]
)
def test_the_book_is_read_from_the_covering_index_alone(world, read, cases):
    make_entry(make_enrolment(family(world)), date(2026, 3, 2))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE attendance_attendanceentry")

    plan = plan_of(read(calendar_on("", MARCH), cases))

    assert "attendance_covering" in plan
    if connection.vendor == "sqlite":
        assert "COVERING INDEX" in plan
        assert "TEMP B-TREE" not in plan
    else:
        assert "Index Only Scan" in plan


@given(st.sets(st.integers(0, 5)))
def test_weeks_of_job_search_survive_being_stored(places):
    first = calendar_on("", MARCH).weeks[0]
    weeks = {first + place for place in places}

    assert set(weeks_of(mask_of(weeks, "", MARCH), "", MARCH)) == weeks


def test_a_stored_month_is_reported_in_itself_and_perhaps_the_next():
    assert reported_in("", 202603) == (202603, 202604)  # the 28th to the 31st
    assert reported_in("", 202607) == (202607,)  # 31 July 2026 is a Friday
