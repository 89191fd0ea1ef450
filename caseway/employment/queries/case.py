"""The work of one case: jobs with all that is known of them."""

from dataclasses import dataclass
from datetime import date

from caseway.cases.models import Case, Person
from caseway.employment import facts
from caseway.employment.models import Job, JobTerms, RetentionCheck, Shift
from caseway.intake.queries.case import people_of
from caseway.rules.jobs import Check, Found, Slot, checks


@dataclass(frozen=True)
class JobSeen:
    """A job with its terms, latest first, its week on a day, what comes, and its checks."""

    row: Job
    terms: list[JobTerms]
    week: tuple[Slot, ...]
    ahead: list[Shift]
    checks: tuple[Check, ...]
    answers: dict[int, RetentionCheck]


@dataclass(frozen=True)
class CaseWork:
    """Everybody of a case who has or may have a job, and the jobs."""

    case: Case
    people: list[Person]
    jobs: list[JobSeen]


def work_of(case: Case, today: date) -> CaseWork:
    """A fixed number of queries, however many jobs."""
    rows = Job.objects.filter(case=case).select_related("person", "employer", "job_site")
    return CaseWork(case, people_of(case), seen(list(rows.order_by("-began_on", "-pk")), today))


def seen(rows: list[Job], today: date) -> list[JobSeen]:
    """Jobs with all that belongs to them: four queries."""
    ids = [row.pk for row in rows]
    weeks = facts.weeks_on(ids, today)
    terms: dict[int, list[JobTerms]] = {}
    for one in JobTerms.objects.filter(job__in=ids).order_by("job", "-starts_on", "-pk"):
        terms.setdefault(one.job_id, []).append(one)
    ahead: dict[int, list[Shift]] = {}
    coming = Shift.objects.filter(job__in=ids, starts_on__gt=today)
    for shift in coming.order_by("job", "starts_on", "weekday", "begins_at", "pk"):
        ahead.setdefault(shift.job_id, []).append(shift)
    answers: dict[int, dict[int, RetentionCheck]] = {}
    known = RetentionCheck.objects.filter(job__in=ids).select_related("by")
    for check in known.order_by("job", "after_days"):
        answers.setdefault(check.job_id, {})[check.after_days] = check
    return [
        JobSeen(
            row=row,
            terms=terms.get(row.pk, []),
            week=weeks.get(row.pk, ()),
            ahead=ahead.get(row.pk, []),
            checks=checks(row.began_on, _found(answers.get(row.pk, {})), today),
            answers=answers.get(row.pk, {}),
        )
        for row in rows
    ]


def _found(answers: dict[int, RetentionCheck]) -> dict[int, Found]:
    return {days: Found(one.found) for days, one in answers.items()}
