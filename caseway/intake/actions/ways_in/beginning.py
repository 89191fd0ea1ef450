"""Putting a case on its way in."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.cases import access as case_access
from caseway.cases.models import Case
from caseway.intake.actions.ways_in.first_contacts import Wanted
from caseway.intake.actions.ways_in.papers import papers_for
from caseway.intake.actions.ways_in.steps import close_step, open_steps
from caseway.intake.lacking import is_past
from caseway.intake.models import AskedPaper, FirstContact, StepResult, WayIn
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.rules.functions import FunctionCode
from caseway.rules.functions.flows import flow_of


@transaction.atomic
def begin_way_in(
    *,
    case: Case,
    wanted: Wanted,
    contact: FirstContact | None,
    by: User,
    at: datetime,
) -> WayIn:
    """Put a case on its way in. The flow is that of its site.

    A first contact that was written before belongs to the case from now on, and
    its step is done. Raises NotAllowed when the case has a way in, or nothing is wanted.
    """
    case_access.require(by, FunctionCode.INITIAL_CONTACT, case)
    Case.objects.select_for_update().get(pk=case.pk)
    if WayIn.objects.filter(case=case).exists():
        raise NotAllowed(_("This case is on its way in already."))
    if is_past(case.pk):
        raise NotAllowed(_("A plan is agreed already: the way in lies behind them."))
    if not wanted.needs:
        raise NotAllowed(_("Say what the family came for."))
    if contact is not None and contact.case_id is not None:
        raise NotAllowed(_("This first contact belongs to another case."))
    row = WayIn.objects.create(
        site_id=case.site_id,
        case=case,
        flow=flow_of(case.site.preset, case.site.model),
        wants_tanf=wanted.tanf,
        wants_snap=wanted.snap,
        wants_medicaid=wanted.medicaid,
        wants_child_care=wanted.child_care,
        work_required=case.work_required,
        began_at=at,
        began_by=by,
    )
    AskedPaper.objects.bulk_create(
        AskedPaper(way_in=row, site_id=case.site_id, code=code) for code in papers_for(row)
    )
    open_steps(row, at)
    if contact is not None:
        contact.case = case
        contact.save(update_fields=["case"])
        first = row.steps.filter(code="first_contact").first()
        if first is not None:
            close_step(first, StepResult.DONE, "", by, at)
            open_steps(row, at)
    return row
