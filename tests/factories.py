"""Small worlds for tests: a site with its agencies, workers and cases, in one line each."""

import itertools
from dataclasses import dataclass, field
from datetime import date

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
