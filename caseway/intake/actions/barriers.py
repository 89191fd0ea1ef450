"""What is in the way: writing it down, saying how it changed, and that it is no longer."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.cases.models import Case, Person
from caseway.intake import access
from caseway.intake.models import (
    PRIVATE_KINDS,
    SAFETY_KINDS,
    Barrier,
    BarrierChange,
    BarrierKind,
    Severity,
)
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import save_if_current
from caseway.rules.interviews.words import Keeping

STORY_ROOM = 4000


@transaction.atomic
def note_barrier(
    *,
    case: Case,
    person: Person,
    kind: BarrierKind,
    severity: Severity,
    story: str,
    named_by_person: bool,
    by: User,
    at: datetime,
    on: date,
) -> Barrier:
    """Write down what is in the way, in the person's words.

    Raises NotAllowed for a kind that is for others to know, words that are too
    long, or when the case is not hers to change.
    """
    _require(by, case, kind)
    _check(story)
    row = Barrier(
        site_id=case.site_id,
        case=case,
        person=person,
        kind=kind,
        severity=severity,
        named_by_person=named_by_person,
        found_on=on,
        found_by=by,
    )
    row.seal("story", story.strip() or None)
    row.save()
    _remember(row, severity, story, on, by, at)
    return row


@transaction.atomic
def change_barrier(
    *,
    barrier: Barrier,
    severity: Severity,
    story: str,
    version: int,
    by: User,
    at: datetime,
    on: date,
) -> Barrier:
    """Say how much it is in the way today. What was before stays in its history.

    Raises StaleRecord when somebody changed it since, and NotAllowed.
    """
    _require(by, barrier.case, barrier.kind)
    _check(story)
    if barrier.ends_on is not None:
        raise NotAllowed(_("This is no longer in the way. Write it down anew if it comes back."))
    barrier.severity = severity
    barrier.seal("story", story.strip() or None)
    save_if_current(barrier, version, ["severity", "story"])
    _remember(barrier, severity, story, on, by, at)
    return barrier


@transaction.atomic
def resolve_barrier(
    *, barrier: Barrier, resolution: str, by: User, at: datetime, on: date
) -> Barrier:
    """It is no longer in the way, and what changed."""
    _require(by, barrier.case, barrier.kind)
    if not resolution.strip():
        raise NotAllowed(_("Say in a few words what changed."))
    if len(resolution.strip()) > 300:
        raise NotAllowed(_("Say it in at most %(n)d characters.") % {"n": 300})
    row: Barrier = Barrier.objects.select_for_update().get(pk=barrier.pk)
    if row.ends_on is not None:
        raise NotAllowed(_("This is no longer in the way already."))
    if on < row.found_on:
        raise NotAllowed(_("It was found later than that day. Choose a later day."))
    row.ends_on, row.resolution = on, resolution.strip()
    row.version += 1
    row.save(update_fields=["ends_on", "resolution", "version"])
    _remember(row, "", resolution, on, by, at)
    return row


@transaction.atomic
def reopen_barrier(*, barrier: Barrier, by: User, at: datetime, on: date) -> Barrier:
    """It is in the way again: the same row, with all of its history."""
    _require(by, barrier.case, barrier.kind)
    row: Barrier = Barrier.objects.select_for_update().get(pk=barrier.pk)
    if row.ends_on is None:
        return row
    row.ends_on, row.resolution = None, ""
    row.version += 1
    row.save(update_fields=["ends_on", "resolution", "version"])
    _remember(row, row.severity, "", on, by, at)
    return row


def why_not_kind(by: User, case: Case, kind: str) -> str | None:
    """The sentence when a kind of barrier is for others to know; None when it is hers to note."""
    if sentence := access.why_not_edit(by, case):
        return sentence
    readable = access.readable(by, case)
    if kind in SAFETY_KINDS and Keeping.SAFETY not in readable:
        return _("This is written down by staff trained for it. Ask your supervisor.")
    if kind in PRIVATE_KINDS and Keeping.PRIVATE not in readable:
        return _("This is for the workers of the case.")
    return None


def _require(by: User, case: Case, kind: str) -> None:
    if sentence := why_not_kind(by, case, kind):
        raise NotAllowed(sentence)


def _check(story: str) -> None:
    if len(story.strip()) > STORY_ROOM:
        raise NotAllowed(_("Say it in at most %(n)d characters.") % {"n": STORY_ROOM})


def _remember(row: Barrier, severity: str, words: str, on: date, by: User, at: datetime) -> None:
    change = BarrierChange(barrier=row, site_id=row.site_id, severity=severity, on=on, by=by, at=at)
    change.seal("words", words.strip() or None)
    change.save()
