"""Each record of a file held against the directory: new, changed, same, or held for repair."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from caseway.agencies.models import Site
from caseway.exchange.hsds.records import LINKS, Mend, Record
from caseway.exchange.hsds.stored import rows_by_uuid
from caseway.exchange.hsds.tables import MAIN
from caseway.network.models import Provider
from caseway.network.needs import plain

NO_RECORD = "no_record"  # counted beside the kinds of records
KINDS = (*MAIN, NO_RECORD)
Counts = Mapping[str, Mapping[str, int]]  # by kind, how many of each fate


class Fate(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    HELD = "held"
    REFUSED = "refused"


@dataclass(frozen=True)
class Judged:
    """A record with what is to become of it, and the row of ours that it is about."""

    record: Record
    fate: Fate
    row: Any = None


@dataclass
class Known:
    """Rows of ours that the records speak of, and what the records before said."""

    site: Site
    rows: dict[str, dict[str, Any]]  # by kind and identifier
    names: dict[str, str]  # a provider's plain name -> its identifier
    taken: set[tuple[str, str]] = field(default_factory=set)  # accepted from the file
    held: set[tuple[str, str]] = field(default_factory=set)


def judge(
    records: Iterable[Record],
    site: Site,
    *,
    anyway: frozenset[str] = frozenset(),
    held: Collection[tuple[str, str]] = (),
) -> list[Judged]:
    """What is to become of each record, in order.

    `anyway` are those to load over what was changed here; `held`, by kind and identifier,
    those of the same file that have to be mended first.
    """
    listed = in_order(records)
    known = _known(listed, site)
    known.held |= set(held)
    return [_judged(record, known, anyway) for record in listed]


def in_order(records: Iterable[Record]) -> list[Record]:
    """Owners before what belongs to them, otherwise as they came."""
    order = {kind: place for place, kind in enumerate(MAIN)}
    return sorted(records, key=lambda record: order[record.kind])


def count(judged: Iterable[Judged], refused: int) -> dict[str, dict[str, int]]:
    """By kind of record, how many of each fate; what was no record at all is counted apart."""
    found: dict[str, Counter[str]] = {kind: Counter() for kind in MAIN}
    for one in judged:
        found[one.record.kind][one.fate.value] += 1
    counts = {kind: dict(counter) for kind, counter in found.items() if counter}
    if refused:
        counts[NO_RECORD] = {Fate.REFUSED.value: refused}
    return counts


def added(counts: Counts, more: Counts) -> dict[str, dict[str, int]]:
    """Two counts as one."""
    return {
        kind: dict(Counter(counts.get(kind, {})) + Counter(more.get(kind, {})))
        for kind in KINDS
        if kind in counts or kind in more
    }


def _known(records: list[Record], site: Site) -> Known:
    wanted: dict[str, set[str]] = {kind: set() for kind in MAIN}
    for record in records:
        wanted[record.kind].add(record.uuid)
        for link, owner in LINKS[record.kind].items():
            if link in record.links:
                wanted[owner].add(record.links[link])
    open_ones = Provider.objects.filter(site=site, closed_on=None).order_by("pk")
    names = {plain(name): str(key) for name, key in open_ones.values_list("name", "uuid")}
    return Known(site, {kind: rows_by_uuid(kind, ids) for kind, ids in wanted.items()}, names)


def _judged(record: Record, known: Known, anyway: frozenset[str]) -> Judged:
    record = _with_owner(record, known)
    row = known.rows[record.kind].get(record.uuid)
    mends = list(dict.fromkeys([*record.mends, *_mends_here(record, row, known)]))
    key = (record.kind, record.uuid)
    if row is not None and row.digest == record.digest and _site_of(row) == known.site.pk:
        known.taken.add(key)
        return Judged(record, Fate.SAME, row)
    if row is not None and row.edited_here and not mends and record.uuid not in anyway:
        known.taken.add(key)  # what belongs to it can be loaded: it is there
        return Judged(replace(record, mends=(Mend.CHANGED_HERE,)), Fate.HELD, row)
    if mends:
        known.held.add(key)
        return Judged(replace(record, mends=tuple(mends)), Fate.HELD, row)
    known.taken.add(key)
    if record.kind == "organization":
        known.names[plain(record.fields["name"])] = record.uuid
    return Judged(record, Fate.NEW if row is None else Fate.CHANGED, row)


def _with_owner(record: Record, known: Known) -> Record:
    """The organization found by name, where the file names it so."""
    if not record.owner_name or record.links:
        return record
    owner = known.names.get(plain(record.owner_name))
    return replace(record, links={"organization_id": owner}) if owner else record


def _mends_here(record: Record, row: Any, known: Known) -> Iterable[Mend]:
    """What stands in the way here, beside what the record says of itself."""
    if row is not None and _site_of(row) != known.site.pk:
        yield Mend.ELSEWHERE
    name = record.fields.get("name", "") if record.kind == "organization" else ""
    if known.names.get(plain(name), record.uuid) != record.uuid:
        yield Mend.NAME_TAKEN
    if record.owner_name and not record.links:
        yield Mend.UNKNOWN_ORGANIZATION
    for link, owner in LINKS[record.kind].items():
        if link in record.links:
            yield from _mends_of_link(record.links[link], owner, known)


_UNKNOWN = {
    "organization": Mend.UNKNOWN_ORGANIZATION,
    "service": Mend.NO_SERVICE,
    "location": Mend.NO_LOCATION,
}


def _mends_of_link(key: str, owner: str, known: Known) -> Iterable[Mend]:
    if (owner, key) in known.taken:
        return
    row = known.rows[owner].get(key)
    if row is not None and _site_of(row) == known.site.pk:
        return
    yield Mend.WAITS if (owner, key) in known.held else _UNKNOWN[owner]


def _site_of(row: Any) -> int:
    if isinstance(row, Provider):
        return row.site_id
    provider = row.service.provider if hasattr(row, "service") else row.provider
    found: int = provider.site_id
    return found


def total(counts: Counts) -> int:
    """All records of a file, whatever became of them."""
    return sum(number for kind in KINDS for number in counts.get(kind, {}).values())
