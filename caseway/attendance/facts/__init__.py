"""From rows to what the participation rules take, always for many families at once."""

from caseway.attendance.facts.entries import entries
from caseway.attendance.facts.families import Facts, families
from caseway.attendance.facts.months import calendar_on, month_of, rules_on
from caseway.attendance.facts.stored import Head

__all__ = ["Facts", "Head", "calendar_on", "entries", "families", "month_of", "rules_on"]
