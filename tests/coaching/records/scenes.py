"""A coach with clients, their jobs, plans and visits, as few lines as it takes."""

import itertools
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from caseway.agencies.models import Role
from caseway.cases.models import Assignment, Case, Part
from caseway.coaching.models import (
    CoachingEnrolment,
    CoachingProgram,
    FunderNumber,
    PhaseCode,
    PhaseSpan,
    Visit,
    VisitMode,
    VisitState,
)
from caseway.employment.models import Employer, Job, JobTerms, Setting
from caseway.kernel.models import User
from caseway.plans.models import Goal, Plan, PlanKind
from tests.factories import World, make_case, make_worker, make_world

DAY = date(2026, 11, 3)
NOW = datetime(2026, 11, 3, 18, 0, tzinfo=UTC)  # 1 p.m. in New York
_next = itertools.count(1)


@dataclass
class Client:
    """A person whom the coach supports."""

    case: Case
    enrolment: CoachingEnrolment
    goal: Goal
    job: Job | None


@dataclass
class Scene:
    world: World
    coach: User
    supervisor: User
    clients: list[Client]

    @property
    def client(self) -> Client:
        return self.clients[0]


def make_scene(clients: int = 1, **fields) -> Scene:
    world = make_world("Queens")
    coach = make_worker(world, Role.JOB_COACH, name="Kofi Test", title="Job coach")
    supervisor = make_worker(world, Role.SUPERVISOR, name="Sylvia Test")
    scene = Scene(world, coach, supervisor, [])
    for _number in range(clients):
        scene.clients.append(make_client(scene, **fields))
    return scene


def make_client(
    scene: Scene,
    *,
    program=CoachingProgram.SEMP,
    phase=PhaseCode.EXTENDED,
    works=True,
    number="AB12345C",
    began_on=date(2026, 1, 5),
) -> Client:
    names = ("Lena Ortiz", "Sam Boateng", "Wei Zhang", "Nadia Haddad")
    case = make_case(scene.world, names[next(_next) % 4], worker=None)
    Assignment.objects.create(
        site=scene.world.site,
        case=case,
        agency=scene.world.contractor,
        staff=scene.coach,
        part=Part.JOB_COACH,
        starts_on=began_on,
    )
    enrolment = CoachingEnrolment.objects.create(
        site=scene.world.site,
        case=case,
        person=case.participant,
        program=program,
        began_on=began_on,
    )
    PhaseSpan.objects.create(
        site=scene.world.site, enrolment=enrolment, phase=phase, starts_on=began_on, reason="Test"
    )
    if number:
        kept = FunderNumber(site=scene.world.site, enrolment=enrolment, last_four=number[-4:])
        kept.seal("number", number)
        kept.save()
    plan = Plan.objects.create(
        site=scene.world.site,
        case=case,
        person=case.participant,
        kind=PlanKind.EP,
        starts_on=began_on,
    )
    goal = Goal.objects.create(
        site=scene.world.site, plan=plan, words="Ride the bus to work alone", proposed_by="joint"
    )
    return Client(case, enrolment, goal, make_job(scene, case) if works else None)


def make_job(scene: Scene, case: Case, **fields) -> Job:
    employer = Employer.objects.create(site=scene.world.site, name=f"Harbor Bakery {next(_next)}")
    job = Job.objects.create(
        site=scene.world.site,
        case=case,
        person=case.participant,
        employer=employer,
        title="Baker’s helper",
        setting=Setting.COMPETITIVE,
        began_on=fields.pop("began_on", date(2026, 1, 5)),
        **fields,
    )
    JobTerms.objects.create(
        site=scene.world.site,
        job=job,
        starts_on=job.began_on,
        hourly_cents=1850,
        minutes_a_week=1110,
    )
    return job


def make_visit(scene: Scene, client: Client | None = None, day: date = DAY, **fields) -> Visit:
    client = client or scene.client
    return Visit.objects.create(
        site=scene.world.site,
        agency=scene.world.contractor,
        enrolment=client.enrolment,
        coach=fields.pop("coach", scene.coach),
        day=day,
        begins_at=fields.pop("begins_at", time(10, 0)),
        minutes=60,
        mode=fields.pop("mode", VisitMode.VISIT),
        state=fields.pop("state", VisitState.PLANNED),
        **fields,
    )


def whole(client: Client, day: date = DAY, start: int = 15, minutes: int = 60, **changes):
    """Answers of a whole checklist; `start` is an hour of the day in UTC."""
    return {
        "started_at": datetime(day.year, day.month, day.day, start, 0, tzinfo=UTC).isoformat(),
        "stopped_at": datetime(
            day.year, day.month, day.day, start + minutes // 60, minutes % 60, tzinfo=UTC
        ).isoformat(),
        "mode": "visit",
        "place": "Harbor Bakery",
        "setting": "individual",
        "contact": "direct",
        "doings": [{"activity": "travel_training", "goal": client.goal.pk, "progress": "forward"}],
        "response": "reminders",
        **changes,
    }


def key(number: int) -> uuid.UUID:
    return uuid.UUID(int=number)
