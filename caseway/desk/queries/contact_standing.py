"""Whose promised contact is late or due soon, asked of the database: for lists of any length.

The same answer as `rules.contacts.promises`, turned round: a part is late when
its clock and every counted meeting lie before the first day that would still
be in time. A test holds the two against each other.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caseway.agencies.standing import open_on
from caseway.cases.models import Assignment, Contact
from caseway.desk.facts.shapes import DatedPromise
from caseway.rules.contacts.promises import Promise
from caseway.rules.dates import add_days, add_months

SOON = timedelta(days=7)


class ContactStanding(StrEnum):
    """Where the promised contact of a case stands."""

    LATE = "late"
    SOON = "soon"
    ON_TRACK = "on_track"


LABELS = {
    ContactStanding.LATE: _("Promised meeting late"),
    ContactStanding.SOON: _("Due in the next 7 days"),
    ContactStanding.ON_TRACK: _("On track"),
}


def due_before(
    parts: "QuerySet[Assignment]",
    promises: dict[int, list[DatedPromise]],
    day: date,
    on: date,
) -> "QuerySet[Assignment]":
    """The parts among `parts` whose next promised meeting is due before `day`."""
    late = Q(pk__in=[])
    for program_id, dated in promises.items():
        for one in dated:
            late |= _bound_by(one, dated, program_id) & _not_kept_since(one, day, on)
    return parts.filter(late)


def first_in_time(promise: Promise, day: date) -> date:
    """The first day on which a meeting would make the next one due on `day` or later."""
    if promise.every_days is not None:
        return add_days(day, -promise.every_days)
    start = add_days(add_months(day, -(promise.every_months or 0)), -4)
    # Months are of different lengths: the last few days are tried one by one.
    while promise.due_after(start) < day:
        start = add_days(start, 1)
    return start


def _bound_by(one: DatedPromise, dated: Iterable[DatedPromise], program_id: int) -> Q:
    """Parts that this promise binds: a promise for the very stage goes before one for any."""
    bound = Q(part=one.promise.part, case__program=program_id)
    if one.promise.stage:
        return bound & Q(case__stage=one.promise.stage)
    special = [
        other.promise.stage
        for other in dated
        if other.promise.part == one.promise.part and other.promise.stage
    ]
    return bound & ~Q(case__stage__in=special)


def _not_kept_since(one: DatedPromise, day: date, on: date) -> Q:
    first = first_in_time(one.promise, day)
    if one.starts_on >= first:
        return Q(pk__in=[])
    began = Q(starts_on__lt=first)
    if one.promise.stage:
        began &= Q(case__stage_since__lt=first)
    return began & ~Q(Exists(_counted(one.promise, first, on)))


def _counted(promise: Promise, first: date, on: date) -> "QuerySet[Contact]":
    """Meetings from that day on that count for the part of the outer query."""
    elsewhere = Assignment.objects.filter(
        open_on(on), case=OuterRef("case"), staff=OuterRef("by")
    ).exclude(pk=OuterRef(OuterRef("pk")))
    own = Q(by=OuterRef("staff"))
    colleague = Q(agency=OuterRef("agency")) & ~Q(Exists(elsewhere))
    return Contact.objects.filter(
        own | colleague,
        case=OuterRef("case"),
        kind__in=sorted(promise.counts),
        corrected_by=None,
        at__gte=timezone.make_aware(datetime.combine(first, time())),
    )
