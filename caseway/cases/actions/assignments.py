"""Giving a case to a worker, passing it on, leaving a part vacant and taking it up.

A part that the case needs is never left without a row: when its worker goes,
the part stays open with nobody in it, and waits in the agency's queue.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.agencies.models import Agency, Membership, Role
from caseway.agencies.policy import Act
from caseway.agencies.standing import open_on, standing_of
from caseway.cases import access
from caseway.cases.models import Assignment, Case, Part
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed

# Being a supervisor or an administrator does not make a person eligible for cases.
TAKES_CASES = [Role.CASE_MANAGER, Role.JOB_COACH, Role.ELIGIBILITY_WORKER, Role.SPECIALIST]


@dataclass(frozen=True)
class Holder:
    """Who is to hold a part: an agency, and one of its workers or (vacant) nobody yet."""

    agency: Agency
    staff: User | None = None


@transaction.atomic
def assign(
    *,
    case: Case,
    part: Part,
    to: Holder,
    by: User,
    on: date,
    function: str = "",
    is_lead: bool | None = None,
    reason: str = "",
) -> Assignment:
    """Let a worker hold a part from a day; whoever held it before stops that day.

    `is_lead` None keeps the lead where it is, except that a case without one
    gets this worker as its lead. Raises NotAllowed when `by` may not assign or
    the worker cannot take cases there.
    """
    access.require(by, Act.ASSIGN, case)
    return _place(case, part, to, on=on, function=function, is_lead=is_lead, reason=reason)


@transaction.atomic
def take(*, assignment: Assignment, by: User, on: date) -> Assignment:
    """Take up a vacant part of the queue. Two people press at once: the first has it.

    Raises NotAllowed when somebody holds it by now, or the person may not.
    """
    row = Assignment.objects.select_for_update().get(pk=assignment.pk)
    access.require(by, Act.TAKE_FROM_POOL, row.case)
    if row.ends_on is not None or row.staff_id not in (None, by.pk):
        raise NotAllowed(_("Somebody took this case a moment ago. Choose the next one."))
    if row.staff_id == by.pk:
        return row
    if row.agency_id not in standing_of(by).agency_ids:
        raise NotAllowed(_("This case waits in the queue of another agency."))
    holder = Holder(row.agency, by)
    return _place(row.case, Part(row.part), holder, on=on, function=row.function)


@transaction.atomic
def vacate(*, assignment: Assignment, by: User, on: date, reason: str) -> Assignment:
    """End a worker's part and leave it open in the agency's queue, the lead with it."""
    access.require(by, Act.ASSIGN, assignment.case)
    return _place(
        assignment.case,
        Part(assignment.part),
        Holder(assignment.agency),
        on=on,
        function=assignment.function,
        reason=reason,
    )


@transaction.atomic
def make_lead(*, assignment: Assignment, by: User) -> Assignment:
    """Give the lead to another worker of the case. There is always exactly one."""
    access.require(by, Act.ASSIGN, assignment.case)
    row = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if row.ends_on is not None:
        raise NotAllowed(_("This worker no longer has a part on the case."))
    _drop_lead(row.case)
    row.is_lead = True
    row.save(update_fields=["is_lead"])
    return row


def why_not_hold_part(*, staff: User, agency: Agency, case: Case, on: date) -> str | None:
    """Why this worker cannot be given a part on the case; None when she can."""
    posts = Membership.objects.filter(
        open_on(on), user=staff, agency=agency, site=case.site_id, role__in=TAKES_CASES
    )
    if any(post.region_id in (None, case.region_id) for post in posts):
        return None
    return _("%(name)s does not take cases for %(agency)s in this region.") % {
        "name": staff.name,
        "agency": agency.name,
    }


def open_part(case: Case, part: Part, to: Holder, *, on: date, is_lead: bool) -> Assignment:
    """Add a part to a case without asking who may: for opening and moving cases."""
    return _place(case, part, to, on=on, is_lead=is_lead)


def _place(
    case: Case,
    part: Part,
    to: Holder,
    *,
    on: date,
    function: str = "",
    is_lead: bool | None = None,
    reason: str = "",
) -> Assignment:
    if case.closed_on is not None:
        raise NotAllowed(_("This case is closed. Reopen it before you assign it."))
    if to.staff and (
        sentence := why_not_hold_part(staff=to.staff, agency=to.agency, case=case, on=on)
    ):
        raise NotAllowed(sentence)
    before = _held_before(case, part, function, to)
    if before and before.staff_id == (to.staff.pk if to.staff else None):
        return before
    leads = is_lead if is_lead is not None else _inherits_lead(case, before)
    if before:
        _end(before, on)
    if leads:
        _drop_lead(case)
    return Assignment.objects.create(
        site_id=case.site_id,
        case=case,
        agency=to.agency,
        staff=to.staff,
        part=part,
        function=function,
        is_lead=leads,
        starts_on=on,
        reason=reason[:300],
    )


def _held_before(case: Case, part: Part, function: str, to: Holder) -> Assignment | None:
    rows = Assignment.objects.select_for_update().filter(
        case=case, part=part, function=function, ends_on=None
    )
    if part == Part.TEAM_MEMBER:
        rows = rows.filter(staff=to.staff)
    return rows.first()


def _inherits_lead(case: Case, before: Assignment | None) -> bool:
    if before is not None and before.is_lead:
        return True
    return not Assignment.objects.filter(case=case, is_lead=True, ends_on=None).exists()


def _drop_lead(case: Case) -> None:
    Assignment.objects.filter(case=case, is_lead=True, ends_on=None).update(is_lead=False)


def _end(row: Assignment, on: date) -> None:
    if on < row.starts_on:
        raise NotAllowed(_("The present worker began later than that day. Choose a later day."))
    row.ends_on = on
    row.save(update_fields=["ends_on"])
