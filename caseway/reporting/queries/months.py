"""How far a month is: over, closed, filed. For the sites that are looked at."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from caseway.agencies.models import Agency, Region, Site
from caseway.attendance.models import MonthClosing
from caseway.kernel.models import User
from caseway.reporting.models import FiledRate
from caseway.reporting.queries.scope import Part


@dataclass(frozen=True, slots=True)
class MonthState:
    """One site's month."""

    site: Site
    closed_at: datetime | None
    reopened: MonthClosing | None
    filing: FiledRate | None


def states(sites: Collection[Site], period: int) -> list[MonthState]:
    """By site: whether it is closed, why it was opened again, what was filed. Two queries."""
    closings = MonthClosing.objects.filter(site__in=sites, period=period)
    open_since: dict[int, MonthClosing] = {}
    closed: dict[int, MonthClosing] = {}
    for row in closings.select_related("reopened_by").order_by("id"):
        (closed if row.reopened_at is None else open_since)[row.site_id] = row
    filed = {
        row.site_id: row
        for row in FiledRate.objects.filter(site__in=sites, period=period)
        .select_related("filed_by")
        .order_by("number")
    }
    return [
        MonthState(
            site,
            closed[site.pk].closed_at if site.pk in closed else None,
            None if site.pk in closed else open_since.get(site.pk),
            filed.get(site.pk),
        )
        for site in sites
    ]


def names(part: Part, ids: Collection[int]) -> dict[int, str]:
    """The names of one kind of part, by id. One query."""
    rows = {
        Part.SITE: Site.objects,
        Part.REGION: Region.objects,
        Part.AGENCY: Agency.objects,
        Part.WORKER: User.objects,
    }[part]
    return dict(rows.filter(pk__in=ids).order_by("pk").values_list("pk", "name"))


def closed(sites: Collection[Site], periods: Collection[int]) -> set[tuple[int, int]]:
    """The (site, month) that are closed. One query."""
    rows = MonthClosing.objects.filter(site__in=sites, period__in=periods, reopened_at=None)
    return set(rows.values_list("site_id", "period"))
