"""What is said of a person: whether work-eligible, and whether her hours are enough."""

from __future__ import annotations

from caseway.rules.participation.grounds import says
from caseway.rules.reasons import _

RECIPIENT = says(
    "wpr.eligible.recipient",
    _("Work-eligible: an adult, or a minor heading a household, who receives assistance"),
    "45 CFR 261.2(n)(1)",
)
PARENT = says(
    "wpr.eligible.parent",
    _("Work-eligible: a parent without assistance who lives with a child receiving it"),
    "45 CFR 261.2(n)(1)",
)
MINOR = says(
    "wpr.not_eligible.minor",
    _("Not work-eligible: a minor who is neither head of the household nor the head's spouse"),
    "45 CFR 261.2(n)(1)(i)",
)
NOT_RECEIVING = says(
    "wpr.not_eligible.not_receiving",
    _(
        "Not work-eligible: receives no assistance and is not a parent in the home of a child"
        " who does"
    ),
    "45 CFR 261.2(n)(1)",
)
IMMIGRATION = says(
    "wpr.not_eligible.immigration",
    _("Not work-eligible: a parent who cannot receive assistance because of immigration status"),
    "45 CFR 261.2(n)(1)(ii)",
)
SSI = says(
    "wpr.not_eligible.ssi",
    _(
        "Not work-eligible: a parent on SSI or aid to the aged, blind or disabled; left out "
        "by the state"
    ),
    "45 CFR 261.2(n)(1)(iii)",
)
SSDI = says(
    "wpr.not_eligible.ssdi",
    _("Not work-eligible: a parent on Social Security disability benefits; left out by the state"),
    "45 CFR 261.2(n)(2)(ii)",
)
CARE = says(
    "wpr.not_eligible.care",
    _(
        "Not work-eligible: a parent who must stay home for a disabled family member, "
        "medically documented"
    ),
    "45 CFR 261.2(n)(2)(i)",
)
CARE_UNPROVEN = says(
    "wpr.eligible.care_unproven",
    _(
        "Cares for a disabled family member, but no medical note says it is needed: "
        "stays work-eligible"
    ),
    "45 CFR 261.2(n)(2)(i)",
)
TRIBAL = says(
    "wpr.not_eligible.tribal",
    _("Not work-eligible: assisted under an approved tribal program, which the state leaves out"),
    "45 CFR 261.2(n)(2)(iii), 261.25",
)

MET = says(
    "wpr.person.met",
    _(
        "Meets the overall rate: %(hours)s h a week, %(core)s of them core; needed are "
        "%(needed)s h, %(core_needed)s of them core"
    ),
    "45 CFR 261.31(a)",
)
SHORT = says(
    "wpr.person.short",
    _(
        "Does not meet the overall rate: %(hours)s h a week, %(core)s of them core; needed "
        "are %(needed)s h, %(core_needed)s of them core"
    ),
    "45 CFR 261.31(a)",
)
MET_YOUNG = says(
    "wpr.person.met_young_child",
    _(
        "Meets the overall rate as the only parent or caretaker of a child under six: "
        "%(core)s core h a week, %(core_needed)s needed"
    ),
    "45 CFR 261.35",
)
SHORT_YOUNG = says(
    "wpr.person.short_young_child",
    _(
        "Does not meet the overall rate as the only parent or caretaker of a child under six:"
        " %(core)s core h a week, %(core_needed)s needed"
    ),
    "45 CFR 261.35",
)
CORE_FIRST = says(
    "wpr.person.core_first",
    _(
        "%(noncore)s h a week of other activities cannot count, because they count only above"
        " %(core_needed)s core h"
    ),
    "45 CFR 261.31(b)-(c)",
)
WEEK_SHORT = says(
    "wpr.person.week_short",
    _(
        "Assistance for part of the month: each full week must reach the hours, and the week "
        "that begins %(week_on)s has %(hours)s h, %(core)s of them core"
    ),
    "45 CFR 261.22(d)(1)",
)
TEEN_SCHOOL = says(
    "wpr.person.teen_school",
    _(
        "Counts as engaged: under 20, married or heading a household, with satisfactory "
        "school attendance"
    ),
    "45 CFR 261.33(b)(1)(i)",
)
TEEN_EDUCATION = says(
    "wpr.person.teen_education",
    _(
        "Counts as engaged: under 20, married or heading a household, with %(hours)s h a week"
        " of education tied to a job"
    ),
    "45 CFR 261.33(b)(1)(ii)",
)
DEEMED = says(
    "wpr.deemed.overall",
    _(
        "%(deemed)s core h a week deemed: %(worked_time)s h of work experience and community "
        "service reach the %(most)s h that the benefits can ask for (%(benefits_money)s at "
        "%(wage_money)s an hour)"
    ),
    "45 CFR 261.31(d)",
)
NOT_DEEMED = says(
    "wpr.deemed.short",
    _(
        "No core hours deemed: %(worked_time)s h of work experience and community service do "
        "not reach the %(most)s h that the benefits can ask for (%(benefits_money)s at "
        "%(wage_money)s an hour)"
    ),
    "45 CFR 261.31(d)",
)
OVER_EXCUSED = says(
    "wpr.review.excused",
    _("Excused absence of %(hours)s h a week: the federal office reviews more than %(most)s"),
    "ACF work participation feedback reports, 2026-02",
)
OVER_HOLIDAY = says(
    "wpr.review.holiday",
    _("Holidays of %(hours)s h a week: the federal office reviews more than %(most)s"),
    "ACF work participation feedback reports, 2026-02",
)
OVER_TOTAL = says(
    "wpr.review.total",
    _("%(hours)s h a week in all: the federal office reviews more than %(most)s"),
    "ACF work participation feedback reports, 2026-02",
)
OVER_FIELD = says(
    "wpr.review.field",
    _("%(hours)s h a week of %(activity)s: the federal field holds no more than 99"),
    "ACF-199 instructions, items 50-62",
)
TEEN_ROUNDED = says(
    "wpr.review.teen_rounded",
    _(
        "School attendance of %(school_time)s h rounds to 0 h a week, and the federal office "
        "expects more"
    ),
    "ACF work participation feedback reports, 2026-02",
)
