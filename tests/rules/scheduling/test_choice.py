"""One client's days at given prices: the short ways find what trying everything finds."""

from datetime import date
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseway.rules.scheduling.clients import Tier
from caseway.rules.scheduling.due import Due
from caseway.rules.scheduling.plans import Mode
from caseway.rules.scheduling.solver.choice import choose
from caseway.rules.scheduling.solver.demand import NEVER, demand_of
from caseway.rules.scheduling.solver.month import lateness
from tests.rules.scheduling.scenes import POLICY, client

DAYS = [date(2026, 11, day) for day in (2, 3, 5, 6, 9, 12, 13, 16, 17, 19, 23, 24, 30)]
PRICES = st.lists(
    st.one_of(st.integers(-20, 150).map(float), st.just(NEVER)),
    min_size=len(DAYS),
    max_size=len(DAYS),
)


def demand(tier, sessions, calls, last):
    person = client("ana", tier=tier, last_contact_on=last)
    everyday = [True] * len(DAYS)
    return demand_of(person, Due(sessions, calls), DAYS, everyday, {}, {}, POLICY)


def price_of(asked, picks, visits, calls):
    """What picks cost in all; None where the spacing or the number of calls forbids them."""
    if sum(mode is Mode.CALL for _, mode in picks) > asked.free_calls:
        return None
    for at, (day, _mode) in enumerate(picks):
        if at == 0 and asked.first[day] >= NEVER:
            return None
        earlier = picks[at - 1][0]
        if at and earlier >= asked.before[day] and earlier not in dict(asked.near[day]):
            return None
    days = [DAYS[day].weekday() for day, _ in picks]
    off = len(days) - max(map(days.count, asked.weekdays)) if asked.weekdays and days else 0
    weights = POLICY.weights
    return (
        sum((visits if mode is Mode.VISIT else calls)[day] for day, mode in picks)
        + weights.missed * (asked.sessions - len(picks))
        + weights.late * lateness(asked, picks)
        + weights.weekday * off
    )


def least(asked, visits, calls):
    """The lowest price of all that could be chosen."""
    found = []
    for count in range(asked.sessions + 1):
        for days in combinations(range(len(DAYS)), count):
            for modes in product(Mode, repeat=count):
                price = price_of(asked, list(zip(days, modes, strict=True)), visits, calls)
                if price is not None:
                    found.append(price)
    return min(found)


@pytest.mark.parametrize("tier", [Tier.BIWEEKLY, Tier.MONTHLY])
@pytest.mark.parametrize("calls_allowed", [0, 1, 2])
@pytest.mark.parametrize("last", [None, date(2026, 10, 27), date(2026, 9, 20)])
@settings(max_examples=25, deadline=None)
@given(visits=PRICES, calls=PRICES)
def test_two_sessions_are_the_best_of_every_two_days(tier, calls_allowed, last, visits, calls):
    asked = demand(tier, 2, calls_allowed, last)

    picks = choose(asked, visits, calls, POLICY.weights)

    assert price_of(asked, picks, visits, calls) == least(asked, visits, calls)


@settings(max_examples=12, deadline=None)
@given(visits=PRICES, calls=PRICES)
def test_three_weekly_sessions_are_the_best_with_every_weekday_tried(visits, calls):
    asked = demand(Tier.WEEKLY, 3, 1, date(2026, 10, 30))

    picks = choose(asked, visits, calls, POLICY.weights)

    assert price_of(asked, picks, visits, calls) == least(asked, visits, calls)


@settings(max_examples=60, deadline=None)
@given(visits=PRICES, calls=PRICES)
def test_in_haste_a_choice_may_be_dearer_but_breaks_no_rule(visits, calls):
    asked = demand(Tier.WEEKLY, 4, 1, date(2026, 10, 30))

    hasty = choose(asked, visits, calls, POLICY.weights, hasty=True)
    thorough = choose(asked, visits, calls, POLICY.weights)

    best = price_of(asked, thorough, visits, calls)
    assert (price_of(asked, hasty, visits, calls) or NEVER) >= best
    assert price_of(asked, hasty, visits, calls) is not None
