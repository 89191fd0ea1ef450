"""A person's job: begun, put right, ended; its wage and hours from a day."""

from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.cases.models import Case, Person
from caseway.employment.access import require_edit
from caseway.employment.models import Employer, EndReason, Job, JobSite, JobTerms, Setting
from caseway.intake.shipped import occupations
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import save_if_current
from caseway.kernel.words import long_date


@dataclass(frozen=True)
class Work:
    """What a job is. Which employer, and whose job it is, never changes."""

    title: str
    setting: Setting
    job_site: JobSite | None
    found_by: str
    began_on: date


@dataclass(frozen=True)
class Terms:
    """Wage in cents an hour and minutes a week, from a day."""

    starts_on: date
    hourly_cents: int
    minutes_a_week: int
    has_benefits: bool = False
    note: str = ""


@transaction.atomic
def add_job(
    *, case: Case, person: Person, employer: Employer, work: Work, terms: Terms | None, by: User
) -> Job:
    """Record a job, with its first wage and hours when they are known. Raises NotAllowed.

    Two jobs at once are two rows.
    """
    require_edit(by, case)
    if employer.site_id != case.site_id:
        raise NotAllowed(_("Choose an employer of this case's site."))
    _require_place(employer.pk, work)
    job = Job.objects.create(
        site_id=case.site_id,
        case=case,
        person=person,
        employer=employer,
        created_by=by,
        **work.__dict__,
    )
    if terms is not None:
        set_terms(job=job, terms=terms, by=by)
    return job


@transaction.atomic
def change_job(*, job: Job, work: Work, version: int, by: User) -> Job:
    """Put a job right. Raises NotAllowed; StaleRecord with both texts."""
    require_edit(by, job.case)
    _require_place(job.employer_id, work)
    if job.ended_on is not None and work.began_on > job.ended_on:
        raise NotAllowed(_before_begin(work.began_on))
    first = job.terms.order_by("starts_on").first()
    if first is not None and work.began_on > first.starts_on:
        raise NotAllowed(
            _("Wage and hours are on record from %(day)s. The job cannot begin after that.")
            % {"day": long_date(first.starts_on)}
        )
    for name, value in work.__dict__.items():
        setattr(job, name, value)
    save_if_current(job, version, [one.name for one in fields(Work)])
    return job


@transaction.atomic
def set_occupation(*, job: Job, code: str, by: User) -> Job:
    """Say which occupation of O*NET it is; an empty code takes it away. Raises NotAllowed."""
    require_edit(by, job.case)
    if code and code not in occupations():
        raise NotAllowed(_("There is no such occupation. Look it up by its title."))
    Job.objects.filter(pk=job.pk).update(occupation=code)
    job.occupation = code
    return job


@transaction.atomic
def set_terms(*, job: Job, terms: Terms, by: User) -> JobTerms:
    """Wage and hours from a day. A raise is a new row; the same day once more puts it right.

    A wage below the minimum is recorded as it is: who shows it warns. Raises NotAllowed.
    """
    require_edit(by, job.case)
    if terms.starts_on < job.began_on:
        raise NotAllowed(
            _("The job begins on %(day)s. Choose that day or a later one.")
            % {"day": long_date(job.began_on)}
        )
    if job.ended_on is not None and terms.starts_on > job.ended_on:
        raise NotAllowed(
            _("The job ended on %(day)s. Choose that day or an earlier one.")
            % {"day": long_date(job.ended_on)}
        )
    if not 0 < terms.minutes_a_week <= 168 * 60:
        raise NotAllowed(_("Enter hours a week between 1 and 168."))
    known = dict(terms.__dict__)
    row, _made = JobTerms.objects.update_or_create(
        job=job,
        starts_on=known.pop("starts_on"),
        defaults={**known, "site_id": job.site_id, "said_by": by},
    )
    return row


@transaction.atomic
def end_job(*, job: Job, on: date, reason: EndReason, note: str, by: User) -> Job:
    """The last day of a job, and why. Raises NotAllowed."""
    require_edit(by, job.case)
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.ended_on is not None:
        raise NotAllowed(_("This job has ended already."))
    if on < job.began_on:
        raise NotAllowed(_before_begin(job.began_on))
    job.ended_on, job.end_reason, job.end_note = on, reason, note.strip()
    job.version += 1
    job.save(update_fields=["ended_on", "end_reason", "end_note", "version"])
    return job


@transaction.atomic
def reopen_job(*, job: Job, by: User) -> Job:
    """The job goes on after all: its end was a slip. Raises NotAllowed."""
    require_edit(by, job.case)
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.ended_on is None:
        raise NotAllowed(_("This job has not ended."))
    job.ended_on, job.end_reason, job.end_note = None, "", ""
    job.version += 1
    job.save(update_fields=["ended_on", "end_reason", "end_note", "version"])
    return job


def _before_begin(began_on: date) -> str:
    return _("The job begins on %(day)s and cannot end before that day.") % {
        "day": long_date(began_on)
    }


def _require_place(employer_id: int, work: Work) -> None:
    if work.job_site is not None and work.job_site.employer_id != employer_id:
        raise NotAllowed(_("Choose a place of this employer."))
