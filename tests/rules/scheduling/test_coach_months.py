"""Whole invented coach-months, each judged by the independent checker."""

from datetime import date

import pytest

from caseway.demo.bench.planner.coach_months import coach_month
from caseway.rules.dates import Month
from caseway.rules.scheduling.planner import plan_month
from caseway.rules.scheduling.plans import Budget
from caseway.rules.scheduling.policy import policy_on
from caseway.rules.scheduling.travel.built_in import built_in_on
from tests.rules.scheduling.checker import Judge

POLICY = policy_on(date(2026, 11, 1))
TRAVEL = built_in_on(date(2026, 11, 1), "new_york_crossings")


def plan_of(month, iterations=40, seed=1, **more):
    return plan_month(
        month.coach, month.clients, month.calendar, TRAVEL, POLICY,
        seed=seed, budget=Budget(iterations=iterations), **more,
    )  # fmt: skip


def judge_of(month, **more):
    return Judge(month.coach, month.clients, month.calendar, TRAVEL, POLICY, **more)


@pytest.mark.parametrize("seed", range(1, 9))
def test_a_coach_month_breaks_no_rule_and_costs_less_than_by_hand(seed):
    month = coach_month(seed)

    plan = plan_of(month)

    assert judge_of(month).faults(plan) == []
    assert judge_of(month).faults(plan.by_hand) == []
    assert plan.score.cost < plan.by_hand.score.cost
    assert plan.score.missed <= plan.by_hand.score.missed


@pytest.mark.parametrize(
    "month", [Month(2026, 10), Month(2026, 12), Month(2027, 2), Month(2028, 2)]
)
def test_months_of_every_shape_hold(month):
    months = coach_month(3, people=20, month=month)

    plan = plan_of(months)

    assert judge_of(months).faults(plan) == []
    assert all(day.day.month == month.month for day in plan.days)


def test_the_same_seed_and_iterations_give_the_same_plan():
    month = coach_month(5)

    first, again, other = plan_of(month), plan_of(month), plan_of(month, seed=2)

    assert first == again
    assert first.sessions != other.sessions


def test_more_iterations_are_never_worse():
    month = coach_month(4)

    costs = [plan_of(month, iterations).score.cost for iterations in (0, 1, 100)]

    assert costs[0] >= costs[1]
    assert costs[2] < costs[0]
