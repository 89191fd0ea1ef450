"""Take in what a phone sent of a visit: once, however often it comes.

The entry's number was made on the phone. An answer that was lost on the way is given again when the
same comes again; nothing is written twice. What somebody else changed meanwhile is never
overwritten: the phone gets both sides, and the coach decides.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.coaching.actions.checklists import Outcome as ChecklistOutcome
from caseway.coaching.actions.checklists import save_checklist, settle_sending
from caseway.coaching.actions.signing import sign_checklist
from caseway.coaching.actions.visits.missed import miss_visit
from caseway.coaching.actions.visits.photos import keep_photo
from caseway.coaching.models import (
    Checklist,
    ChecklistSending,
    FieldSending,
    Outcome,
    Visit,
    VisitState,
)
from caseway.coaching.reading.field import Sent, Settle
from caseway.coaching.record_access import why_not_record
from caseway.coaching.seen import seen_of
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed

_TAKES_PLACE = frozenset({VisitState.PLANNED, VisitState.HELD})


class Result(StrEnum):
    """What became of a sending."""

    TAKEN = "taken"  # it is the record now
    AGAIN = "again"  # it was taken before
    CONFLICT = "conflict"  # somebody else was first: the coach decides
    ADDED = "added"  # kept beside the record, as she decided


class Why(StrEnum):
    """Why a person has to decide."""

    CHANGED = "changed"
    SIGNED = "signed"
    NOT_HELD = "not_held"
    MONTH_CLOSED = "month_closed"
    REWRITTEN = "rewritten"


@dataclass(frozen=True)
class Recorded:
    """What came of it. `visit` is as it now stands; `note` says what else the coach should know."""

    result: Result
    visit: Visit
    why: Why | None = None
    note: str = ""


@dataclass(frozen=True)
class Came:
    """How a sending came: what the phone's clock said, who sent it, and when we had it."""

    phone_at: datetime
    by: User
    at: datetime


def record_visit(
    *, visit: Visit, sent: Sent, phone_at: datetime, by: User, at: datetime
) -> Recorded:
    """Take a sending in, all of it or nothing.

    The same `key`, `edition` and content again gives AGAIN and writes nothing; other content under
    the same two gives CONFLICT (REWRITTEN). `phone_at` is what the phone's clock said as it sent,
    and is kept beside `at`. Raises NotAllowed when `by` may not record the visit, when it lies
    ahead, or when the answers cannot be read.
    """
    came = Came(phone_at, by, at)
    try:
        with transaction.atomic():
            return _record(visit, sent, came)
    except IntegrityError:
        # The same came twice at once, and the other was first: it is there now.
        with transaction.atomic():
            return _record(visit, sent, came)


def _record(visit: Visit, sent: Sent, came: Came) -> Recorded:
    rows = Visit.objects.select_related("enrolment__case", "enrolment__person", "coach")
    visit = rows.select_for_update(of=("self",)).get(pk=visit.pk)
    if sentence := why_not_record(came.by, visit):
        raise NotAllowed(sentence)
    before = FieldSending.objects.filter(key=sent.key, edition=sent.edition).first()
    if before:
        return _again(before, visit, sent)
    if sent.settle is Settle.BESIDE:
        return _beside(visit, sent, came)
    if sent.outcome == VisitState.HELD:
        return _held(visit, sent, came)
    return _missed(visit, sent, came)


def _again(before: FieldSending, visit: Visit, sent: Sent) -> Recorded:
    if before.visit_id != visit.pk:
        raise NotAllowed(_("This was sent for another visit. Open the visit again and send it."))
    if before.digest != sent.digest:
        return Recorded(Result.CONFLICT, visit, Why.REWRITTEN)
    return Recorded(Result.AGAIN, visit)


def _held(visit: Visit, sent: Sent, came: Came) -> Recorded:
    if sent.day > timezone.localdate(came.at):
        raise NotAllowed(_("This visit lies ahead. Record it on its day, or move it first."))
    if sent.settle is Settle.TAKE:
        _take_what_waits(visit, sent, came)
    saved = save_checklist(
        visit=visit,
        key=_key_of(sent.key, sent.edition),
        template=sent.template,
        answers=sent.answers,
        base_version=_base(visit, sent),
        by=came.by,
        at=came.at,
        written_at=sent.written_at,
    )
    visit.refresh_from_db()
    if saved.outcome is ChecklistOutcome.KEPT:
        return Recorded(Result.CONFLICT, visit, Why(saved.why or Why.CHANGED))
    keep_photo(visit=visit, photo=sent.photo, by=came.by, at=came.at)
    _note(visit, sent, Outcome.TAKEN, came)
    return Recorded(Result.TAKEN, visit, note=_sign(visit, sent, came))


def _sign(visit: Visit, sent: Sent, came: Came) -> str:
    """Sign it, where she did. What stands in the way of a signature is told and loses nothing."""
    if not sent.sign:
        return ""
    checklist = Checklist.objects.get(visit=visit)
    try:
        with transaction.atomic():
            sign_checklist(checklist=checklist, version=checklist.version, by=came.by, at=came.at)
    except NotAllowed as refusal:
        return _("Saved, and not signed yet. %(why)s") % {"why": refusal}
    return ""


def _base(visit: Visit, sent: Sent) -> int:
    """The version that the coach began from: her own last edition counts as seen.

    Her phone may have lost the answer to it, and cannot know the version that came of it.
    """
    held = Checklist.objects.filter(visit=visit).first()
    if held and sent.edition > 1 and sent.settle is Settle.NONE:
        last = FieldSending.objects.filter(key=sent.key, visit=visit).order_by("-edition").first()
        if last and last.led_to == seen_of(visit) and held.saved_at == last.received_at:
            version: int = held.version
            return version
    return sent.base


def _take_what_waits(visit: Visit, sent: Sent, came: Came) -> None:
    """The coach has seen both sides and says that it took place as she writes.

    Her earlier sending that waited is settled by this one. A visit that the office moved or
    cancelled meanwhile is held again; the one that took its place stays planned, for her to keep
    or to cancel.
    """
    for waiting in _waiting(visit, sent):
        take = visit.state not in _TAKES_PLACE
        settle_sending(sending=waiting, take=take, by=came.by, at=came.at)
        visit.refresh_from_db()


def _beside(visit: Visit, sent: Sent, came: Came) -> Recorded:
    """The record stays as it is; what she wrote is kept whole beside it."""
    for waiting in _waiting(visit, sent):
        settle_sending(sending=waiting, take=False, by=came.by, at=came.at)
    keep_photo(visit=visit, photo=sent.photo, by=came.by, at=came.at)
    _note(visit, sent, Outcome.ADDED, came)
    return Recorded(Result.ADDED, visit)


def _waiting(visit: Visit, sent: Sent) -> list[ChecklistSending]:
    keys = [_key_of(sent.key, edition) for edition in range(1, sent.edition)]
    rows = ChecklistSending.objects.filter(visit=visit, key__in=keys, settled_at=None)
    return list(rows.exclude(why_kept="").select_related("visit").order_by("pk"))


def _missed(visit: Visit, sent: Sent, came: Came) -> Recorded:
    if (visit.state, visit.why_not, visit.note) != (sent.outcome, sent.why_not, sent.note):
        if why := _why_not_miss(visit, sent):
            return Recorded(Result.CONFLICT, visit, why)
        miss_visit(
            visit=visit,
            outcome=sent.outcome,
            why_not=sent.why_not,
            note=sent.note,
            by=came.by,
            at=came.at,
        )
        visit.refresh_from_db()
    _note(visit, sent, Outcome.TAKEN, came)
    return Recorded(Result.TAKEN, visit)


def _why_not_miss(visit: Visit, sent: Sent) -> Why | None:
    """A record of how it went is never undone from the field; other changes are hers to decide."""
    if Checklist.objects.filter(visit=visit).exists():
        return Why.SIGNED
    if sent.settle is not Settle.TAKE and sent.seen != seen_of(visit):
        return Why.CHANGED
    return None


def _note(visit: Visit, sent: Sent, outcome: Outcome, came: Came) -> None:
    FieldSending.objects.create(
        site_id=visit.site_id,
        key=sent.key,
        edition=sent.edition,
        visit=visit,
        enrolment_id=visit.enrolment_id,
        digest=sent.digest,
        content=sent.content,
        outcome=outcome,
        led_to=seen_of(visit),
        phone_at=came.phone_at,
        received_at=came.at,
        clock_off_seconds=seconds_off(came.phone_at, came.at),
        by=came.by,
    )


def seconds_off(phone_at: datetime, at: datetime) -> int:
    """By how many seconds the phone's clock is behind ours; less than 0 when it is ahead."""
    # A clock that lost its battery says 1970: as far off as the column can tell is far enough.
    most = 2**31 - 1
    return max(-most, min(most, round((at - phone_at).total_seconds())))


def _key_of(key: uuid.UUID, edition: int) -> uuid.UUID:
    """The number under which the checklist of one edition is sent on."""
    return key if edition == 1 else uuid.uuid5(key, str(edition))
