"""What people said about lines that an earlier file brought word for word."""

from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import Q

from caseway.exchange.models import Batch, Decision, Fate, Row

# Answers that let a line in: leaving one out says nothing about the next time.
_LETS_IN = (Decision.AS_READ, Decision.SAME_PERSON)


class Agreed(NamedTuple):
    """The answer to a line, and the person chosen with SAME_PERSON."""

    decision: Decision
    person: int | None


def agreed_before(batch: Batch) -> Mapping[str, Agreed]:
    """Answers by the hash of the line, from loaded files of the same agency and sender.

    One query: a person answers few lines by hand. An answer that was undone, or whose
    file has expired, counts no more.
    """
    stands = Q(applied_at__isnull=False, undone_at=None) | Q(fate=Fate.SAME)
    rows = (
        Row.objects.filter(
            stands,
            batch__site=batch.site_id,
            batch__agency=batch.agency_id,
            batch__sender__iexact=batch.sender,
            decision__in=_LETS_IN,
        )
        .exclude(batch=batch.pk)
        .exclude(sha256="")
        .order_by("pk")
    )
    return {
        sha256: Agreed(Decision(decision), person)
        for sha256, decision, person in rows.values_list("sha256", "decision", "decided_person")
    }
