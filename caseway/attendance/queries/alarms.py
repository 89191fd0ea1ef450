"""What the checks found, for the operations page. Rows and months only: nobody is named."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
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


@dataclass(frozen=True, slots=True)
class RuleChange:
    """Results of one month that the rules of today answer otherwise than those they had."""

    month: str
    stored: str
    fresh: str
    count: int


def alarm_count() -> int:
    """How many there are, up to MANY. One query."""
    return _faults().order_by()[:MANY].count()


def rule_change_count() -> int:
    """How many results came out otherwise by a change of rules, up to MANY. One query."""
    return _by_rules().order_by()[:MANY].count()


def rule_changes() -> list[RuleChange]:
    """By month and version: worked out under one, now under the other. One query, up to MANY."""
    rows = _by_rules().order_by("-case_month__period", "id")
    counted = Counter(
        (period, stored["rule_version"], fresh["rule_version"])
        for period, stored, fresh in rows.values_list("case_month__period", "stored", "fresh")[
            :MANY
        ]
    )
    return [
        RuleChange(month_words(period), before, now, count)
        for (period, before, now), count in counted.items()
    ]


def _faults() -> "QuerySet[MonthDifference]":
    """Differences under the same version of the rules: something went wrong."""
    found: QuerySet[MonthDifference] = MonthDifference.objects.filter(_SAME_RULES)
    return found


def _by_rules() -> "QuerySet[MonthDifference]":
    found: QuerySet[MonthDifference] = MonthDifference.objects.exclude(_SAME_RULES)
    return found


_SAME_RULES = Q(stored__rule_version=F("fresh__rule_version"))


def alarms(most: int) -> list[Alarm]:
    """The newest. One query."""
    rows = _faults().select_related("case_month").order_by("-found_at", "-id")
    return _told(rows[:most])


def changed_by_rules(most: int) -> list[Alarm]:
    """The newest results that came out otherwise by a change of rules. One query."""
    rows = _by_rules().select_related("case_month").order_by("-found_at", "-id")
    return _told(rows[:most])


def _told(rows: "Iterable[MonthDifference]") -> list[Alarm]:
    return [
        Alarm(
            pk=row.pk,
            row=row.case_month_id,
            month=month_words(row.case_month.period),
            found_at=row.found_at,
            lines=tuple(_lines(row.stored, row.fresh)),
        )
        for row in rows
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
