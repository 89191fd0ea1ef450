"""Filling in the checklist of a visit: sent once or five times, it is one record.

`save_checklist` is called by the page and by the phone alike. It never overwrites what somebody
else wrote: what cannot be taken is kept whole beside the record until a person decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.coaching import record_access
from caseway.coaching.actions.templates import version_numbered
from caseway.coaching.actions.visits.log import tell_log
from caseway.coaching.models import (
    Checklist,
    ChecklistSending,
    ChecklistVersion,
    KeptWhy,
    Visit,
    VisitState,
)
from caseway.coaching.reading.answers import Answers, read_answers
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import save_if_current
from caseway.plans.models import Goal

_TAKES_PLACE = frozenset({VisitState.PLANNED, VisitState.HELD})
# Nobody writes of a visit before the day on which it was held, whatever a phone's clock says.
_BEFORE = timedelta(days=1)


class Outcome(StrEnum):
    """What became of what was sent."""

    SAVED = "saved"
    SAME = "same"
    KEPT = "kept"


@dataclass(frozen=True)
class Saved:
    """SAVED: it is the record now. SAME: it was already, nothing was written twice.

    KEPT: it waits beside the record (`sending`, for the reason `why`) until a person decides.
    `checklist` is the record as it now stands, None where there is none yet.
    """

    outcome: Outcome
    checklist: Checklist | None
    sending: ChecklistSending
    why: KeptWhy | None = None


@transaction.atomic
def save_checklist(
    *,
    visit: Visit,
    key: UUID,
    template: int,
    answers: Mapping[str, Any],
    base_version: int,
    by: User,
    at: datetime,
    written_at: datetime | None = None,
) -> Saved:
    """Save what was answered about a visit.

    `key` is the sender's own for this sending: the same key again changes nothing and gives the
    same answer. `template` is the number of the version that was filled in. `answers` are read by
    `reading.answers.read_answers`, which says what they may hold. `base_version` is the version of
    the record from which the sender began, 0 where there was none. `written_at` is the sender's
    clock; one that cannot be right is not believed.

    Saving a start marks the visit as held. Writes nothing else and raises NotAllowed when `by` may
    not record the visit, when the answers cannot be read, or for an unknown template.
    """
    visit = _locked(visit)
    if sentence := record_access.why_not_record(by, visit):
        raise NotAllowed(sentence)
    if before := ChecklistSending.objects.filter(key=key).first():
        return _again(before, visit)
    read = _of_her_goals(read_answers(answers), visit)
    version = version_numbered(
        site_id=visit.site_id, program=visit.enrolment.program, number=template, by=by, at=at
    )
    held = Checklist.objects.filter(visit=visit).first()
    why = _why_keep(visit, held, read, base_version)
    sending = ChecklistSending.objects.create(
        site_id=visit.site_id,
        key=key,
        visit=visit,
        enrolment_id=visit.enrolment_id,
        template=version,
        answers=read.kept(),
        why_kept=why or "",
        sent_by=by,
        sent_at=at,
    )
    if why:
        return Saved(Outcome.KEPT, held, sending, why)
    if held and held.answers == read.kept():
        return Saved(Outcome.SAME, held, sending)
    return Saved(Outcome.SAVED, _write(visit, held, version, read, by, at, written_at), sending)


def _locked(visit: Visit) -> Visit:
    rows = Visit.objects.select_related("enrolment__case", "coach")
    found: Visit = rows.select_for_update(of=("self",)).get(pk=visit.pk)
    return found


def _again(before: ChecklistSending, visit: Visit) -> Saved:
    """The answer that the first sending of this key had."""
    if before.visit_id != visit.pk:
        raise NotAllowed(_("This was sent for another visit. Open the visit again and send it."))
    held = Checklist.objects.filter(visit=visit).first()
    if before.why_kept and before.settled_at is None:
        return Saved(Outcome.KEPT, held, before, KeptWhy(before.why_kept))
    return Saved(Outcome.SAME, held, before)


def _of_her_goals(read: Answers, visit: Visit) -> Answers:
    """The answers, if every goal named is one of the case. Raises NotAllowed otherwise."""
    named = {one.goal for one in read.doings if one.goal}
    known = set(
        Goal.objects.filter(pk__in=named, plan__case=visit.enrolment.case_id).values_list(
            "pk", flat=True
        )
    )
    if named - known:
        raise NotAllowed(_("A goal named here is not in this person’s plan. Choose it again."))
    return read


def _why_keep(
    visit: Visit, held: Checklist | None, read: Answers, base_version: int
) -> KeptWhy | None:
    """Why what was sent cannot become the record by itself; None when it can."""
    if held and held.answers == read.kept():
        return None
    if held and held.signed_at:
        return KeptWhy.SIGNED
    if record_access.is_closed(visit.coach_id, visit.site_id, _day(visit, read)):
        return KeptWhy.MONTH_CLOSED
    if visit.state not in _TAKES_PLACE:
        return KeptWhy.NOT_HELD
    if base_version != (held.version if held else 0):
        return KeptWhy.CHANGED
    return None


def _day(visit: Visit, read: Answers) -> date:
    return timezone.localdate(read.started_at) if read.started_at else visit.day


def _write(
    visit: Visit,
    held: Checklist | None,
    version: ChecklistVersion,
    read: Answers,
    by: User,
    at: datetime,
    written_at: datetime | None,
) -> Checklist:
    row = held or Checklist(
        site_id=visit.site_id,
        visit=visit,
        enrolment_id=visit.enrolment_id,
        written_at=_believed(written_at, visit, at),
        written_by=by,
    )
    row.template, row.answers = version, read.kept()
    row.started_at, row.stopped_at = read.started_at, read.stopped_at
    row.saved_by, row.saved_at = by, at
    if held:
        named = ["template", "answers", "started_at", "stopped_at", "saved_by", "saved_at"]
        save_if_current(row, held.version, named)
    else:
        row.save()
    _tell_visit(visit, read)
    return row


def _believed(written_at: datetime | None, visit: Visit, at: datetime) -> datetime:
    """When it was written: the phone's word, unless its clock must be wrong."""
    if written_at is None or written_at > at:
        return at
    return written_at if timezone.localdate(written_at) > visit.day - _BEFORE else at


def _tell_visit(visit: Visit, read: Answers) -> None:
    """What the month and the way are reckoned from: that it was held, when, and how long."""
    if read.started_at is None:
        return
    ends = read.stopped_at if read.stopped_at and read.stopped_at >= read.started_at else None
    visit.state, visit.held_begins_at, visit.held_ends_at = VisitState.HELD, read.started_at, ends
    visit.why_not = ""
    visit.mode = read.mode or visit.mode
    visit.before_minutes, visit.after_minutes = read.before_minutes, read.after_minutes
    visit.travel_minutes = read.travel_minutes
    named = ["state", "held_begins_at", "held_ends_at", "why_not", "mode"]
    minutes = ["before_minutes", "after_minutes", "travel_minutes"]
    save_if_current(visit, visit.version, [*named, *minutes, "changed_at"])
    tell_log(visit)


@transaction.atomic
def settle_sending(
    *, sending: ChecklistSending, take: bool, by: User, at: datetime
) -> Checklist | None:
    """Decide on what was kept: take it in place of the record, or leave the record as it is.

    Settling what is settled changes nothing. Raises NotAllowed when it may not be taken any more,
    as after a signature: then it can be left, and said in an addendum.
    """
    visit = _locked(sending.visit)
    if sentence := record_access.why_not_record(by, visit):
        raise NotAllowed(sentence)
    sending = ChecklistSending.objects.select_for_update().get(pk=sending.pk)
    held = Checklist.objects.filter(visit=visit).first()
    if sending.settled_at or not sending.why_kept:
        return held
    if take:
        held = _take(visit, held, sending, by, at)
    sending.settled_at, sending.settled_by = at, by
    sending.save(update_fields=["settled_at", "settled_by"])
    return held


def _take(
    visit: Visit, held: Checklist | None, sending: ChecklistSending, by: User, at: datetime
) -> Checklist:
    read = read_answers(sending.answers)
    if held and held.signed_at:
        raise NotAllowed(_("The record is signed. Keep it, and add what is missing."))
    if record_access.is_closed(visit.coach_id, visit.site_id, _day(visit, read)):
        raise NotAllowed(record_access.why_closed(_day(visit, read)))
    return _write(visit, held, sending.template, read, by, at, sending.sent_at)
