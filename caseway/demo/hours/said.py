"""What a worker could know on a day of the days before it: facts for the sentences of a contact."""

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import attrgetter

from caseway.attendance.models import ActivityKind, ExcuseReason, MarkCode, ProofState
from caseway.demo.hours.days import Day
from caseway.demo.hours.engagements import Engagement

_BACK = timedelta(days=14)
_NUMBERS = ("no days", "one day", "two days", "three days", "four days", "five days")


@dataclass
class Remembered:
    """The participant's own days, and which months' sheets were missing or sent back."""

    today: date
    off_benefit_on: date | None = None
    _days: list[Day] = field(default_factory=list)
    _dates: list[date] = field(default_factory=list)  # of the days, once they are in order
    _steps: list[tuple[str, Day]] = field(default_factory=list)
    _jobs: list[Engagement] = field(default_factory=list)
    _unproven: list[tuple[date, str]] = field(default_factory=list)
    _sent_back: list[tuple[date, str]] = field(default_factory=list)
    _was_late: date | None = None

    def add(self, one: Engagement, days: list[Day]) -> None:
        if one.activity == ActivityKind.OTHER:
            self._steps += [(one.title, day) for day in days]
            return
        self._days += days
        if one.is_paid:
            self._jobs.append(one)
        late = [day.on for day in days if day.late]
        if len(late) > 4:
            self._was_late = max(late[-1], self._was_late or late[-1])

    def proof(self, one: Engagement, days: list[Day], state: ProofState) -> None:
        known = days[-1].on + timedelta(days=3)
        if state == ProofState.UNPROVEN and len(days) > 3:
            self._unproven.append((known, f"{days[0].on:%B}"))
        elif state == ProofState.REJECTED:
            self._sent_back.append((known + timedelta(days=6), f"{days[0].on:%B}"))

    def sick_spells(self) -> list[tuple[date, int]]:
        """First day and length of each time that a child was ill, in order."""
        spells: list[tuple[date, int]] = []
        sick = sorted({day.on for day in self._days if day.reason == ExcuseReason.CHILD_SICK})
        for on in sick:
            if spells and (on - spells[-1][0]).days <= _LONGEST:
                spells[-1] = (spells[-1][0], spells[-1][1] + 1)
            else:
                spells.append((on, 1))
        return spells

    def facts(self, day: date) -> dict[str, str]:
        """What may be said on `day`. A fact that is not there is not said."""
        near = self._between(day - _BACK, day)
        found = self._hours(day)
        if self.off_benefit_on and self.off_benefit_on < day:
            found["off_benefit"] = ""
        if near:
            found |= self._how_it_went(near, day)
        found |= self._sheets(day)
        if near and not found.keys() & {"sheet_month", "sent_back_month"}:
            found["sheets_in"] = ""
        reached = [row for row in self._steps if row[1].on < day and row[1].note]
        if reached:
            found["step"], found["reached"] = reached[-1][0].lower(), reached[-1][1].note.lower()
        return found

    def _between(self, since: date, until: date) -> list[Day]:
        if len(self._dates) != len(self._days):
            self._days.sort(key=_on)
            self._dates = [row.on for row in self._days]
        return self._days[bisect_left(self._dates, since) : bisect_left(self._dates, until)]

    def _sheets(self, day: date) -> dict[str, str]:
        missing = [month for on, month in self._unproven if on <= day <= on + _BACK]
        sent_back = [month for on, month in self._sent_back if on <= day <= on + _BACK * 2]
        found = {"sheet_month": missing[-1]} if missing else {}
        return found | ({"sent_back_month": sent_back[-1]} if sent_back else {})

    def _hours(self, day: date) -> dict[str, str]:
        monday = day - timedelta(days=day.weekday() + 7)
        week = self._between(monday, monday + timedelta(days=7))
        minutes = sum(row.attended for row in week)
        if not minutes:
            # Of a job that pay stubs stand for, the usual week is what is known.
            jobs = [one for one in self._jobs if one.starts_on < monday]
            minutes = sum(
                one.minutes_a_week for one in jobs if not one.ends_on or one.ends_on > day
            )
        return {"hours_last_week": str(minutes // 60)} if minutes >= 60 else {}

    def _how_it_went(self, near: list[Day], day: date) -> dict[str, str]:
        found: dict[str, str] = {}
        ill = len({row.on for row in near if row.reason == ExcuseReason.CHILD_SICK})
        missed = sum(row.mark == MarkCode.UNEXCUSED for row in near)
        late = sum(bool(row.late) for row in near)
        if ill:
            found["ill"] = _NUMBERS[min(ill, 5)]
        if missed >= 2:
            found["missed"] = _NUMBERS[min(missed, 5)]
        if late >= 3:
            found["late"] = ""
        if self._was_late and not late and self._was_late < day:
            found["on_time"] = ""
        if len(near) >= 6 and all(row.mark == MarkCode.PRESENT and not row.late for row in near):
            found["steady"] = ""
        return found


_on = attrgetter("on")
_LONGEST = 6  # days within which two sick days are one illness
