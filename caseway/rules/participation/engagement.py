"""Whether a person, and whether two parents together, reach the hours.

Core hours come first; the others count only above them. A part month must reach the hours in
each full week. Source: 42 USC 607(c); 45 CFR 261.31, 261.32, 261.33(b), 261.35.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from caseway.rules.participation.deeming import Workfare, workfare_of
from caseway.rules.participation.family import Family
from caseway.rules.participation.hours import Week
from caseway.rules.participation.law import Law, Rules
from caseway.rules.participation.teens import Teen


class Able(NamedTuple):
    """A work-eligible person as tested, in whole hours.

    `search`: hours of job search by period: none of it, all of it, and with the short week
    counted as a full one. `young`: the only parent or caretaker of a child under six.
    `workfare_minutes` are said only where the state deems.
    """

    weeks: tuple[Week, ...]
    search: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
    young: bool
    workfare_minutes: int
    teen: Teen
    married: bool


class Use(NamedTuple):
    """Which scarce hours are used: vocational education, and which reading of job search."""

    voced: bool
    search: int


class Need(NamedTuple):
    """Hours a week that must be reached, and how many of them in core activities."""

    total: int
    core: int


@lru_cache(maxsize=64)
def need(total: int, core: int) -> Need:
    """The same pair for every family of a month."""
    return Need(total, core)


class Sum(NamedTuple):
    """Hours a week of one period; `core` without the `deemed`."""

    core: int
    noncore: int
    deemed: int

    def reaches(self, need: Need) -> bool:
        """Core first, then all together."""
        core = self.core + self.deemed
        return core >= need.core and core + self.noncore >= need.total


class Terms(NamedTuple):
    """What a family's hours are held against.

    `young` and `other` are the needs of one person, `together` that of two parents. `vacuous`:
    a part month without a full week, taken as met.
    """

    young: Need
    other: Need
    together: Need
    teen_hours: int
    teen_core: bool
    workfare: Workfare | None
    vacuous: bool

    def alone(self, able: Able) -> Need:
        """What the overall rate asks of one person."""
        return self.young if able.young else self.other


def needs_together(family: Family, law: Law) -> tuple[Need, bool]:
    """The two parents' hours, and whether a disability in the family lowers them.

    Source: 45 CFR 261.32(a), (e); 42 USC 607(c)(1)(B)(ii).
    """
    lowered = care_lowers(family)
    return _together(law, higher=family.federal_child_care and not lowered), lowered


def care_lowers(family: Family) -> bool:
    """Whether child care is paid for, and a disability in the family leaves the hours as they are.

    Source: 45 CFR 261.32(e).
    """
    return family.federal_child_care and any(
        one.disability or one.cares_for_disabled_child for one in family.members
    )


def _together(law: Law, *, higher: bool) -> Need:
    if higher:
        return need(law.two_parent_care_total, law.two_parent_care_core)
    return need(law.two_parent_total, law.two_parent_core)


def terms_for(family: Family, rules: Rules, *, vacuous: bool, workfare: bool) -> tuple[Terms, bool]:
    """What a family's hours are held against, and whether a disability lowers two parents' hours.

    `workfare`: whether anybody did any; without it nothing can be deemed.
    """
    lowered = care_lowers(family)
    most = workfare_of(family, rules) if workfare else None
    return _terms(rules, family.federal_child_care and not lowered, vacuous, most), lowered


@lru_cache(maxsize=1024)
def _terms(rules: Rules, higher: bool, vacuous: bool, most: Workfare | None) -> Terms:
    law = rules.law
    return Terms(
        need(law.young_child_hours, law.young_child_hours),
        need(law.total_hours, law.core_hours),
        _together(law, higher=higher),
        law.teen_hours,
        rules.options.married_teen_core,
        most,
        vacuous,
    )


def sum_alone(able: Able, use: Use, period: int, terms: Terms) -> Sum:
    """One person's hours in one period."""
    week = able.weeks[period]
    core = week.core + able.search[use.search][period] + (week.voced if use.voced else 0)
    deemed = 0
    if terms.workfare and _reached(terms.workfare, able.workfare_minutes):
        deemed = terms.workfare.missing(core, week.workfare, terms.alone(able).core)
    return Sum(core, week.noncore, deemed)


def _reached(workfare: Workfare, minutes: int) -> bool:
    return minutes > 0 and minutes >= workfare.hours * 60


def met_alone(able: Able, use: Use, terms: Terms) -> bool:
    """Whether the person meets the overall rate, by schooling or by hours."""
    if able.teen or terms.vacuous:
        return True
    needed = terms.alone(able)
    for period in range(len(able.weeks)):
        if not sum_alone(able, use, period, terms).reaches(needed):
            return False
    return True


def sum_together(parents: Sequence[Able], uses: Sequence[Use], period: int, terms: Terms) -> Sum:
    """Two parents' hours in one period, with a married teen's schooling at its least."""
    core = noncore = workfare = 0
    for able, use in zip(parents, uses, strict=True):
        week = able.weeks[period]
        own = week.core + able.search[use.search][period] + (week.voced if use.voced else 0)
        filled = teen_fill(able, own + week.noncore, terms)
        core += own + (filled if terms.teen_core else 0)
        noncore += week.noncore + (0 if terms.teen_core else filled)
        workfare += week.workfare
    deemed = 0
    minutes = sum(able.workfare_minutes for able in parents)
    if terms.workfare and _reached(terms.workfare, minutes):
        deemed = terms.workfare.missing(core, workfare, terms.together.core)
    return Sum(core, noncore, deemed)


def teen_fill(able: Able, hours: int, terms: Terms) -> int:
    """The hours that a married teen's schooling lacks of what it counts as. 45 CFR 261.33(b)(2)."""
    return max(0, terms.teen_hours - hours) if able.teen and able.married else 0


def met_together(parents: Sequence[Able], uses: Sequence[Use], terms: Terms) -> bool:
    """Whether two parents meet the two-parent rate."""
    if terms.vacuous or all(able.teen for able in parents):
        return True
    return all(
        sum_together(parents, uses, period, terms).reaches(terms.together)
        for period in range(len(parents[0].weeks))
    )
