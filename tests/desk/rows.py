"""Rows that the desk's tests put on a case, with their days written out."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from caseway.agencies.models import Leave, Role
from caseway.cases.models import Case, Contact, ContactKind, ContactMode, Task, TaskKind
from caseway.kernel.models import User
from caseway.rules.functions.codes import FunctionCode
from tests.factories import World, make_case, make_worker, make_world

TODAY = date(2026, 11, 23)  # a Monday
OFFICE = ZoneInfo("America/New_York")


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """An instant on the office's clock."""
    return datetime.combine(day, time(hour, minute), tzinfo=OFFICE)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def make_office() -> World:
    """A two-worker site with its workers, one supervisor on each side, and a stranger elsewhere."""
    world = make_world()
    world.workers = {
        "carla": make_worker(world, name="Carla Contractor"),
        "colin": make_worker(world, name="Colin Colleague"),
        "simon": make_worker(world, Role.SUPERVISOR, name="Simon Supervisor"),
        "paula": make_worker(
            world, Role.ELIGIBILITY_WORKER, agency=world.public, name="Paula Public"
        ),
        "stranger": make_worker(make_world("Elsewhere"), name="Stan Stranger"),
    }
    return world


def case_of_carla(world: World, name: str = "Ana Rivera", **fields) -> Case:
    """A case that Carla leads, with Paula for the public agency."""
    return make_case(
        world,
        name,
        worker=world.workers["carla"],
        public_worker=world.workers["paula"],
        **fields,
    )


def add_contact(
    case: Case,
    by: User,
    when: datetime,
    kind: ContactKind = ContactKind.MEETING,
    mode: ContactMode = ContactMode.IN_PERSON,
    **values,
) -> Contact:
    """An entry in the contact log, by one of the case's workers."""
    part = case.assignments.filter(staff=by).order_by("id").first()
    return Contact.objects.create(
        site=case.site,
        case=case,
        person=case.participant,
        kind=kind,
        mode=mode,
        at=when,
        by=by,
        agency_id=part.agency_id if part else None,
        **values,
    )


def add_task(
    case: Case,
    due: date,
    kind: TaskKind = TaskKind.FOLLOW_UP,
    title: str = "Ask about child care",
    function: FunctionCode = FunctionCode.EP_DEVELOPMENT,
    **values,
) -> Task:
    return Task.objects.create(
        site=case.site,
        case=case,
        kind=kind,
        title=title,
        function=function,
        due_on=due,
        **values,
    )


def send_away(user: User, first: date, back: date, cover: User | None = None) -> Leave:
    return Leave.objects.create(user=user, starts_on=first, ends_on=back, covered_by=cover)
