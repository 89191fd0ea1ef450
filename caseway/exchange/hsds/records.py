"""A record of a directory, and what keeps it from being taken in."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from caseway.exchange.hsds.tables import Row

# Parts that become rows of their own; all others that came are kept as they came.
PARTS: dict[str, tuple[str, ...]] = {
    "organization": ("phone",),
    "service": ("phone", "schedule", "language", "service_area", "service_capacity"),
    "location": ("phone", "schedule", "language", "address", "accessibility"),
    "service_at_location": ("phone", "schedule", "service_area"),
}
LINKS: dict[str, dict[str, str]] = {
    "organization": {},
    "location": {"organization_id": "organization"},
    "service": {"organization_id": "organization"},
    "service_at_location": {"service_id": "service", "location_id": "location"},
}


class Mend(StrEnum):
    """What keeps a record from being taken in, until somebody mends it."""

    NO_NAME = "no_name"
    LONG_NAME = "long_name"
    NO_ORGANIZATION = "no_organization"
    UNKNOWN_ORGANIZATION = "unknown_organization"
    INCOMPLETE_ADDRESS = "incomplete_address"
    NO_SERVICE = "no_service"
    NO_LOCATION = "no_location"
    WAITS = "waits"  # for the record it belongs to, which is held itself
    NAME_TAKEN = "name_taken"
    CHANGED_HERE = "changed_here"
    ELSEWHERE = "elsewhere"  # another site keeps it


@dataclass(frozen=True)
class Record:
    """One organization, location, service or service at a location.

    Values are texts in the standard's form. `links` name the records it belongs to by
    UUID, `kept` is what has no field of its own, `unread` what a column could not hold.
    """

    kind: str
    uuid: str
    source_id: str = ""
    fields: Row = field(default_factory=dict)
    links: Row = field(default_factory=dict)
    parts: dict[str, list[Row]] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    codes: tuple[Row, ...] = ()
    kept: dict[str, Any] = field(default_factory=dict)
    mends: tuple[Mend, ...] = ()
    owner_name: str = ""  # of the organization, when the file gives no identifier

    @property
    def digest(self) -> str:
        """The fingerprint of all it says."""
        said = [self.fields, self.links, self.parts, self.needs, self.codes, self.kept]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "uuid": self.uuid,
            "source_id": self.source_id,
            "fields": self.fields,
            "links": self.links,
            "parts": self.parts,
            "needs": list(self.needs),
            "codes": list(self.codes),
            "kept": self.kept,
            "mends": list(self.mends),
            "owner_name": self.owner_name,
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "Record":
        given = dict(said)
        given["needs"] = tuple(given["needs"])
        given["codes"] = tuple(given["codes"])
        given["mends"] = tuple(Mend(one) for one in given["mends"])
        return cls(**given)


def _mends(record: Record) -> Iterator[Mend]:
    if record.kind in ("organization", "service"):
        name = record.fields.get("name", "")
        if not name:
            yield Mend.NO_NAME
        elif len(name) > 255:
            yield Mend.LONG_NAME
    if record.kind in ("service", "location") and not record.links and not record.owner_name:
        yield Mend.NO_ORGANIZATION
    if record.kind == "service_at_location":
        ends = {"service_id": Mend.NO_SERVICE, "location_id": Mend.NO_LOCATION}
        yield from (mend for link, mend in ends.items() if link not in record.links)
    if any(missing_of(address) for address in record.parts.get("address", [])):
        yield Mend.INCOMPLETE_ADDRESS


def missing_of(address: Row) -> tuple[str, ...]:
    """What an address lacks to be whole."""
    needed = ("address_1", "city", "state_province", "postal_code", "country")
    return tuple(name for name in needed if not address.get(name))


def mends_of(record: Record) -> tuple[Mend, ...]:
    """What keeps the record from being taken in, from what it says alone."""
    return tuple(_mends(record))
