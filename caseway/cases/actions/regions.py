"""Moving a case to another region: parts that have no room there end, and needed ones open."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.agencies.facts import holders_by_region
from caseway.agencies.models import Agency, EmployerKind, Presence, Region
from caseway.agencies.policy import Act
from caseway.agencies.standing import open_on
from caseway.cases import access, facts
from caseway.cases.actions.assignments import Holder, open_part
from caseway.cases.models import Assignment, Case, Part
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import save_if_current
from caseway.rules.functions import Move, move


def preview_move(*, case: Case, to: Region, on: date) -> Move:
    """What the move would do, before anybody agrees to it."""
    holders = holders_by_region([to.pk], on)[to.pk]
    return move(facts.rows_by_assignment(case.pk, on), holders, on, case.work_required)


@transaction.atomic
def move_region(*, case: Case, to: Region, version: int, by: User, on: date) -> Case:
    """Move a case within its site. What ends and what opens does so on the same day.

    Raises NotAllowed for another site, a closed case, a person who may not, or
    a region without the agencies that it needs; StaleRecord.
    """
    access.require(by, Act.MOVE_REGION, case)
    if case.closed_on is not None:
        raise NotAllowed(_("This case is closed. Reopen it before you move it."))
    if to.site_id != case.site_id:
        raise NotAllowed(_("This region belongs to another site."))
    if to.pk == case.region_id:
        return case
    plan = preview_move(case=case, to=to, on=on)
    rows = facts.rows_by_assignment(case.pk, on)
    ending = [rows[one].pk for one in plan.close]
    had_lead = any(one.is_lead for one in plan.close)
    case.region = to
    save_if_current(case, version, ["region"])
    Assignment.objects.filter(pk__in=ending).update(ends_on=on, is_lead=False)
    _end_vacancies(case, on)
    _open_needed(case, plan, on=on, lead_is_free=had_lead)
    return case


def _end_vacancies(case: Case, on: date) -> None:
    """Vacant rows of the old region end too; the parts needed here are opened afresh."""
    Assignment.objects.filter(case=case, staff=None, ends_on=None).update(ends_on=on, is_lead=False)


def _open_needed(case: Case, plan: Move, *, on: date, lead_is_free: bool) -> None:
    for part in plan.open:
        agency = agency_for(Part(part), case.region_id, on)
        open_part(case, Part(part), Holder(agency), on=on, is_lead=lead_is_free)
        lead_is_free = False
    if not Assignment.objects.filter(case=case, is_lead=True, ends_on=None).exists():
        first = Assignment.objects.filter(case=case, ends_on=None).order_by("id").first()
        if first is not None:
            first.is_lead = True
            first.save(update_fields=["is_lead"])


def agency_for(part: Part, region_id: int, on: date) -> Agency:
    """The agency whose queue a vacant part waits in: the one present in the region.

    Raises NotAllowed when none of the kind is present.
    """
    kind = EmployerKind.PUBLIC if part == Part.PUBLIC_WORKER else EmployerKind.CONTRACTOR
    present = Presence.objects.filter(open_on(on), region_id=region_id)
    rows = present.select_related("agency").order_by("starts_on", "id")
    found = rows.filter(agency__employer_kind=kind).first()
    if found is None and part in (Part.CASE_MANAGER, Part.JOB_COACH):
        found = rows.first()
    if found is None:
        raise NotAllowed(
            _("No agency in this region can hold the part of %(part)s. Ask an administrator.")
            % {"part": part.label.lower()}
        )
    return found.agency
