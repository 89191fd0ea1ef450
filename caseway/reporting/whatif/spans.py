"""Over what a family's hours are averaged: the month, or each full week of a part month.

As `rules.participation.frame`. Every row of hours has a `slot`: 0 for the month, or the place of
a full week among those of the family's part month.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from caseway.reporting.whatif.tables import Frames
from caseway.rules.participation.law import Rules

_SLOT = pl.UInt8


@dataclass(frozen=True, slots=True)
class Span:
    """One run over some of the people, all averaged alike.

    Hours a week are `minutes * multiply / divide`. For part months `slots` says which people
    have which full weeks (who, slot), `days` when they are (who's `span`, day, week, slot), and
    `people` which span each has; for whole months the three are None.
    """

    multiply: int
    divide: int
    people: pl.DataFrame | None = None
    slots: pl.DataFrame | None = None
    days: pl.DataFrame | None = None

    @property
    def keys(self) -> list[str]:
        """What one row of hours is of."""
        return ["who"] if self.slots is None else ["who", "slot"]

    def rounded(self, minutes: pl.Expr) -> pl.Expr:
        """Whole hours a week, half up."""
        return (2 * minutes * self.multiply + self.divide) // (2 * self.divide)

    def of_days(self, entries: pl.LazyFrame) -> pl.LazyFrame:
        """Entries of the days that are averaged over, with their slot."""
        if self.people is None or self.days is None:
            return entries
        placed = entries.join(self.people.lazy(), on="who")
        days = self.days.lazy().select("span", "day", "slot")
        return placed.join(days, on=["span", "day"]).drop("span")

    def in_each(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Rows of people, once for each of their slots."""
        return rows if self.slots is None else rows.join(self.slots, on="who")


def whole_month(rules: Rules) -> Span:
    return Span(rules.calendar.multiply, rules.calendar.divide)


def part_months(families: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """The families assisted for part of the month, by `case`, `first_day` and `last_day`."""
    late, early = pl.col("first_day") > 1, pl.col("last_day") < rules.month.days
    return families.filter(late.fill_null(value=False) | early.fill_null(value=False)).select(
        "case", "first_day", "last_day"
    )


def span_of(part: pl.DataFrame, frames: Frames, rules: Rules) -> tuple[Span, pl.DataFrame]:
    """The full weeks of part months, and the families without any (by `case`)."""
    pairs = part.select("first_day", "last_day").unique(maintain_order=True).with_row_index("span")
    days = [
        (number, day, rules.calendar.week_of(day), slot)
        for number, first, last in pairs.iter_rows()
        for slot, week in enumerate(rules.calendar.full_weeks(first, last))
        for day in week
    ]
    schema = {"span": pl.UInt32, "day": pl.Int8, "week": pl.Int32, "slot": _SLOT}
    calendar = pl.DataFrame(days, schema=schema, orient="row")
    spans = part.join(pairs, on=["first_day", "last_day"], nulls_equal=True)
    people = frames.people.join(spans, on="case").select("who", "span")
    slots = people.join(calendar.select("span", "slot").unique(), on="span").select("who", "slot")
    without = spans.join(calendar.select("span").unique(), on="span", how="anti").select("case")
    return Span(1, 60, people, slots, calendar), without
