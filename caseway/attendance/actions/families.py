"""The facts of a family's month, as a worker writes them down."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.attendance import access
from caseway.attendance.actions import closing
from caseway.attendance.actions.recompute import mark_stale
from caseway.attendance.facts.months import month_of
from caseway.attendance.models import (
    FAMILY_FACTS,
    MEMBER_FACTS,
    CaseMonth,
    FactSource,
    FamilyMonth,
    MemberMonth,
)
from caseway.cases.models import Case
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import save_if_current

_LATER_MONTHS = 11  # a sanction is looked back on for twelve months, this one among them


@dataclass(frozen=True)
class MemberFacts:
    """One person and her facts of the month, by the names in MEMBER_FACTS."""

    person_id: int
    values: Mapping[str, Any]


def why_not_change(by: User, case: Case, period: int) -> str | None:
    """The sentence when the person may not change the facts of this month; None when she may."""
    return access.why_not_edit_month(by, case) or closing.why_not_write(case.site_id, period)


@transaction.atomic
def save_month(
    *,
    case: Case,
    period: int,
    values: Mapping[str, Any],
    members: Collection[MemberFacts],
    version: int,
    by: User,
    at: datetime,
    keep_safety: bool = False,
) -> FamilyMonth:
    """Save what the family received and who is who in it. `version` is 0 for a new month.

    `keep_safety` leaves the violence waiver as it is, for whoever may not read
    it. Raises NotAllowed (she may not, the month is closed, one day before the
    other), StaleRecord with both texts.
    """
    if sentence := why_not_change(by, case, period):
        raise NotAllowed(sentence)
    _refuse_odd(values)
    fields = [name for name in FAMILY_FACTS if not (keep_safety and name == "has_violence_waiver")]
    row = _row(case, period, version)
    was_sanctioned = bool(row.work_sanction_cents)
    for name in fields:
        setattr(row, name, values[name])
    row.source, row.recorded_by, row.recorded_at = FactSource.WORKER, by, at
    save_if_current(row, row.version, [*fields, "source", "recorded_by", "recorded_at"])
    _save_members(row, members)
    changed = [(case.pk, period)]
    if was_sanctioned != bool(row.work_sanction_cents):
        changed += _later(case, period)
    mark_stale(changed, at)
    return row


def _refuse_odd(values: Mapping[str, Any]) -> None:
    first, last = values["first_day"], values["last_day"]
    if first is not None and last is not None and last < first:
        raise NotAllowed(_("Assistance cannot end before it begins. Look at the two days again."))


def _row(case: Case, period: int, version: int) -> FamilyMonth:
    """The month as it stands, with the version that the form was opened with."""
    row = FamilyMonth.objects.filter(case=case, period=period).first()
    if row is None:
        row = FamilyMonth.objects.create(
            site_id=case.site_id, case=case, period=period, source=FactSource.WORKER
        )
    elif version != row.version:
        row.version = version
    return row


def _save_members(row: FamilyMonth, members: Collection[MemberFacts]) -> None:
    kept = {member.person_id: member for member in row.members.all()}
    for said in members:
        member = kept.pop(said.person_id, None) or MemberMonth(
            site_id=row.site_id, family_month=row, person_id=said.person_id
        )
        for name in MEMBER_FACTS:
            if name in said.values:
                setattr(member, name, said.values[name])
        member.save()
    MemberMonth.objects.filter(pk__in=[member.pk for member in kept.values()]).delete()


def _later(case: Case, period: int) -> list[tuple[int, int]]:
    last = month_of(period).plus(_LATER_MONTHS).number
    rows = CaseMonth.objects.filter(case=case, period__gt=period, period__lte=last)
    return [(case.pk, later) for later in rows.values_list("period", flat=True)]
