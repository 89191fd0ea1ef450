"""Ending a worker's post together with her parts on cases: none is left without a row.

The administrator who may end the post may do both; no case changes hands, it
only goes back to the agency's queue.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from caseway.agencies.actions import staff
from caseway.agencies.models import Leave, Membership
from caseway.agencies.standing import open_on
from caseway.cases.actions.assignments import TAKES_CASES
from caseway.cases.models import Assignment, Part
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed


@dataclass(frozen=True)
class Left:
    """What ending a post did."""

    vacant: int  # parts that now wait in the agency's queue
    ended: int  # memberships of a team, which need no successor
    account_closed: bool


def parts_left(membership: Membership, on: date) -> QuerySet[Assignment]:
    """The open parts that she holds by this post and by no other, oldest first."""
    rows = Assignment.objects.filter(
        open_on(on),
        staff=membership.user_id,
        agency=membership.agency_id,
        site=membership.site_id,
        case__closed_on=None,
    )
    if membership.region_id is not None:
        rows = rows.filter(case__region=membership.region_id)
    return rows.exclude(_held_by_another_post(membership, on)).order_by("starts_on", "id")


@transaction.atomic
def end_post(*, membership: Membership, reason: str, by: User, on: date, at: datetime) -> Left:
    """End a post today and leave its parts vacant in the agency's queue, leads with them.

    Whoever had her as supervisor or cover has none from today, so that nothing
    waits with somebody who is gone. An account without any post is closed.
    Raises NotAllowed without a reason or for a person who may not.
    """
    if not reason.strip():
        raise NotAllowed(_("Say why this post ends. The reason stays in the record."))
    row = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    parts = list(parts_left(row, on).select_for_update(of=("self",)))
    person = row.user
    staff.close_post(row, by=by, on=on, at=at, reason=reason.strip()[:255])
    vacant = _vacate(parts, on, reason.strip()[:300])
    _let_go(person, row, on)
    closed = staff.close_account_without_posts(person=person, by=by, on=on, at=at)
    return Left(vacant, len(parts) - vacant, closed)


def _vacate(parts: Iterable[Assignment], on: date, reason: str) -> int:
    """End the parts; each but a plain membership of a team stays open with nobody in it."""
    rows = list(parts)
    successors = [
        Assignment(
            site_id=row.site_id,
            case_id=row.case_id,
            agency_id=row.agency_id,
            part=row.part,
            function=row.function,
            is_lead=row.is_lead,
            starts_on=max(on, row.starts_on),
            reason=reason,
        )
        for row in rows
        if row.part != Part.TEAM_MEMBER or row.is_lead
    ]
    for row in rows:
        row.ends_on, row.is_lead = max(on, row.starts_on), False
    Assignment.objects.bulk_update(rows, ["ends_on", "is_lead"], batch_size=500)
    Assignment.objects.bulk_create(successors, batch_size=500)
    return len(successors)


def _let_go(person: User, ended: Membership, on: date) -> None:
    here = Membership.objects.filter(
        open_on(on), user=person, agency=ended.agency_id, site=ended.site_id
    )
    if here.exists():
        return
    Membership.objects.filter(
        supervisor=person, agency=ended.agency_id, site=ended.site_id
    ).exclude(ends_on__lte=on).update(supervisor=None)
    Leave.objects.filter(
        covered_by=person,
        ends_on__gt=on,
        user__memberships__in=Membership.objects.filter(agency=ended.agency_id, site=ended.site_id),
    ).update(covered_by=None)


def _held_by_another_post(membership: Membership, on: date) -> Q:
    """Parts that another of her posts reaches too."""
    others = Membership.objects.filter(
        open_on(on),
        user=membership.user_id,
        agency=membership.agency_id,
        site=membership.site_id,
        role__in=TAKES_CASES,
    ).exclude(pk=membership.pk)
    kept = Q(pk__in=[])
    for other in others:
        if other.region_id is None:
            return Q(pk__isnull=False)
        kept |= Q(case__region=other.region_id)
    return kept
