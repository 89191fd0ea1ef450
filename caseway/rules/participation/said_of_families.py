"""What is said of a family: whether it is in a rate, and whether it met it."""

from __future__ import annotations

from caseway.rules.participation.grounds import says
from caseway.rules.reasons import _

NO_ASSISTANCE = says(
    "wpr.family.no_assistance",
    _("Not in the rates: no assistance was received for the month"),
    "45 CFR 261.22(a)(2)",
)
NO_ELIGIBLE = says(
    "wpr.family.no_eligible",
    _("Not in the rates: nobody in the family is work-eligible"),
    "45 CFR 261.22(a)(2)",
)
TRIBAL = says(
    "wpr.family.tribal",
    _("Not in the rates: assisted under an approved tribal program, which the state leaves out"),
    "45 CFR 261.25",
)
PILOT = says(
    "wpr.family.pilot",
    _(
        "The state is in a pilot that replaces the participation rate; this standing is for "
        "its own use"
    ),
    "Pub. L. 118-5, section 302",
)
SMALL_CHECK = says(
    "wpr.family.small_check",
    _(
        "Left out: no TANF money, and %(paid_money)s of state-funded assistance, less than "
        "%(least_money)s"
    ),
    "42 USC 607(b)(6)",
)
INFANT = says(
    "wpr.family.infant",
    _(
        "Left out of the overall rate: a single parent caring for a child under one; month "
        "%(used)s of %(most)s in a lifetime"
    ),
    "45 CFR 261.22(c)",
)
INFANT_USED_UP = says(
    "wpr.family.infant_used_up",
    _("Not left out for the child under one: all %(most)s months of the parent's life are used"),
    "45 CFR 261.22(c)(2)",
)
SANCTION = says(
    "wpr.family.sanction",
    _(
        "Left out: under a work sanction, in month %(months)s of the last twelve; up to "
        "%(most)s are left out"
    ),
    "45 CFR 261.22(b)(2)",
)
SANCTION_TOO_LONG = says(
    "wpr.family.sanction_too_long",
    _(
        "Not left out for the work sanction: %(months)s months of the last twelve, and only "
        "up to %(most)s are left out"
    ),
    "45 CFR 261.22(b)(2)",
)
SANCTION_WITHOUT_CUT = says(
    "wpr.family.sanction_without_cut",
    _("Not left out for the work sanction: it took nothing off the assistance"),
    "45 CFR 261.22(b)(2)",
)
SANCTION_INCLUDED = says(
    "wpr.family.sanction_included",
    _("Not left out for the work sanction: the state chose to count such families"),
    "45 CFR 261.22(b)(3)",
)
ENGAGED = says(
    "wpr.family.engaged",
    _("Counted as engaged in the overall rate"),
    "45 CFR 261.22(b)(1)",
)
NOT_ENGAGED = says(
    "wpr.family.not_engaged",
    _("Counted in the overall rate, not as engaged: no work-eligible person met the hours"),
    "45 CFR 261.22(b)",
)
BY_EDUCATION = says(
    "wpr.family.by_education",
    _("Engaged by reason of education; at most 30 of 100 engaged families may be"),
    "45 CFR 261.33(c)",
)
TWO_PARENT_MET = says(
    "wpr.family.two_parent_met",
    _(
        "Counted as engaged in the two-parent rate: %(hours)s h a week together, %(core)s of "
        "them core; needed are %(needed)s h, %(core_needed)s of them core"
    ),
    "45 CFR 261.32(a), (e)",
)
TWO_PARENT_TEENS = says(
    "wpr.family.two_parent_teens",
    _("Counted as engaged in the two-parent rate: both parents are under 20 and in school"),
    "45 CFR 261.33(b)(2)",
)
TWO_PARENT_SHORT = says(
    "wpr.family.two_parent_short",
    _(
        "Counted in the two-parent rate, not as engaged: %(hours)s h a week together, "
        "%(core)s of them core; needed are %(needed)s h, %(core_needed)s of them core"
    ),
    "45 CFR 261.32(a), (e)",
)
TWO_PARENT_BY_EDUCATION = says(
    "wpr.family.two_parent_by_education",
    _(
        "Engaged in the two-parent rate by reason of education; at most 30 of 100 engaged "
        "families may be"
    ),
    "45 CFR 261.33(c)",
)
TWO_PARENT_WEEK_SHORT = says(
    "wpr.family.two_parent_week_short",
    _(
        "Assistance for part of the month: each full week must reach the hours, and in the "
        "two-parent rate one does not"
    ),
    "45 CFR 261.22(d)(1), 261.24(d)",
)
DEEMED_TWO_PARENT = says(
    "wpr.deemed.two_parent",
    _(
        "%(deemed)s core h a week deemed in the two-parent rate: the parents' %(worked_time)s"
        " h of work experience and community service reach the %(most)s h that the benefits "
        "can ask for"
    ),
    "45 CFR 261.32(d)-(f)",
)
MARRIED_TEEN = says(
    "wpr.family.married_teen",
    _(
        "The schooling of a married parent under 20 counts as %(counted)s h a week in the "
        "two-parent rate, for %(hours)s h done"
    ),
    "45 CFR 261.33(b)(2)",
)
CARE_HOURS_LOWER = says(
    "wpr.family.care_hours_lower",
    _(
        "%(needed)s h a week are needed although child care is federally funded: an adult has"
        " a disability or cares for a disabled child"
    ),
    "45 CFR 261.32(e)",
)
DISABLED_PARENT = says(
    "wpr.family.disabled_parent",
    _("Not in the two-parent rate: a parent has a disability"),
    "45 CFR 261.24(a)(2)",
)
ONE_ELIGIBLE_PARENT = says(
    "wpr.family.one_eligible_parent",
    _("Not in the two-parent rate: only one of the parents is work-eligible"),
    "45 CFR 261.24(a)(2)",
)
NO_FULL_WEEK = says(
    "wpr.family.no_full_week",
    _(
        "Assistance for part of the month without one full week; the state's choice decides "
        "how it is tested"
    ),
    "45 CFR 261.22(d)(1)",
)
PART_MONTH = says(
    "wpr.family.part_month",
    _("Assistance for part of the month: the hours must be reached in each full week (%(weeks)s)"),
    "45 CFR 261.22(d)(1)",
)
STRANGER = says(
    "wpr.family.stranger",
    _(
        "%(recorded_time)s h are left out: recorded for somebody who was not in the family "
        "this month"
    ),
    "45 CFR 261.60(a)",
)
OTHER_MONTH = says(
    "wpr.family.other_month",
    _("%(recorded_time)s h are left out: their day is not reported in this month"),
    "45 CFR 261.60(a)",
)
ZERO_PAYMENT = says(
    "wpr.review.zero_payment",
    _("The family counts as receiving assistance, but no payment is recorded for the month"),
    "ACF work participation feedback reports, 2026-02",
)
LEFT_OUT_BUT_MET = says(
    "wpr.review.left_out_but_met",
    _("The family is left out of the rate although it met the hours"),
    "ACF work participation feedback reports, 2026-02, 3.4",
)
