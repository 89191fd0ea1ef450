"""Each person's countable minutes by activity: what was worked, absences, holidays, homework.

Follows `rules.participation` step by step: sheet, unusual, absences, education, employment,
homework. Every frame is keyed by `who`.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from caseway.reporting.whatif.spans import Span
from caseway.reporting.whatif.tables import Frames
from caseway.rules.participation.activities import PAID, Activity
from caseway.rules.participation.entries import Mark, Proof
from caseway.rules.participation.homework import CLASSES
from caseway.rules.participation.law import Rules
from caseway.rules.participation.options import SelfEmploymentMethod
from caseway.rules.participation.sheet import DAY

_A = Activity
_VOCED, _EDEMP, _SCHOOL = int(_A.VOCED), int(_A.EDEMP), int(_A.SCHOOL)
_JSJR, _OTHER, _UNSUB = int(_A.JSJR), int(_A.OTHER), int(_A.UNSUB)
_PAID = sorted(int(one) for one in PAID)
_MISSED = [int(Mark.EXCUSED), int(Mark.HOLIDAY)]
_KEY = ["who", "activity"]
_BOTH = (pl.col("who") * 16 + pl.col("activity")).alias("both")
"""Who and activity as one number, which is found and grouped twice as fast as the two."""


@dataclass(frozen=True, slots=True)
class Minutes:
    """`counted`: who, activity, worked, excused, holiday. `search`: job search by day and kind."""

    counted: pl.DataFrame
    search: pl.DataFrame


def verified(entries: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """The entries that may count: proven, and of a day of the report month."""
    calendar = rules.calendar
    return entries.filter(
        (pl.col("proof") == int(Proof.VERIFIED))
        & (pl.col("day") >= calendar.first_day)
        & (pl.col("day") <= calendar.last_day)
    ).drop("proof")


def too_long(entries: pl.DataFrame) -> pl.Series:
    """Who has a day of verified entries that adds up to more than 24 hours.

    Where no entry is longer than eight hours, only a day of four or more can: among sorted rows
    such a day is seen by comparing each row with the third before it. Those days alone are added
    up.
    """
    longest = entries["attended"].max()
    if not isinstance(longest, int) or longest <= 0:
        return entries["who"].clear()
    key = pl.col("who").cast(pl.Int64) * 64 + pl.col("day")
    keys = entries.select(key.alias("key"), "who", "attended")
    if not keys["key"].is_sorted():
        keys = keys.sort("key")
    fit = DAY // min(longest, DAY)  # so many entries never come to more than a day
    crowded = keys["key"].filter(keys["key"] == keys["key"].shift(fit))
    together = (
        keys.filter(pl.col("key").is_in(crowded.unique().implode()))
        .group_by("key")
        .agg(pl.col("who").first(), pl.col("attended").cast(pl.Int64).sum())
    )
    over = keys.filter(pl.col("attended") > DAY) if longest > DAY else keys.clear()
    return pl.concat([over["who"], together.filter(pl.col("attended") > DAY)["who"]]).unique()


def minutes_of(frames: Frames, rules: Rules, span: Span) -> Minutes:
    """Let every limit on hours do its work, job search aside. Entries are verified ones."""
    key = [*span.keys, "activity"]
    moves = _moves(frames.people, rules)
    kept = span.of_days(frames.entries.lazy())
    ordinary = (pl.col("mark") <= int(Mark.HOLIDAY)) & (pl.col("activity") != _JSJR)
    attended = kept.filter(ordinary).with_columns(worked=pl.col("attended").cast(pl.Int64))
    worked = _moved(_added_up(attended, key, "worked").collect(), moves)
    odd = _moved(kept.filter(_is_odd()).collect(), moves)
    missed = _granted(odd, frames.people, rules, key)
    worked = _employed(worked, frames, rules, span)
    at_home = _homework(worked, odd, _moved(frames.homework, moves), key)
    return Minutes(_together([worked, *at_home], missed, key), _search(odd, missed))


def _added_up(rows: pl.LazyFrame, key: list[str], *minutes: str) -> pl.LazyFrame:
    """Minutes by key."""
    if key != _KEY:
        return rows.group_by(key).agg(pl.col(*minutes).sum())
    return (
        rows.group_by(_BOTH)
        .agg(pl.col(*minutes).sum())
        .select(
            *minutes,
            who=pl.col("both") // 16,
            activity=(pl.col("both") % 16).cast(pl.UInt8),
        )
        .select(*_KEY, *minutes)
    )


def _is_odd() -> pl.Expr:
    away = pl.col("mark").is_in(_MISSED) & ~pl.col("activity").is_in([*_PAID, _OTHER])
    return away | (pl.col("activity") == _JSJR) | (pl.col("mark") > int(Mark.HOLIDAY))


def _moves(people: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """Which activity counts for whom as another one, or as none: `both`, `instead`."""
    completed = people.filter("completed_secondary").select("who")
    done = [
        completed.with_columns(activity=pl.lit(at, pl.UInt8), instead=pl.lit(_OTHER, pl.UInt8))
        for at in (_EDEMP, _SCHOOL)
    ]
    also, after = pl.col("voced_also"), [int(_A.JOBSKILL), _EDEMP]
    refused = (also == _EDEMP) & pl.col("completed_secondary")
    instead = pl.when(also.is_in(after) & ~refused).then(also).otherwise(_OTHER)
    used_up = people.filter(pl.col("voced_months") >= rules.law.voced_months).select(
        "who", activity=pl.lit(_VOCED, pl.UInt8), instead=instead.cast(pl.UInt8)
    )
    return pl.concat([*done, used_up]).select(_BOTH, "instead")


def _moved(rows: pl.DataFrame, moves: pl.DataFrame) -> pl.DataFrame:
    """Rows with their activity as it counts. Few move, so that few are looked up."""
    may_move = pl.col("activity").is_in([_VOCED, _EDEMP, _SCHOOL])
    some = rows.filter(may_move)
    if not len(some) or not len(moves):
        return rows
    found = some.with_columns(_BOTH).join(moves, on="both", how="left", maintain_order="left")
    found = found.with_columns(activity=pl.coalesce("instead", "activity"))
    return pl.concat([rows.filter(~may_move), found.select(rows.columns)])


# Absences and holidays


def _granted(odd: pl.DataFrame, people: pl.DataFrame, rules: Rules, key: list[str]) -> pl.DataFrame:
    """Minutes away that count, by `key`, day and kind (1 excused, 2 holiday)."""
    away = odd.filter(
        pl.col("mark").is_in(_MISSED)
        & (pl.col("scheduled") > pl.col("attended"))
        & ~pl.col("activity").is_in([*_PAID, _OTHER])
    ).with_columns(minutes=(pl.col("scheduled") - pl.col("attended")).cast(pl.Int64))
    columns = [*key, "day", "kind", "minutes"]
    excused = _absences(away.filter(pl.col("mark") == int(Mark.EXCUSED)), people, rules)
    holidays = _holidays(away.filter(pl.col("mark") == int(Mark.HOLIDAY)), people, rules)
    return pl.concat([excused.select(columns), holidays.select(columns)])


def _absences(away: pl.DataFrame, people: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """Granted in order of day up to what is left; most people stay below, and need no order."""
    law = rules.law
    away = away.with_columns(kind=pl.lit(1, pl.UInt8))
    window = (law.absence_window - pl.col("absence_minutes")).clip(lower_bound=0)
    most = window.clip(upper_bound=law.absence_month).cast(pl.Int64)
    asked = away.group_by("who").agg(pl.col("minutes").sum().alias("asked"))
    over = asked.join(people.select("who", most=most), on="who").filter(
        pl.col("asked") > pl.col("most")
    )
    within = away.join(over, on="who", how="anti")
    limited = away.join(over.select("who", "most"), on="who").sort(
        "who", "day", "activity", "minutes"
    )
    before = pl.col("minutes").cum_sum().over("who") - pl.col("minutes")
    left = (pl.col("most") - before).clip(lower_bound=0)
    granted = limited.with_columns(minutes=pl.min_horizontal(pl.col("minutes"), left))
    return pl.concat([within, granted.select(within.columns)])


def _holidays(away: pl.DataFrame, people: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """Plan holidays up to what is left. Few come near it, and only theirs are put in order."""
    planned = away.filter(pl.col("day").is_in(sorted(rules.holidays))).with_columns(
        kind=pl.lit(2, pl.UInt8)
    )
    left = rules.law.holidays - pl.col("holidays")
    near = people.filter(left < len(rules.holidays)).select("who", left=left)
    if not len(near):
        return planned
    place = pl.col("day").rank("dense").over("who")
    limited = planned.join(near, on="who").filter(place <= pl.col("left"))
    return pl.concat([planned.join(near, on="who", how="anti"), limited.select(planned.columns)])


# Employment and homework


def _employed(worked: pl.DataFrame, frames: Frames, rules: Rules, span: Span) -> pl.DataFrame:
    """Projections in place of entries, and self-employment beside them. Rows may share a key."""
    columns = worked.columns
    ahead = _ahead(frames.projections, rules)
    if len(ahead):
        worked = worked.join(ahead.select(_KEY).unique(), on=_KEY, how="anti")
        weekly = pl.col("minutes_per_week").cast(pl.Int64) * span.divide
        # Rounded up, as `frame.period_minutes` does.
        minutes = ahead.with_columns(worked=-((-weekly) // (60 * span.multiply)))
        worked = pl.concat([worked, span.in_each(minutes).select(columns)])
    own = frames.people.filter(pl.col("gross_cents").is_not_null()).select(
        "who", activity=pl.lit(_UNSUB, pl.UInt8), worked=_own(rules)
    )
    if span.slots is not None:
        own = own.with_columns(worked=pl.col("worked") * 7 // rules.month.days)
    return pl.concat([worked, span.in_each(own).select(columns)])


def _ahead(projections: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """The projections that hold in the month."""
    month = rules.month.number
    begun = rules.month.plus(1 - rules.law.projection_months).number
    changed = pl.col("changed")
    return projections.filter(
        pl.col("verified").is_between(begun, month)
        & (changed.is_null() | (changed > month))
        & pl.col("activity").is_in(_PAID)
    )


def _own(rules: Rules) -> pl.Expr:
    """Minutes of self-employment, as `employment.count_self_employment` has them."""
    documented = pl.col("own_minutes").cast(pl.Int64)
    if rules.options.self_employment is SelfEmploymentMethod.DOCUMENTS:
        return documented.fill_null(0)
    net = (pl.col("gross_cents") - pl.col("expense_cents")).clip(lower_bound=0)
    most = net * 60 // rules.law.minimum_wage_cents
    return pl.min_horizontal(documented.fill_null(2**31), most)


def _homework(
    worked: pl.DataFrame, odd: pl.DataFrame, advised: pl.DataFrame, key: list[str]
) -> list[pl.DataFrame]:
    """Homework up to the class, and up to what the program advises, week after week.

    The rows that come on top of what was worked; none where there is no homework.
    """
    at_home = odd.filter(
        (pl.col("mark") > int(Mark.HOLIDAY))
        & pl.col("activity").is_in(sorted(int(one) for one in CLASSES))
    )
    if not len(at_home):
        return []
    supervised = pl.col("mark") == int(Mark.HOMEWORK_SUPERVISED)
    minutes = pl.col("attended").cast(pl.Int64)
    asked = at_home.group_by(key).agg(
        minutes.filter(supervised).sum().alias("supervised"),
        minutes.filter(~supervised).sum().alias("alone"),
    )
    classes = worked.join(asked.select(key), on=key, how="semi").group_by(key)
    worked = classes.agg(pl.col("worked").sum())
    most = advised.group_by(_KEY).agg(pl.col("advised_minutes").cast(pl.Int64).sum())
    found = asked.join(worked, on=key, how="left").join(most, on=_KEY, how="left").sort(key)
    found = found.with_columns(pl.col("worked", "advised_minutes").fill_null(0))
    found = found.with_columns(asked=pl.col("supervised") + pl.min_horizontal("alone", "worked"))
    # Of a whole month each has one row, and nothing before it.
    before = pl.col("asked").cum_sum().over(_KEY) - pl.col("asked") if key != _KEY else 0
    left = (pl.col("advised_minutes") - before).clip(lower_bound=0)
    counted = found.with_columns(worked=pl.min_horizontal(pl.col("asked"), left))
    return [counted.select(*key, "worked")]


def _together(worked: list[pl.DataFrame], missed: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """One row a person and activity, with the three kinds of minutes. Job search aside.

    Everything is added up here once: rows by key are half as dear to add up as to look up.
    """
    none, excused = pl.lit(0, pl.Int64), pl.col("kind") == 1
    away = missed.lazy().filter(pl.col("activity") != _JSJR)
    rows = [
        *(one.lazy().select(*key, "worked", excused=none, holiday=none) for one in worked),
        away.select(
            *key,
            worked=none,
            excused=pl.when(excused).then("minutes").otherwise(0),
            holiday=pl.when(excused).then(0).otherwise("minutes"),
        ),
    ]
    return _added_up(pl.concat(rows), key, "worked", "excused", "holiday").collect()


def _search(odd: pl.DataFrame, missed: pl.DataFrame) -> pl.DataFrame:
    """Job search as who, day, kind (0 worked, 1 excused, 2 holiday), minutes."""
    columns = ["who", "day", "kind", "minutes"]
    done = odd.filter(
        (pl.col("activity") == _JSJR) & (pl.col("mark") <= int(Mark.HOLIDAY))
    ).with_columns(kind=pl.lit(0, pl.UInt8), minutes=pl.col("attended").cast(pl.Int64))
    away = missed.filter(pl.col("activity") == _JSJR)
    return pl.concat([done.select(columns), away.select(columns)])
