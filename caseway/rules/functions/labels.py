"""The words of the table, marked for translation: its title, rows, groups and notes."""

from __future__ import annotations

from collections.abc import Mapping

from caseway.rules.functions.codes import FunctionCode
from caseway.rules.functions.words import (
    EmployerKind,
    Group,
    Holders,
    Part,
    SiteCode,
)
from caseway.rules.reasons import _

TITLE = _("Functions performed by contractor agencies")

FUNCTION_LABELS: Mapping[FunctionCode, str] = {
    FunctionCode.INITIAL_CONTACT: _("Initial contact with client"),
    FunctionCode.ASSESSMENT: _("Assessments"),
    FunctionCode.PRP_DEVELOPMENT: _("Developing a personal responsibility plan"),
    FunctionCode.EP_DEVELOPMENT: _("Developing an employment plan"),
    FunctionCode.REFERRALS: _("Referrals for supportive services"),
    FunctionCode.JOB_SEARCH: _("Job search, placement, and retention support"),
    FunctionCode.EP_MONITORING: _("Monitoring compliance with the employment plan"),
    FunctionCode.SANCTION_RECOMMENDATION: _("Recommendation for sanctions"),
    FunctionCode.TANF_ELIGIBILITY: _("TANF eligibility determination"),
    FunctionCode.ONGOING_ELIGIBILITY: _("Monitoring ongoing eligibility"),
    FunctionCode.NONEMPLOYMENT_MONITORING: _(
        "Monitoring compliance with nonemployment aspects of the personal responsibility plan"
    ),
    FunctionCode.SANCTION_IMPOSITION: _("Imposition of sanctions"),
    FunctionCode.FOOD_STAMP_ELIGIBILITY: _("Food stamp (SNAP) eligibility determination"),
    FunctionCode.MEDICAID_ELIGIBILITY: _("Medicaid eligibility determination"),
}

GROUP_LABELS: Mapping[Group, str] = {
    Group.CASE: _("Case management"),
    Group.PROCESSING: _("Processing and monitoring"),
    Group.RESERVED: _("Reserved to public employees"),
}

HOLDER_LABELS: Mapping[Holders, str] = {
    Holders.PUBLIC: _("Public agency"),
    Holders.CONTRACTOR: _("Contractor agency"),
    Holders.BOTH: _("Contractor agency, and the public agency for some"),
    Holders.NOBODY: _("Nobody yet"),
}

EMPLOYER_LABELS: Mapping[EmployerKind, str] = {
    EmployerKind.PUBLIC: _("Public agency"),
    EmployerKind.CONTRACTOR: _("Contractor agency"),
}

PART_LABELS: Mapping[Part, str] = {
    Part.PUBLIC_WORKER: _("Public worker"),
    Part.CONTRACTOR_WORKER: _("Contractor worker"),
    Part.CASE_MANAGER: _("Case manager"),
    Part.JOB_COACH: _("Job coach"),
    Part.SPECIALIST: _("Specialist"),
    Part.TEAM_MEMBER: _("Team member"),
}

# The same parts inside a sentence.
PART_WORDS: Mapping[Part, str] = {
    Part.PUBLIC_WORKER: _("public worker"),
    Part.CONTRACTOR_WORKER: _("contractor worker"),
    Part.CASE_MANAGER: _("case manager"),
    Part.JOB_COACH: _("job coach"),
    Part.SPECIALIST: _("specialist"),
    Part.TEAM_MEMBER: _("team member"),
}

NOTES: Mapping[str, str] = {
    "a": _("In some regions, a public agency performs all TANF case management functions."),
    "b": _("A public agency also performs some of this function."),
}
NOTE_A_SITES = (SiteCode.SD, SiteCode.WI)

CELL_NOTES: Mapping[tuple[FunctionCode, SiteCode], str] = {
    (FunctionCode.NONEMPLOYMENT_MONITORING, SiteCode.SD): _(
        "The report's text leaves this function to the public agency; its table shows it as"
        " shared. We follow the table."
    ),
}
