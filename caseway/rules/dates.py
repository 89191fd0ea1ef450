"""Days, months and the spans between them.

Spans are half-open: `start <= day < end`. A step of months that would land on a
day which the month does not have lands on its last day: one month after
31 January is 28 February (29 in a leap year), and one year after 29 February is
28 February. An age is different: a year of life is complete only when the day
has passed, so a person born on 29 February turns 18 on 1 March of a common year.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 1 <= self.year <= 9999):
            raise ValueError(f"There is no month {self.month} of {self.year}")

    @classmethod
    def of(cls, day: date) -> Month:
        """The month that `day` falls in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read "2026-11" or "202611". Raises ValueError."""
        digits = text.replace("-", "", 1)
        if len(digits) != 6 or not (digits.isascii() and digits.isdigit()):
            raise ValueError(f"Not a month: {text!r}. Write it as 2026-11.")
        return cls(int(digits[:4]), int(digits[4:]))

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    @property
    def days(self) -> int:
        """How many days it has."""
        return self.last.day

    @property
    def span(self) -> DateSpan:
        """From its first day up to, not including, the first of the next."""
        return DateSpan(self.first, self.plus(1).first)

    @property
    def number(self) -> int:
        """As stored: 202611."""
        return self.year * 100 + self.month

    def plus(self, months: int) -> Month:
        """The month that many later; negative for earlier."""
        years, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(years, month + 1)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


@dataclass(frozen=True, slots=True)
class DateSpan:
    """From `start` up to, not including, `end`; open while `end` is None.

    An empty span (start == end) is allowed and covers no day: a role opened and
    closed on the same day is kept as history. Raises ValueError if it ends
    before it starts.
    """

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"A span cannot end ({self.end}) before it starts ({self.start})")

    def covers(self, day: date) -> bool:
        """Whether `day` lies inside."""
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: DateSpan) -> bool:
        """Whether the two share at least one day."""
        return self.overlap(other) is not None

    def overlap(self, other: DateSpan) -> DateSpan | None:
        """The days both cover, or None."""
        start = max(self.start, other.start)
        ends = [end for end in (self.end, other.end) if end is not None]
        end = min(ends) if ends else None
        if end is not None and end <= start:
            return None
        return DateSpan(start, end)

    @property
    def days(self) -> int | None:
        """How many days it covers; None while open."""
        return None if self.end is None else days_between(self.start, self.end)


def covers(spans: Iterable[DateSpan], day: date) -> bool:
    """Whether any of the spans covers `day`."""
    return any(span.covers(day) for span in spans)


def days_between(start: date, end: date) -> int:
    """Days from `start` to `end`; negative when `end` is earlier."""
    return (end - start).days


def add_days(day: date, days: int) -> date:
    """The day that many days later."""
    return day + timedelta(days=days)


def add_months(day: date, months: int) -> date:
    """The same day of the month, that many months later, or that month's last day."""
    month = Month.of(day).plus(months)
    return date(month.year, month.month, min(day.day, month.days))


def age_on(born: date, day: date) -> int:
    """Completed years of life on `day`; negative before birth."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
