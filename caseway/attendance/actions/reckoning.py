"""Working a family's month out anew, and noting that it must be."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from caseway.attendance.models import CaseMonth
from caseway.cases.models import Case


@transaction.atomic
def mark(cases_and_periods: Collection[tuple[int, int]], at: datetime) -> None:
    """Note that these months must be worked out anew. Three queries and one a month named.

    The row is made first and touched last: two who write at once on PostgreSQL
    wait here for each other, and the later one sees what the earlier wrote.
    """
    wanted = set(cases_and_periods)
    cases = {case for case, _period in wanted}
    periods = {period for _case, period in wanted}
    kept = CaseMonth.objects.filter(case__in=cases, period__in=periods)
    missing = wanted - set(kept.values_list("case_id", "period"))
    if missing:
        _make(missing, at)
    for period in sorted(periods):
        named = [case for case, when in wanted if when == period]
        CaseMonth.objects.filter(case__in=named, period=period).update(stale_since=at)


def _make(missing: Collection[tuple[int, int]], at: datetime) -> None:
    places = {
        pk: (site, region)
        for pk, site, region in Case.objects.filter(
            pk__in={case for case, _period in missing}
        ).values_list("pk", "site_id", "region_id")
    }
    CaseMonth.objects.bulk_create(
        (
            CaseMonth(
                site_id=places[case][0],
                region_id=places[case][1],
                case_id=case,
                period=period,
                stale_since=at,
            )
            for case, period in sorted(missing)
        ),
        ignore_conflicts=True,
    )
