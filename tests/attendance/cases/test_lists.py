"""What lacks proof and what nobody marked, across cases; and what Today is told of both."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from caseway.agencies.models import Role
from caseway.attendance.actions.foreseeing import look_ahead
from caseway.attendance.actions.reckoning import mark
from caseway.attendance.actions.recompute import recompute
from caseway.attendance.models import (
    ActivityKind,
    AttendanceEntry,
    Evidence,
    EvidenceKind,
    HoursAhead,
    HoursProjection,
    ProofState,
)
from caseway.attendance.queries import rosters, unproven
from caseway.attendance.queries.scope import ALL, MINE
from caseway.attendance.queries.unproven import NEEDED, WAITING
from caseway.desk.queries.today import Choice as TodayChoice
from caseway.desk.queries.today import today_for
from caseway.desk.shown.steps import HOURS
from caseway.kernel.words import say
from caseway.rules.caseload.signals import SignalKind
from tests.attendance.cases.conftest import NOW, PERIOD, TODAY
from tests.desk.rows import add_contact, at
from tests.factories import (
    make_case,
    make_enrolment,
    make_entry,
    make_family_month,
    make_provider,
    make_worker,
)

MONDAYS = (date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16))
U, V, S = ProofState.UNPROVEN, ProofState.VERIFIED, ProofState.SUBMITTED


def family(world, name, *, worker="carla", **facts):
    case = make_case(world, name, worker=worker and getattr(world, worker))
    case.participant.birth_on = date(1990, 5, 4)
    case.participant.save()
    if facts.pop("known", True):
        make_family_month(case, PERIOD, **facts)
    return case


def weeks(case, kind=ActivityKind.COMMUNITY_SERVICE, *, hours, proof=U, mondays=MONDAYS, **fields):
    """So many hours in each of these weeks, on five days."""
    minutes = hours * 12
    row = make_enrolment(case, kind, minutes=minutes, **fields)
    for monday in mondays:
        for day in range(5):
            make_entry(row, monday + timedelta(days=day), scheduled=minutes, proof=proof)
    return row


def found(world, user=None, **choice):
    choice = {"scope": MINE} | choice
    return unproven.unproven(user or world.carla, unproven.Choice(PERIOD, **choice))


def gains(found):
    return [(paper.enrolment, paper.gain // 60, paper.makes_met) for paper in found.papers]


def test_the_paper_with_which_a_family_meets_the_rate_comes_first_then_the_most_hours(world):
    large = weeks(family(world, "Much Unproven"), hours=35)
    near = family(world, "Nearly There")
    weeks(near, hours=30, proof=V)
    last = weeks(near, ActivityKind.WORK_EXPERIENCE, hours=10)
    small = weeks(family(world, "Little Unproven"), hours=10)

    # 90 proven of 120 hours; the 30 of the other paper make it 30 a week.
    assert gains(found(world)) == [
        (last.pk, 30, True),
        (large.pk, 105, False),
        (small.pk, 30, False),
    ]


def test_hours_that_would_not_count_anyway_are_not_asked_for(world):
    weeks(family(world, "Not In The Rate", tanf_cents=0), hours=30)
    weeks(family(world, "Nobody Knows", known=False), hours=30)
    useful = weeks(family(world, "Useful"), hours=30)

    listed = found(world)

    assert [paper.enrolment for paper in listed.papers] == [useful.pk]
    assert (listed.unknown, listed.idle) == (1, 1)


def test_steps_that_no_law_counts_are_never_asked_to_be_proven(world):
    case = family(world, "Ana Rivera")
    weeks(case, ActivityKind.OTHER, hours=5, supervisor="")

    assert not found(world).papers


@pytest.mark.parametrize(
    ("state", "proofs", "listed"),
    [
        (NEEDED, U, True),
        (NEEDED, ProofState.REJECTED, True),
        (NEEDED, ProofState.EXPIRED, True),
        (NEEDED, S, False),
        (NEEDED, V, False),
        (WAITING, S, True),
        (WAITING, U, False),
    ],
)
def test_a_paper_is_missing_or_a_decision_is(world, state, proofs, listed):
    weeks(family(world, "Ana Rivera"), hours=30, proof=proofs)

    assert bool(found(world, state=state).papers) is listed


def test_two_activities_alike_are_weighed_apart(world):
    case = family(world, "Ana Rivera")
    one, other = weeks(case, hours=20), weeks(case, hours=10)

    assert gains(found(world)) == [(one.pk, 60, False), (other.pk, 30, False)]


def test_her_own_cases_or_all_that_she_may_see(world):
    colleague = make_worker(world, name="Cora Colleague")
    world.cora = colleague
    hers = weeks(family(world, "Ana Rivera"), hours=30)
    others = weeks(family(world, "Luz Ortega", worker="cora"), hours=30)

    assert {paper.enrolment for paper in found(world).papers} == {hers.pk}
    assert {paper.enrolment for paper in found(world, scope=ALL).papers} == {hers.pk, others.pk}


def test_one_providers_papers(world):
    pantry = make_provider(world, "Pantry")
    here = weeks(family(world, "Ana Rivera"), hours=30, provider=pantry)
    weeks(family(world, "Luz Ortega"), hours=30)

    assert [p.enrolment for p in found(world, provider=pantry.pk).papers] == [here.pk]


def test_the_page_leads_to_the_paper_in_one_click(world, sign_in):
    row = weeks(family(world, "Ana Rivera"), hours=40)

    html = sign_in(world.carla).get(reverse("attendance:unproven")).content.decode()

    assert "120 hours more would count" in html
    assert "Meets the rate with it" in html
    assert reverse("attendance:add_proof", args=[row.pk]) in html


def test_what_waits_for_a_decision_leads_to_it(world, sign_in):
    case = family(world, "Ana Rivera")
    row = weeks(case, hours=40, proof=S)
    paper = Evidence.objects.create(
        site=world.site,
        case=case,
        person=case.participant,
        enrolment=row,
        kind=EvidenceKind.PHONE_CALL,
        covers_from=MONDAYS[0],
        covers_until=date(2026, 11, 21),
        submitted_by=world.carla,
        submitted_at=NOW,
    )

    answer = sign_in(world.carla).get(reverse("attendance:unproven"), {"state": "waiting"})

    assert reverse("attendance:proof", args=[paper.pk]) in answer.content.decode()


@pytest.mark.parametrize("name", ["unproven", "rosters"])
def test_an_empty_list_says_why_and_odd_filters_do_no_harm(world, sign_in, name):
    client = sign_in(world.carla)
    url = reverse(f"attendance:{name}")

    for query in ("", "?month=190001&provider=x&state=zz&scope=no&page=99&rows=7&activity=0"):
        answer = client.get(url + query)
        assert answer.status_code == 200
        assert "c-empty" in answer.content.decode()


def test_provider_staff_have_no_list_across_cases(world, sign_in):
    teacher = make_worker(world, Role.PROVIDER)

    for name in ("unproven", "rosters"):
        assert sign_in(teacher).get(reverse(f"attendance:{name}")).status_code == 403


@pytest.mark.parametrize("many", [2, 40])
def test_the_list_of_papers_asks_the_same_however_long(
    world, sign_in, django_assert_num_queries, many
):
    for number in range(many):
        row = make_enrolment(family(world, f"Person {number}"))
        make_entry(row, date(2026, 11, 16), proof=U)
    client = sign_in(world.carla)
    url = reverse("attendance:unproven")
    client.get(url)

    with django_assert_num_queries(13):
        client.get(url)


@pytest.mark.parametrize("many", [2, 40])
def test_the_roster_asks_the_same_however_long(world, sign_in, django_assert_num_queries, many):
    for number in range(many):
        row = make_enrolment(family(world, f"Person {number}", known=False))
        make_entry(row, date(2026, 11, 16))
    client = sign_in(world.carla)
    url = reverse("attendance:rosters")
    client.get(url)

    with django_assert_num_queries(8):
        client.get(url)


def watched(world, **choice):
    rows = rosters.roster(world.carla, rosters.Choice(MINE, **choice), TODAY)
    return [(row.case.participant.name_used, row.last_mark) for row in rows]


def test_the_longest_silence_comes_first_and_a_new_activity_counts_from_its_first_day(world):
    for name, marked in (("Lately", date(2026, 11, 20)), ("Long Ago", date(2026, 10, 30))):
        make_entry(make_enrolment(family(world, name, known=False)), marked)
    make_enrolment(family(world, "Never", known=False), starts_on=date(2026, 3, 2))
    make_enrolment(family(world, "Just Begun", known=False), starts_on=date(2026, 11, 23))

    assert watched(world) == [
        ("Never", None),
        ("Long Ago", 20261030),
        ("Lately", 20261120),
        ("Just Begun", None),
    ]


@pytest.mark.parametrize(
    ("marked", "quiet"), [(date(2026, 11, 14), False), (date(2026, 11, 13), True)]
)
def test_a_week_and_its_weekend_without_a_mark_is_silence(world, marked, quiet):
    make_entry(make_enrolment(family(world, "Ana Rivera", known=False)), marked)

    assert bool(watched(world, quiet=True)) is quiet


def test_who_is_not_to_be_marked_is_not_watched(world):
    no_week = make_enrolment(family(world, "No Fixed Days", known=False), weekdays=[])
    ended = make_enrolment(family(world, "Ended", known=False), ends_on=TODAY)
    later = make_enrolment(family(world, "Later", known=False), starts_on=TODAY + timedelta(days=1))
    job = make_enrolment(family(world, "Counted Ahead", known=False), ActivityKind.UNSUBSIDIZED)
    ahead(job)

    assert watched(world) == []
    assert len({no_week, ended, later, job}) == 4


def ahead(row, holds_until=date(2027, 5, 1)):
    about = {"site": row.site, "case": row.case, "person": row.person, "enrolment": row}
    paper = Evidence.objects.create(
        **about,
        kind=EvidenceKind.PAY_STUB,
        covers_from=date(2026, 11, 1),
        covers_until=date(2026, 11, 15),
        state=V,
        submitted_at=NOW,
        decided_at=NOW,
    )
    return HoursProjection.objects.create(
        **about,
        evidence=paper,
        minutes_a_week=1800,
        starts_on=date(2026, 11, 1),
        holds_until=holds_until,
    )


def foresee(case):
    recompute([case.pk], PERIOD, NOW)
    look_ahead(lambda: NOW)
    return HoursAhead.objects.filter(case=case).first()


def test_what_is_short_and_what_waits_for_proof_is_kept_for_the_lists(world):
    case = family(world, "Ana Rivera")
    weeks(case, hours=30)

    kept = foresee(case)

    # Nothing proven; the 30 hours of the last week are still to come: 90 of 120 are missing.
    assert (kept.short_minutes, kept.unproven_minutes) == (90 * 60, 90 * 60)
    assert (kept.period, kept.closes_on, kept.unmarked_days) == (PERIOD, date(2026, 11, 27), 0)


def test_days_that_nobody_marked_are_counted_and_hours_ahead_need_no_mark(world):
    case = family(world, "Ana Rivera")
    weeks(case, hours=30, mondays=MONDAYS[:2])
    job = make_enrolment(case, ActivityKind.UNSUBSIDIZED, minutes=60)
    ahead(job)

    kept = foresee(case)

    assert (kept.unmarked_days, kept.unmarked_since) == (5, date(2026, 11, 16))


def test_a_family_left_out_of_the_rate_or_not_recorded_calls_for_nothing(world):
    out = family(world, "Not In The Rate", tanf_cents=0)
    weeks(out, hours=30)
    unknown = family(world, "Nobody Knows", known=False)
    weeks(unknown, hours=30)

    kept = foresee(out)

    assert (kept.short_minutes, kept.unproven_minutes) == (0, 0)
    assert foresee(unknown) is None


def test_a_month_is_seen_anew_after_a_change_and_on_a_new_day_only(world):
    case = family(world, "Ana Rivera")
    weeks(case, hours=30)
    foresee(case)
    later, tomorrow = NOW + timedelta(minutes=5), NOW + timedelta(days=1)

    assert look_ahead(lambda: later) == 0
    AttendanceEntry.objects.update(proof=V)
    mark({(case.pk, PERIOD)}, later)
    recompute([case.pk], PERIOD, later)
    assert look_ahead(lambda: later) == 1
    assert HoursAhead.objects.get().short_minutes == 0
    assert look_ahead(lambda: tomorrow) == 1


@pytest.mark.parametrize("many", [2, 40])
def test_seeing_ahead_asks_the_same_for_many_families(world, django_assert_max_num_queries, many):
    cases = [family(world, f"Person {number}") for number in range(many)]
    for case in cases:
        make_entry(make_enrolment(case), date(2026, 11, 16))
    recompute([case.pk for case in cases], PERIOD, NOW)

    with django_assert_max_num_queries(20):
        assert look_ahead(lambda: NOW) == many


def kinds(world, user=None):
    entries = today_for(user or world.carla, TodayChoice()).entries
    return {str(item.signal.kind): item.signal for entry in entries for item in entry.rank.items}


def test_today_is_told_of_hours_short_unproven_and_unmarked(world):
    case = family(world, "Ana Rivera")
    weeks(case, hours=30, mondays=MONDAYS[1:])
    foresee(case)

    told = kinds(world)

    # The first week will not be marked any more; the last is still to come.
    assert (told["hours_short"].amount, told["hours_short"].on) == (90, date(2026, 11, 27))
    assert (told["hours_unproven"].amount, told["hours_unproven"].about) == (60, {"hours": "60"})
    assert (told["unmarked"].amount, told["unmarked"].on) == (5, date(2026, 11, 2))


def test_today_says_the_hours_to_prove_as_the_page_of_the_case_does(world):
    case = family(world, "Ana Rivera")
    weeks(case, hours=30, mondays=MONDAYS[1:])
    foresee(case)
    HoursAhead.objects.update(unproven_minutes=3015)

    said = [
        say(item.reason)
        for entry in today_for(world.carla, TodayChoice()).entries
        for item in entry.rank.items
    ]

    assert any(one.startswith("50.25 hours done wait for proof") for one in said)


def test_what_was_seen_of_a_month_that_closed_calls_for_nothing_in_the_next(world, monkeypatch):
    case = family(world, "Ana Rivera")
    weeks(case, hours=30)
    foresee(case)
    HoursAhead.objects.update(closes_on=TODAY - timedelta(days=1))

    assert not {"hours_short", "hours_unproven", "unmarked"} & set(kinds(world))


@pytest.mark.parametrize(
    ("holds_until", "shows"),
    [
        (date(2026, 12, 23), True),  # thirty days ahead
        (date(2026, 12, 24), False),
        (date(2026, 11, 1), True),  # it ran out
    ],
)
def test_proof_due_again_shows_a_month_ahead_and_stays(world, holds_until, shows):
    case = family(world, "Ana Rivera", known=False)
    job = make_enrolment(case, ActivityKind.UNSUBSIDIZED, title="Evening shift")
    row = ahead(job, date(2027, 5, 1))
    HoursProjection.objects.filter(pk=row.pk).update(
        starts_on=date(2026, 5, 1), holds_until=holds_until
    )

    assert ("proof_again" in kinds(world)) is shows


def test_a_reported_change_no_longer_asks_for_the_old_proof(world):
    job = make_enrolment(family(world, "Ana Rivera", known=False), ActivityKind.UNSUBSIDIZED)
    row = ahead(job, date(2026, 12, 1))
    HoursProjection.objects.filter(pk=row.pk).update(ended_on=TODAY)

    assert "proof_again" not in kinds(world)


def test_hours_call_for_whoever_monitors_the_plan_and_for_nobody_else(world):
    case = family(world, "Ana Rivera")
    case.assignments.filter(part="public_worker").update(staff=world.paula)
    weeks(case, hours=30)
    foresee(case)
    carla, paula = set(kinds(world)), set(kinds(world, world.paula))

    assert "hours_short" in carla
    assert "hours_short" not in paula


def test_each_reason_leads_to_the_hours_of_the_case(world, sign_in):
    case = family(world, "Ana Rivera")
    weeks(case, hours=30)
    foresee(case)
    add_contact(case, world.carla, at(TODAY, 9))

    html = sign_in(world.carla).get("/").content.decode()

    assert reverse("attendance:case", args=[case.pk]) in html
    assert "Close the gap" in html
    assert "90 hours short this month, for which hours count through Fri, Nov 27, 2026" in html


def test_every_signal_of_hours_has_a_place_of_its_own():
    assert {kind for kind in SignalKind if kind in HOURS} == {
        SignalKind.HOURS_SHORT,
        SignalKind.HOURS_UNPROVEN,
        SignalKind.PROOF_AGAIN,
        SignalKind.UNMARKED,
    }
