"""Appointments by hand, enrolments, phases and tiers; whoever is steady may be seen less."""

from datetime import date, time

import pytest

from caseway.coaching.actions import enrolments
from caseway.coaching.actions.appointments import add_visit, move_visit
from caseway.coaching.actions.helping import lift_cap
from caseway.coaching.models import PhaseSpan, TierSpan, Visit, VisitState, WhyNot
from caseway.kernel.refusals import NotAllowed
from caseway.rules.scheduling.clients import Tier
from caseway.rules.scheduling.steps import Standing, step_down
from tests.coaching.months.rows import NOW, make_client, make_team, make_visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return make_team(1, tier="weekly")


def agree(team, day, **fields):
    given = {"begins_at": time(10), "minutes": 60, "mode": "visit"}
    return add_visit(
        enrolment=team.people[0],
        coach=team.coach,
        day=day,
        by=team.coach,
        at=NOW,
        **(given | fields),
    )


def test_the_fifth_session_of_a_calendar_month_is_blocked_without_an_override(team):
    for day in (4, 11, 18, 25):
        make_visit(team, team.people[0], date(2027, 5, day))

    with pytest.raises(NotAllowed, match="Ask a supervisor"):
        agree(team, date(2027, 5, 28))

    lift_cap(
        enrolment=team.people[0],
        month=date(2027, 5, 1),
        sessions=5,
        reason="A new task at work",
        by=team.leader,
        at=NOW,
    )
    assert agree(team, date(2027, 5, 28)).state == VisitState.PLANNED
    with pytest.raises(NotAllowed):
        agree(team, date(2027, 5, 31))


def test_a_session_on_the_last_of_april_does_not_count_in_may(team):
    make_visit(team, team.people[0], date(2027, 4, 30))

    for day in (4, 11, 18, 25):
        agree(team, date(2027, 5, day))

    assert Visit.objects.count() == 5


def test_what_was_cancelled_takes_no_place_under_the_cap(team):
    for day in (4, 11, 18):
        make_visit(team, team.people[0], date(2027, 5, day))
    make_visit(team, team.people[0], date(2027, 5, 25), state="cancelled", why_not="client_ill")

    assert agree(team, date(2027, 5, 27)).pk


def test_a_visit_says_where_and_needs_an_hour(team):
    with pytest.raises(NotAllowed, match="when the visit begins"):
        agree(team, date(2027, 5, 4), begins_at=None)

    visit = agree(team, date(2027, 5, 4))

    assert visit.place_name.endswith("Shop")
    assert visit.is_confirmed


def test_a_visit_moved_stays_and_points_to_its_place_with_a_reason(team):
    visit = make_visit(team, team.people[0], date(2027, 5, 4))
    given = {"visit": visit, "begins_at": time(9), "note": "", "by": team.coach, "at": NOW}

    with pytest.raises(NotAllowed, match="Choose why"):
        move_visit(**given, day=date(2027, 5, 5), why="")
    new = move_visit(**given, day=date(2027, 5, 5), why=WhyNot.CLIENT_SHIFT)

    visit.refresh_from_db()
    assert (visit.state, visit.why_not, visit.moved_to) == ("moved", "client_shift", new)
    with pytest.raises(NotAllowed, match="not open"):
        move_visit(**given, day=date(2027, 5, 6), why=WhyNot.CLIENT_SHIFT)


def test_a_visit_of_a_full_month_may_move_within_it(team):
    rows = [make_visit(team, team.people[0], date(2027, 5, day)) for day in (4, 11, 18, 25)]

    new = move_visit(
        visit=rows[3],
        day=date(2027, 5, 26),
        begins_at=time(9),
        why=WhyNot.WEATHER,
        note="",
        by=team.coach,
        at=NOW,
    )

    assert new.day == date(2027, 5, 26)


@pytest.mark.parametrize(
    ("program", "size", "allowed"),
    [
        ("semp", 1, True),
        ("semp", 2, True),
        ("semp", 8, True),
        ("semp", 9, False),  # Intensive-2 is for 2 to 8
        ("ips", 9, True),  # the rules of SEMP hold for SEMP alone
    ],
)
def test_a_group_of_the_intensive_phase_has_two_to_eight_people(program, size, allowed):
    team = make_team(0)
    row = make_client(team, program=program)
    given = {
        "enrolment": row,
        "phase": "intensive",
        "group_size": size,
        "starts_on": date(2026, 11, 20),
        "reason": "A new job",
        "by": team.coach,
        "at": NOW,
    }

    if allowed:
        assert enrolments.set_phase(**given).group_size == size
    else:
        with pytest.raises(NotAllowed, match="2 to 8"):
            enrolments.set_phase(**given)


@pytest.mark.parametrize(
    ("program", "works", "allowed"),
    [("semp", True, True), ("semp", False, False), ("vr", False, True)],
)
def test_the_extended_phase_of_semp_is_for_people_who_work(program, works, allowed):
    team = make_team(0)
    row = make_client(team, program=program, works=works)
    given = {
        "enrolment": row,
        "phase": "extended",
        "group_size": 1,
        "starts_on": date(2026, 11, 20),
        "reason": "Settled",
        "by": team.coach,
        "at": NOW,
    }

    if allowed:
        enrolments.set_phase(**given)
        assert PhaseSpan.objects.filter(enrolment=row, ends_on=None).count() == 1
    else:
        with pytest.raises(NotAllowed, match="people who work"):
            enrolments.set_phase(**given)


def test_a_tier_changes_from_a_day_and_the_one_before_stays(team):
    enrolments.set_tier(
        enrolment=team.people[0],
        tier="biweekly",
        starts_on=date(2026, 12, 1),
        reason="Steady",
        by=team.coach,
        at=NOW,
    )

    rows = TierSpan.objects.filter(enrolment=team.people[0]).order_by("starts_on")
    assert [(row.tier, row.ends_on) for row in rows] == [
        ("weekly", date(2026, 12, 1)),
        ("biweekly", None),
    ]
    with pytest.raises(NotAllowed, match="Say why"):
        enrolments.set_tier(
            enrolment=team.people[0],
            tier="monthly",
            starts_on=date(2026, 12, 5),
            reason=" ",
            by=team.coach,
            at=NOW,
        )


@pytest.mark.parametrize(
    ("tier", "tier_since", "job_since", "missed_on", "proposed"),
    [
        # 90 days in the job, 60 in the tier, 60 without a miss, on Nov 20, 2026
        (Tier.WEEKLY, date(2026, 9, 21), date(2026, 8, 22), None, Tier.BIWEEKLY),
        (Tier.WEEKLY, date(2026, 9, 21), date(2026, 8, 23), None, None),
        (Tier.WEEKLY, date(2026, 9, 22), date(2026, 8, 22), None, None),
        (Tier.BIWEEKLY, date(2026, 1, 5), date(2026, 1, 5), date(2026, 9, 21), Tier.MONTHLY),
        (Tier.BIWEEKLY, date(2026, 1, 5), date(2026, 1, 5), date(2026, 9, 22), None),
        (Tier.MONTHLY, date(2026, 1, 5), date(2026, 1, 5), None, None),
        (Tier.WEEKLY, date(2026, 1, 5), None, None, None),
    ],
)
def test_whoever_is_steady_at_work_may_be_seen_less(
    tier, tier_since, job_since, missed_on, proposed
):
    step = step_down(Standing(tier, tier_since, job_since, missed_on), date(2026, 11, 20))

    assert (step.tier if step else None) is proposed
