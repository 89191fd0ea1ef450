"""Jobs as rules take them: always for many, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from caseway.employment.models import Job, JobTerms, RetentionCheck, Shift
from caseway.rules.jobs import Found, Slot


@dataclass(frozen=True, slots=True)
class TermsFact:
    """Wage in cents an hour and minutes a week that held on a day, and since when."""

    starts_on: date
    hourly_cents: int
    minutes_a_week: int


def jobs_on(case_ids: Collection[int], day: date) -> dict[int, list[Job]]:
    """Jobs held on a day, by case, those begun first foremost. One query."""
    found: dict[int, list[Job]] = defaultdict(list)
    rows = Job.objects.filter(
        Q(ended_on=None) | Q(ended_on__gte=day), case__in=case_ids, began_on__lte=day
    )
    for job in rows.select_related("employer", "job_site").order_by("began_on", "pk"):
        found[job.case_id].append(job)
    return dict(found)


def terms_on(job_ids: Collection[int], day: date) -> dict[int, TermsFact]:
    """Wage and hours in force on a day, by job; no entry before the first are known. One query."""
    rows = JobTerms.objects.filter(job__in=job_ids, starts_on__lte=day)
    found = {}
    for row in rows.order_by("job", "starts_on"):
        found[row.job_id] = TermsFact(row.starts_on, row.hourly_cents, row.minutes_a_week)
    return found


def weeks_on(job_ids: Collection[int], day: date) -> dict[int, tuple[Slot, ...]]:
    """The usual week in force on a day, by job. One query."""
    rows = Shift.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=day), job__in=job_ids, starts_on__lte=day
    )
    found: dict[int, list[Slot]] = defaultdict(list)
    for row in rows.order_by("job", "weekday", "begins_at", "pk"):
        found[row.job_id].append(Slot(row.weekday, row.begins_at, row.ends_at))
    return {job: tuple(slots) for job, slots in found.items()}


def found_of(jobs: Iterable[int]) -> dict[int, dict[int, Found]]:
    """What retention checks found, by job and days. One query."""
    found: dict[int, dict[int, Found]] = defaultdict(dict)
    for row in RetentionCheck.objects.filter(job__in=list(jobs)).order_by("job", "after_days"):
        found[row.job_id][row.after_days] = Found(row.found)
    return dict(found)
