"""Passing a case on with a note, so that the person never has to tell her story twice."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.agencies.policy import Act
from caseway.agencies.standing import standing_of
from caseway.cases import access
from caseway.cases.actions.assignments import Holder, _end, _place
from caseway.cases.models import Assignment, HandOff, Part
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed

# The receiver speaks with the person within a week, or momentum is lost.
NEXT_CONTACT = timedelta(days=7)
# Long enough to notice that it went to the wrong desk; afterwards it is handed back with a note.
TAKEN_BACK_WITHIN = timedelta(hours=1)


@transaction.atomic
def hand_off(
    *,
    assignment: Assignment,
    to: Holder,
    note: str,
    by: User,
    at: datetime,
    on: date,
    next_contact_by: date | None = None,
) -> HandOff:
    """Pass a part to another worker or to an agency's queue, with what she should know.

    `next_contact_by` is at most a week away. Raises NotAllowed without a note,
    with a later day, or when the person may not.
    """
    case = assignment.case
    access.require(by, Act.HAND_OFF, case)
    due = next_contact_by or on + NEXT_CONTACT
    if not note.strip():
        raise NotAllowed(_("Write what the next worker should know."))
    if not on <= due <= on + NEXT_CONTACT:
        raise NotAllowed(_("The next contact is at most seven days away."))
    if assignment.part == Part.TEAM_MEMBER and assignment.staff_id != _id_of(to):
        # A team has many members: the newcomer does not end the giver's part by taking hers.
        _end(assignment, on)
    _place(case, Part(assignment.part), to, on=on, function=assignment.function)
    return HandOff.objects.create(
        site_id=case.site_id,
        case=case,
        part=assignment.part,
        function=assignment.function,
        from_staff_id=assignment.staff_id,
        from_agency_id=assignment.agency_id,
        to_staff=to.staff,
        to_agency=to.agency,
        note=note.strip(),
        next_contact_by=due,
        made_at=at,
    )


@transaction.atomic
def accept(*, hand_off: HandOff, by: User, at: datetime) -> HandOff:
    """Take a hand-off up: "I have read this". Pressing twice is one act.

    A hand-off to a queue is taken up by whoever takes the case. Raises
    NotAllowed when it was meant for somebody else whom she does not cover.
    """
    row = HandOff.objects.select_for_update().get(pk=hand_off.pk)
    if row.accepted_at is not None:
        return row
    standing = standing_of(by)
    if row.to_staff_id is not None and row.to_staff_id not in standing.hands:
        raise NotAllowed(_("This hand-off is for another worker."))
    if row.to_agency_id not in standing.agency_ids:
        raise NotAllowed(_("This hand-off is for another agency."))
    row.accepted_at, row.accepted_by = at, by
    row.save(update_fields=["accepted_at", "accepted_by"])
    return row


@transaction.atomic
def take_back(*, hand_off: HandOff, by: User, at: datetime) -> None:
    """Undo a hand-off: the part is with whoever held it before, and the note is gone.

    The audit log keeps both. Raises NotAllowed when it was taken up, the part moved
    on since, an hour has passed, or the person may not.
    """
    row = HandOff.objects.select_for_update().get(pk=hand_off.pk)
    access.require(by, Act.HAND_OFF, row.case)
    present, before = _placed_by(row), _held_before(row)
    if sentence := why_not_take_back(hand_off=row, stands=bool(present and before), at=at):
        raise NotAllowed(sentence)
    if present and before and present != before:
        leads = present.is_lead
        present.delete()
        before.ends_on, before.is_lead = None, leads
        before.save(update_fields=["ends_on", "is_lead"])
    row.delete()


def why_not_take_back(*, hand_off: HandOff, stands: bool, at: datetime) -> str | None:
    """The sentence to show when a hand-off stays; None when it can be taken back.

    `stands` says whether the part is still as the hand-off left it.
    """
    if hand_off.accepted_at is not None:
        return _("The next worker has taken this case up. Ask for it back with a hand-off.")
    if at > hand_off.made_at + TAKEN_BACK_WITHIN:
        return _("A hand-off is taken back within an hour. Hand the case back with a note.")
    if not stands or hand_off.case.closed_on is not None:
        return _("The case has moved on since. Open it to see who holds it now.")
    return None


def _id_of(holder: Holder) -> int | None:
    return holder.staff.pk if holder.staff else None


def _parts_of(row: HandOff) -> QuerySet[Assignment]:
    return Assignment.objects.select_for_update().filter(
        case=row.case_id, part=row.part, function=row.function
    )


def _placed_by(row: HandOff) -> Assignment | None:
    """The open part that this hand-off made; None when a later one took its place."""
    later = HandOff.objects.filter(
        case=row.case_id, part=row.part, function=row.function, pk__gt=row.pk
    )
    if later.exists():
        return None
    held = _parts_of(row).filter(agency=row.to_agency_id, staff=row.to_staff_id, ends_on=None)
    return held.first()


def _held_before(row: HandOff) -> Assignment | None:
    """The part that ended with this hand-off; the same as now when it came back to its holder."""
    left = _parts_of(row).filter(agency=row.from_agency_id, staff=row.from_staff_id)
    if (row.from_agency_id, row.from_staff_id) == (row.to_agency_id, row.to_staff_id):
        return left.filter(ends_on=None).first()
    day = timezone.localdate(row.made_at)
    return left.filter(ends_on=day).order_by("-pk").first()
