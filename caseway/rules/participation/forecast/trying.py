"""Candidates tried on a month, always by asking the rules."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from caseway.rules.params import load
from caseway.rules.participation.activities import CORE, Activity
from caseway.rules.participation.assess import assess
from caseway.rules.participation.forecast.candidate import Candidate, WayKind
from caseway.rules.participation.forecast.more_time import more_time
from caseway.rules.participation.forecast.outlook import Forecast
from caseway.rules.participation.forecast.paper import paper
from caseway.rules.participation.forecast.shortfall import Shortfall, family_short, work_eligible
from caseway.rules.participation.forecast.situation import Book, Opening
from caseway.rules.participation.law import Rules
from caseway.rules.participation.results import FamilyResult

MOST_STEPS = 6
"""Ways taken together at most; a longer list is no plan."""


@dataclass(frozen=True, slots=True)
class Try:
    """A candidate put into a month: so many minutes of it, and what came of it."""

    candidate: Candidate
    minutes: int
    after: Book
    result: FamilyResult
    left: Shortfall

    @property
    def closes(self) -> bool:
        """Whether nothing is short any more."""
        return not self.left


class Finder:
    """Tries candidates on a month, always by asking `assess`."""

    def __init__(self, seen: Forecast, openings: tuple[Opening, ...], rules: Rules) -> None:
        self.seen = seen
        self.openings = openings
        self.rules = rules
        params = load("participation_forecast")
        self.step: int = params.value_on("step_minutes", seen.today)
        order = params.value_on("burden", seen.today)
        self.order = {WayKind(kind): place for place, kind in enumerate(order)}

    def tries(self, book: Book, taken: Collection[Candidate] = ()) -> list[Try]:
        """Every candidate that helps, closing ones first, then by burden.

        `taken` are already in the book, whose places and limits are not offered twice.
        """
        before = self.left(book)
        helps = (
            found
            for candidate in self._candidates(book)
            if not any(candidate.repeats(one) for one in taken)
            if (found := self._try(candidate, book, before))
        )
        return sorted(helps, key=self._rank)

    def _candidates(self, book: Book) -> Iterator[Candidate]:
        """Everything worth trying, for each work-eligible person."""
        people = {one.person for one in work_eligible(self.seen.projected)}
        for member in book.family.members:
            if member.person in people:
                yield from paper(book, member, self.seen, self.rules)
                yield from more_time(book, member, self.openings, self.seen, self.rules)

    def _rank(self, tried: Try) -> tuple[bool, int, int, int, int, int, int]:
        one = tried.candidate
        ref = one.opening.ref if one.opening else 0
        asked = tried.minutes if one.asks else 0
        return (
            not tried.closes,
            self.burden(one),
            asked,
            tried.left.minutes,
            one.person,
            one.activity,
            ref,
        )

    def burden(self, candidate: Candidate) -> int:
        """The place of its kind in the order of burden."""
        return self.order[candidate.kind]

    def left(self, book: Book) -> Shortfall:
        """What a month is short."""
        result = assess(book.family, book.entries, self.rules)
        return family_short(result, book.family, book.entries, self.rules)

    def _try(self, candidate: Candidate, book: Book, before: Shortfall) -> Try | None:
        if candidate.kind == WayKind.JOB_SEARCH:
            candidate = self._useful_weeks(candidate, book, before)
        whole = self._put(candidate, book, candidate.most)
        if not self._helps(whole, before):
            return None
        if candidate.room:
            whole = self._least(candidate, book, whole)
        return self._named(whole, book)

    def _put(self, candidate: Candidate, book: Book, minutes: int) -> Try:
        after = candidate.on(book, minutes)
        result = assess(after.family, after.entries, self.rules)
        left = family_short(result, after.family, after.entries, self.rules)
        used = minutes if candidate.room else candidate.minutes
        return Try(candidate, used, after, result, left)

    def _helps(self, tried: Try, before: Shortfall) -> bool:
        """Narrower in one test, wider in none; other activities only above the core hours."""
        now = tried.left
        if now.overall.minutes > before.overall.minutes:
            return False
        if now.two_parent.minutes > before.two_parent.minutes or now.minutes >= before.minutes:
            return False
        return not tried.candidate.room or self._core_suffices(tried)

    def _core_suffices(self, tried: Try) -> bool:
        if Activity(tried.candidate.activity) in CORE or tried.closes:
            return True
        return tried.left.worst.core == 0

    def _least(self, candidate: Candidate, book: Book, whole: Try) -> Try:
        """The fewest steps of time that help as much as all of it."""
        low, high, best = 0, -(-candidate.most // self.step), whole
        while high - low > 1:
            middle = (low + high) // 2
            tried = self._put(candidate, book, middle * self.step)
            if tried.left.minutes <= whole.left.minutes:
                high, best = middle, tried
            else:
                low = middle
        return best

    def _useful_weeks(self, candidate: Candidate, book: Book, before: Shortfall) -> Candidate:
        """Only the weeks in which job search counts: not one after four in a row."""
        calendar = self.rules.calendar
        weeks: dict[int, list[int]] = {}
        for one in candidate.room:
            weeks.setdefault(calendar.week_of(one.day), []).append(one.day)
        kept: set[int] = set()
        for days in weeks.values():
            room = tuple(one for one in candidate.room if one.day in days)
            alone = replace(candidate, room=room)
            if self._helps(self._put(alone, book, alone.most), before):
                kept.update(days)
        return replace(candidate, room=tuple(one for one in candidate.room if one.day in kept))

    def _named(self, tried: Try, book: Book) -> Try:
        """Work that reached the most which wage law allows is called what it is."""
        one = tried.candidate
        if not one.room or one.activity not in (Activity.WORKEXP, Activity.COMSERV):
            return tried
        before = assess(book.family, book.entries, self.rules)
        if _deemed(tried.result) <= _deemed(before):
            return tried
        return replace(tried, candidate=replace(tried.candidate, kind=WayKind.WORKFARE))

    def together(self, book: Book, below: int | None) -> list[Try]:
        """The lightest ways that only together close the gap; none if they cannot.

        `below`: only kinds of less burden than this, where one way alone already closes it.
        """
        steps: list[Try] = []
        while len(steps) < MOST_STEPS:
            tried = [
                one
                for one in self.tries(book, [step.candidate for step in steps])
                if below is None or self.burden(one.candidate) < below
            ]
            if not tried:
                return []
            lightest = min(tried, key=lambda one: self._rank(one)[1:])
            steps.append(lightest)
            book = lightest.after
            if lightest.closes:
                return self._needed(steps)
        return []

    def _needed(self, steps: list[Try]) -> list[Try]:
        """Without the steps that the later ones make superfluous, the heaviest tried first."""
        for drop in sorted(steps, key=self._rank, reverse=True):
            rest = [one for one in steps if one is not drop]
            replayed = self._replay(rest)
            if replayed and replayed[-1].closes:
                steps = replayed
                return self._needed(steps) if len(steps) > 1 else steps
        return steps

    def _replay(self, steps: list[Try]) -> list[Try]:
        """The same steps on the month as planned, one after the other."""
        book, again = self.seen.book, []
        for one in steps:
            tried = self._put(one.candidate, book, one.minutes)
            again.append(tried)
            book = tried.after
        return again


def _deemed(result: FamilyResult) -> int:
    return sum(one.deemed_overall + one.deemed_two_parent for one in result.persons)
