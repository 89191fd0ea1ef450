"""A new month begins: every open family has its facts from the month before, and says so."""

from collections.abc import Callable, Collection
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery

from caseway.attendance.actions import closing, reckoning
from caseway.attendance.facts.months import month_of
from caseway.attendance.facts.stored import lead_of
from caseway.attendance.models import (
    FAMILY_FACTS,
    MEMBER_FACTS,
    NOT_CARRIED,
    CaseMonth,
    FactSource,
    FamilyMonth,
    MemberMonth,
)
from caseway.cases.models import Case

CHUNK = 200


@transaction.atomic
def carry_month(*, case_ids: Collection[int], period: int, at: datetime) -> int:
    """Give these families the month from the one before, where they have none. Returns how many.

    Amounts and who is who are carried and say so (`FactSource.CARRIED`); what
    holds for one month only is not (NOT_CARRIED). Closed months stay as they are.
    """
    before = month_of(period).plus(-1).number
    known = FamilyMonth.objects.filter(case__in=case_ids, period=period).values("case")
    old = list(
        FamilyMonth.objects.filter(case__in=case_ids, period=before)
        .exclude(case__in=known)
        .prefetch_related("members")
        .order_by("case")
    )
    shut = {site for site in {row.site_id for row in old} if closing.why_not_write(site, period)}
    old = [row for row in old if row.site_id not in shut]
    new = FamilyMonth.objects.bulk_create([_carried(row, period, at) for row in old])
    MemberMonth.objects.bulk_create(
        _carried_member(member, to)
        for row, to in zip(old, new, strict=True)
        for member in row.members.all()
    )
    reckoning.mark([(row.case_id, period) for row in new], at)
    return len(new)


def _carried(row: FamilyMonth, period: int, at: datetime) -> FamilyMonth:
    facts = {name: getattr(row, name) for name in FAMILY_FACTS if name not in NOT_CARRIED}
    return FamilyMonth(
        site_id=row.site_id,
        case_id=row.case_id,
        period=period,
        source=FactSource.CARRIED,
        recorded_at=at,
        **facts,
    )


def _carried_member(member: MemberMonth, to: FamilyMonth) -> MemberMonth:
    facts = {name: getattr(member, name) for name in MEMBER_FACTS if name not in NOT_CARRIED}
    return MemberMonth(site_id=to.site_id, family_month=to, person_id=member.person_id, **facts)


def carry_all(period: int, clock: Callable[[], datetime]) -> int:
    """Carry every open family that has facts of the month before and none of this one."""
    before, last, done = month_of(period).plus(-1).number, 0, 0
    while True:
        waiting = (
            Case.objects.open()
            .filter(family_months__period=before, pk__gt=last)
            .exclude(pk__in=FamilyMonth.objects.filter(period=period).values("case"))
        )
        cases = list(waiting.order_by("pk").values_list("pk", flat=True)[:CHUNK])
        if not cases:
            return done
        done += carry_month(case_ids=cases, period=period, at=clock())
        last = cases[-1]


def mark_moved(period: int, clock: Callable[[], datetime]) -> int:
    """Mark the families whose lead or region is another than their result says. Returns how many.

    A case passes from hand to hand without a word to this app, which stands above it.
    """
    lead = lead_of(month_of(period), OuterRef("case"))
    rows = CaseMonth.objects.filter(period=period).annotate(
        now_agency=Subquery(lead.values("agency")[:1]),
        now_worker=Subquery(lead.values("staff")[:1]),
    )
    columns = ("case_id", "region_id", "case__region_id", "agency_id", "now_agency")
    moved = [
        case
        for case, region, now_region, agency, now_agency, worker, now_worker in rows.order_by(
            "case"
        ).values_list(*columns, "worker_id", "now_worker")
        if (region, agency, worker) != (now_region, now_agency, now_worker)
    ]
    for start in range(0, len(moved), CHUNK):
        reckoning.mark([(case, period) for case in moved[start : start + CHUNK]], clock())
    return len(moved)
