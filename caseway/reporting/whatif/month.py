"""A shard of a month under given rules: where each family stands in both rates.

The one function a cluster maps: Arrow tables in, an Arrow table out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import polars as pl
import pyarrow as pa

from caseway.reporting.whatif.household import households
from caseway.reporting.whatif.minutes import minutes_of, too_long
from caseway.reporting.whatif.search import search_hours
from caseway.reporting.whatif.standings import (
    families_of,
    hours_by_person,
    met_by_person,
    standings,
)
from caseway.reporting.whatif.tables import Frames, Tables, frames_of
from caseway.rules.participation.activities import Activity
from caseway.rules.participation.law import Rules
from caseway.rules.participation.results import FamilyResult

_WORKFARE = [int(Activity.WORKEXP), int(Activity.COMSERV)]
_HOURS = ("core", "voced", "noncore", "edemp", "school_minutes", "search")
RESULT = ("overall", "two_parent", "overall_by_education", "two_parent_by_education")

PlainRule = Callable[[Sequence[int]], Iterable[FamilyResult]]
"""Works families out by the plain rule, by their case ids."""


def assess_shard(tables: Tables, rules: Rules) -> pa.Table:
    """A row for each family: `case`, the columns of `RESULT`, and `covered`.

    Where `covered` is false the family's month is of a kind that only the plain rule answers
    (assistance for part of the month, deemed workfare, a day of more than 24 hours), and the
    other columns are null. Rows come in the order of `tables.families`.
    """
    return judged(frames_of(tables), rules).to_arrow()


def what_if(tables: Tables, rules: Rules, plain: PlainRule) -> pa.Table:
    """As `assess_shard`, with the plain rule's answer where the columns do not reach."""
    return completed(judged(frames_of(tables), rules), plain).to_arrow()


def completed(found: pl.DataFrame, plain: PlainRule) -> pl.DataFrame:
    """The rows not covered, from the plain rule, among the others."""
    rest = found.filter(~pl.col("covered"))["case"].to_list()
    if not rest:
        return found
    rows = [
        (
            one.case,
            int(one.overall),
            int(one.two_parent),
            one.overall_by_education,
            one.two_parent_by_education,
        )
        for one in plain(rest)
    ]
    schema = {name: found.schema[name] for name in ("case", *RESULT)}
    answers = pl.DataFrame(rows, schema=schema, orient="row")
    return found.update(answers, on="case")


def assess_people(tables: Tables, rules: Rules) -> pa.Table:
    """A row for each adult: `case`, `person`, `eligible`, hours a week, and whether they meet.

    `core` and `noncore` are all lawful hours, as if all were reported. Says nothing of months
    that `assess_shard` does not cover.
    """
    _, people, _ = _people(frames_of(tables), rules)
    return people.select(
        "case", "person", "eligible", "noncore", "meets", "teen", core="lawful"
    ).to_arrow()


def judged(frames: Frames, rules: Rules) -> pl.DataFrame:
    """As `assess_shard`, of frames."""
    families, people, counted = _people(frames, rules)
    found = standings(families_of(families, people, rules), rules)
    beyond = _beyond(frames, counted, rules)
    covered = ~pl.col("case").is_in(beyond.implode())
    return found.with_columns(covered=covered).with_columns(
        pl.when("covered").then(pl.col(name)).alias(name) for name in RESULT
    )


def _people(frames: Frames, rules: Rules) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Families, people with their hours, and minutes by activity."""
    families, people = households(frames, rules)
    minutes = minutes_of(frames, rules)
    searching = people.select(
        "who", "jobsearch_weeks", "jobsearch_minutes", "day_rule_used", young="young_parent"
    )
    search = search_hours(minutes.search, searching, rules)
    people = (
        people.join(hours_by_person(minutes.counted, rules), on="who", how="left")
        .join(search, on="who", how="left")
        .with_columns(pl.col(*_HOURS).fill_null(0))
    )
    return families, met_by_person(people, rules), minutes.counted


def _beyond(frames: Frames, counted: pl.DataFrame, rules: Rules) -> pl.Series:
    """Cases whose month the columns do not answer."""
    part = frames.families.filter(
        (pl.col("first_day") > 1) | (pl.col("last_day") < rules.month.days)
    )
    who = [too_long(frames.entries, rules)]
    if rules.options.deeming:
        who.append(counted.filter(pl.col("activity").is_in(_WORKFARE))["who"])
    people = frames.people.select("who", "case")
    cases = people.filter(pl.col("who").is_in(pl.concat(who).implode()))["case"]
    return pl.concat([part["case"], cases]).unique()
