"""What can be said of a job by rule: its week, its wage, its employer's numbers, how long it lasts.

found = week_of([Slot(0, time(22), time(6))])
found.minutes                       # 480: ends the next day
checks(began_on, {}, today)         # what to ask after 30, 60, 90 and 180 days
"""

from caseway.rules.jobs.numbers import fein_of, industry_of
from caseway.rules.jobs.retention import (
    Check,
    Found,
    Standing,
    checkpoints,
    checks,
    first_open,
    grace_days,
    why_not_found,
)
from caseway.rules.jobs.wages import minimum_wage_cents, why_below_minimum
from caseway.rules.jobs.week import Slot, Week, week_of

__all__ = [
    "Check",
    "Found",
    "Slot",
    "Standing",
    "Week",
    "checkpoints",
    "checks",
    "fein_of",
    "first_open",
    "grace_days",
    "industry_of",
    "minimum_wage_cents",
    "week_of",
    "why_below_minimum",
    "why_not_found",
]
