"""Employers and jobs for tests, in one line each."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from caseway.employment.models import Employer, Job, JobSite, JobTerms, Setting
from tests.factories import World

TODAY = date(2026, 11, 23)  # a Monday
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("America/New_York"))


def make_employer(world: World, name: str = "Astoria Fresh Market", **fields) -> Employer:
    return Employer.objects.create(site=world.site, name=name, **fields)


def make_place(employer: Employer, name: str = "Steinway Street", **fields) -> JobSite:
    return JobSite.objects.create(
        site=employer.site, employer=employer, name=name, zip_code="11103", **fields
    )


def make_job(case, employer=None, *, began_on=date(2026, 9, 1), cents=1700, **fields) -> Job:
    """A job with a wage from its first day, at twenty hours a week."""
    employer = employer or Employer.objects.create(site=case.site, name=f"Firm of {case.pk}")
    fields.setdefault("setting", Setting.COMPETITIVE)
    job = Job.objects.create(
        site=case.site,
        case=case,
        person=fields.pop("person", case.participant),
        employer=employer,
        title=fields.pop("title", "Stock clerk"),
        began_on=began_on,
        **fields,
    )
    JobTerms.objects.create(
        site=case.site, job=job, starts_on=began_on, hourly_cents=cents, minutes_a_week=1200
    )
    return job
