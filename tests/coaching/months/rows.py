"""A coach with clients at workplaces, as few lines as it takes."""

import itertools
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from caseway.agencies.models import Role, WorkingHours
from caseway.cases.models import Assignment, Part
from caseway.coaching.models import (
    CoachingEnrolment,
    CoachSetup,
    MonthPlan,
    PhaseCode,
    PhaseSpan,
    TierSpan,
    Visit,
    VisitMode,
    VisitState,
)
from caseway.employment.models import Employer, Job, JobSite, Setting, Shift
from caseway.kernel.models import User
from caseway.rules.dates import Month
from tests.factories import World, make_case, make_worker, make_world

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)  # a Friday, 10 a.m. in New York
TODAY = date(2026, 11, 20)
MONTH = Month(2026, 12)
BEGAN = date(2026, 1, 5)
# Points of Manhattan and Brooklyn, a walk or a ride apart.
POINTS = [(40.70 + 0.01 * number, -73.99 + 0.004 * number) for number in range(12)]
_next = itertools.count(1)


@dataclass
class Team:
    """A coach, her leader, and how she works."""

    world: World
    coach: User
    leader: User
    setup: CoachSetup
    people: list[CoachingEnrolment] = field(default_factory=list)


def make_team(people: int = 3, **fields) -> Team:
    world = make_world()
    coach = make_worker(world, Role.JOB_COACH, name="Kofi Test", title="Job coach")
    leader = make_worker(world, Role.SUPERVISOR, name="Nadia Test")
    team = Team(world, coach, leader, set_up(world, coach))
    for _number in range(people):
        make_client(team, **fields)
    return team


def set_up(world: World, coach: User) -> CoachSetup:
    WorkingHours.objects.bulk_create(
        WorkingHours(user=coach, weekday=day, opens_at=time(9), closes_at=time(17))
        for day in range(5)
    )
    return CoachSetup.objects.create(
        site=world.site,
        agency=world.contractor,
        coach=coach,
        base_name="Office",
        base_zone="Manhattan",
        latitude=40.7359,
        longitude=-73.9906,
    )


def make_client(
    team: Team,
    *,
    tier="biweekly",
    works=True,
    shift=(time(9), time(15)),
    days=(0, 1, 2, 3, 4),
    point=None,
    coach=None,
    **fields,
) -> CoachingEnrolment:
    number = next(_next)
    case = make_case(team.world, f"Client {number}", worker=None)
    Assignment.objects.create(
        site=team.world.site,
        case=case,
        agency=team.world.contractor,
        staff=coach or team.coach,
        part=Part.JOB_COACH,
        starts_on=BEGAN,
    )
    row = CoachingEnrolment.objects.create(
        site=team.world.site,
        case=case,
        person=case.participant,
        program=fields.pop("program", "vr"),
        began_on=BEGAN,
        **fields,
    )
    TierSpan.objects.create(
        site=team.world.site, enrolment=row, tier=tier, starts_on=BEGAN, reason="Test"
    )
    PhaseSpan.objects.create(
        site=team.world.site,
        enrolment=row,
        phase=PhaseCode.EXTENDED,
        starts_on=BEGAN,
        reason="Test",
    )
    if works:
        make_job(team, row, shift=shift, days=days, point=point or POINTS[number % len(POINTS)])
    team.people.append(row)
    return row


def make_job(team: Team, row: CoachingEnrolment, *, shift, days, point, **fields) -> Job:
    employer = Employer.objects.create(site=team.world.site, name=f"Bakery {next(_next)}")
    latitude, longitude = point
    site = JobSite.objects.create(
        site=team.world.site,
        employer=employer,
        name="Shop",
        zone=fields.pop("zone", "Manhattan"),
        zip_code=fields.pop("zip_code", ""),
        latitude=latitude,
        longitude=longitude,
    )
    job = Job.objects.create(
        site=team.world.site,
        case=row.case,
        person=row.person,
        employer=employer,
        job_site=site,
        title="Baker’s helper",
        setting=Setting.COMPETITIVE,
        began_on=BEGAN,
    )
    Shift.objects.bulk_create(
        Shift(
            site=team.world.site,
            job=job,
            weekday=day,
            begins_at=shift[0],
            ends_at=shift[1],
            starts_on=BEGAN,
        )
        for day in days
    )
    return job


def make_visit(team: Team, row: CoachingEnrolment, day: date, **fields) -> Visit:
    given = {
        "begins_at": time(14, 30),
        "minutes": 60,
        "mode": VisitMode.VISIT,
        "state": VisitState.PLANNED,
    }
    return Visit.objects.create(
        site=team.world.site,
        agency=team.world.contractor,
        enrolment=row,
        coach=team.coach,
        day=day,
        **(given | fields),
    )


def where(plan: MonthPlan) -> dict[tuple[int, date], str]:
    """Who is seen on which day, and how."""
    return {(one.enrolment_id, one.day): one.mode for one in plan.sessions.all()}
