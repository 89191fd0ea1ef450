"""On tiny months the planner finds what trying everything finds."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from caseway.rules.scheduling.clients import Tier
from caseway.rules.scheduling.places import Hours, Window
from tests.rules.scheduling.oracle import least_cost
from tests.rules.scheduling.scenes import POLICY, calendar, client, coach, place, planned

LAST = date(2026, 10, 31)
PLACES = (place(5, "a"), place(40, "b"), place(75, "c"), place(110, "d"))


def minutes(one, other):
    return abs(int(one.split(":")[0]) - int(other.split(":")[0]))


def tiny(seed):
    """Three people, and a coach who works on about six days of the month."""
    chance = Random(seed)
    weekdays = sorted(chance.sample(range(5), 2))
    by = coach(hours={day: Hours(540, chance.choice((780, 960, 1020))) for day in weekdays})
    open_days = [day for day in calendar().days if day.weekday() in weekdays]
    leave = frozenset(chance.sample(open_days, max(0, len(open_days) - 6)))
    people = []
    for number, where in enumerate(chance.sample(PLACES, 3)):
        opens = chance.randrange(540, 900, 15)
        tier = chance.choice(list(Tier))
        people.append(
            client(
                f"c{number}",
                tier=tier,
                place=where,
                windows=(Window(opens, opens + chance.choice((15, 60, 180))),),
                visit_minutes=chance.choice((45, 60, 90)),
                last_contact_on=chance.choice((None, LAST - timedelta(chance.randrange(12)))),
                calls=chance.choice((None, None, 0, 2)),
            )
        )  # fmt: skip
    return people, calendar(leave=leave), by


@pytest.mark.parametrize("seed", range(20))
def test_the_planner_finds_the_least_cost(seed):
    people, days, by = tiny(seed)
    policy = replace(POLICY, load_target=200, visits_a_day=2)

    plan = planned(people, days, by, policy=policy, iterations=150)

    assert plan.score.cost == pytest.approx(least_cost(by, people, days, minutes, policy))


def test_the_tiny_months_are_not_all_alike():
    costs = {
        least_cost(by, people, days, minutes, POLICY) for people, days, by in map(tiny, range(6))
    }

    assert len(costs) == 6
    assert max(costs) < float("inf")
