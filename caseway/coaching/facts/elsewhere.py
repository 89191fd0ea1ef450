"""What fills a coach's days at her other sites: one day cannot be planned twice.

Of another site's sessions no more than day, times and point are read: neither who nor where is for
the readers of this one.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from caseway.coaching.facts.windows import minutes_of
from caseway.coaching.models import CoachSetup, Visit, VisitMode, VisitState
from caseway.rules.dates import Month
from caseway.rules.directory.distance import Point
from caseway.rules.scheduling.calendar import Duty
from caseway.rules.scheduling.places import DAY_MINUTES, Place


class Span(NamedTuple):
    """A session agreed or held at another site, in minutes after midnight."""

    visit: Visit
    begins: int
    ends: int

    def overlaps(self, begins: int, minutes: int) -> bool:
        """Whether something of so many minutes would lie in the same time."""
        return self.begins < begins + minutes and begins < self.ends


def sessions_elsewhere(coach: int, site: int, month: Month) -> list[Span]:
    """Sessions of a month at the coach's other sites that have an hour. One query."""
    rows = Visit.objects.filter(
        coach=coach,
        day__gte=month.first,
        day__lte=month.last,
        state__in=(VisitState.PLANNED, VisitState.HELD),
        begins_at__isnull=False,
    ).exclude(site=site)
    return list(_spans(rows.select_related("job_site", "site").order_by("day", "begins_at", "pk")))


def duties_elsewhere(setup: CoachSetup, month: Month) -> list[Duty]:
    """The same as duties of hers, each where it is when that is known. One query."""
    return [
        Duty(one.visit.day, one.begins, one.ends, _place(one.visit), elsewhere=True)
        for one in sessions_elsewhere(setup.coach_id, setup.site_id, month)
    ]


def bases_elsewhere(setup: CoachSetup) -> dict[int, Place]:
    """Where her days begin at her other sites, by site. One query."""
    rows = CoachSetup.objects.filter(coach=setup.coach_id).exclude(site=setup.site_id)
    return {
        row.site_id: Place(f"base-{row.site_id}", Point(row.latitude, row.longitude), row.base_zone)
        for row in rows
    }


def _spans(rows: Iterable[Visit]) -> Iterator[Span]:
    for row in rows:
        assert row.begins_at is not None
        begins = minutes_of(row.begins_at)
        yield Span(row, begins, min(begins + row.minutes, DAY_MINUTES))


def _place(row: Visit) -> Place | None:
    """The workplace of a visit in person; None: wherever she happens to be."""
    where = row.job_site if row.mode == VisitMode.VISIT else None
    if where is None or where.latitude is None or where.longitude is None:
        return None
    return Place(f"elsewhere-{row.pk}", Point(where.latitude, where.longitude), where.zone)
