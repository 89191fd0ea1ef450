"""The ways over a state's month. Each runs in a process of its own, so that its memory is its own.

`scan` fetches the rows, `plain` puts them through the rule; `group` adds up the entries of a
snapshot in columns, `columns` works its month out in columns. `snapshot` writes it from the rows.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.db.models import Q

from caseway.attendance.actions.reckoning import assessed, entries_for
from caseway.attendance.facts import entries as entries_of
from caseway.attendance.facts import families as facts_of
from caseway.attendance.facts import rules_on
from caseway.attendance.facts.balances import charge_rows
from caseway.attendance.facts.entries import CHUNK, rows, rows_before
from caseway.attendance.facts.families import Batch
from caseway.attendance.facts.stored import adult_of, member_rows
from caseway.attendance.facts.work import work_rows
from caseway.attendance.models import FamilyMonth, PlanHoliday
from caseway.demo.bench.sizes import peak_memory
from caseway.demo.bench.state.build import STATE
from caseway.demo.bench.state.design import MONTH
from caseway.kernel.memory import settle
from caseway.rules.participation.entries import RawEntry
from caseway.rules.participation.law import Rules
from caseway.rules.participation.results import FamilyResult

SHARD = 4_000  # cases at a time through the plain rule
COLUMNS_SHARD = 100_000  # cases at a time in columns: a round costs the same for few as for many
Measured = dict[str, Any]


def run(path: str, folder: Path, shard: int) -> Measured:
    """Run one way to its end. Says rows, processor seconds, rows a second, peak MB."""
    work = PATHS[path]
    # Loading parameters and libraries is not what is measured.
    rules = state_rules()
    _warm(path)
    settle()  # as the worker does, so that what is measured is what reckons months
    began = time.process_time()
    counted = work(folder, rules, shard)
    seconds = time.process_time() - began
    return {
        "path": path,
        **counted,
        "processor_seconds": round(seconds, 2),
        "rows_a_second": round(counted["rows"] / seconds),
        "peak_mb": round(peak_memory()),
    }


def state_rules() -> Rules:
    """The rules of the month measured, with the holidays in the database."""
    return rules_on(STATE, MONTH.number, PlanHoliday.objects.values_list("on", flat=True))


def _warm(path: str) -> None:
    if path in {"group", "columns"}:
        from caseway.reporting.whatif import month  # noqa: F401 - the optional part


def shards(size: int) -> Iterator[list[int]]:
    """The cases of the month in order, so many at a time."""
    last = 0
    while True:
        wanted = FamilyMonth.objects.filter(period=MONTH.number, case_id__gt=last)
        cases = list(wanted.order_by("case_id").values_list("case_id", flat=True)[:size])
        if not cases:
            return
        yield cases
        last = cases[-1]


def _span(cases: Sequence[int]) -> Q:
    return Q(case_id__gte=cases[0], case_id__lte=cases[-1])


# The rows, without and with the rule


def scan_entries(folder: Path, rules: Rules, shard: int) -> Measured:
    """Fetch the entries alone."""
    return {"rows": sum(_fetch_entries(cases, rules) for cases in shards(shard))}


def scan(folder: Path, rules: Rules, shard: int) -> Measured:
    """Fetch every row that the plain rule's path fetches, by the same queries, and do nothing."""
    found = facts = 0
    for cases in shards(shard):
        members = list(member_rows(cases, MONTH.number))
        adults = {adult for row in members if (adult := adult_of(row)) is not None}
        used = list(charge_rows(adults, MONTH.number))
        facts += len(members) + len(used) + len(list(work_rows(cases, MONTH.number)))
        found += _fetch_entries(cases, rules)
    return {"rows": found, "rows_of_facts": facts}


def _fetch_entries(cases: Sequence[int], rules: Rules) -> int:
    found = 0
    wanted = [rows(rules.calendar, _span(cases))]
    if rules.calendar.first_day < 1:
        wanted.append(rows_before(rules.calendar, _span(cases)))
    for part in wanted:
        for _row in part.iterator(chunk_size=CHUNK):
            found += 1
    return found


def plain(folder: Path, rules: Rules, shard: int) -> Measured:
    """The reference: facts and entries through `rules.participation.assess`, shard by shard."""
    found = 0
    with (folder / "plain.csv").open("w", encoding="ascii") as out:
        for cases in shards(shard):
            batch = facts_of(cases, MONTH.number)
            for family in _months(cases, batch, rules):
                found += len(family[1])
                out.write(_line(assessed(batch.facts[family[0]], family[1], batch)))
    return {"rows": found}


def _months(
    cases: Sequence[int], batch: Batch, rules: Rules
) -> Iterator[tuple[int, list[RawEntry]]]:
    """Each case with its entries, in order; the stream passes over those without any."""
    stream = entries_of(rules.calendar, _span(cases))
    ready = next(stream, None)
    for case in cases:
        if ready is not None and ready[0] == case:
            yield ready
            ready = next(stream, None)
        else:
            yield case, []


def _line(result: FamilyResult) -> str:
    values = (
        result.case,
        int(result.overall),
        int(result.two_parent),
        int(result.overall_by_education),
        int(result.two_parent_by_education),
    )
    return ",".join(map(str, values)) + "\n"


# In columns


def snapshot(folder: Path, rules: Rules, shard: int) -> Measured:
    """Write the month as Parquet files, from the same facts that the plain rule takes."""
    from caseway.reporting.whatif.snapshot import frames_from
    from caseway.reporting.whatif.tables import write

    found = 0
    for number, cases in enumerate(shards(COLUMNS_SHARD)):
        frames = frames_from(_with_facts(cases, rules, shard))
        write(frames, folder / f"shard-{number:03d}")
        found += len(frames.entries)
    return {"rows": found}


def _with_facts(cases: list[int], rules: Rules, shard: int) -> Iterator[Any]:
    for first in range(0, len(cases), shard):
        some = cases[first : first + shard]
        batch = facts_of(some, MONTH.number)
        for case, found in _months(some, batch, rules):
            yield batch.facts[case].family, found


def group(folder: Path, rules: Rules, shard: int) -> Measured:
    """Add up each person's minutes by activity, mark and proof, and nothing else.

    It reads every column of the file but the day, as the month in columns must.
    """
    import polars as pl  # the yardstick of the columns, read as they are read

    found = 0
    for one in sorted(folder.glob("shard-*")):
        summed = (
            pl.scan_parquet(one / "entries.parquet")
            .group_by("who", "activity", "mark", "proof")
            .agg(pl.col("scheduled", "attended").cast(pl.Int64).sum(), pl.len())
            .collect()
        )
        found += int(summed["len"].sum())
    return {"rows": found}


def columns(folder: Path, rules: Rules, shard: int) -> Measured:
    """The what-if: the month worked out in columns, the rest by the plain rule."""
    import polars as pl

    from caseway.reporting.whatif.month import RESULT, completed, judged
    from caseway.reporting.whatif.tables import read

    found = by_rule = 0
    with (folder / "columns.csv").open("wb") as out:
        for one in sorted(folder.glob("shard-*")):
            frames = read(one)
            found += len(frames.entries)
            answers = judged(frames, rules)
            by_rule += answers.filter(~pl.col("covered")).height
            whole = completed(answers, _plain_rule(rules)).select("case", *RESULT)
            whole.cast(dict.fromkeys(RESULT[2:], int)).write_csv(out, include_header=False)
    return {"rows": found, "families_by_the_plain_rule": by_rule}


def _plain_rule(rules: Rules) -> Callable[[Sequence[int]], Iterator[FamilyResult]]:
    def answers(cases: Sequence[int]) -> Iterator[FamilyResult]:
        for first in range(0, len(cases), 500):
            batch = facts_of(cases[first : first + 500], MONTH.number)
            found = entries_for(batch)
            for case, facts in batch.facts.items():
                yield assessed(facts, found[case], batch)

    return answers


def differences(folder: Path) -> int:
    """Families whose row differs between the plain rule and the columns."""
    one, other = (
        sorted((folder / f"{name}.csv").read_text().splitlines()) for name in ("plain", "columns")
    )
    return len(set(one) ^ set(other)) + abs(len(one) - len(other))


PATHS: dict[str, Callable[[Path, Rules, int], Measured]] = {
    "scan_entries": scan_entries,
    "scan": scan,
    "plain": plain,
    "snapshot": snapshot,
    "group": group,
    "columns": columns,
}
