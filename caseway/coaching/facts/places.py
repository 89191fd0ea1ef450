"""Where each person is met in a month, and what had to be filled in."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from caseway.coaching.facts.caseloads import Client
from caseway.coaching.facts.sentences import NO_POINT, UNKNOWN_ZONE, ZIP_POINT
from caseway.coaching.facts.travel import NEW_YORK
from caseway.coaching.models import MeetingPlace
from caseway.employment.models import Job, JobSite
from caseway.network.points import zip_of, zip_points
from caseway.rules.dates import Month
from caseway.rules.directory.distance import Point
from caseway.rules.reasons import Reason, because
from caseway.rules.scheduling.places import Place


@dataclass(frozen=True)
class Where:
    """A place to meet. `place` is None where nobody knows how to get there."""

    key: str
    label: str
    line: str
    zone: str
    arrival: str
    place: Place | None
    job_site: int | None = None


@dataclass(frozen=True)
class Work:
    """A person's job as it stands in a month."""

    job: Job

    @property
    def label(self) -> str:
        """ "Copperleaf Grocers, Fordham Rd"."""
        parts = (self.job.employer.name, str(self.job.job_site or ""))
        return ", ".join(part for part in parts if part)


def jobs_of(clients: Iterable[Client], month: Month) -> dict[int, Job]:
    """Each client's job in the month, the latest begun of several, by enrolment. One query."""
    owners = {(one.enrolment.case_id, one.enrolment.person_id): one for one in clients}
    rows = Job.objects.filter(
        case__in={case for case, _person in owners}, began_on__lte=month.last
    ).select_related("employer", "job_site")
    found: dict[int, Job] = {}
    for row in rows.order_by("began_on", "id"):
        owner = owners.get((row.case_id, row.person_id))
        if owner is not None and (row.ended_on is None or row.ended_on >= month.first):
            found[owner.enrolment.pk] = row
    return found


def meeting_places(enrolments: Collection[int], day: date) -> dict[int, MeetingPlace]:
    """Each person's meeting place on a day, or the next to come, by enrolment. One query."""
    found: dict[int, MeetingPlace] = {}
    rows = MeetingPlace.objects.filter(enrolment__in=enrolments)
    for row in rows.order_by("-starts_on", "-id"):
        if row.starts_on <= day and (row.ends_on is None or row.ends_on > day):
            found[row.enrolment_id] = row
    return found


def wheres(
    clients: Iterable[Client], jobs: Mapping[int, Job], meetings: Mapping[int, MeetingPlace]
) -> tuple[dict[int, Where], list[Reason]]:
    """Where each is met, by enrolment, and what is to be said about it. No query."""
    found: dict[int, Where] = {}
    notes: list[Reason] = []
    for client in clients:
        pk = client.enrolment.pk
        where = None
        if pk in meetings:
            where = _met_at(meetings[pk])
        elif pk in jobs and jobs[pk].job_site is not None:
            where = _at_work(jobs[pk])
        if where is None:
            continue
        found[pk] = where
        notes += _notes(client, where)
    return found, notes


def _met_at(row: MeetingPlace) -> Where:
    key = f"meeting-{row.pk}"
    return Where(
        key=key,
        label=row.label,
        line=", ".join(part for part in (row.line, row.zip_code) if part),
        zone=row.zone,
        arrival=row.arrival,
        # Two people met at one point are at one place, whoever wrote it down.
        place=_place(f"{row.label} {row.latitude} {row.longitude} {row.zip_code}", row),
    )


def _at_work(job: Job) -> Where:
    row = job.job_site
    assert row is not None
    line = ", ".join(part for part in (row.line_1, row.city, row.zip_code) if part)
    return Where(
        key=f"site-{row.pk}",
        label=Work(job).label,
        line=line,
        zone=row.zone,
        arrival=row.arrival,
        place=_place(f"site-{row.pk}", row),
        job_site=row.pk,
    )


def _place(key: str, row: MeetingPlace | JobSite) -> Place | None:
    if row.latitude is not None and row.longitude is not None:
        return Place(key, Point(row.latitude, row.longitude), row.zone)
    middle = zip_points().get(zip_of(row.zip_code))
    return Place(key, middle, row.zone) if middle is not None else None


def _notes(client: Client, where: Where) -> Iterable[Reason]:
    if where.place is None:
        yield because(NO_POINT, name=client.name, place=where.label)
        return
    known = zip_points().get(zip_of(where.line[-5:]))
    if known is not None and where.place.point == known:
        yield because(ZIP_POINT, name=client.name, zip=where.line[-5:])
    if where.zone and where.zone not in NEW_YORK:
        yield because(UNKNOWN_ZONE, name=client.name, zone=where.zone)
