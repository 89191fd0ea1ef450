"""Lawful ways to close a gap, each tried on the rules before it is offered.

Every candidate is put into the month and the month assessed again. What does not help is not
offered, no more time is asked for than helps, and hours of other activities are offered only
where the core hours suffice. The least burden on the person comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from caseway.rules.participation.entries import day_of
from caseway.rules.participation.forecast import words
from caseway.rules.participation.forecast.candidate import WayKind
from caseway.rules.participation.forecast.limits import Limit, limits
from caseway.rules.participation.forecast.outlook import Forecast
from caseway.rules.participation.forecast.said import effect_of, through, what_to_do
from caseway.rules.participation.forecast.shortfall import Short, Shortfall
from caseway.rules.participation.forecast.situation import Book, Opening
from caseway.rules.participation.forecast.trying import Finder, Try
from caseway.rules.participation.law import Rules
from caseway.rules.participation.results import FamilyResult, PersonResult
from caseway.rules.participation.spoken import whole_hours
from caseway.rules.reasons import Reason, because


@dataclass(frozen=True, slots=True)
class Way:
    """One way, as a page prints it.

    `minutes` are the person's own new time, 0 for paper. `leaves` is what is short with it
    done. `through` are the rules by which it counts for more than its hours. `limits` are those
    it draws on, as they would then stand. `after` is the month with it done:
    `assess(after.family, after.entries, rules)` gives the standing promised here.
    """

    kind: WayKind
    person: int
    activity: int
    minutes: int
    first: date | None
    last: date | None
    opening: Opening | None
    closes: bool
    leaves: Short
    what: Reason
    effect: Reason
    through: tuple[Reason, ...]
    limits: tuple[Limit, ...]
    after: Book


@dataclass(frozen=True, slots=True)
class Ways:
    """All that would help: `single` ways, closing ones first, each part by least burden.

    `together`, taken in order, close the gap where no single way does, or none so light.
    Both are empty when nothing is short (`wanted` is False), or when nothing lawful is left.
    """

    single: tuple[Way, ...] = ()
    together: tuple[Way, ...] = ()
    wanted: bool = False

    @property
    def can_close(self) -> bool:
        """Whether the gap can still be closed."""
        return bool(self.together) or any(one.closes for one in self.single)

    @property
    def summary(self) -> Reason | None:
        """What may be said above the single ways; None when nothing is short."""
        if not self.wanted:
            return None
        if not self.single:
            return because(words.TOGETHER if self.together else words.NOTHING_LEFT)
        if all(one.closes for one in self.single):
            return because(words.ONE_CLOSES)
        if any(one.closes for one in self.single):
            return because(words.SOME_CLOSE)
        return because(words.TOGETHER if self.together else words.NONE_CLOSES)


def ways(seen: Forecast, openings: Iterable[Opening], rules: Rules) -> Ways:
    """The ways to close what is short at the end of the month as planned."""
    if not seen.short:
        return Ways()
    finder = Finder(seen, tuple(openings), rules)
    tried = finder.tries(seen.book)
    lightest = next((finder.burden(one.candidate) for one in tried if one.closes), None)
    together = finder.together(seen.book, lightest)
    before = finder.left(seen.book)
    return Ways(
        tuple(
            _way(one, seen.projected, seen, rules) for one in tried if _narrows(one.left, before)
        ),
        tuple(_steps(together, seen, rules)),
        wanted=True,
    )


def _steps(together: Iterable[Try], seen: Forecast, rules: Rules) -> Iterator[Way]:
    """Each of several ways on the month that those before it leave."""
    before = seen.projected
    for one in together:
        yield _way(one, before, seen, rules)
        before = one.result


def _narrows(after: Shortfall, before: Shortfall) -> bool:
    """Whether a gap is less in the whole hours in which it is said."""
    return whole_hours(after.overall.minutes) < whole_hours(before.overall.minutes) or whole_hours(
        after.two_parent.minutes
    ) < whole_hours(before.two_parent.minutes)


def _way(tried: Try, before: FamilyResult, seen: Forecast, rules: Rules) -> Way:
    """What a page prints. `before` is the month that it is done in."""
    one = tried.candidate
    entries = one.added(tried.minutes) if one.room else ()
    days = sorted(entry.day for entry in entries) or sorted(one.days)
    first, last = (
        (day_of(rules.month, days[0]), day_of(rules.month, days[-1])) if days else (None, None)
    )
    worst = tried.left.worst
    drawn = tuple(_drawn_on(tried, seen, rules))
    return Way(
        one.kind,
        one.person,
        one.activity,
        tried.minutes if one.asks else 0,
        first,
        last,
        one.opening,
        tried.closes,
        worst,
        what_to_do(one, tried.minutes, first, last, drawn),
        effect_of(worst),
        through(before, tried.result),
        drawn,
        tried.after,
    )


def _drawn_on(tried: Try, seen: Forecast, rules: Rules) -> Iterator[Limit]:
    """The limits of which it uses more than the month as planned."""
    person = tried.candidate.person
    now = _of(tried.result, person)
    member = next(one for one in tried.after.family.members if one.person == person)
    planned = next((one for one in seen.people if one.person == person), None)
    if now is None or planned is None:
        return
    had = {limit.kind: limit.used for limit in planned.limits}
    for limit in limits(member, now, rules):
        if limit.used > had.get(limit.kind, 0):
            yield limit


def _of(result: FamilyResult, person: int) -> PersonResult | None:
    return next((one for one in result.persons if one.person == person), None)
