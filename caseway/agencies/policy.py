"""The one table of who may do what: act x role x relation, and for functions also where.

Permission to perform a function needs three things at once: the function is
held by this kind of employer in this region today (`FunctionHolder`), the role
performs it (`ROLE_FUNCTIONS`), and the person stands in a relation to the case
that the act asks for. Nothing else in Caseway decides access.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from caseway.agencies.models import Role
from caseway.kernel.personal import FieldClass
from caseway.rules.functions.codes import (
    CASE_FUNCTIONS,
    PROCESSING_FUNCTIONS,
    RESERVED_FUNCTIONS,
    FunctionCode,
)


class Relation(IntEnum):
    """How a person stands to a case, from nearest to none. Nearer includes farther."""

    OWN = 4  # she holds a part, or covers for who does
    OWN_AGENCY = 3  # a colleague of her agency holds a part, or the case waits in its queue
    OVERSEEN = 2  # a public agency looking at what a contractor does at its site
    EMERGENCY = 1  # opened for some hours with a reason, and reviewed afterwards
    OTHER = 0  # it does not exist for her


class Act(StrEnum):
    """What a person can do that is not itself one of the functions."""

    READ_CASE = "read_case"
    LOG_CONTACT = "log_contact"
    EDIT_PERSON = "edit_person"
    OPEN_CASE = "open_case"
    CHANGE_STAGE = "change_stage"
    CLOSE_CASE = "close_case"
    ASSIGN = "assign"
    TAKE_FROM_POOL = "take_from_pool"
    HAND_OFF = "hand_off"
    MOVE_REGION = "move_region"
    MERGE_PEOPLE = "merge_people"
    REVEAL_IDENTIFIER = "reveal_identifier"
    READ_SAFETY = "read_safety"
    WRITE_SAFETY = "write_safety"
    SEE_TEAM = "see_team"
    IMPORT_FILES = "import_files"
    EDIT_FUNCTIONS = "edit_functions"
    EDIT_STAFF = "edit_staff"
    READ_AUDIT = "read_audit"
    OPERATE_JOBS = "operate_jobs"
    OPEN_IN_EMERGENCY = "open_in_emergency"
    REVIEW_EMERGENCY = "review_emergency"
    EDIT_ACTIVITIES = "edit_activities"
    MARK_ATTENDANCE = "mark_attendance"
    HOST_ATTENDANCE = "host_attendance"
    EDIT_FAMILY_MONTH = "edit_family_month"
    APPROVE_PLAN = "approve_plan"
    EDIT_PROVIDERS = "edit_providers"
    PUBLISH_DIRECTORY = "publish_directory"
    APPROVE_SUPPORT = "approve_support"
    EDIT_SUPPORT_MONEY = "edit_support_money"
    CLOSE_MONTH = "close_month"
    SEE_RATE = "see_rate"
    FILE_RATE = "file_rate"
    READ_ANSWERS = "read_answers"
    EDIT_QUESTIONS = "edit_questions"
    PLAN_MONTHS = "plan_months"
    EDIT_COACHING = "edit_coaching"
    LIFT_SESSION_CAP = "lift_session_cap"
    RECORD_VISIT = "record_visit"
    EDIT_CHECKLISTS = "edit_checklists"
    BILL_VISITS = "bill_visits"
    EDIT_EMPLOYERS = "edit_employers"
    EDIT_JOBS = "edit_jobs"


@dataclass(frozen=True)
class Rule:
    """Who may do an act: in which roles, how near to the case, and whether only trained staff.

    `public_roles` carry the act too, but only when a public agency employs the person.
    """

    roles: frozenset[Role]
    nearest: Relation
    trained_only: bool = False
    public_roles: frozenset[Role] = frozenset()


_WORKERS = frozenset({Role.CASE_MANAGER, Role.JOB_COACH, Role.ELIGIBILITY_WORKER, Role.SPECIALIST})
_LEADERS = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
# Provider staff stand to enrolments at their own place, never to a case.
_EVERYONE = frozenset(Role) - {Role.PROVIDER}

RULES: dict[Act, Rule] = {
    Act.READ_CASE: Rule(_EVERYONE, Relation.EMERGENCY),
    Act.LOG_CONTACT: Rule(_WORKERS | {Role.SUPERVISOR}, Relation.EMERGENCY),
    Act.EDIT_PERSON: Rule(_WORKERS | {Role.SUPERVISOR}, Relation.OWN_AGENCY),
    Act.OPEN_CASE: Rule(_WORKERS | _LEADERS, Relation.OTHER),
    Act.CHANGE_STAGE: Rule(_WORKERS | {Role.SUPERVISOR}, Relation.OWN_AGENCY),
    Act.CLOSE_CASE: Rule(_WORKERS | {Role.SUPERVISOR}, Relation.OWN_AGENCY),
    Act.ASSIGN: Rule(_LEADERS, Relation.OVERSEEN),
    Act.TAKE_FROM_POOL: Rule(_WORKERS, Relation.OWN_AGENCY),
    Act.HAND_OFF: Rule(_WORKERS | _LEADERS, Relation.OWN_AGENCY),
    Act.MOVE_REGION: Rule(_LEADERS, Relation.OVERSEEN),
    Act.MERGE_PEOPLE: Rule(_LEADERS, Relation.OVERSEEN),
    Act.REVEAL_IDENTIFIER: Rule(
        frozenset({Role.ELIGIBILITY_WORKER, Role.SUPERVISOR, Role.CASE_MANAGER}), Relation.OWN
    ),
    # 45 CFR 260.52, 42 USC 13925(b)(2): only trained staff read what keeps a person safe.
    Act.READ_SAFETY: Rule(_WORKERS | {Role.SUPERVISOR}, Relation.OWN, trained_only=True),
    Act.WRITE_SAFETY: Rule(_WORKERS | {Role.SUPERVISOR}, Relation.OWN, trained_only=True),
    Act.SEE_TEAM: Rule(_LEADERS, Relation.OTHER),
    Act.IMPORT_FILES: Rule(_LEADERS, Relation.OTHER),
    Act.EDIT_FUNCTIONS: Rule(frozenset({Role.ADMINISTRATOR}), Relation.OTHER),
    Act.EDIT_STAFF: Rule(frozenset({Role.ADMINISTRATOR}), Relation.OTHER),
    Act.READ_AUDIT: Rule(frozenset({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR}), Relation.OTHER),
    Act.OPERATE_JOBS: Rule(frozenset({Role.ADMINISTRATOR}), Relation.OTHER),
    # 45 CFR 205.50 asks that access beyond one's own cases has a reason somebody checks.
    Act.OPEN_IN_EMERGENCY: Rule(
        frozenset({Role.SUPERVISOR}), Relation.OTHER, public_roles=_WORKERS
    ),
    Act.REVIEW_EMERGENCY: Rule(frozenset({Role.PRIVACY_OFFICER}), Relation.OTHER),
    Act.EDIT_ACTIVITIES: Rule(_WORKERS | {Role.SUPERVISOR}, Relation.OWN_AGENCY),
    Act.MARK_ATTENDANCE: Rule(_WORKERS | {Role.SUPERVISOR}, Relation.OWN_AGENCY),
    # Asked of an enrolment at the provider, not of a case: see attendance/access.py.
    Act.HOST_ATTENDANCE: Rule(frozenset({Role.PROVIDER}), Relation.OTHER),
    Act.EDIT_FAMILY_MONTH: Rule(_WORKERS | {Role.SUPERVISOR}, Relation.OWN_AGENCY),
    # Who writes a plan does not approve it: see plans/actions/offering.py.
    Act.APPROVE_PLAN: Rule(frozenset({Role.SUPERVISOR}), Relation.OWN_AGENCY),
    Act.EDIT_PROVIDERS: Rule(_WORKERS | _LEADERS, Relation.OTHER),
    # One record at a time: what stands on the web is somebody's choice, never a file's.
    Act.PUBLISH_DIRECTORY: Rule(_LEADERS, Relation.OTHER),
    # Above the limit; below it whoever asks decides.
    Act.APPROVE_SUPPORT: Rule(_LEADERS, Relation.OVERSEEN),
    Act.EDIT_SUPPORT_MONEY: Rule(frozenset({Role.ADMINISTRATOR}), Relation.OTHER),
    Act.CLOSE_MONTH: Rule(_LEADERS, Relation.OTHER),
    Act.SEE_RATE: Rule(_LEADERS, Relation.OTHER),
    Act.FILE_RATE: Rule(frozenset({Role.ADMINISTRATOR}), Relation.OTHER),
    # What was told in private stays with those who work on the case.
    Act.READ_ANSWERS: Rule(_WORKERS | {Role.SUPERVISOR}, Relation.OWN_AGENCY),
    Act.EDIT_QUESTIONS: Rule(_LEADERS, Relation.OTHER),
    # Whoever held a visit signs for it: see coaching/record_access.py.
    # A coach her own, a leader those of the agency: see OfCoaches in coaching/models/querysets.py.
    Act.PLAN_MONTHS: Rule(frozenset({Role.JOB_COACH}) | _LEADERS, Relation.OTHER),
    Act.EDIT_COACHING: Rule(_WORKERS | {Role.SUPERVISOR}, Relation.OWN_AGENCY),
    # Needs come first, and somebody else than the coach says so.
    Act.LIFT_SESSION_CAP: Rule(_LEADERS, Relation.OWN_AGENCY),
    Act.RECORD_VISIT: Rule(_WORKERS | {Role.SUPERVISOR}, Relation.OWN_AGENCY),
    Act.EDIT_CHECKLISTS: Rule(_LEADERS, Relation.OTHER),
    Act.BILL_VISITS: Rule(_LEADERS, Relation.OTHER),
    # Whoever hears of an employer puts it on the list: nothing of a case stands there.
    Act.EDIT_EMPLOYERS: Rule(_WORKERS | _LEADERS, Relation.OTHER),
    Act.EDIT_JOBS: Rule(_WORKERS | {Role.SUPERVISOR}, Relation.OWN_AGENCY),
}

# A specialist performs only her specialty; the table says what she could hold.
ROLE_FUNCTIONS: dict[Role, frozenset[FunctionCode]] = {
    Role.CASE_MANAGER: frozenset(
        {*CASE_FUNCTIONS, FunctionCode.NONEMPLOYMENT_MONITORING, FunctionCode.ONGOING_ELIGIBILITY}
    ),
    Role.JOB_COACH: frozenset(
        {
            FunctionCode.ASSESSMENT,
            FunctionCode.EP_DEVELOPMENT,
            FunctionCode.REFERRALS,
            FunctionCode.JOB_SEARCH,
            FunctionCode.EP_MONITORING,
        }
    ),
    Role.ELIGIBILITY_WORKER: frozenset(FunctionCode),
    Role.SPECIALIST: frozenset({*CASE_FUNCTIONS, *PROCESSING_FUNCTIONS}),
    Role.SUPERVISOR: frozenset({*CASE_FUNCTIONS, *PROCESSING_FUNCTIONS, *RESERVED_FUNCTIONS}),
    Role.ADMINISTRATOR: frozenset(),
    Role.PRIVACY_OFFICER: frozenset(),
    Role.PROVIDER: frozenset(),
}

# Which act opens a field of each class; open fields need no more than seeing the case.
READS: dict[FieldClass, Act] = {
    FieldClass.OPEN: Act.READ_CASE,
    FieldClass.STAFF: Act.READ_CASE,
    FieldClass.PERSONAL: Act.READ_CASE,
    FieldClass.IDENTIFIER: Act.REVEAL_IDENTIFIER,
    FieldClass.HEALTH: Act.READ_CASE,
    FieldClass.SAFETY: Act.READ_SAFETY,
    FieldClass.TAX: Act.REVEAL_IDENTIFIER,
}
