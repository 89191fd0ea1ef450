"""Passing a case on with a note, so that the person never has to tell her story twice."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.agencies.policy import Act
from caseway.agencies.standing import standing_of
from caseway.cases import access
from caseway.cases.actions.assignments import Holder, _place
from caseway.cases.models import Assignment, HandOff, Part
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed

# The receiver speaks with the person within a week, or momentum is lost.
NEXT_CONTACT = timedelta(days=7)


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
