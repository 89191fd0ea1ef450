"""A coach's months in figures, and the same before and after a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from caseway.rules.dates import Month


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def fraction(self) -> Fraction | None:
        """None of none."""
        return Fraction(self.part, self.whole) if self.whole else None


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """One coach in one month. Minutes are of sessions for which they are known.

    `caseload` and `extended`: people on the last day, or today. `missed`: sessions due less those
    held, counted person by person, so that more for one makes up for nobody else. `jobs`: held on
    the first day; `losses`: those that ended in the month without another job.
    """

    month: Month
    is_over: bool
    caseload: int
    extended: int
    due: int
    held: int
    missed: int
    travelled: int
    travel_minutes: int
    written: int
    writing_minutes: int
    jobs: int
    losses: int

    @property
    def travel(self) -> Fraction | None:
        """Minutes of travel for each session held in person."""
        return Fraction(self.travel_minutes, self.travelled) if self.travelled else None

    @property
    def writing(self) -> Fraction | None:
        """Minutes of writing for each session."""
        return Fraction(self.writing_minutes, self.written) if self.written else None


@dataclass(frozen=True, slots=True)
class Period:
    """Some months together. Averages are None where nothing is known."""

    months: int
    caseload: Fraction
    kept: Share
    missed: int
    travel: Fraction | None
    writing: Fraction | None
    losses: Share


def before_and_after(
    figures: Iterable[MonthFigures], since: date
) -> tuple[Period | None, Period | None]:
    """Months that are over, before the month of `since` and from it on. None: no such month."""
    over = [one for one in figures if one.is_over]
    split = Month.of(since)
    return (
        _period([one for one in over if one.month < split]),
        _period([one for one in over if one.month >= split]),
    )


def _period(months: Sequence[MonthFigures]) -> Period | None:
    if not months:
        return None
    due, missed = sum(one.due for one in months), sum(one.missed for one in months)
    return Period(
        months=len(months),
        caseload=Fraction(sum(one.caseload for one in months), len(months)),
        kept=Share(due - missed, due),
        missed=missed,
        travel=_each([(one.travel_minutes, one.travelled) for one in months]),
        writing=_each([(one.writing_minutes, one.written) for one in months]),
        losses=Share(sum(one.losses for one in months), sum(one.jobs for one in months)),
    )


def _each(pairs: Iterable[tuple[int, int]]) -> Fraction | None:
    minutes, sessions = (sum(column) for column in zip(*pairs, strict=True))
    return Fraction(minutes, sessions) if sessions else None
