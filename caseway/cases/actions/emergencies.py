"""Opening a case outside one's relation when somebody's safety depends on it, and the review.

Whoever asks learns only whether the case opens. A number that is not there and
one of another site give the same answer, and every request is kept for review.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.agencies import access
from caseway.agencies.policy import Act
from caseway.cases.models import Case, EmergencyAccess
from caseway.kernel import audit
from caseway.kernel.models import AccessEvent, User
from caseway.kernel.refusals import NotAllowed

LASTS = timedelta(hours=4)
SHORTEST_REASON = 15
# Enough for mistyped numbers in a bad hour, too few to try numbers out.
MOST_MISSES = 5
MISSES_WITHIN = timedelta(hours=24)


def why_not_ask(user: User, at: datetime) -> str | None:
    """The sentence to show when this person may not ask at all; None when she may."""
    if not access.sites_for(user, Act.OPEN_IN_EMERGENCY):
        return _(
            "Supervisors and workers of the public agency can open a case in an emergency. "
            "Ask your supervisor now; if nobody answers, call the public agency of your site."
        )
    since = at - MISSES_WITHIN
    missed = EmergencyAccess.objects.filter(user=user, case=None, starts_at__gt=since).count()
    if missed >= MOST_MISSES:
        return _(
            "You asked for several numbers that could not be opened. "
            "Call the privacy officer of your site."
        )
    return None


@transaction.atomic
def open_in_emergency(*, number: str, reason: str, by: User, at: datetime) -> Case | None:
    """Open the case with this number for four hours; None when there is nothing to open.

    A case that she sees anyway is given back and nothing is recorded. Raises
    NotAllowed without a reason or for a person who may not ask.
    """
    if sentence := why_not_ask(by, at):
        raise NotAllowed(sentence)
    if len(reason.strip()) < SHORTEST_REASON:
        raise NotAllowed(_("Write what has happened and why it cannot wait."))
    sites = access.sites_for(by, Act.OPEN_IN_EMERGENCY)
    wanted = Case.objects.filter(number__iexact=number.strip()).order_by("pk")
    seen: Case | None = wanted.visible_to(by).first()
    if seen is not None:
        return seen
    case: Case | None = wanted.filter(site__in=sites).first()
    row = EmergencyAccess.objects.create(
        site_id=case.site_id if case else min(sites),
        user=by,
        case=case,
        reason=reason.strip()[:500],
        starts_at=at,
        ends_at=at + LASTS if case else at,
    )
    if case is None:
        audit.record("emergency.opened_nothing", on=row, by=by, at=at)
        return None
    audit.record("emergency.opened", on=row, by=by, at=at, facts={"case": case.pk})
    audit.read(AccessEvent.Kind.OPENED, on=case, by=by, at=at, case_id=case.pk, reason=reason)
    return case


@transaction.atomic
def review(*, emergency: EmergencyAccess, note: str, by: User, at: datetime) -> EmergencyAccess:
    """Write what the review of an emergency access found. Once, and never of one's own.

    Raises NotAllowed for a person who may not, without a note, or a second time.
    """
    row: EmergencyAccess = EmergencyAccess.objects.select_for_update().get(pk=emergency.pk)
    access.require(by, Act.REVIEW_EMERGENCY, access.Where(row.site_id, None))
    if row.user_id == by.pk:
        raise NotAllowed(_("Another privacy officer reviews what you opened yourself."))
    if row.reviewed_at is not None:
        raise NotAllowed(_("This access was reviewed already."))
    if not note.strip():
        raise NotAllowed(_("Write what you found, so that the record can stand alone."))
    row.reviewed_by, row.reviewed_at, row.review_note = by, at, note.strip()[:500]
    row.save(update_fields=["reviewed_by", "reviewed_at", "review_note"])
    audit.record("emergency.reviewed", on=row, by=by, at=at)
    return row
