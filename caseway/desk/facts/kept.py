"""Whether a job was kept: the check of each job that is due and has no answer yet.

Asked: `cases` and `on`, as in `basics`.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db import models
from django.db.models import Q

from caseway.desk.facts.pieces import Piece, Row
from caseway.desk.facts.shapes import Picture
from caseway.employment.models import Job, RetentionCheck
from caseway.kernel.prepared import Asked, OneOf
from caseway.rules.caseload.signals import Signal, SignalKind
from caseway.rules.jobs import Found, first_open

_ON = Asked("on", models.DateField())


def job_pieces() -> list[Piece]:
    """`jobs` that go on, and `job_checks`: what was found so many days after each began.

    A job that ended is still asked about on the page of the case. It is on no list of the day:
    whoever lost a job is somebody to call for more than that.
    """
    goes_on = Q(ended_on=None) | Q(ended_on__gte=_ON)
    on_one = Q(job__ended_on=None) | Q(job__ended_on__gte=_ON)
    return [
        Piece(
            "jobs",
            Job.objects.filter(goes_on, OneOf("case_id", "cases")),
            text="title",
            who="person__name_used",
            person="person_id",
            day="began_on",
        ),
        Piece(
            "job_checks",
            RetentionCheck.objects.filter(on_one, OneOf("job__case_id", "cases")),
            case="job__case_id",
            code="found",
            number="after_days",
            person="job_id",
        ),
    ]


def kept_signals(picture: Picture, on: date) -> Iterator[Signal]:
    """For each job the earliest check whose days are over and that nobody has answered."""
    found: dict[int | None, dict[int, Found]] = defaultdict(dict)
    for row in picture.job_checks:
        found[row.person][row.number or 0] = Found(row.code)
    for job in picture.jobs:
        check = first_open(job.day, found[job.id], on) if job.day else None
        if check is not None:
            yield Signal(
                SignalKind.RETENTION_CHECK,
                check.due_on,
                ref=f"{job.id}:{check.days}",
                about={"what": _work(picture, job), "days": check.days},
            )


def _work(picture: Picture, job: Row) -> str:
    """The job's title, with whose it is where it is not the participant's."""
    if job.person == picture.card.participant_id:
        return job.text
    return f"{job.text} ({job.name})"
