"""A full recompute as a check: every difference is an alarm, and none is put right by itself.

Results are kept up to date one by one as things change. If that ever went
wrong nobody would see it on any page; so all of a month is worked out again
from the book, as a stream, and compared.

A result of another version of the rules cannot be worked out again under its
own. Where the present rules answer otherwise, that is no fault but a change of
rules: it is kept apart, and said as that (`queries.alarms.rule_changes`).
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from caseway.attendance.actions.reckoning import assessed, entries_for
from caseway.attendance.facts import entries, families
from caseway.attendance.models import CaseMonth, MonthDifference
from caseway.rules.participation.results import FamilyResult

SHARD = 5000

_ANSWERS = ("overall", "two_parent", "overall_by_education", "two_parent_by_education")
_COMPARED = (*_ANSWERS, "rule_version", "input_hash")


def check_month(period: int, at: datetime, *, shard: int = SHARD) -> int:
    """Work a month out again beside what is stored, a shard at a time. Returns the alarms raised.

    Results that differ by a change of rules are kept too, and are no alarm.
    Stored results are left as they are. Months that wait to be worked out are
    left out, and so is whatever follows from them.
    """
    return sum(_check(site, cases, period, at) for site, cases in _shards(period, shard))


def periods_to_check(most: int) -> list[int]:
    """The latest months with results, newest first."""
    rows = CaseMonth.objects.order_by("-period").values_list("period", flat=True)
    return list(rows.distinct()[:most])


def _shards(period: int, size: int) -> Iterator[tuple[int, list[int]]]:
    """Cases in order, a site at a time: a site has one calendar, and so its book one stream."""
    sites = CaseMonth.objects.filter(period=period).order_by("site").values_list("site", flat=True)
    for site in sites.distinct():
        last = 0
        while True:
            rows = CaseMonth.objects.filter(site=site, period=period, case__gt=last)
            cases = list(rows.order_by("case").values_list("case_id", flat=True)[:size])
            if not cases:
                break
            yield site, cases
            last = cases[-1]


def _check(site: int, cases: list[int], period: int, at: datetime) -> int:
    stored = _stored(cases, period)
    batch = families(cases, period)
    # Not by site: that is no part of the covering index. Strangers in between are passed over.
    span = Q(case_id__gte=cases[0], case_id__lte=cases[-1])
    found = dict.fromkeys(cases, None) | dict(entries(batch.rules[site].calendar, span))
    suspects = [
        case
        for case in cases
        if case in stored
        and differs(stored[case], _fresh(assessed(batch.facts[case], found[case] or [], batch)))
    ]
    sound = set(stored).difference(suspects)
    MonthDifference.objects.filter(case_month__case__in=sound, case_month__period=period).delete()
    return sum(_look_again(case, period, at) for case in suspects)


def _stored(cases: Collection[int], period: int) -> dict[int, dict[str, Any]]:
    """Results that claim to be up to date."""
    rows = CaseMonth.objects.filter(case__in=cases, period=period, stale_since=None)
    return {row.pop("case_id"): row for row in map(dict, rows.values("case_id", *_COMPARED))}


def differs(stored: dict[str, Any], fresh: dict[str, Any]) -> bool:
    """Whether a result did not come out again.

    Under another version of the rules its answers alone are compared: the same facts
    may have another fingerprint there.
    """
    if is_of_other_rules(stored, fresh):
        return any(stored[name] != fresh[name] for name in _ANSWERS)
    return stored != fresh


def is_of_other_rules(stored: dict[str, Any], fresh: dict[str, Any]) -> bool:
    """Whether the two were worked out under different versions of the rules."""
    return bool(stored["rule_version"] != fresh["rule_version"])


def _fresh(result: FamilyResult) -> dict[str, Any]:
    return {name: _plain(getattr(result, name)) for name in _COMPARED}


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, int) and not isinstance(value, bool) else value


@transaction.atomic
def _look_again(case: int, period: int, at: datetime) -> bool:
    """One family, alone and locked: was it really different, or did somebody write meanwhile?

    Whether it is an alarm: a difference by a change of rules is kept, and is none.
    """
    row = CaseMonth.objects.select_for_update().get(case=case, period=period)
    people = row.people.order_by().values("person")
    waiting = CaseMonth.objects.filter(
        Q(case=case) | Q(people__person__in=people),
        period__lte=period,
        stale_since__isnull=False,
    )
    if waiting.exists():
        return False
    batch = families([case], period)
    fresh = _fresh(assessed(batch.facts[case], entries_for(batch)[case], batch))
    stored = {name: getattr(row, name) for name in _COMPARED}
    if not differs(stored, fresh):
        return False
    MonthDifference.objects.update_or_create(
        case_month=row, defaults={"found_at": at, "stored": stored, "fresh": fresh}
    )
    return not is_of_other_rules(stored, fresh)
