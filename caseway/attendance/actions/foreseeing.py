"""Seeing ahead for every family of a site, and keeping what lists need of it."""

from collections.abc import Callable, Collection
from datetime import date, datetime

import structlog
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from caseway.agencies.models import Site
from caseway.attendance.facts.months import period_on
from caseway.attendance.models import CaseMonth, HoursAhead
from caseway.attendance.queries.outlook import forecasts
from caseway.rules.params import ParamError
from caseway.rules.participation.forecast.outlook import Forecast
from caseway.rules.participation.forecast.today import hours_short

CHUNK = 200  # families a transaction
_SEEN = (
    "site",
    "period",
    "closes_on",
    "short_minutes",
    "unproven_minutes",
    "unmarked_days",
    "unmarked_since",
    "reckoned_on",
    "reckoned_at",
)

log = structlog.get_logger("caseway.attendance")


def look_ahead(clock: Callable[[], datetime]) -> int:
    """See the present month anew where something changed since, or on a new day. How many."""
    done = 0
    for site in Site.objects.order_by("pk"):
        today = timezone.localdate(clock())
        try:
            period = period_on(site.state, today)
        except ParamError:
            log.warning("ahead.no_law", site=site.pk)
            continue
        last = 0
        while cases := list(_due(site.pk, period, today, last)[:CHUNK]):
            done += see(cases, site=site, period=period, today=today, at=clock())
            last = cases[-1]
    return done


@transaction.atomic
def see(case_ids: Collection[int], *, site: Site, period: int, today: date, at: datetime) -> int:
    """Keep what the forecast says of these families. How many have one.

    A family whose month nobody recorded has none, and keeps none from before.
    """
    found = forecasts(case_ids, period, today)
    HoursAhead.objects.bulk_create(
        [_row(site, seen, at) for seen in found.values()],
        update_conflicts=True,
        unique_fields=["case"],
        update_fields=_SEEN,
    )
    HoursAhead.objects.filter(case__in=set(case_ids) - set(found)).delete()
    return len(found)


def _due(site_id: int, period: int, today: date, after: int) -> "QuerySet[CaseMonth, int]":
    """Cases whose month was worked out after it was last looked at, or not looked at today."""
    fresh = Q(
        case__hours_ahead__period=period,
        case__hours_ahead__reckoned_on=today,
        case__hours_ahead__reckoned_at__gte=F("computed_at"),
    )
    rows = CaseMonth.objects.filter(
        site=site_id, period=period, computed_at__isnull=False, case__gt=after
    ).exclude(pk__in=CaseMonth.objects.filter(fresh, site=site_id, period=period).values("pk"))
    found: QuerySet[CaseMonth, int] = rows.order_by("case").values_list("case_id", flat=True)
    return found


def _row(site: Site, seen: Forecast, at: datetime) -> HoursAhead:
    unmarked = sorted(slot.on for slot in seen.unmarked)
    short = hours_short(seen)
    return HoursAhead(
        site=site,
        case_id=seen.case,
        period=seen.month.number,
        closes_on=seen.closes_on,
        # Nobody is pressed for hours who has a waiver, or whose state has no rate to meet.
        short_minutes=seen.short.minutes if short else 0,
        unproven_minutes=_unproven(seen),
        unmarked_days=len(unmarked),
        unmarked_since=unmarked[0] if unmarked else None,
        reckoned_on=seen.today,
        reckoned_at=at,
    )


def _unproven(seen: Forecast) -> int:
    """Minutes whose proof would change something; those of a family left out would not."""
    result = seen.projected
    if result.violence_waiver or not result.wpr_applies:
        return 0
    if not (seen.now.overall.in_denominator or result.overall.in_denominator):
        return 0
    return sum(one.aim.unproven_minutes for one in seen.people)
