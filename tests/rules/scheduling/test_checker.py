"""The judge itself is judged: a plan that is spoiled on purpose is always found out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from caseway.rules.scheduling.clients import Tier
from caseway.rules.scheduling.places import Window
from caseway.rules.scheduling.planner import plan_month
from caseway.rules.scheduling.plans import Budget, Doing, Lock, Mode
from tests.rules.scheduling.checker import Judge
from tests.rules.scheduling.scenes import POLICY, Line, calendar, client, coach

PEOPLE = [
    client("ana", 40, tier=Tier.WEEKLY, windows=(Window(600, 660),)),
    client("ben", 60, tier=Tier.BIWEEKLY, last_contact_on=date(2026, 10, 30)),
    client("cleo", 80, language=""),
]
LOCK = Lock("cleo", date(2026, 11, 17), Mode.VISIT, 800)


@pytest.fixture(scope="module")
def plan():
    return plan_month(
        coach(), PEOPLE, calendar(), Line(), POLICY, locks=[LOCK], budget=Budget(iterations=30)
    )


def judge(people=PEOPLE, **changes):
    return Judge(coach(), people, calendar(**changes), Line(), POLICY, (), [LOCK])


def other_session(plan, key, **changes):
    visits = (n for n, one in enumerate(plan.sessions) if one.mode is Mode.VISIT)
    at = next(n for n in visits if plan.sessions[n].client == key)
    spoiled = replace(plan.sessions[at], **changes)
    return replace(plan, sessions=(*plan.sessions[:at], spoiled, *plan.sessions[at + 1 :]))


def other_stretch(plan, doing, **changes):
    for n, day in enumerate(plan.days):
        for at, one in enumerate(day.stretches):
            if one.doing is doing:
                stretches = (*day.stretches[:at], replace(one, **changes), *day.stretches[at + 1 :])
                spoiled = replace(day, stretches=stretches)
                return replace(plan, days=(*plan.days[:n], spoiled, *plan.days[n + 1 :]))
    raise ValueError(doing)


def test_an_honest_plan_passes(plan):
    assert judge().faults(plan) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda plan: replace(plan, sessions=plan.sessions[1:]),
        lambda plan: replace(plan, sessions=(*plan.sessions, plan.sessions[0])),
        lambda plan: other_session(plan, "ana", begins=500),
        lambda plan: other_session(plan, "ana", day=plan.sessions[0].day + timedelta(1)),
        lambda plan: other_session(plan, "ana", mode=Mode.CALL, minutes=30),
        lambda plan: other_session(plan, "cleo", begins=801),
        lambda plan: other_stretch(plan, Doing.MEAL, begins=600, ends=645),
        lambda plan: other_stretch(plan, Doing.MEAL, ends=700),
        lambda plan: other_stretch(plan, Doing.TRAVEL, ends=545),
        lambda plan: other_stretch(plan, Doing.TRAVEL, place="80:cleo"),
        lambda plan: other_stretch(plan, Doing.VISIT, ends=1100),
        lambda plan: replace(plan, days=plan.days[1:]),
        lambda plan: replace(plan, score=replace(plan.score, travel_minutes=1)),
        lambda plan: replace(plan, score=replace(plan.score, cost=1.0)),
        lambda plan: replace(plan, score=replace(plan.score, off_weekday=3)),
    ],
)
def test_a_spoiled_plan_is_found_out(plan, spoil):
    assert judge().faults(spoil(plan)) != []


@pytest.mark.parametrize(
    "changes",
    [
        {"tier": Tier.MONTHLY},
        {"tier": Tier.BIWEEKLY},
        {"workdays": frozenset({6})},
        {"windows": {}},
        {"language": "Bengali"},
        {"skills": frozenset({"sign"})},
        {"place": None},
        {"calls": 0, "sessions": 3},
        {"visit_minutes": 61},
        {"funder": "vocational_rehabilitation", "sessions": 5, "override_reason": "x"},
        {"last_contact_on": date(2026, 11, 2)},
    ],
)
def test_a_plan_that_does_not_suit_the_client_is_found_out(plan, changes):
    people = [replace(PEOPLE[0], **changes), *PEOPLE[1:]]

    assert judge(people).faults(plan) != []


def test_a_plan_on_a_day_off_is_found_out(plan):
    assert judge(leave=frozenset({plan.sessions[0].day})).faults(plan) != []
    assert judge(holidays=frozenset({plan.sessions[0].day})).faults(plan) != []
