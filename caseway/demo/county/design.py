"""How the three sites with cases are laid out. Everything named here is invented."""

from dataclasses import dataclass

from caseway.agencies.models import EmployerKind, ProgramKind, Role, SiteModel
from caseway.cases.models import Part
from caseway.rules.functions import FunctionCode, Holders, SiteCode, site_holders

PUBLIC, CONTRACTOR = EmployerKind.PUBLIC, EmployerKind.CONTRACTOR


@dataclass(frozen=True)
class RegionDesign:
    name: str
    share: int
    boroughs: tuple[str, ...]
    zip_prefixes: tuple[str, ...] = ("",)


@dataclass(frozen=True)
class TeamDesign:
    """Workers of one agency in some regions, each with about `per_worker` cases.

    `cast` names the first of them; after a name, flags say: "lead" (a larger
    caseload, the one to sign in as), "away" (on leave, covered by the first),
    "alone" (on leave, covered by nobody). "" is a vacant post.
    """

    agency: str
    regions: tuple[str, ...]
    role: Role
    part: Part
    per_worker: int
    title: str
    supervisor: str
    cast: tuple[tuple[str, str, str], ...]  # name, languages besides English, flag
    specialty: str = ""


@dataclass(frozen=True)
class SiteDesign:
    slug: str
    name: str
    model: SiteModel
    share: int
    letter: str
    first_number: int
    plan_name: str
    public_title: str
    contractor_title: str
    benefit_payment: str
    program: tuple[ProgramKind, str]
    regions: tuple[RegionDesign, ...]
    agencies: tuple[tuple[str, EmployerKind, tuple[str, ...]], ...]
    teams: tuple[TeamDesign, ...]
    # part, stage, every so many days, every so many months
    promises: tuple[tuple[Part, str, int | None, int | None], ...]
    holders: dict[FunctionCode, Holders]
    # An element contracted out: function, name, agency.
    element: tuple[FunctionCode, str, str] | None = None

    @property
    def lead_part(self) -> Part:
        """The part that leads once work is required and eligibility is decided."""
        return {
            SiteModel.TWO_WORKER: Part.CONTRACTOR_WORKER,
            SiteModel.SINGLE_PRIVATE: Part.CASE_MANAGER,
            SiteModel.SINGLE_WORKER: Part.JOB_COACH,
        }[self.model]


_DEPARTMENT = "Harbor County Department of Family Support"
_BRIDGEWATER = "Bridgewater Works"
_NORTHSIDE = "Northside Career Partners"
_LITTLE_STEPS = "Little Steps Child Care Network"
_JOB_CLUB = "Third Rail Job Club"
_MERIDIAN = "Meridian Family Works"
_BOROUGH_OFFICE = "Borough Public Assistance Office"
_OPEN_DOOR = "Open Door Coaching"
_DISABILITY_OFFICE = "State Office for Employment Supports"

_SOUTH, _NORTH, _UPPER = "South Bronx", "North Bronx", "Upper Manhattan"
_JAMAICA, _FLUSHING = "Jamaica and the Rockaways", "Western Queens and Flushing"
_UP, _DOWN = "Manhattan, the Bronx and Queens", "Brooklyn and Staten Island"

HARBOR = SiteDesign(
    slug="harbor-county",
    name="Harbor County",
    model=SiteModel.TWO_WORKER,
    share=60,
    letter="W",
    first_number=104001,
    plan_name="personal responsibility agreement",
    public_title="eligibility worker",
    contractor_title="case manager",
    benefit_payment="Public agency",
    program=(ProgramKind.WORK_FIRST, "Harbor Works"),
    regions=(
        RegionDesign(_SOUTH, 50, ("Bronx",), ("10451", "10452", "10453", "10454", "10455",
            "10456", "10457", "10459", "10460", "10472", "10473", "10474")),
        RegionDesign(_NORTH, 28, ("Bronx",), ("10458", "10461", "10462", "10463", "10466",
            "10467", "10468", "10469", "10470", "10475")),
        RegionDesign(_UPPER, 22, ("Manhattan",), ("10026", "10027", "10029", "1003", "10040")),
    ),
    agencies=(
        (_DEPARTMENT, PUBLIC, (_SOUTH, _NORTH, _UPPER)),
        (_BRIDGEWATER, CONTRACTOR, (_SOUTH, _UPPER)),
        (_NORTHSIDE, CONTRACTOR, (_NORTH,)),
        (_LITTLE_STEPS, CONTRACTOR, (_SOUTH, _NORTH, _UPPER)),
        (_JOB_CLUB, CONTRACTOR, (_SOUTH, _UPPER)),
    ),
    teams=(
        TeamDesign(_DEPARTMENT, (_SOUTH, _NORTH, _UPPER), Role.ELIGIBILITY_WORKER,
            Part.PUBLIC_WORKER, 240, "Eligibility worker", "Carmen Olivares",
            (("Denise Wardlaw", "", "lead"), ("Pavel Mazur", "ru uk", ""))),
        TeamDesign(_BRIDGEWATER, (_SOUTH, _UPPER), Role.CASE_MANAGER,
            Part.CONTRACTOR_WORKER, 66, "Case manager", "Russell Gaskins",
            (("Marisol Vega", "es", "lead"), ("Tunde Balogun", "fr", "away"), ("", "", ""))),
        TeamDesign(_NORTHSIDE, (_NORTH,), Role.CASE_MANAGER,
            Part.CONTRACTOR_WORKER, 66, "Case manager", "Beverley Inniss",
            (("Rafiq Talukder", "bn", ""), ("Ellen Mulligan", "", "alone"))),
        TeamDesign(_BRIDGEWATER, (_SOUTH, _UPPER), Role.SPECIALIST, Part.SPECIALIST, 400,
            "Assessment specialist", "Russell Gaskins", (("Grace Oduya", "es", ""),),
            FunctionCode.ASSESSMENT),
        TeamDesign(_LITTLE_STEPS, (_SOUTH, _NORTH, _UPPER), Role.SPECIALIST, Part.SPECIALIST,
            400, "Child care and attendance specialist", "Solange Dorvil",
            (("Yolande Mondesir", "ht fr", ""),), FunctionCode.REFERRALS),
    ),
    promises=(
        (Part.PUBLIC_WORKER, "", None, 6),
        (Part.CONTRACTOR_WORKER, "", 14, None),
        (Part.CONTRACTOR_WORKER, "job_search", 7, None),
        (Part.CONTRACTOR_WORKER, "retention", None, 1),
    ),
    holders=site_holders(SiteCode.LRGV),
    element=(FunctionCode.JOB_SEARCH, "Job club", _JOB_CLUB),
)  # fmt: skip

QUEENS = SiteDesign(
    slug="meridian-queens",
    name="Meridian Queens",
    model=SiteModel.SINGLE_PRIVATE,
    share=28,
    letter="Q",
    first_number=220001,
    plan_name="family responsibility plan",
    public_title="public assistance specialist",
    contractor_title="case manager",
    benefit_payment="Public agency",
    program=(ProgramKind.WORK_FIRST, "Meridian Family Program"),
    regions=(
        RegionDesign(_JAMAICA, 50, ("Queens",), ("114", "116")),
        RegionDesign(_FLUSHING, 50, ("Queens",), ("111", "113")),
    ),
    agencies=(
        (_MERIDIAN, CONTRACTOR, (_JAMAICA, _FLUSHING)),
        (_BOROUGH_OFFICE, PUBLIC, (_JAMAICA, _FLUSHING)),
    ),
    teams=(
        TeamDesign(_MERIDIAN, (_JAMAICA, _FLUSHING), Role.CASE_MANAGER, Part.CASE_MANAGER, 70,
            "Case manager", "Lucille Braithwaite",
            (("Anthony Ferraro", "es", "lead"), ("Hye-rim Baek", "ko", ""))),
        TeamDesign(_BOROUGH_OFFICE, (_JAMAICA, _FLUSHING), Role.ELIGIBILITY_WORKER,
            Part.PUBLIC_WORKER, 240, "Public assistance specialist", "Walter Nussbaum",
            (("Farida Khandaker", "bn", "lead"),)),
    ),
    promises=(
        (Part.CASE_MANAGER, "", 14, None),
        (Part.CASE_MANAGER, "job_search", 7, None),
        (Part.CASE_MANAGER, "retention", None, 1),
    ),
    holders=site_holders(SiteCode.PBC),
)  # fmt: skip

COACHING = SiteDesign(
    slug="five-borough-coaching",
    name="Five Borough Supported Employment",
    model=SiteModel.SINGLE_WORKER,
    share=12,
    letter="S",
    first_number=310001,
    plan_name="employment support plan",
    public_title="program reviewer",
    contractor_title="job coach",
    benefit_payment="Does not apply",
    program=(ProgramKind.SUPPORTED_EMPLOYMENT, "Open Door Supported Employment"),
    regions=(
        RegionDesign(_UP, 60, ("Manhattan", "Bronx", "Queens"), ("100", "104", "111", "113")),
        RegionDesign(_DOWN, 40, ("Brooklyn", "Staten Island")),
    ),
    agencies=(
        (_OPEN_DOOR, CONTRACTOR, (_UP, _DOWN)),
        (_DISABILITY_OFFICE, PUBLIC, (_UP, _DOWN)),
    ),
    teams=(
        TeamDesign(_OPEN_DOOR, (_UP, _DOWN), Role.JOB_COACH, Part.JOB_COACH, 20, "Job coach",
            "Nadia Hamdan", (("Kofi Asante-Reed", "", "lead"), ("Teresa Blum", "es", ""))),
    ),
    promises=(
        (Part.JOB_COACH, "", 14, None),
        (Part.JOB_COACH, "job_search", 7, None),
        (Part.JOB_COACH, "retention", None, 1),
    ),
    # Coaching and everything around it belong to the provider; eligibility stays public.
    holders=site_holders(SiteCode.LRGV) | {FunctionCode.INITIAL_CONTACT: Holders.BOTH},
)  # fmt: skip

SITES = (HARBOR, QUEENS, COACHING)
ADMINISTRATOR = ("Miriam Adelstein", _DEPARTMENT)
PRIVACY_OFFICER = ("Emeka Okoro", _DEPARTMENT)
# The public agency of each site with cases, where administrator and privacy officer hold a post.
HOME_AGENCY = {
    HARBOR.slug: _DEPARTMENT,
    QUEENS.slug: _BOROUGH_OFFICE,
    COACHING.slug: _DISABILITY_OFFICE,
}
