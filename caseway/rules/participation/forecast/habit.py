"""How a person has attended: hours attended of hours scheduled, over the last weeks.

Arithmetic, not a judgement: it says what came of the last schedule, so that the next one is
not taken for granted. Too few hours to speak of count as scheduled.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from caseway.rules.dates import add_days
from caseway.rules.params import load
from caseway.rules.participation.forecast.situation import PastDay


@dataclass(frozen=True, slots=True)
class Habit:
    """Minutes attended of minutes scheduled since a day. Nothing scheduled: as scheduled.

    `own` is False where the activity was too new and the person's other activities speak.
    """

    scheduled: int
    attended: int
    since: date
    own: bool = True

    @property
    def ratio(self) -> Fraction:
        """The part that was attended, from 0 to 1."""
        return Fraction(self.attended, self.scheduled) if self.scheduled else Fraction(1)

    @property
    def known(self) -> bool:
        """Whether there was anything to go by."""
        return self.scheduled > 0


@dataclass(frozen=True, slots=True)
class Habits:
    """The habits of a family's members, by person and activity."""

    since: date
    least: int
    by_activity: Mapping[tuple[int, int], tuple[int, int]]
    by_person: Mapping[int, tuple[int, int]]

    def of(self, person: int, activity: int) -> Habit:
        """The habit in an activity; else the person's as a whole; else as scheduled."""
        own = self.by_activity.get((person, activity), (0, 0))
        if own[0] >= self.least:
            return Habit(*own, self.since)
        whole = self.by_person.get(person, (0, 0))
        if whole[0] >= self.least:
            return Habit(*whole, self.since, own=False)
        return Habit(0, 0, self.since)


def habits(history: Iterable[PastDay], today: date) -> Habits:
    """The habits that the weeks before `today` show. Today and later days are left out.

    A day counts for no more than was scheduled, so that one long day does not make up for
    an empty one. A schedule on which nothing was planned says nothing.
    """
    params = load("participation_forecast")
    since = add_days(today, -7 * params.value_on("habit_weeks", today))
    by_activity: dict[tuple[int, int], tuple[int, int]] = defaultdict(lambda: (0, 0))
    by_person: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for day in history:
        if not (since <= day.on < today and day.scheduled > 0):
            continue
        attended = min(day.attended, day.scheduled)
        one = by_activity[day.person, day.activity]
        by_activity[day.person, day.activity] = (one[0] + day.scheduled, one[1] + attended)
        whole = by_person[day.person]
        by_person[day.person] = (whole[0] + day.scheduled, whole[1] + attended)
    least = params.value_on("habit_least_minutes", today)
    return Habits(since, least, dict(by_activity), dict(by_person))
