"""Jobs of families in the county who found work: employers, wages, weeks, whether it was kept."""

import tomllib
from collections.abc import Iterable
from datetime import date, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from caseway.cases.models import Case, Part, Stage
from caseway.demo.calendar import Calendar
from caseway.demo.coaching.kept import ASKED_WITHIN
from caseway.demo.county.sites import Built
from caseway.demo.helping.referrals import workers_by_case
from caseway.employment.access import why_not_edit, why_not_edit_employers
from caseway.employment.actions import employers, jobs
from caseway.employment.actions.retention import record_check
from caseway.employment.actions.weeks import set_week
from caseway.employment.models import EndReason, JobSite, Setting
from caseway.kernel.models import User
from caseway.network.points import zip_points
from caseway.rules.jobs import Found, Slot, checkpoints

_FILE = Path(__file__).with_name("jobs.toml")
_AT_WORK = (Stage.PLACED, Stage.RETENTION)
MOST = 10  # of a site


def tell_jobs(sites: Iterable[Built], cal: Calendar, seed: int) -> None:
    """Give work to some who found it, site by site; those of job coaches are told elsewhere."""
    for built in sites:
        if built.design.lead_part != Part.JOB_COACH:
            _tell(built, cal, Random(f"{seed}:{built.design.letter}:jobs"))


def _tell(built: Built, cal: Calendar, rng: Random) -> None:
    workers = workers_by_case(built)
    rows = Case.objects.filter(pk__in=workers, stage__in=_AT_WORK).select_related(
        "participant", "site", "region", "program"
    )
    chosen = []
    for case in rows.order_by("number", "pk")[: 3 * MOST]:
        by = next((one for one in workers[case.pk] if why_not_edit(one, case) is None), None)
        if by is not None:
            chosen.append((case, by))
    if not chosen:
        return
    offers = _employers(built, chosen[0][1])
    for case, by in chosen[:MOST] if offers else []:
        _work(case, by, rng.choice(offers), cal, rng)


def _employers(built: Built, by: User) -> list[tuple[JobSite, dict[str, Any]]]:
    """Each employer with one place somewhere in the county."""
    if why_not_edit_employers(by, built.site.pk) is not None:
        return []
    codes = sorted(zip_points())
    found = []
    for number, said in enumerate(tomllib.loads(_FILE.read_text("utf-8"))["employer"]):
        firm = employers.Firm(
            said["name"], said["tax_id"], said["naics"], said["contact"], said["phone"]
        )
        row = employers.add_employer(site=built.site, firm=firm, by=by)
        code = codes[(number * 37 + built.site.pk) % len(codes)]
        spot = employers.Spot(said["place"], said["line"], zip_code=code)
        found.append((employers.add_job_site(employer=row, spot=spot, by=by), said))
    return found


def _work(
    case: Case, by: User, offer: tuple[JobSite, dict[str, Any]], cal: Calendar, rng: Random
) -> None:
    place, said = offer
    began_on = max(cal.workday(-rng.randrange(20, 150)), case.opened_on)
    slots = [
        Slot(day, time.fromisoformat(begins), time.fromisoformat(ends))
        for day, begins, ends in said["week"]
    ]
    minutes = sum(one.minutes for one in slots)
    job = jobs.add_job(
        case=case,
        person=case.participant,
        employer=place.employer,
        work=jobs.Work(
            rng.choice(said["titles"]), Setting.COMPETITIVE, place, "Through us", began_on
        ),
        terms=jobs.Terms(began_on, said["cents"][0], minutes),
        by=by,
    )
    set_week(job=job, slots=slots, starts_on=began_on, by=by)
    if rng.random() < 0.3 and began_on < cal.day(-60):
        raised = jobs.Terms(cal.day(-30), said["cents"][1], minutes, note="A raise")
        jobs.set_terms(job=job, terms=raised, by=by)
    if rng.random() < 0.2:
        on = max(cal.day(-rng.randrange(3, 15)), began_on)
        jobs.end_job(job=job, on=on, reason=EndReason.LAID_OFF, note="", by=by)
        return
    for days in checkpoints(cal.today):
        due_on, asked_at_once = began_on + timedelta(days), rng.random() < 0.7
        if asked_at_once or due_on < cal.day(-ASKED_WITHIN):
            _check(job, days, due_on, by, cal)


def _check(job: Any, days: int, due_on: date, by: User, cal: Calendar) -> None:
    if due_on < cal.today:
        record_check(
            job=job,
            days=days,
            found=Found.AT_WORK,
            checked_on=min(due_on + timedelta(3), cal.today),
            how="Pay stub",
            by=by,
            today=cal.today,
        )
