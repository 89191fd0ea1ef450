"""What the checks found, for the operations page. Rows and months only: nobody is named."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseway.attendance.models import MonthDifference, StandingCode
from caseway.attendance.words import month_words

MANY = 1000  # beyond this something is wrong with all of them; they are not counted to the end


@dataclass(frozen=True, slots=True)
class Alarm:
    """One result that a check did not come to again, in words."""

    pk: int
    row: int
    month: str
    found_at: datetime
    lines: tuple[str, ...]


def alarm_count() -> int:
    """How many there are, up to MANY. One query."""
    return MonthDifference.objects.order_by()[:MANY].count()


def alarms(most: int) -> list[Alarm]:
    """The newest. One query."""
    rows = MonthDifference.objects.select_related("case_month").order_by("-found_at", "-id")
    return [
        Alarm(
            pk=row.pk,
            row=row.case_month_id,
            month=month_words(row.case_month.period),
            found_at=row.found_at,
            lines=tuple(_lines(row.stored, row.fresh)),
        )
        for row in rows[:most]
    ]


_PARTS = {
    "overall": gettext_lazy("All families"),
    "two_parent": gettext_lazy("Two-parent families"),
    "overall_by_education": gettext_lazy("All families, by education only"),
    "two_parent_by_education": gettext_lazy("Two-parent families, by education only"),
    "rule_version": gettext_lazy("Version of the rules"),
    "input_hash": gettext_lazy("Fingerprint of the facts"),
}


def _lines(stored: dict[str, Any], fresh: dict[str, Any]) -> list[str]:
    """ "All families: stored Counted, hours met; worked out Counted, hours not met"."""
    return [
        _("%(part)s: stored %(stored)s; worked out %(fresh)s")
        % {
            "part": label,
            "stored": _shown(name, stored.get(name)),
            "fresh": _shown(name, fresh.get(name)),
        }
        for name, label in _PARTS.items()
        if stored.get(name) != fresh.get(name)
    ]


def _shown(name: str, value: Any) -> str:
    if name in ("overall", "two_parent"):
        return str(StandingCode(value).label)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)
