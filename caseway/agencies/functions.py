"""The functions' names as people read them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caseway.rules.functions.codes import FunctionCode

FUNCTION_NAMES: dict[FunctionCode, Promise] = {
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


def function_name(code: FunctionCode | str) -> str:
    """The function's name in the reader's language."""
    return str(FUNCTION_NAMES[FunctionCode(code)])
