"""Sessions that cannot all have been held: the same one twice, or two at once by one coach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from caseway.rules.records.visits.record import Record


@dataclass(frozen=True, slots=True)
class Conflicts:
    """`duplicates`: keys of records that repeat an earlier one. `overlaps`: others at that time."""

    duplicates: frozenset[str]
    overlaps: Mapping[str, frozenset[str]]


def conflicts(records: Iterable[Record]) -> Conflicts:
    """Find them. One group session has one `group` key and overlaps nothing in itself.

    Of two alike the one that was signed stays, then the one written first; the other is the
    duplicate. A duplicate overlaps nothing: it is one session, told of twice.
    """
    timed = [record for record in records if _lasts(record)]
    duplicates = _duplicates(timed)
    by_coach: defaultdict[str, list[Record]] = defaultdict(list)
    for record in timed:
        if record.key not in duplicates:
            by_coach[record.coach].append(record)
    overlaps: defaultdict[str, set[str]] = defaultdict(set)
    for held in by_coach.values():
        for one, other in _overlapping(held):
            overlaps[one.key].add(other.key)
            overlaps[other.key].add(one.key)
    return Conflicts(duplicates, {key: frozenset(others) for key, others in overlaps.items()})


def _lasts(record: Record) -> bool:
    return record.minutes is not None and record.minutes > 0


def _duplicates(records: Iterable[Record]) -> frozenset[str]:
    alike: defaultdict[tuple[str, datetime, datetime], list[Record]] = defaultdict(list)
    for record in records:
        alike[record.client, _start(record), _stop(record)].append(record)
    return frozenset(
        record.key for found in alike.values() for record in sorted(found, key=_first)[1:]
    )


def _first(record: Record) -> tuple[bool, str, str]:
    return not record.signed, str(record.written_on or "9999"), record.key


def _overlapping(records: list[Record]) -> Iterable[tuple[Record, Record]]:
    """Pairs that share a moment, by one sweep over the starts. Back to back is not together."""
    going: list[Record] = []
    for record in sorted(records, key=lambda one: (_start(one), one.key)):
        going = [other for other in going if _stop(other) > _start(record)]
        for other in going:
            if not (record.group and record.group == other.group):
                yield other, record
        going.append(record)


def _start(record: Record) -> datetime:
    return _instant(record.started)


def _stop(record: Record) -> datetime:
    return _instant(record.stopped)


def _instant(moment: datetime | None) -> datetime:
    """In UTC: two times of one zone are compared by the clock on the wall, which may go back."""
    if moment is None:
        raise ValueError("Only sessions with both times can overlap")
    return moment.astimezone(UTC)
