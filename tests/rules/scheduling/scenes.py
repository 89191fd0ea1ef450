"""Small months to plan: a line of places, a coach, and clients who differ in one thing."""

from dataclasses import dataclass
from datetime import date

from caseway.rules.dates import Month
from caseway.rules.directory.distance import Point
from caseway.rules.scheduling.calendar import Calendar
from caseway.rules.scheduling.clients import Client, Tier
from caseway.rules.scheduling.coach import Coach
from caseway.rules.scheduling.places import Hours, Place, Window
from caseway.rules.scheduling.planner import plan_month
from caseway.rules.scheduling.plans import Budget
from caseway.rules.scheduling.policy import policy_on
from caseway.rules.scheduling.solver.engines import Engine
from caseway.rules.scheduling.travel.matrix import Matrix
from tests.rules.scheduling.checker import Judge

NOVEMBER = Month(2026, 11)
POLICY = policy_on(date(2026, 11, 1))
ALL_DAY = (Window(540, 960),)


@dataclass(frozen=True)
class Line:
    """Places on a line: minutes between two are the difference of the numbers in their keys."""

    def matrix(self, places, mode, period="daytime"):
        at = [int(place.key.split(":")[0]) for place in places]
        return Matrix(tuple(tuple(abs(a - b) for b in at) for a in at), "line")


def place(minute, name=""):
    return Place(f"{minute}:{name}", Point(40.7, -74.0), "here")


def coach(**changes):
    hours = {day: Hours(540, 1020) for day in range(5)}
    return Coach(**{"key": "coach", "base": place(0), "hours": hours} | changes)


def client(key, minute=10, tier=Tier.MONTHLY, windows=ALL_DAY, **changes):
    """A client whom one may begin to visit at any time of any weekday, unless said otherwise."""
    facts = {
        "key": key,
        "label": key.title(),
        "tier": tier,
        "place": place(minute, key),
        "windows": windows if isinstance(windows, dict) else dict.fromkeys(range(5), windows),
    }
    return Client(**facts | changes)


def calendar(**changes):
    return Calendar(**{"month": NOVEMBER} | changes)


def planned(
    clients,
    days=None,
    by=None,
    policy=POLICY,
    previous=(),
    locks=(),
    iterations=60,
    seed=1,
    engine=Engine.PLAIN,
):
    """Plan, and have the independent checker judge both the plan and the month done by hand."""
    days, by = days or calendar(), by or coach()
    budget = Budget(iterations=iterations)
    plan = plan_month(by, clients, days, Line(), policy, previous, locks, seed, budget, engine)
    found = Judge(by, clients, days, Line(), policy, previous, locks).faults(plan)
    assert found == [], found
    found = Judge(by, clients, days, Line(), policy, (), locks).faults(plan.by_hand)
    assert found == [], found
    return plan


def days_of(plan, key):
    """The days of the month on which a client has a session."""
    return [session.day.day for session in plan.sessions if session.client == key]
