"""Where a family's month is heading: so far, as planned, and what is short.

So far is what `assess` counts today. The days to come count as far as the person usually
attends; the law is then asked about the whole. On the last day, with attendance marked, and
on any day after, the forecast is the result.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseway.rules.dates import Month
from caseway.rules.participation.assess import assess
from caseway.rules.participation.entries import Entry, Mark, Proof, day_of
from caseway.rules.participation.family import Family, Member
from caseway.rules.participation.forecast import words
from caseway.rules.participation.forecast.expected import Expected, expect, open_slots
from caseway.rules.participation.forecast.habit import habits
from caseway.rules.participation.forecast.limits import Limit, limits
from caseway.rules.participation.forecast.shortfall import (
    NOTHING_SHORT,
    Hours,
    Needed,
    Rate,
    Short,
    family_short,
    gap,
    pair_hours,
    pair_needed,
    person_hours,
    person_needed,
    person_short,
    proof_adds,
    work_eligible,
)
from caseway.rules.participation.forecast.situation import Book, Situation, Slot
from caseway.rules.participation.frame import Frame, frame_of
from caseway.rules.participation.law import Rules
from caseway.rules.participation.results import FamilyResult, PersonResult
from caseway.rules.participation.spoken import hours, whole_hours
from caseway.rules.participation.standing import Standing
from caseway.rules.reasons import Reason, because

WAITING = frozenset({Proof.UNPROVEN, Proof.SUBMITTED, Proof.EXPIRED})
"""Hours that good proof would still make count; a rejected proof was decided on."""


@dataclass(frozen=True, slots=True)
class Aim:
    """One test: what it asks, what is there, what is coming, what will be missing.

    `person` is None in the two-parent test, where both count together. `short` is nothing
    once the projected month meets the test. `unproven_minutes` are what proof would add after
    every limit; `unproven_away` of them are excused absence and holidays, the rest attended.
    """

    rate: Rate
    person: int | None
    needed: Needed
    so_far: Hours
    unproven_minutes: int
    projected: Hours
    short: Short
    meets: bool
    unproven_away: int = 0

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The aim in words: so far, waiting for proof, and where it is heading."""
        asked = self.needed
        # "130 of 120" is no part of a whole.
        over = self._done > asked.total_minutes
        said = [
            because(
                words.SO_FAR_ENOUGH if over else words.SO_FAR,
                done=hours(self._done),
                needed=hours(asked.total_minutes),
                weekly=self.so_far.counted(asked.core),
                weekly_needed=asked.total,
            )
        ]
        if self.unproven_minutes:
            said.append(because(words.UNPROVEN, hours=hours(self.unproven_minutes)))
        return (*said, *self._heading())

    @property
    def _done(self) -> int:
        """Countable minutes at this point: other hours only above the core ones."""
        if self.so_far.core >= self.needed.core:
            return self.so_far.minutes
        return self.so_far.core_minutes

    def _heading(self) -> list[Reason]:
        if not self.short:
            projected = self.projected.counted(self.needed.core)
            if not self.meets:
                return [because(words.NOT_NEEDED, projected=projected)]
            return [because(words.ON_COURSE, projected=projected, needed=self.needed.total)]
        said = [because(words.SHORT, count=whole_hours(self.short.minutes))]
        if self.short.core:
            said.append(because(words.SHORT_CORE, count=whole_hours(self.short.core)))
        return said


@dataclass(frozen=True, slots=True)
class PersonOutlook:
    """One work-eligible person: her aim in the overall rate and her limits."""

    person: int
    aim: Aim
    limits: tuple[Limit, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """A family's month as seen on `today`.

    `now` is the result of what is recorded and proven, `proven` the result if everything
    recorded were, `projected` with what is expected besides. `book` is the month behind
    `projected`. `unmarked` are slots up to today without attendance; those of the last days
    are expected still. `two_parent` is None where there is no such test.
    `short` is what the family misses at the end of the month, as planned.
    """

    case: int
    month: Month
    today: date
    closes_on: date
    now: FamilyResult
    proven: FamilyResult
    projected: FamilyResult
    book: Book
    people: tuple[PersonOutlook, ...]
    two_parent: Aim | None
    expected: tuple[Expected, ...]
    unmarked: tuple[Slot, ...]
    short: Short
    reasons: tuple[Reason, ...]

    @property
    def on_course(self) -> bool:
        """Whether nothing is missing as things are planned."""
        return not self.short

    def holidays_ahead(self, person: int) -> tuple[Reason, ...]:
        """The plan holidays to come, with what they count after their limit; none if nothing."""
        days = sorted(
            {
                one.day
                for one in self.book.expected
                if (one.person, one.mark) == (person, Mark.HOLIDAY)
            }
        )
        minutes = _holiday(self.projected, person) - _holiday(self.now, person)
        if not days or minutes <= 0:
            return ()
        first, last = (day_of(self.month, day) for day in (days[0], days[-1]))
        count = len(days)
        return (
            because(
                words.HOLIDAYS_AHEAD,
                "45 CFR 261.60(b)",
                count=count,
                first=first,
                last=last,
                hours=hours(minutes),
            ),
        )


def _holiday(result: FamilyResult, person: int) -> int:
    return sum(line.holiday for one in result.persons if one.person == person for line in one.lines)


def forecast(situation: Situation, today: date, rules: Rules) -> Forecast:
    """Look ahead from `today`, at the beginning of that day, to the end of the report month.

    Time with attendance is taken as recorded. Time scheduled without it, from today on and
    as long as marks are on their way, counts as far as the person usually attends. Raises
    ValueError if family and rules are of different months.
    """
    family = situation.family
    recorded = tuple(Entry(*entry) for entry in situation.entries)
    seen = habits(situation.history, today)
    ahead, unmarked = open_slots(situation.schedule, recorded, today, rules)
    expected, lines = expect(ahead, seen, rules)
    book = Book(family, recorded, expected)
    now = assess(family, recorded, rules)
    proven = assess(family, tuple(_proven(entry) for entry in recorded), rules)
    projected = assess(family, book.entries, rules) if expected else now
    short = family_short(projected, family, book.entries, rules).worst
    return Forecast(
        family.case,
        rules.month,
        today,
        day_of(rules.month, rules.calendar.last_day),
        now,
        proven,
        projected,
        book,
        _people(family, now, proven, projected, rules),
        _pair(family, now, proven, projected, rules),
        lines,
        unmarked,
        short,
        _reasons(projected, unmarked),
    )


def _proven(entry: Entry) -> Entry:
    return entry._replace(proof=Proof.VERIFIED) if entry.proof in WAITING else entry


def _people(
    family: Family,
    now: FamilyResult,
    proven: FamilyResult,
    projected: FamilyResult,
    rules: Rules,
) -> tuple[PersonOutlook, ...]:
    members = {one.person: one for one in family.members}
    sofar = {one.person: one for one in now.persons}
    better = {one.person: one for one in proven.persons}
    frame, _ = frame_of(family, rules)
    missed = projected.overall == Standing.NOT_ENGAGED
    found = []
    for then in work_eligible(projected):
        one = members[then.person]
        aim = _person(one, sofar[one.person], better[one.person], then, missed, frame)
        found.append(PersonOutlook(one.person, aim, limits(one, then, rules)))
    return tuple(found)


def _person(
    member: Member,
    now: PersonResult,
    proven: PersonResult,
    then: PersonResult,
    missed: bool,
    frame: Frame,
) -> Aim:
    waiting = proof_adds(now, proven)
    return Aim(
        Rate.OVERALL,
        member.person,
        person_needed(then, frame),
        person_hours(now, frame),
        waiting,
        person_hours(then, frame),
        person_short(then, frame) if missed else NOTHING_SHORT,
        then.meets,
        min(waiting, max(0, _away(proven) - _away(now))),
    )


def _away(result: PersonResult) -> int:
    """Countable minutes of excused absence and holidays."""
    return sum(line.excused + line.holiday for line in result.lines)


def _pair(
    family: Family,
    now: FamilyResult,
    proven: FamilyResult,
    projected: FamilyResult,
    rules: Rules,
) -> Aim | None:
    """The two-parent test, where the family is in it."""
    if not projected.two_parent.in_denominator:
        return None
    frame, _ = frame_of(family, rules)
    asked = pair_needed(family, rules, frame)
    so_far = pair_hours(work_eligible(now), frame)
    coming = pair_hours(work_eligible(projected), frame)
    pairs = zip(work_eligible(now), work_eligible(proven), strict=True)
    waiting = sum(proof_adds(old, new) for old, new in pairs)
    missed = projected.two_parent == Standing.NOT_ENGAGED
    short = gap(coming, asked, frame) if missed else NOTHING_SHORT
    meets = projected.two_parent == Standing.ENGAGED
    return Aim(Rate.TWO_PARENT, None, asked, so_far, waiting, coming, short, meets)


def _reasons(projected: FamilyResult, unmarked: tuple[Slot, ...]) -> tuple[Reason, ...]:
    said = []
    if unmarked:
        minutes = sum(slot.minutes for slot in unmarked)
        said.append(because(words.UNMARKED, count=len(unmarked), hours=hours(minutes)))
    if projected.overall == Standing.OUT:
        said.append(because(words.NOT_IN_RATE))
    if projected.overall == Standing.DISREGARDED:
        said.append(because(words.LEFT_OUT))
    return tuple(said)
