"""A plan stays with the person when two records of her become one."""

from caseway.cases.actions.moves import moves
from caseway.plans.models import Goal, Plan

moves(Plan, once=("case", "kind"), while_open=True)
moves(Goal, "serves")
