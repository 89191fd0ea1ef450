"""A job coach with people to visit, on a Monday in November."""

import json
import uuid
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from caseway.agencies.models import Role
from caseway.cases.models import Assignment, Part
from caseway.coaching.models import CoachingEnrolment, CoachingProgram, Visit, VisitMode
from caseway.employment.models import Employer, JobSite
from tests.factories import World, make_case, make_worker, make_world
from tests.plans.rows import make_goal, make_plan

TODAY = date(2026, 11, 23)  # a Monday
OFFICE = ZoneInfo("America/New_York")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=OFFICE)


def make_field() -> World:
    """A site with two job coaches, a supervisor and one bakery."""
    world = make_world()
    world.workers = {
        "kofi": make_worker(world, Role.JOB_COACH, name="Kofi Asante-Reed", title="Job coach"),
        "nora": make_worker(world, Role.JOB_COACH, name="Nora Quist", title="Job coach"),
        "simon": make_worker(world, Role.SUPERVISOR, name="Simon Supervisor"),
        "away": make_worker(make_world("Elsewhere"), Role.JOB_COACH),
    }
    return world


def make_bakery(world: World, name: str = "Rise Bakery") -> JobSite:
    employer = Employer.objects.create(site=world.site, name=name)
    return JobSite.objects.create(
        site=world.site,
        employer=employer,
        name=name,
        line_1="41-17 Steinway Street",
        city="Queens",
        state="NY",
        zip_code="11103",
        arrival="Ring at the side door.",
    )


def make_client(world: World, name: str = "Ana Rivera", *, coach: str = "kofi", goal: str = ""):
    """Somebody in supported employment, with a goal on the way where one is named."""
    case = make_case(world, name)
    Assignment.objects.create(
        site=world.site,
        case=case,
        agency=world.contractor,
        staff=world.workers[coach],
        part=Part.JOB_COACH,
        starts_on=date(2026, 3, 2),
    )
    enrolment = CoachingEnrolment.objects.create(
        site=world.site,
        case=case,
        person=case.participant,
        program=CoachingProgram.SEMP,
        began_on=date(2026, 3, 2),
    )
    if goal:
        make_goal(make_plan(case, world.workers[coach], whole=False), world.workers[coach], goal)
    return enrolment


def make_visit(enrolment, *, day=TODAY, begins=time(10, 30), job_site=None, **fields) -> Visit:
    world_site = enrolment.site
    coach = fields.pop("coach", None) or enrolment.case.assignments.get(part="job_coach").staff
    return Visit.objects.create(
        site=world_site,
        agency=enrolment.case.assignments.get(part="job_coach").agency,
        enrolment=enrolment,
        coach=coach,
        day=day,
        begins_at=begins,
        minutes=fields.pop("minutes", 60),
        mode=fields.pop("mode", VisitMode.VISIT),
        job_site=job_site,
        **fields,
    )


ANSWERS = {
    "mode": "visit",
    "place": "Rise Bakery",
    "setting": "individual",
    "contact": "direct",
    "doings": [{"activity": "coaching"}],
    "response": "reminders",
    "support": "some",
    "before_minutes": 5,
    "after_minutes": 10,
    "travel_minutes": 25,
}


def as_sent(visit: Visit, **changes) -> dict:
    """What a phone sends of a usual visit."""
    return {
        "key": str(uuid.uuid4()),
        "visit": str(visit.uuid),
        "edition": 1,
        "outcome": "held",
        "seen": "",
        "day": visit.day.isoformat(),
        "started": "10:30",
        "stopped": "11:25",
        "template": 1,
        "base": 0,
        "answers": ANSWERS,
        "why_not": "",
        "note": "",
        "written_at": "2026-11-23T11:30:00-05:00",
        "settle": "",
        "sign": False,
        **changes,
    }


def raw(sent: dict) -> bytes:
    return json.dumps(sent).encode()
