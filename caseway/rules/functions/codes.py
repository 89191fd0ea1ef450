"""The twelve functions of Table II.1 and the two that federal law reserves to public employees."""

from enum import StrEnum


class FunctionCode(StrEnum):
    """Source: "Privatization in Practice" (2003), Table II.1; 7 USC 2020(e)(6); 42 CFR 431.10."""

    INITIAL_CONTACT = "initial_contact"
    ASSESSMENT = "assessment"
    PRP_DEVELOPMENT = "prp_development"
    EP_DEVELOPMENT = "ep_development"
    REFERRALS = "referrals"
    JOB_SEARCH = "job_search_placement_retention"
    EP_MONITORING = "ep_monitoring"
    SANCTION_RECOMMENDATION = "sanction_recommendation"
    TANF_ELIGIBILITY = "tanf_eligibility"
    ONGOING_ELIGIBILITY = "ongoing_eligibility"
    NONEMPLOYMENT_MONITORING = "nonemployment_monitoring"
    SANCTION_IMPOSITION = "sanction_imposition"
    FOOD_STAMP_ELIGIBILITY = "food_stamp_eligibility"
    MEDICAID_ELIGIBILITY = "medicaid_eligibility"


CASE_FUNCTIONS = tuple(FunctionCode)[:8]
PROCESSING_FUNCTIONS = tuple(FunctionCode)[8:12]
RESERVED_FUNCTIONS = tuple(FunctionCode)[12:]
