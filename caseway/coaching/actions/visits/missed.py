"""A visit that did not take place: nobody came, or it was called off on the way."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.coaching.actions.visits.log import tell_log
from caseway.coaching.models import Checklist, Visit, VisitState, WhyNot
from caseway.coaching.record_access import is_closed, why_closed, why_not_record
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import save_if_current

_OUTCOMES = (VisitState.NO_SHOW, VisitState.CANCELLED)


@transaction.atomic
def miss_visit(
    *, visit: Visit, outcome: VisitState, why_not: str, note: str, by: User, at: datetime
) -> Visit:
    """Write that a visit did not take place, and why. The same again changes nothing.

    Raises NotAllowed when `by` may not record it, when its month is closed, when somebody already
    wrote down how it went, or when nobody can have failed to come yet.
    """
    if outcome not in _OUTCOMES or why_not not in WhyNot.values:
        raise ValueError(f"{outcome}, {why_not}: not how a visit is missed")
    rows = Visit.objects.select_related("enrolment__case")
    visit = rows.select_for_update(of=("self",)).get(pk=visit.pk)
    if sentence := _why_not(visit, outcome, by, at):
        raise NotAllowed(sentence)
    if (visit.state, visit.why_not, visit.note) == (outcome, why_not, note):
        return visit
    visit.state, visit.why_not, visit.note = outcome, why_not, note
    visit.held_begins_at = visit.held_ends_at = None
    names = ["state", "why_not", "note", "held_begins_at", "held_ends_at", "changed_at"]
    save_if_current(visit, visit.version, names)
    tell_log(visit)
    return visit


def _why_not(visit: Visit, outcome: VisitState, by: User, at: datetime) -> str | None:
    if sentence := why_not_record(by, visit):
        return sentence
    if is_closed(visit.coach_id, visit.site_id, visit.day):
        return why_closed(visit.day)
    if outcome == VisitState.NO_SHOW and visit.day > timezone.localdate(at):
        return _("This visit lies ahead. Nobody can have missed it yet.")
    if Checklist.objects.filter(visit=visit).exists():
        return _("How this visit went is on record. Change that record if it did not take place.")
    return None
