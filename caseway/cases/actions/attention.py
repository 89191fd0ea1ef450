"""Putting items of Today off for a while, taking that back, and remembering a look at a case."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from caseway.agencies.policy import Act
from caseway.cases import access
from caseway.cases.models import Case, LastLook, Snooze
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.words import say
from caseway.rules.caseload.ranking import Reasoned
from caseway.rules.caseload.snooze import why_not_snooze
from caseway.rules.caseload.weights import weights_on

# Coming back within this time is the same look: what is new stays marked as new.
SAME_LOOK = timedelta(minutes=30)


@transaction.atomic
def snooze(
    *, case: Case, items: Collection[Reasoned], until: date, reason: str, by: User, at: datetime
) -> list[Snooze]:
    """Put items of a case off until a day, for this worker only, and say why.

    `items` are those on her Today now; what is worse or new shows again before
    that day. All are put off or none. Raises NotAllowed with the rule's
    sentence: no reason, a day that is not later, or past a date still ahead.
    """
    access.require(by, Act.READ_CASE, case)
    today = timezone.localdate(at)
    weights = weights_on(today)
    for item in items:
        weight = weights.of(item.signal.kind, item.signal.sort)
        if refusal := why_not_snooze(item.signal, weight, until, reason, today):
            raise NotAllowed(say(refusal))
    wake(case=case, by=by, at=at)
    return Snooze.objects.bulk_create(
        Snooze(
            site_id=case.site_id,
            case=case,
            by=by,
            signal=item.signal.key,
            at_score=item.points,
            reason=reason.strip()[:200],
            until_on=until,
            made_at=at,
        )
        for item in items
    )


def wake(*, case: Case, by: User, at: datetime) -> int:
    """End what this worker has put off on the case, and say how many items that was."""
    return Snooze.objects.filter(case=case, by=by, ended_at=None).update(ended_at=at)


def look(*, case: Case, by: User, at: datetime, last: LastLook | None) -> None:
    """Remember that she looked at the case. `last` is her look before, if any. One query."""
    if last is None:
        before = None
    elif at - last.looked_at < SAME_LOOK:
        before = last.before_at
    else:
        before = last.looked_at
    row = LastLook(case=case, user=by, site_id=case.site_id, looked_at=at, before_at=before)
    LastLook.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["case", "user"],
        update_fields=["looked_at", "before_at"],
    )
