"""Records that wait to be mended, as the pages show them: by name, and for what they wait."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from caseway.exchange.hsds.columns import MODELS
from caseway.exchange.hsds.mending import record_of
from caseway.exchange.hsds.records import LINKS, Mend, Record
from caseway.exchange.models import HeldRecord, HeldState
from caseway.kernel.models import User

End = tuple[str, str]  # kind and identifier of a record that another belongs to


@dataclass(frozen=True)
class Waiting:
    """One record, with the names of what it belongs to, and what has to be mended first."""

    row: HeldRecord
    record: Record
    mends: tuple[Mend, ...]
    ends: tuple[str, ...] = ()
    first: tuple[HeldRecord, ...] = field(default=())

    @property
    def name(self) -> str:
        """Its own, or what it ties together: "Food pantry · Hall". Empty when nobody can tell."""
        return self.row.name or " · ".join(self.ends)


def waiting(rows: Iterable[HeldRecord], user: User) -> list[Waiting]:
    """Held records with what they belong to. A few queries, however many."""
    said = [(row, record_of(row)) for row in rows]
    links = {row.pk: list(_links(record)) for row, record in said}
    wanted = {end for ends in links.values() for end in ends}
    held = _held(user, wanted)
    names = _names(user, wanted) | {end: row.name for end, row in held.items() if row.name}
    return [
        Waiting(
            row=row,
            record=record,
            mends=tuple(Mend(one) for one in row.mends),
            ends=tuple(names[end] for end in links[row.pk] if end in names),
            first=tuple(held[end] for end in links[row.pk] if end in held),
        )
        for row, record in said
    ]


def _links(record: Record) -> Iterable[End]:
    for link, owner in LINKS[record.kind].items():
        if link in record.links:
            yield owner, record.links[link]


def _held(user: User, ends: set[End]) -> dict[End, HeldRecord]:
    rows = HeldRecord.objects.visible_to(user).filter(
        state=HeldState.OPEN, uuid__in={key for _kind, key in ends}
    )
    return {(row.kind, str(row.uuid)): row for row in rows}


def _names(user: User, ends: set[End]) -> dict[End, str]:
    """Names of what is here already, as far as this person may know them."""
    found: dict[End, str] = {}
    for kind in sorted({kind for kind, _key in ends}):
        model: Any = MODELS[kind]
        rows = model.objects.visible_to(user).filter(uuid__in={key for k, key in ends if k == kind})
        found |= {(kind, str(key)): name for key, name in rows.values_list("uuid", "name") if name}
    return found
