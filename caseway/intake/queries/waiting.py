"""Who waits where: open steps by step, how many and since when."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import models
from django.utils import timezone

from caseway.intake.models import WayInStep
from caseway.kernel.models import User


@dataclass
class Waiting:
    """Those who wait at one step of one site."""

    site_id: int
    site: str
    code: str
    function: str
    days: list[int] = field(default_factory=list)
    late: int = 0

    @property
    def count(self) -> int:
        return len(self.days)

    @property
    def longest(self) -> int:
        return max(self.days)

    @property
    def middle(self) -> int:
        """The median: half wait no longer than this many days."""
        return sorted(self.days)[(len(self.days) - 1) // 2]


def waiting(user: User, on: date) -> list[Waiting]:
    """By site and step, the longest waits first. One query."""
    rows = (
        _open(user)
        .order_by("pk")
        .values_list("site_id", "site__name", "code", "function", "begins_at", "due_on")
    )
    return _gathered(rows, on)


def waiting_at(user: User, site_id: int, code: str) -> list[WayInStep]:
    """The steps open at one place, longest waiting first. One query."""
    rows = _open(user).filter(site=site_id, code=code)
    return list(
        rows.select_related("case__participant", "case__region").order_by("begins_at", "pk")
    )


def _open(user: User) -> "models.QuerySet[WayInStep]":
    rows: models.QuerySet[WayInStep] = WayInStep.objects.visible_to(user).filter(
        ends_at=None, case__closed_on=None
    )
    return rows


def _gathered(rows: Iterable[tuple[object, ...]], on: date) -> list[Waiting]:
    found: dict[tuple[object, object], Waiting] = {}
    for site_id, site, code, function, begins_at, due_on in rows:
        one = found.setdefault((site_id, code), Waiting(site_id, site, code, function))  # type: ignore[arg-type]
        one.days.append((on - timezone.localdate(begins_at)).days)  # type: ignore[arg-type]
        one.late += due_on < on  # type: ignore[operator]
    return sorted(found.values(), key=lambda one: (one.site, -one.longest, one.code))
