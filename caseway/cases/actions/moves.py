"""What moves with a person when two records of her become one. Apps above name their own rows.

In `moves.py` of the app:

    moves(Document)
    moves(MemberMonth, once=("family_month",))  # the kept record's own row of that month wins
    afterwards(work_out_anew)                   # called with the ids of both records
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.module_loading import autodiscover_modules

from caseway.cases.models import (
    Address,
    Case,
    Characteristic,
    Contact,
    ContactPoint,
    HouseholdMember,
    Identifier,
    PersonName,
    SafetyRecord,
    Strength,
)

Afterwards = Callable[[Collection[int], datetime], None]


@dataclass(frozen=True)
class Move:
    """Rows of `model` that point to a person by `field`.

    `once` names the fields of which a person has one row only: a row stays
    behind when the kept record has its own. `while_open` asks that of rows
    without an end only, which `until` holds.
    """

    model: type[models.Model]
    field: str = "person"
    once: tuple[str, ...] | None = None
    while_open: bool = False
    until: str = "ends_on"

    @property
    def name(self) -> str:
        return f"{self.model._meta.label}.{self.field}"

    def repoint(self, source: int, target: int) -> list[int]:
        """Let the rows of `source` belong to `target`. Returns which did. Two queries."""
        rows = self.model._base_manager.filter(**{self.field: source})
        if self.once is not None:
            rows = rows.exclude(self._met_by(target))
        ids = list(rows.values_list("pk", flat=True))
        self.model._base_manager.filter(pk__in=ids).update(**{self.field: target})
        return ids

    def back(self, ids: Collection[int], source: int, target: int) -> None:
        """Give back those of the rows that still belong to `target`."""
        rows = self.model._base_manager.filter(pk__in=ids, **{self.field: target})
        rows.update(**{self.field: source})

    def _met_by(self, target: int) -> Q:
        alike = {name: OuterRef(name) for name in self.once or ()}
        own = self.model._base_manager.filter(**{self.field: target}, **alike)
        if not self.while_open:
            return Q(Exists(own))
        still = Q(**{self.until: None})
        return still & Q(Exists(own.filter(still)))


_moves: dict[str, Move] = {}
_afterwards: list[Afterwards] = []


def moves(
    model: type[models.Model],
    field: str = "person",
    *,
    once: tuple[str, ...] | None = None,
    while_open: bool = False,
    until: str = "ends_on",
) -> None:
    """Say that rows of `model` move with a person. Saying it twice is saying it once."""
    move = Move(model, field, once, while_open, until)
    _moves[move.name] = move


def afterwards(call: Afterwards) -> None:
    """Say what else must happen, in the same transaction, when records become one or two again."""
    if call not in _afterwards:
        _afterwards.append(call)


def every_move() -> Collection[Move]:
    """All that moves, of every app."""
    _learn()
    return _moves.values()


def tell(people: Collection[int], at: datetime) -> None:
    """Let the apps above draw their conclusions."""
    _learn()
    for call in _afterwards:
        call(people, at)


@cache
def _learn() -> None:
    autodiscover_modules("moves")


for _model in (PersonName, Characteristic, ContactPoint, Address, Strength, SafetyRecord, Contact):
    moves(_model)
moves(Case, "participant")
moves(HouseholdMember, once=("household",), while_open=True)
moves(Identifier, once=())
