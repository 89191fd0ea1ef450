"""Everything that a person's page shows, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from caseway.cases.models import (
    Address,
    Characteristic,
    ContactPoint,
    Identifier,
    Person,
    PersonName,
    Strength,
)
from caseway.cases.person_access import PersonAccess, addresses_for
from caseway.kernel.personal import FieldClass

Row = TypeVar("Row")


@dataclass(frozen=True)
class PersonRows:
    """What is told about a person; what has ended stands last, and safety facts only for some."""

    names: list[PersonName]
    points: list[ContactPoint]
    addresses: list[Address]
    traits: list[Characteristic]
    strengths: list[Strength]
    last_four: str


def person_rows(access: PersonAccess, on: date) -> PersonRows:
    """The rows that exist for this reader. Six queries."""
    person = access.person
    reads_health = access.may_read(FieldClass.HEALTH)
    traits = Characteristic.objects.filter(person=person) if reads_health else []
    strengths = Strength.objects.filter(person=person).select_related("recorded_by")
    return PersonRows(
        names=_ended_last(PersonName.objects.filter(person=person), on),
        points=_ended_last(ContactPoint.objects.filter(person=person), on),
        addresses=_ended_last(addresses_for(access), on),
        traits=_ended_last(traits, on),
        strengths=list(strengths.order_by("recorded_at", "pk")),
        last_four=last_four(person),
    )


def last_four(person: Person) -> str:
    """What a masked number shows; empty when there is none. One query."""
    found = Identifier.objects.filter(person=person).values_list("last_four", flat=True).first()
    return found or ""


def _ended_last(rows: Iterable[Row], on: date) -> list[Row]:
    return sorted(rows, key=lambda row: has_ended(row, on))


def has_ended(row: Any, on: date) -> bool:
    """Whether the row's half-open span is over that day."""
    return row.ends_on is not None and row.ends_on <= on
