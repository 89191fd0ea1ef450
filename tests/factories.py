"""Small worlds for tests: a site with its agencies, workers and cases, in one line each."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from caseway.agencies.actions.functions import place_holders
from caseway.agencies.models import (
    Agency,
    ContactPromise,
    EmployerKind,
    Membership,
    Presence,
    Program,
    ProgramKind,
    Region,
    RegionKind,
    Role,
    Site,
    SiteModel,
)
from caseway.attendance.models import (
    ActivityEnrolment,
    ActivityKind,
    AttendanceEntry,
    EntrySource,
    FactSource,
    FamilyMonth,
    FamilyRole,
    MarkCode,
    MemberMonth,
    ProofState,
    ScheduledDay,
)
from caseway.cases.models import (
    Assignment,
    Case,
    Household,
    HouseholdMember,
    NameKind,
    Part,
    Person,
    PersonName,
    Stage,
    StageChange,
)
from caseway.kernel.models import User
from caseway.network.models import Provider
from caseway.rules.functions import SiteCode, site_holders

LONG_AGO = date(2025, 1, 6)
PASSWORD = "a long pass phrase for tests"
_next = itertools.count(1)


@dataclass
class World:
    """A site with one region, its public agency and its contractor."""

    site: Site
    region: Region
    program: Program
    public: Agency
    contractor: Agency
    workers: dict[str, User] = field(default_factory=dict)


def make_world(name: str = "Harbor County", code: SiteCode = SiteCode.LRGV) -> World:
    """A work-first site whose functions are held as one of the study's sites."""
    number = next(_next)
    model = (
        SiteModel.SINGLE_PRIVATE if code in (SiteCode.PBC, SiteCode.WI) else SiteModel.TWO_WORKER
    )
    site = Site.objects.create(slug=f"site-{number}", name=f"{name} {number}", model=model)
    region = Region.objects.create(site=site, name="Central", kind=RegionKind.CONTRACTED)
    program = Program.objects.create(site=site, kind=ProgramKind.WORK_FIRST, name="Work First")
    public = Agency.objects.create(
        name=f"County Human Services {number}", employer_kind=EmployerKind.PUBLIC
    )
    contractor = Agency.objects.create(
        name=f"Pathways to Work {number}",
        employer_kind=EmployerKind.CONTRACTOR,
        phone="212-555-0140",
    )
    for agency in (public, contractor):
        Presence.objects.create(agency=agency, site=site, region=region, starts_on=LONG_AGO)
    place_holders(region, site_holders(code), on=LONG_AGO)
    for part, days, months in (("contractor_worker", 7, None), ("public_worker", None, 3)):
        ContactPromise.objects.create(
            site=site,
            program=program,
            part=part,
            every_days=days,
            every_months=months,
            starts_on=LONG_AGO,
        )
    return World(site, region, program, public, contractor)


def make_worker(
    world: World,
    role: Role = Role.CASE_MANAGER,
    *,
    agency: Agency | None = None,
    name: str = "",
    **membership,
) -> User:
    """Somebody with a post, a contractor's case manager unless told otherwise."""
    number = next(_next)
    user = User(email=f"worker{number}@example.org", name=name or f"Worker {number}")
    user.set_password(PASSWORD)
    user.save()
    Membership.objects.create(
        user=user,
        agency=agency or world.contractor,
        site=world.site,
        role=role,
        starts_on=membership.pop("starts_on", LONG_AGO),
        **membership,
    )
    return user


def make_person(world: World, name: str = "Ana Rivera", **fields) -> Person:
    """A person with one name."""
    given, _, family = name.rpartition(" ")
    sort_name = (f"{family}, {given}" if given else name).casefold()
    person = Person.objects.create(site=world.site, name_used=name, sort_name=sort_name, **fields)
    PersonName.objects.create(
        site=world.site,
        person=person,
        kind=NameKind.LEGAL,
        full_name=name,
        given=given,
        family=family,
        is_used=True,
    )
    return person


def make_case(
    world: World,
    name: str = "Ana Rivera",
    *,
    worker: User | None = None,
    public_worker: User | None = None,
    stage: Stage = Stage.JOB_SEARCH,
    opened_on: date = date(2026, 3, 2),
    **fields,
) -> Case:
    """An open case with both parts of a two-worker site; a part without a worker is vacant."""
    person = fields.pop("person", None) or make_person(world, name)
    household = Household.objects.create(site=world.site)
    HouseholdMember.objects.create(
        site=world.site,
        household=household,
        person=person,
        relation="self",
        starts_on=opened_on,
    )
    case = Case.objects.create(
        site=world.site,
        region=fields.pop("region", world.region),
        program=world.program,
        household=household,
        participant=person,
        number=f"W-{next(_next):06d}",
        stage=stage,
        stage_since=opened_on,
        opened_on=opened_on,
        **fields,
    )
    StageChange.objects.create(site=world.site, case=case, stage=stage, starts_on=opened_on)
    for part, agency, staff in (
        (Part.CONTRACTOR_WORKER, world.contractor, worker),
        (Part.PUBLIC_WORKER, world.public, public_worker),
    ):
        Assignment.objects.create(
            site=world.site,
            case=case,
            agency=agency,
            staff=staff,
            part=part,
            is_lead=part == Part.CONTRACTOR_WORKER,
            starts_on=opened_on,
        )
    return case


def make_provider(world: World, name: str = "LaGuardia Works", **fields) -> Provider:
    """A place that runs activities."""
    return Provider.objects.create(site=world.site, name=name, **fields)


def make_enrolment(
    case: Case,
    activity: ActivityKind = ActivityKind.COMMUNITY_SERVICE,
    *,
    person: Person | None = None,
    minutes: int = 360,
    weekdays: Iterable[int] = range(5),
    starts_on: date = date(2026, 3, 2),
    **fields,
) -> ActivityEnrolment:
    """A person in an activity, six hours from Monday to Friday unless told otherwise."""
    fields.setdefault("title", str(ActivityKind(activity).label))
    fields.setdefault("supervisor", "Rosa Delgado")
    enrolment = ActivityEnrolment.objects.create(
        site=case.site,
        case=case,
        person=person or case.participant,
        activity=activity,
        starts_on=starts_on,
        **fields,
    )
    ScheduledDay.objects.bulk_create(
        ScheduledDay(
            site=case.site,
            enrolment=enrolment,
            weekday=weekday,
            minutes=minutes,
            starts_on=starts_on,
        )
        for weekday in weekdays
    )
    return enrolment


def make_entry(
    enrolment: ActivityEnrolment,
    on: date,
    *,
    mark: MarkCode = MarkCode.PRESENT,
    proof: ProofState = ProofState.VERIFIED,
    scheduled: int = 360,
    attended: int | None = None,
    **fields,
) -> AttendanceEntry:
    """One day in the book: present, whole and proven unless told otherwise."""
    worked = scheduled if mark == MarkCode.PRESENT else 0
    fields.setdefault("reason", "sick" if mark == MarkCode.EXCUSED else "")
    fields.setdefault("source", EntrySource.WORKER)
    fields.setdefault("recorded_at", datetime(on.year, on.month, on.day, 18, tzinfo=UTC))
    return AttendanceEntry.objects.create(
        site=enrolment.site,
        case=enrolment.case,
        person=enrolment.person,
        enrolment=enrolment,
        period=on.year * 100 + on.month,
        day=on.day,
        activity=enrolment.activity,
        mark=mark,
        proof=proof,
        scheduled=scheduled,
        attended=worked if attended is None else attended,
        **fields,
    )


def make_family_month(case: Case, period: int, *, children: int = 1, **fields) -> FamilyMonth:
    """A family that received assistance in the month: its participant as head, and children."""
    member = {name: fields.pop(name) for name in list(fields) if name in _OF_A_MEMBER}
    fields.setdefault("tanf_cents", 57500)
    month = FamilyMonth.objects.create(
        site=case.site,
        case=case,
        period=period,
        assistance_persons=1 + children,
        source=FactSource.WORKER,
        **fields,
    )
    MemberMonth.objects.create(
        site=case.site,
        family_month=month,
        person=case.participant,
        role=FamilyRole.PARENT_HEAD,
        **member,
    )
    for number in range(children):
        child = Person.objects.create(
            site=case.site,
            name_used=f"Child {number}",
            sort_name=f"Child {number}",
            birth_on=date(2018, 1, 2),
        )
        MemberMonth.objects.create(
            site=case.site, family_month=month, person=child, role=FamilyRole.CHILD
        )
    return month


_OF_A_MEMBER = {field.name for field in MemberMonth._meta.concrete_fields} - {"id", "site"}
