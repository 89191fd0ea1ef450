"""Job search: its weeks, its twelve-month limit, its short week. As the rule's `jobsearch`."""

from __future__ import annotations

import polars as pl

from caseway.reporting.whatif.spans import Span
from caseway.rules.participation.law import Rules

_KINDS = ("worked", "excused", "holiday")


def search_hours(
    search: pl.DataFrame, people: pl.DataFrame, rules: Rules, span: Span
) -> pl.DataFrame:
    """Hours a week of job search by the span's keys, each kind rounded and then added.

    `people` must say `young`: the only parent of a young child, who has the lower limit. Weeks
    follow one another, at most six in a month: each is one round over all people at once.
    """
    weeks = sorted(set(rules.calendar.weeks))
    state = _begin(search, people, rules)
    if not len(state):
        return pl.DataFrame(schema={**_KEYS, "search": pl.Int64}).select(*span.keys, "search")
    by_week = _weeks(search, rules)
    for number in weeks:
        one = by_week.filter(pl.col("week") == number).drop("week")
        state = _round(state.join(one, on="who", how="left"), number, rules)
    if span.people is None or span.days is None:
        kinds = (pl.sum_horizontal(f"{kind}_{week}" for week in weeks) for kind in _KINDS)
        return state.select("who", search=pl.sum_horizontal(span.rounded(one) for one in kinds))
    found = pl.concat(
        state.select(
            "who",
            pl.lit(week, pl.Int32).alias("week"),
            search=pl.sum_horizontal(span.rounded(pl.col(f"{kind}_{week}")) for kind in _KINDS),
        )
        for week in weeks
    )
    numbers = span.days.select("span", "week", "slot").unique()
    placed = found.join(span.people, on="who").join(numbers, on=["span", "week"])
    return placed.select("who", "slot", "search")


_KEYS = {"who": pl.UInt32, "slot": pl.UInt8}


def _begin(search: pl.DataFrame, people: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    law = rules.law
    most = law.jobsearch_weeks_extended if rules.options.extended_jobsearch else law.jobsearch_weeks
    hours = (
        pl.when("young").then(law.jobsearch_week_young_child).otherwise(law.jobsearch_week_other)
    )
    left = most * hours.cast(pl.Int64) * 60 - pl.col("jobsearch_minutes")
    first = rules.calendar.weeks[0]
    seen = [
        pl.col("jobsearch_weeks").list.contains(number).alias(f"reported_{number}")
        for number in range(first - law.jobsearch_run, rules.calendar.weeks[-1] + 1)
    ]
    return people.join(search.select("who").unique(), on="who", how="semi").select(
        "who",
        *seen,
        left=left.clip(lower_bound=0),
        may_use=~pl.col("day_rule_used") & pl.lit(rules.options.jobsearch_day_rule),
    )


def _weeks(search: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """Minutes of each kind and days with any, by person and week. A week without any has no row.
    A month touches six weeks at most.

    Sums of columns, keyed by one number, are half as dear as sums that choose among rows.
    """
    calendar = rules.calendar
    first = calendar.weeks[0]
    week_of = pl.Series([week - first for week in calendar.weeks], dtype=pl.Int64)
    place = (pl.col("day") - calendar.first_day).cast(pl.UInt32)
    who = pl.col("who").cast(pl.Int64)
    return (
        search.filter(pl.col("minutes") > 0)
        .select(
            *(
                pl.when(pl.col("kind") == at).then("minutes").otherwise(0).alias(kind)
                for at, kind in enumerate(_KINDS)
            ),
            both=who * 8 + pl.lit(week_of).gather(place),
            days=(who * 64 + place).is_first_distinct().cast(pl.UInt32),
        )
        .group_by("both")
        .agg(pl.col(*_KINDS, "days").sum())
        .select(
            *_KINDS,
            "days",
            who=(pl.col("both") // 8).cast(pl.UInt32),
            week=(pl.col("both") % 8 + first).cast(pl.Int32),
        )
    )


def _round(state: pl.DataFrame, number: int, rules: Rules) -> pl.DataFrame:
    """One week: not after four in a row, the short week stretched once, up to what is left."""
    law = rules.law
    state = state.with_columns(pl.col(*_KINDS, "days").fill_null(0))
    run = pl.all_horizontal(
        pl.col(f"reported_{number - back}") for back in range(1, law.jobsearch_run + 1)
    )
    done = pl.sum_horizontal(*_KINDS)
    whole = len(rules.calendar.spans[number]) == 7
    stretched = (
        pl.lit(whole)
        & ~run
        & pl.col("may_use")
        & pl.col("days").is_in(list(law.jobsearch_days))
        & (pl.col("left") > done)
    )
    full = done * law.jobsearch_days_week // pl.col("days").clip(lower_bound=1)
    state = state.with_columns(stretched=stretched, run=run).with_columns(
        worked=pl.when("run")
        .then(0)
        .otherwise(pl.col("worked") + pl.when("stretched").then(full - done).otherwise(0)),
        excused=pl.when("run").then(0).otherwise("excused"),
        holiday=pl.when("run").then(0).otherwise("holiday"),
        before=pl.col("left"),
    )
    for kind in _KINDS:
        taken = pl.min_horizontal(kind, "left")
        state = state.with_columns(
            taken.alias(f"{kind}_{number}"), (pl.col("left") - taken).alias("left")
        )
    reported = pl.col(f"reported_{number}") | (pl.col("left") < pl.col("before"))
    return state.with_columns(
        reported.alias(f"reported_{number}"), may_use=pl.col("may_use") & ~pl.col("stretched")
    ).drop(*_KINDS, "days", "stretched", "run", "before")
