"""How many jobs were kept so many days, of those that are old enough to tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from caseway.rules.jobs import Found


@dataclass(frozen=True, slots=True)
class JobFact:
    """A job: whose, from and to which day (both worked), and what checks found."""

    person: int
    began_on: date
    ended_on: date | None
    found: Mapping[int, Found]


@dataclass(frozen=True, slots=True)
class Kept:
    """Of `old_enough` jobs so many were kept, lost, and so many are not known."""

    days: int
    kept: int
    lost: int
    unknown: int

    @property
    def old_enough(self) -> int:
        return self.kept + self.lost + self.unknown


def kept_at(
    jobs: Iterable[JobFact],
    days: int,
    *,
    starting: date,
    until: date,
    others: Iterable[JobFact] = (),
) -> Kept:
    """Jobs whose day so many days on fell within `starting <= day < until`.

    Work in another job is work. What a check found counts; without one, a job that ended before
    counts as lost unless another was held that day, and one that goes on stays unknown: nobody
    has asked. `others`: jobs of the same people that are not counted themselves.
    """
    counted = list(jobs)
    every = [*counted, *others]
    answers = [
        _answer(job, days, every)
        for job in counted
        if starting <= job.began_on + timedelta(days) < until
    ]
    return Kept(days, answers.count(True), answers.count(False), answers.count(None))


def _answer(job: JobFact, days: int, every: list[JobFact]) -> bool | None:
    found, day = job.found.get(days), job.began_on + timedelta(days)
    if found in {Found.AT_WORK, Found.OTHER_JOB}:
        return True
    if found is Found.NOT_AT_WORK:
        return False
    if found is Found.UNKNOWN or job.ended_on is None or job.ended_on >= day:
        return None
    return any(
        one.person == job.person
        and one.began_on <= day
        and (one.ended_on is None or one.ended_on >= day)
        for one in every
    )
