"""Which cases of the demonstration county have a plan, and of which kind."""

from collections.abc import Iterable, Iterator
from itertools import islice
from random import Random

from django.db.models import QuerySet

from caseway.agencies.models import Site
from caseway.cases.models import Assignment, Case, Stage
from caseway.demo.calendar import Calendar
from caseway.demo.plans.tale import Tale
from caseway.kernel.models import User
from caseway.plans import access
from caseway.plans.models import PlanKind

MOST = 24  # for each site: enough to show every state of a plan
ALL_UP_TO = 400  # open cases of a site; a larger one shows the states and no more
_STAGES = (Stage.PLANNING, Stage.ACTIVITIES, Stage.JOB_SEARCH, Stage.PLACED)
_PAST_PLANNING = (Stage.ACTIVITIES, Stage.JOB_SEARCH, Stage.PLACED, Stage.RETENTION)


def write_plans(sites: Iterable[Site], cal: Calendar, seed: int) -> int:
    """Write plans for open cases of each site. Returns how many.

    Some show every state of a plan; whoever else is past planning has one that both signed.
    The same seed and day give the same rows, identifiers included.
    """
    count = 0
    for site in sites:
        rng = Random(f"{seed}:{site.slug}:plans")
        showing = list(_showing(site))
        for number, (case, worker) in enumerate(showing):
            Tale(case, worker, cal, rng, number).tell()
        kept = list(_others(site, {case.pk for case, _worker in showing}))
        for number, (case, worker) in enumerate(kept):
            Tale(case, worker, cal, rng, number).tell_signed()
        count += len(showing) + len(kept)
    return count


def _showing(site: Site) -> Iterator[tuple[Case, User]]:
    """Every second case that can have a plan, in the order of numbers, and no more than MOST."""
    led = _led(site, _STAGES).iterator(chunk_size=500)  # a site may have tens of thousands
    return islice(_writable(islice(led, 0, None, 2)), MOST)


def _others(site: Site, shown: set[int]) -> Iterator[tuple[Case, User]]:
    """Who is past planning and shows nothing in particular. Nobody, at a large site."""
    rows = _led(site, _PAST_PLANNING)
    if rows.count() > ALL_UP_TO:
        return iter(())
    return _writable(row for row in rows if row.case_id not in shown)


def _led(site: Site, stages: Iterable[Stage]) -> QuerySet[Assignment]:
    """The leads of open cases in these stages, by the cases' numbers."""
    return (
        Assignment.objects.filter(
            case__site=site, case__closed_on=None, case__stage__in=stages, ends_on=None
        )
        .filter(is_lead=True, staff__isnull=False)
        .select_related("staff", "case__participant", "case__site", "case__region")
        .order_by("case__number", "case_id")
    )


def _writable(rows: Iterable[Assignment]) -> Iterator[tuple[Case, User]]:
    """The cases whose lead writes employment plans."""
    for row in rows:
        if row.staff and not access.why_not_begin(row.staff, row.case, PlanKind.EP):
            yield row.case, row.staff
