"""What is said of hours: which do not count, are limited, or are counted otherwise."""

from __future__ import annotations

from caseway.rules.participation.grounds import says
from caseway.rules.reasons import _

UNPROVEN = says(
    "wpr.hours.unproven",
    _("%(unproven_time)s h do not count: their proof is not verified"),
    "45 CFR 261.60(a), 261.61(a)",
)
OTHER = says(
    "wpr.hours.other",
    _("%(other_time)s h were spent in activities that are not among the twelve"),
    "45 CFR 261.30",
)
NOT_ELIGIBLE = says(
    "wpr.hours.not_eligible",
    _("%(recorded_time)s h are not looked at, because the person is not work-eligible"),
    "45 CFR 261.2(n)",
)
DAY_TOO_LONG = says(
    "wpr.hours.day_too_long",
    _("%(day_on)s adds up to %(recorded_time)s h; none of them count until that is corrected"),
    "45 CFR 261.61(a)",
)
OUTSIDE_WEEKS = says(
    "wpr.hours.outside_weeks",
    _("%(outside_time)s h lie outside the full weeks in which assistance was received"),
    "45 CFR 261.22(d)(1)",
)
ABSENCE_MONTH = says(
    "wpr.absence.month",
    _(
        "%(granted_time)s h of %(asked_time)s h of excused absence count: the limit is "
        "%(most_time)s h in a month"
    ),
    "45 CFR 261.60(b)",
)
ABSENCE_WINDOW = says(
    "wpr.absence.window",
    _(
        "%(granted_time)s h of %(asked_time)s h of excused absence count: the limit is "
        "%(most_time)s h in twelve months, and %(used_time)s h were used before"
    ),
    "45 CFR 261.60(b)",
)
ABSENCE = says(
    "wpr.absence.counted",
    _("%(granted_time)s h of excused absence count"),
    "45 CFR 261.60(b)",
)
NOT_SCHEDULED = says(
    "wpr.absence.not_scheduled",
    _("An absence on %(day_on)s does not count: nothing more was scheduled"),
    "45 CFR 261.60(b)",
)
HOLIDAY = says(
    "wpr.holiday.counted",
    _(
        "%(holiday_time)s h of holidays count; with them %(used)s of %(most)s holidays in "
        "twelve months are used"
    ),
    "45 CFR 261.60(b)",
)
NOT_A_HOLIDAY = says(
    "wpr.holiday.not_in_plan",
    _("%(day_on)s is not a holiday of the state's plan; its hours do not count"),
    "45 CFR 261.60(b)",
)
TOO_MANY_HOLIDAYS = says(
    "wpr.holiday.too_many",
    _("The holiday on %(day_on)s does not count: %(most)s holidays in twelve months are used"),
    "45 CFR 261.60(b)",
)
HOMEWORK_CLASS = says(
    "wpr.homework.class",
    _(
        "%(counted_time)s h of %(done_time)s h of unsupervised homework count: no more than "
        "the %(class_time)s h of class"
    ),
    "45 CFR 261.60(e)",
)
HOMEWORK_PROGRAM = says(
    "wpr.homework.program",
    _(
        "%(counted_time)s h of %(done_time)s h of homework count: the program asks for "
        "%(advised_time)s h"
    ),
    "45 CFR 261.60(e), 261.61(e)",
)
HOMEWORK_ELSEWHERE = says(
    "wpr.homework.elsewhere",
    _("%(done_time)s h of homework do not count: %(activity)s has no classes"),
    "45 CFR 261.60(e)",
)
PROJECTED = says(
    "wpr.projection.used",
    _(
        "%(week_time)s h a week of %(activity)s are counted ahead from hours documented in "
        "%(verified_month)s, until %(last_month)s or a change"
    ),
    "45 CFR 261.60(c)",
)
PROJECTION_OVER = says(
    "wpr.projection.over",
    _(
        "Hours of %(activity)s documented in %(verified_month)s could be counted ahead until "
        "%(last_month)s; they must be verified again"
    ),
    "45 CFR 261.60(c)",
)
PROJECTION_CHANGED = says(
    "wpr.projection.changed",
    _(
        "Hours of %(activity)s documented in %(verified_month)s ended with the change "
        "reported in %(changed_month)s; the new hours must be verified"
    ),
    "45 CFR 261.60(c)",
)
PROJECTION_INSTEAD = says(
    "wpr.projection.instead",
    _(
        "%(recorded_time)s h recorded in %(activity)s are not added: the hours counted ahead "
        "stand in their place"
    ),
    "45 CFR 261.60(c)",
)
SELF_EMPLOYMENT = says(
    "wpr.self_employment",
    _(
        "%(counted_time)s h of self-employment count: a net income of %(net_money)s allows "
        "%(most_time)s h at %(wage_money)s an hour"
    ),
    "45 CFR 261.60(d), 261.61(d)",
)
SELF_EMPLOYMENT_DOCUMENTED = says(
    "wpr.self_employment.documented",
    _(
        "%(counted_time)s h of self-employment count as documented, by the method of the "
        "state's plan"
    ),
    "45 CFR 261.60(d), 261.61(d)",
)
SCHOOL_COMPLETED = says(
    "wpr.school.completed",
    _("%(hours_time)s h of %(activity)s do not count: the person has a diploma or its equivalent"),
    "45 CFR 261.30(j)-(k)",
)
VOCED_INSTEAD = says(
    "wpr.voced.instead",
    _(
        "%(hours_time)s h of vocational education count as %(instead)s: %(most)s months of a "
        "lifetime are used"
    ),
    "45 CFR 261.33(a)",
)
VOCED_USED_UP = says(
    "wpr.voced.used_up",
    _(
        "%(hours_time)s h of vocational education do not count: %(most)s months of a lifetime"
        " are used"
    ),
    "45 CFR 261.33(a)",
)
VOCED_KEPT = says(
    "wpr.voced.kept_back",
    _(
        "%(hours_time)s h of vocational education are not reported: with or without them the "
        "month comes out the same, and no month of %(most)s is used"
    ),
    "45 CFR 261.33(a)",
)
SEARCH_RUN = says(
    "wpr.jobsearch.run",
    _(
        "%(week_time)s h of job search in the week that begins %(week_on)s do not count: the "
        "%(weeks)s weeks before it all had some"
    ),
    "45 CFR 261.34(d)",
)
SEARCH_LIMIT = says(
    "wpr.jobsearch.limit",
    _(
        "%(counted_time)s h of %(asked_time)s h of job search count: the limit is "
        "%(most_time)s h in twelve months, and %(used_time)s h were used before"
    ),
    "45 CFR 261.34(a)-(c)",
)
SEARCH_DAYS = says(
    "wpr.jobsearch.days",
    _(
        "%(days)s days of job search in the week that begins %(week_on)s count as a full "
        "week: %(full_time)s h for %(done_time)s h, once in twelve months"
    ),
    "45 CFR 261.34(e)",
)
SEARCH_KEPT = says(
    "wpr.jobsearch.kept_back",
    _(
        "%(hours_time)s h of job search are not reported: with or without them the month comes "
        "out the same, and the limit is spared"
    ),
    "45 CFR 261.34",
)
