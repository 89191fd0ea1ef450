"""Which scarce hours to report, so that no limit is spent where it does not help.

Only reported hours use up the limits on job search and vocational education. What is not needed
for the family to be engaged is kept back: vocational education first, because its months are for
life. Source: 45 CFR 261.33(a), 261.34; the choice is the state's (Missouri 0275.035.00, Nebraska
468 NAC 2-020.07E).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from caseway.rules.participation.engagement import Able, Terms, Use, met_alone, met_together
from caseway.rules.participation.options import Options, Report
from caseway.rules.participation.teens import Teen

NONE, PLAIN, SHORT_WEEK = 0, 1, 2


class Engaged(NamedTuple):
    """Whether the hours of the overall and of the two-parent rate are met."""

    overall: bool
    two_parent: bool


NOTHING = Use(False, NONE)
NEITHER = Engaged(False, False)


def engaged(
    ables: Sequence[Able], uses: Sequence[Use], parents: Sequence[int], terms: Terms
) -> Engaged:
    """Which rates are met if `uses` are used. `parents` are places among `ables`, or empty."""
    overall = False
    for able, use in zip(ables, uses, strict=True):
        if met_alone(able, use, terms):
            overall = True
            break
    together = bool(parents) and met_together(
        [ables[at] for at in parents], [uses[at] for at in parents], terms
    )
    return Engaged(overall, together)


def all_of(able: Able) -> Use:
    """Everything there is; the short week only where it changes the hours reported."""
    voced = False
    for week in able.weeks:
        voced = voced or week.voced > 0
    _, plain, short = able.search
    if short != plain:
        return Use(voced, SHORT_WEEK)
    if any(plain):
        return Use(voced, PLAIN)
    return Use(voced, NONE) if voced else NOTHING


def spared(
    ables: Sequence[Able],
    uses: Sequence[Use],
    parents: Sequence[int],
    terms: Terms,
    options: Options,
    wanted: Engaged,
) -> list[Use]:
    """The least use that still gives what is `wanted`; all of it where the state says so."""
    chosen = list(uses)
    for at, use in enumerate(uses):
        for less in _less(use, options, any(wanted)):
            tried = [*chosen[:at], less(chosen[at]), *chosen[at + 1 :]]
            if wanted == NEITHER or engaged(ables, tried, parents, terms) == wanted:
                chosen = tried
    return chosen


class _Less(NamedTuple):
    """A way to use less; None leaves as it is."""

    voced: bool | None = None
    search: int | None = None

    def __call__(self, use: Use) -> Use:
        voced = use.voced if self.voced is None else self.voced
        search = use.search if self.search is None else min(use.search, self.search)
        return Use(voced, search)


def _less(use: Use, options: Options, is_engaged: bool) -> Iterator[_Less]:
    """Ways to use less that the state's choices allow, the most precious first."""
    if use.voced and _may_spare(options.report_voced, is_engaged):
        yield _Less(voced=False)
    if use.search and _may_spare(options.report_jobsearch, is_engaged):
        if use.search == SHORT_WEEK:
            yield _Less(search=PLAIN)
        yield _Less(search=NONE)


def _may_spare(report: Report, is_engaged: bool) -> bool:
    return report is Report.IF_NEEDED or (report is Report.IF_ENGAGED and not is_engaged)


def by_education(
    ables: Sequence[Able], uses: Sequence[Use], parents: Sequence[int], terms: Terms
) -> Engaged:
    """Which rates would be missed without vocational education and teens' schooling.

    `uses` are all hours there are. Source: 45 CFR 261.33(c).
    """
    if not any(able.teen or use.voced for able, use in zip(ables, uses, strict=True)):
        return NEITHER
    without = engaged(
        [able._replace(teen=Teen.NO) for able in ables],
        [use._replace(voced=False) for use in uses],
        parents,
        terms,
    )
    return Engaged(not without.overall, not without.two_parent)
