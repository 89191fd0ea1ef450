"""Working families' months out anew, and noting that it must be done.

Whoever reckons a month holds the lock on its row: `mark` takes it, and so does
the job that picks stale rows. A writer who comes meanwhile waits and marks the
row again, so that no result forgets an hour.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from caseway.attendance.actions import results
from caseway.attendance.facts import families
from caseway.attendance.facts.entries import entries_of_few
from caseway.attendance.facts.families import Batch, Facts
from caseway.attendance.facts.months import reported_in
from caseway.attendance.models import CaseMonth
from caseway.cases.models import Case
from caseway.rules.participation.assess import assess
from caseway.rules.participation.entries import RawEntry
from caseway.rules.participation.results import FamilyResult

Key = tuple[int, int]
"""A case id and a month, yyyymm."""


@transaction.atomic
def mark(cases_and_periods: Collection[Key], at: datetime) -> None:
    """Note that these months must be worked out anew, and lock them.

    Three queries and one a month named. Days at the end of a month may be
    reported in the next one: where that was worked out already, it is marked too.
    """
    wanted = set(cases_and_periods)
    cases = {case for case, _period in wanted}
    kept = CaseMonth.objects.filter(case__in=cases, period__in={when for _case, when in wanted})
    missing = wanted - set(kept.order_by().values_list("case_id", "period"))
    places = _places(cases)
    if missing:
        _make(missing, places, at)
    touched: dict[int, set[int]] = defaultdict(set)
    for case, period in wanted:
        for month in reported_in(places[case][2], period):
            touched[month].add(case)
    for period in sorted(touched):  # always in this order, so that no two wait for each other
        CaseMonth.objects.filter(case__in=touched[period], period=period).update(stale_since=at)


def reckon(case_ids: Collection[int], period: int, at: datetime) -> list[FamilyResult]:
    """Work these families' month out and store it. In a transaction that holds their rows.

    Five queries to read and three to write, however many families; two more
    when what was used up of a limit changed, to mark the months that see it.
    """
    batch = families(case_ids, period)
    found = entries_for(batch)
    done = [(facts, assessed(facts, found[case], batch)) for case, facts in batch.facts.items()]
    results.store(done, at)
    return [result for _facts, result in done]


def assessed(facts: Facts, rows: list[RawEntry], batch: Batch) -> FamilyResult:
    """One family's result from its facts and entries. Nothing is read or written."""
    return assess(facts.family, rows, batch.rules[facts.head.site])


def entries_for(batch: Batch) -> dict[int, list[RawEntry]]:
    """The entries of a handful of families. One query for each way of counting months."""
    by_calendar: dict[str, list[int]] = defaultdict(list)
    for case, facts in batch.facts.items():
        by_calendar[facts.head.state].append(case)
    found: dict[int, list[RawEntry]] = {}
    for cases in by_calendar.values():
        site = batch.facts[cases[0]].head.site
        found |= entries_of_few(batch.rules[site].calendar, cases)
    return found


Place = tuple[int, int, str]
"""Site, region and state of a case."""


def _places(cases: Collection[int]) -> dict[int, Place]:
    rows = Case.objects.filter(pk__in=cases).order_by()
    return {
        pk: (site, region, state)
        for pk, site, region, state in rows.values_list("pk", "site_id", "region_id", "site__state")
    }


def _make(missing: Collection[Key], places: dict[int, Place], at: datetime) -> None:
    CaseMonth.objects.bulk_create(
        (
            CaseMonth(
                site_id=places[case][0],
                region_id=places[case][1],
                case_id=case,
                period=period,
                stale_since=at,
            )
            for case, period in sorted(missing)
        ),
        ignore_conflicts=True,
    )


def pick(most: int, *, but: Collection[int] = ()) -> tuple[int, list[int]] | None:
    """The earliest month with stale rows, and up to `most` of its cases, locked. None when none.

    `but` are rows to leave: those that failed a moment ago.
    Earliest first, because what a month uses up decides the months after it.
    """
    stale = CaseMonth.objects.filter(stale_since__isnull=False).exclude(pk__in=but)
    rows = list(
        stale.select_for_update(skip_locked=True)
        .order_by("period", "id")
        .values_list("period", "case_id")[:most]
    )
    if not rows:
        return None
    first = rows[0][0]
    return first, [case for period, case in rows if period == first]
