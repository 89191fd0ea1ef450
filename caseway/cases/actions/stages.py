"""Moving a case along the way to work, and closing or reopening it."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.agencies.policy import Act
from caseway.cases import access
from caseway.cases.models import Assignment, Case, HandOff, Stage, StageChange, Task, TaskOutcome
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import save_if_current


@transaction.atomic
def change_stage(
    *, case: Case, stage: Stage, version: int, by: User, on: date, note: str = ""
) -> Case:
    """Enter another stage. Any open stage may follow any other: ways to work are not straight.

    Raises NotAllowed for closing (that is `close_case`), an earlier day than
    the present stage began, or a person who may not; StaleRecord when somebody
    changed the case since it was read.
    """
    access.require(by, Act.CHANGE_STAGE, case)
    if stage == Stage.CLOSED or case.closed_on is not None:
        raise NotAllowed(_("Closing and reopening have a page of their own."))
    if on < case.stage_since:
        raise NotAllowed(_("The present stage began later than that day. Choose a later day."))
    if stage == case.stage:
        return case
    return enter(case, stage, version=version, by=by, on=on, note=note)


@transaction.atomic
def close_case(*, case: Case, version: int, reason: str, by: User, on: date, at: datetime) -> Case:
    """Close a case: parts end, tasks and hand-offs are settled, nothing is left to alert anyone.

    Raises NotAllowed without a reason or before the day it opened; StaleRecord.
    """
    access.require(by, Act.CLOSE_CASE, case)
    if case.closed_on is not None:
        return case
    if not reason.strip():
        raise NotAllowed(_("Say why the case closes. The person may read it."))
    if on < case.opened_on:
        raise NotAllowed(_("The case opened later than that day."))
    case.closed_on, case.close_reason = on, reason.strip()
    case = enter(
        case, Stage.CLOSED, version=version, by=by, on=on, note=reason, also=("close_reason",)
    )
    Assignment.objects.filter(case=case, ends_on=None).update(ends_on=on)
    Task.objects.filter(case=case, closed_at=None).update(
        outcome=TaskOutcome.CANCELLED,
        outcome_note=_("The case was closed."),
        closed_at=at,
        closed_by=by,
    )
    HandOff.objects.filter(case=case, accepted_at=None).update(accepted_at=at, accepted_by=by)
    return case


def enter(
    case: Case,
    stage: Stage,
    *,
    version: int,
    by: User,
    on: date,
    note: str,
    also: tuple[str, ...] = (),
) -> Case:
    """Let a case enter a stage, without asking who may: for changing, closing and reopening.

    `also` names further fields to save. Raises StaleRecord.
    """
    case.stage, case.stage_since = stage, on
    fields = list(dict.fromkeys(["stage", "stage_since", *also]))
    if stage == Stage.CLOSED:
        fields.append("closed_on")
    save_if_current(case, version, fields)
    StageChange.objects.create(
        site_id=case.site_id, case=case, stage=stage, starts_on=on, by=by, note=note[:300]
    )
    return case
