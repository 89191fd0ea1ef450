"""A shard of a month under given rules: where each family stands in both rates.

The one function a cluster maps: Arrow tables in, an Arrow table out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import polars as pl
import pyarrow as pa

from caseway.reporting.whatif.household import households
from caseway.reporting.whatif.minutes import minutes_of, too_long, verified
from caseway.reporting.whatif.search import search_hours
from caseway.reporting.whatif.spans import Span, part_months, span_of, whole_month
from caseway.reporting.whatif.standings import (
    families_of,
    hours_by_person,
    met_by_person,
    standings,
)
from caseway.reporting.whatif.tables import Frames, Tables, beside, frames_of
from caseway.rules.participation.activities import Activity
from caseway.rules.participation.law import Rules
from caseway.rules.participation.options import NoFullWeek
from caseway.rules.participation.results import FamilyResult

_WORKFARE = [int(Activity.WORKEXP), int(Activity.COMSERV)]
_HOURS = ("core", "voced", "noncore", "edemp", "school_minutes", "search")
RESULT = ("overall", "two_parent", "overall_by_education", "two_parent_by_education")

PlainRule = Callable[[Sequence[int]], Iterable[FamilyResult]]
"""Works families out by the plain rule, by their case ids."""


def assess_shard(tables: Tables, rules: Rules) -> pa.Table:
    """A row for each family: `case`, the columns of `RESULT`, and `covered`.

    Where `covered` is false the family's month is of a kind that only the plain rule answers
    (deemed workfare, a day of more than 24 hours, a part month without a full week that counts
    as met), and the other columns are null. Rows come in the order of `tables.families`.
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

    `core` and `noncore` are all lawful hours, as if all were reported, averaged over the month.
    Families assisted for part of it are left out. Says nothing of months that `assess_shard`
    does not cover.
    """
    frames = frames_of(tables)
    frames = replace(frames, entries=verified(frames.entries, rules))
    part = part_months(frames.families, rules)
    frames = _without(frames, part["case"])
    found = _counted(frames, *households(frames, rules), rules, whole_month(rules))
    columns = ("case", "person", "eligible", "noncore", "meets", "teen")
    return found.people.select(*columns, core="lawful").to_arrow()


def judged(frames: Frames, rules: Rules) -> pl.DataFrame:
    """As `assess_shard`, of frames."""
    frames = replace(frames, entries=verified(frames.entries, rules))
    part = part_months(frames.families, rules)
    beyond = [_too_long(frames)]
    runs = []
    if len(part):
        span, without = span_of(part, frames, rules)
        if rules.options.no_full_week is NoFullWeek.ENGAGED:
            beyond.append(without["case"])
        part = part.join(without, on="case", how="anti")
        if len(part):
            weekly = frames.families.join(part, on="case", how="semi")
            runs.append(_run(_only(frames, weekly), rules, span))
    # A part month without a full week is tested by its average, as a whole one.
    runs.append(_run(_without(frames, part["case"]), rules, whole_month(rules)))
    beyond += [run.beyond for run in runs]
    found = pl.concat(run.standings for run in runs)
    covered = ~pl.col("case").is_in(pl.concat(beyond).implode())
    return (
        frames.families.select("case")
        .join(found, on="case", how="left", maintain_order="left")
        .with_columns(covered=covered)
        .with_columns(pl.when("covered").then(pl.col(name)).alias(name) for name in RESULT)
    )


@dataclass(frozen=True, slots=True)
class _Run:
    """Standings of some families, and those among them whom only the plain rule answers."""

    standings: pl.DataFrame
    beyond: pl.Series


@dataclass(frozen=True, slots=True)
class _Counted:
    """People with their hours, one row a slot, and minutes by activity."""

    people: pl.DataFrame
    minutes: pl.DataFrame


def _run(frames: Frames, rules: Rules, span: Span) -> _Run:
    families, people = households(frames, rules)
    counted = _counted(frames, families, people, rules, span)
    found = standings(families_of(families, counted.people, rules, span), rules)
    beyond = frames.people.clear()["case"]
    if rules.options.deeming:
        workfare = counted.minutes.filter(pl.col("activity").is_in(_WORKFARE))
        beyond = frames.people.join(workfare, on="who", how="semi")["case"].unique()
    return _Run(found, beyond)


def _counted(
    frames: Frames, families: pl.DataFrame, people: pl.DataFrame, rules: Rules, span: Span
) -> _Counted:
    minutes = minutes_of(frames, rules, span)
    searching = people.select(
        "who", "jobsearch_weeks", "jobsearch_minutes", "day_rule_used", young="young_parent"
    )
    search = search_hours(minutes.search, searching, rules, span)
    rows = span.in_each(people)
    for found in (hours_by_person(minutes.counted, span), search):
        rows = beside(rows, found, *span.keys)
    rows = rows.with_columns(pl.col(*_HOURS).fill_null(0))
    return _Counted(met_by_person(rows, rules, span), minutes.counted)


def _only(frames: Frames, families: pl.DataFrame) -> Frames:
    """The frames of a few of the families."""
    kept = families.select("case")
    people = frames.people.join(kept, on="case", how="semi", maintain_order="left")
    who = people.select("who")
    return Frames(
        families,
        people,
        frames.entries.join(who, on="who", how="semi"),
        frames.projections.join(who, on="who", how="semi"),
        frames.homework.join(who, on="who", how="semi"),
    )


def _without(frames: Frames, cases: pl.Series) -> Frames:
    """The frames without a few of the families and their people.

    What those people did stays: it meets nobody and counts for nothing, at less cost than looking
    each row up.
    """
    if not len(cases):
        return frames
    others = ~pl.col("case").is_in(cases.implode())
    return replace(
        frames, families=frames.families.filter(others), people=frames.people.filter(others)
    )


def _too_long(frames: Frames) -> pl.Series:
    """Cases of people with a day of more than 24 hours."""
    who = too_long(frames.entries)
    return frames.people.filter(pl.col("who").is_in(who.implode()))["case"]
