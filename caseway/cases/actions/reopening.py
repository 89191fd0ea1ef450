"""Opening a closed case again: the same number, the parts that its region needs now."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.agencies.access import Where, require
from caseway.agencies.models import Presence
from caseway.agencies.policy import Act
from caseway.cases.actions.assignments import Holder, open_part
from caseway.cases.actions.opening import needed_parts
from caseway.cases.actions.regions import agency_for
from caseway.cases.actions.stages import enter
from caseway.cases.models import Assignment, Case, Part, Stage
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed


@transaction.atomic
def reopen_case(*, case: Case, stage: Stage, version: int, reason: str, by: User, on: date) -> Case:
    """Open a closed case again under its number, with the parts that its region needs now.

    The parts wait in the queues of the agencies that held them last. Reopening is
    asked of whoever may open cases there: nobody works on a closed case. Raises
    NotAllowed without a reason, before the day it closed, or while the household
    has another open case in the program; StaleRecord.
    """
    require(by, Act.OPEN_CASE, Where(case.site_id, case.region_id))
    if sentence := why_not_reopen(case, stage, reason, on):
        raise NotAllowed(sentence)
    case.closed_on, case.close_reason = None, ""
    also = ("closed_on", "close_reason")
    case = enter(case, stage, version=version, by=by, on=on, note=reason, also=also)
    _open_parts(case, on)
    return case


def why_not_reopen(case: Case, stage: Stage, reason: str, on: date) -> str | None:
    """Why a case cannot be opened again like this; None when it can."""
    if case.closed_on is None:
        return _("This case is open. Reload the page.")
    if stage == Stage.CLOSED:
        return _("Choose the stage in which the work goes on.")
    if not reason.strip():
        return _("Say why the case opens again. The person may read it.")
    if on < case.closed_on:
        return _("The case closed later than that day. Choose a later day.")
    others = Case.objects.filter(household=case.household_id, program=case.program_id)
    if others.filter(closed_on=None).exists():
        return _("This household has an open case in this program already.")
    return None


def _open_parts(case: Case, on: date) -> None:
    """The parts needed now, each in a queue; the public worker or the case manager leads first."""
    before = _last_agencies(case)
    for number, part in enumerate(needed_parts(case.region_id, case.work_required, on)):
        to = before.get(part) or Holder(agency_for(part, case.region_id, on))
        open_part(case, part, to, on=on, is_lead=number == 0)


def _last_agencies(case: Case) -> dict[Part, Holder]:
    """Which agency held each part last, where it is still at work. Two queries.

    Nobody is named: a worker takes the case up again, or is assigned.
    """
    here = Presence.objects.filter(region=case.region_id, ends_on=None)
    present = set(here.values_list("agency", flat=True))
    rows = Assignment.objects.filter(case=case).select_related("agency").order_by("ends_on", "id")
    return {Part(row.part): Holder(row.agency) for row in rows if row.agency_id in present}
