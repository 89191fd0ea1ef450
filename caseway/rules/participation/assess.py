"""One family's month, from entries to standing. The production path and the reference."""

from __future__ import annotations

from collections.abc import Sequence

from caseway.rules.participation.entries import RawEntry
from caseway.rules.participation.family import Family
from caseway.rules.participation.law import Rules
from caseway.rules.participation.results import FamilyResult


def assess(family: Family, entries: Sequence[RawEntry], rules: Rules) -> FamilyResult:
    """Decide who must take part, which hours count, and where the family stands in each rate.

    `entries` are the report month's entries of all members, in any order; the same entries
    give the same answer. Nothing is raised for odd data: an entry of a stranger or of a day
    outside the report month is left out, with a note. Raises ValueError only if family and
    rules are of different months.

    Source: 42 USC 607(b)-(c); 45 CFR 261.2, 261.22-.25, 261.30-.35, 261.60-.61.
    """
    raise NotImplementedError
