"""Proof of hours: handed in once for many days, decided by whoever monitors the plan.

Source: 45 CFR 261.60(a), 261.61: every hour needs documentation; 261.62(b): the
state checks it. An entry counts when it is VERIFIED and in no other state.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.agencies.models import Membership, Role
from caseway.attendance import access
from caseway.attendance.actions.closing import why_not_write_each
from caseway.attendance.actions.proving import attached, set_proof
from caseway.attendance.actions.recompute import mark_stale
from caseway.attendance.models import (
    ActivityEnrolment,
    AttendanceEntry,
    Evidence,
    EvidenceKind,
    HoursProjection,
    ProofState,
)
from caseway.attendance.queries.spans import OPEN_TO_PROOF, between, day_minutes
from caseway.attendance.words import hours_words
from caseway.documents.models import Document
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.words import long_date

LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Proof:
    """What is handed in. Days `covers_from <= day < covers_until`; minutes the paper states."""

    kind: EvidenceKind
    covers_from: date
    covers_until: date
    document: Document | None = None
    stated_minutes: int | None = None
    note: str = ""
    expires_on: date | None = None


@transaction.atomic
def submit_proof(*, enrolment: ActivityEnrolment, proof: Proof, by: User, at: datetime) -> Evidence:
    """Hand in proof: the days marked in its span and without proof wait for a decision with it.

    Raises NotAllowed: no paper and no call written down, a span that cannot be,
    days that are all proven, a closed month, or a person who may not mark here.
    """
    if sentence := access.why_not_mark(by, enrolment) or why_not_submit(
        enrolment, proof, today=timezone.localdate(at)
    ):
        raise NotAllowed(sentence)
    span = between(enrolment.pk, proof.covers_from, proof.covers_until)
    entries = list(span.filter(proof__in=OPEN_TO_PROOF).select_for_update())
    if not entries and (waiting := _undecided(enrolment, proof)):
        raise NotAllowed(
            _(
                "These days wait for a decision already, with the paper of %(when)s. Take that one "
                "back first, or choose days without proof."
            )
            % {"when": long_date(timezone.localdate(waiting.submitted_at))}
        )
    if not entries and span.filter(proof=ProofState.VERIFIED).exists():
        # It would wait for nothing, and make proven days look as if they waited.
        raise NotAllowed(
            _(
                "These days are proven already. Choose days without proof, or undo the decision "
                "about the proof that they have."
            )
        )
    _require_open(enrolment.site_id, entries)
    row = Evidence.objects.create(
        site_id=enrolment.site_id,
        case_id=enrolment.case_id,
        person_id=enrolment.person_id,
        enrolment=enrolment,
        document=proof.document,
        kind=proof.kind,
        covers_from=proof.covers_from,
        covers_until=proof.covers_until,
        stated_minutes=proof.stated_minutes,
        note=proof.note.strip(),
        expires_on=proof.expires_on,
        submitted_by=by,
        submitted_at=at,
    )
    _set(entries, ProofState.SUBMITTED, evidence=row, at=at)
    return row


def _undecided(enrolment: ActivityEnrolment, proof: Proof) -> Evidence | None:
    """The paper on which a decision about these very days waits already."""
    rows = Evidence.objects.filter(
        enrolment=enrolment,
        state=ProofState.SUBMITTED,
        covers_from__lt=proof.covers_until,
        covers_until__gt=proof.covers_from,
    )
    return rows.order_by("submitted_at", "pk").first()


@transaction.atomic
def withdraw_proof(*, evidence: Evidence, by: User, at: datetime) -> None:
    """Take back a paper that was handed in by mistake, before anybody decided. The file stays."""
    row = _held(evidence)
    if sentence := access.why_not_mark(by, row.enrolment):
        raise NotAllowed(sentence)
    if row.state != ProofState.SUBMITTED:
        raise NotAllowed(_("This proof is decided. Undo the decision first."))
    entries = attached(row)
    _require_open(row.site_id, entries)
    _set(entries, ProofState.UNPROVEN, evidence=None, at=at)
    row.delete()


@transaction.atomic
def verify_proof(*, evidence: Evidence, by: User, at: datetime, why: str = "") -> Evidence:
    """Accept proof: the days that wait with it count from now on.

    Days marked since stay as they are: see `cover_later`. When the paper states
    other hours than are entered, `why` says why that is right. Raises NotAllowed.
    """
    row = _held(evidence)
    _require_decider(by, row)
    if row.state != ProofState.SUBMITTED:
        raise NotAllowed(_("This proof is decided already. Undo that first."))
    entries = attached(row)
    if (sentence := why_not_as_stated(row.stated_minutes, entries)) and not why.strip():
        raise NotAllowed(sentence)
    _require_open(row.site_id, entries)
    waiting = [entry for entry in entries if entry.proof == ProofState.SUBMITTED]
    _set(waiting, ProofState.VERIFIED, evidence=row, at=at)
    return _decide(row, ProofState.VERIFIED, by=by, at=at, why=why)


@transaction.atomic
def reject_proof(*, evidence: Evidence, reason: str, by: User, at: datetime) -> Evidence:
    """Refuse proof with a reason; the days that waited with it need another. Raises NotAllowed."""
    row = _held(evidence)
    _require_decider(by, row)
    if row.state != ProofState.SUBMITTED:
        raise NotAllowed(_("This proof is decided already. Undo that first."))
    if not reason.strip():
        raise NotAllowed(_("Say what is missing, so that the next paper can be right."))
    entries = attached(row)
    _require_open(row.site_id, entries)
    waiting = [entry for entry in entries if entry.proof == ProofState.SUBMITTED]
    _set(waiting, ProofState.REJECTED, evidence=row, at=at)
    return _decide(row, ProofState.REJECTED, by=by, at=at, why=reason)


@transaction.atomic
def undo_decision(*, evidence: Evidence, by: User, at: datetime) -> Evidence:
    """Let proof wait for a decision again, and its days with it. Raises NotAllowed."""
    row = _held(evidence)
    _require_decider(by, row)
    if row.state == ProofState.SUBMITTED:
        raise NotAllowed(_("This proof waits for a decision already."))
    if HoursProjection.objects.filter(evidence=row, ended_on=None).exists():
        raise NotAllowed(
            _("Hours are taken ahead from this proof. Report the change there first, then undo.")
        )
    entries = attached(row)
    _require_open(row.site_id, entries)
    _set(entries, ProofState.SUBMITTED, evidence=row, at=at)
    return _decide(row, ProofState.SUBMITTED, by=None, at=None, why="")


@transaction.atomic
def cover_later(*, evidence: Evidence, by: User, at: datetime) -> int:
    """Let accepted proof also prove the days that were marked in its span since. How many.

    Never by itself: somebody who may decide looked at the paper again. Raises NotAllowed.
    """
    row = _held(evidence)
    _require_decider(by, row)
    if row.state not in (ProofState.SUBMITTED, ProofState.VERIFIED):
        raise NotAllowed(_("This proof was not accepted. Hand in another one for these days."))
    span = between(row.enrolment_id, row.covers_from, row.covers_until)
    entries = list(span.filter(proof__in=OPEN_TO_PROOF).select_for_update())
    if not entries:
        raise NotAllowed(_("No other day is marked in the time that this proof speaks of."))
    _require_open(row.site_id, entries)
    _set(entries, ProofState(row.state), evidence=row, at=at)
    return len(entries)


def why_not_submit(enrolment: ActivityEnrolment, proof: Proof, *, today: date) -> str | None:
    """Why a proof cannot be handed in as it is told."""
    if proof.covers_until <= proof.covers_from:
        return _("The last day is before the first. Check both days.")
    if proof.covers_until - proof.covers_from > LONGEST:
        return _("One paper proves at most a year. Check both days.")
    if proof.covers_until > today + timedelta(days=1):
        return _("A paper cannot prove days to come. Choose today or an earlier day.")
    if proof.covers_until <= enrolment.starts_on:
        return _("The activity began later than this paper speaks of. Check the activity.")
    if proof.document is not None and proof.document.case_id != enrolment.case_id:
        return _("This paper belongs to another case.")
    if proof.document is None and proof.kind != EvidenceKind.PHONE_CALL:
        return _("Add the file or a photo of it, or choose a paper that is on record.")
    if proof.kind == EvidenceKind.PHONE_CALL and not proof.note.strip():
        return _("Write down whom you called, when, and which hours they confirmed.")
    return None


def why_not_as_stated(stated_minutes: int | None, entries: Iterable[AttendanceEntry]) -> str | None:
    """What differs between a paper and the days it proves; None where it says the same.

    Homework is left out: a sign-in sheet states the hours of the course alone.
    """
    entered = day_minutes(entries)
    if stated_minutes is None or stated_minutes == entered:
        return None
    return _(
        "The paper states %(stated)s hours and %(entered)s are entered. Correct the days, or say "
        "why both are right."
    ) % {"stated": hours_words(stated_minutes), "entered": hours_words(entered)}


def why_not_decide(user: User, evidence: Evidence) -> str | None:
    """The sentence when a person may not accept or reject this proof."""
    if sentence := access.why_not_verify(user, evidence.enrolment):
        return sentence
    if evidence.submitted_by_id == user.pk and _has_hosted(user, evidence.enrolment):
        return _("You handed this in for the provider. Somebody else decides about it.")
    return None


def _has_hosted(user: User, enrolment: ActivityEnrolment) -> bool:
    """Whether she ever was on the provider's staff: handing in outlives the post."""
    agency = enrolment.provider.agency_id if enrolment.provider else None
    rows = Membership.objects.filter(user=user, role=Role.PROVIDER, site=enrolment.site_id)
    return agency is not None and bool(rows.filter(agency=agency).exists())


def _require_decider(by: User, evidence: Evidence) -> None:
    if sentence := why_not_decide(by, evidence):
        raise NotAllowed(sentence)


def _held(evidence: Evidence) -> Evidence:
    rows = Evidence.objects.select_for_update(of=("self",))
    found: Evidence = rows.select_related("enrolment__case", "enrolment__provider").get(
        pk=evidence.pk
    )
    return found


def _require_open(site_id: int, entries: Iterable[AttendanceEntry]) -> None:
    periods = sorted({entry.period for entry in entries})
    closed = [each for each in why_not_write_each(site_id, periods).values() if each]
    if closed:
        raise NotAllowed(closed[0])


def _set(
    entries: list[AttendanceEntry], state: ProofState, *, evidence: Evidence | None, at: datetime
) -> None:
    """Give the entries a state of proof, and let their months be worked out anew."""
    mark_stale(set_proof(entries, state, evidence=evidence), at)


def _decide(
    row: Evidence, state: ProofState, *, by: User | None, at: datetime | None, why: str
) -> Evidence:
    row.state, row.decided_by, row.decided_at = state, by, at
    row.decision_reason = why.strip()[:300]
    row.version += 1
    row.save(update_fields=["state", "decided_by", "decided_at", "decision_reason", "version"])
    return row
