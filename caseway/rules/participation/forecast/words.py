"""What a forecast says."""

from __future__ import annotations

from caseway.rules.reasons import Sentence, _, ngettext

SO_FAR = Sentence(
    "forecast.so_far",
    _(
        "%(done)s of %(needed)s countable hours so far this month"
        " (%(weekly)s of %(weekly_needed)s a week)"
    ),
)
SO_FAR_ENOUGH = Sentence(
    "forecast.so_far_enough",
    _(
        "%(done)s countable hours so far this month, more than the %(needed)s needed"
        " (%(weekly)s a week; %(weekly_needed)s needed)"
    ),
)
UNPROVEN = Sentence(
    "forecast.unproven", _("%(hours)s hours are recorded and wait for proof; they do not count yet")
)
EXPECTED = Sentence(
    "forecast.expected",
    *ngettext(
        "%(activity)s, %(first)s: %(scheduled)s hours scheduled × %(percent)s percent"
        " attended since %(since)s (%(attended)s of %(of)s hours) = %(expected)s hours",
        "%(activity)s, %(first)s to %(last)s: %(scheduled)s hours scheduled ×"
        " %(percent)s percent attended since %(since)s (%(attended)s of %(of)s hours) ="
        " %(expected)s hours",
    ),
    count_by="days",
)
EXPECTED_BY_ALL = Sentence(
    "forecast.expected_by_all",
    *ngettext(
        "%(activity)s, %(first)s: %(scheduled)s hours scheduled × %(percent)s percent"
        " attended in all activities since %(since)s (%(attended)s of %(of)s hours) ="
        " %(expected)s hours",
        "%(activity)s, %(first)s to %(last)s: %(scheduled)s hours scheduled ×"
        " %(percent)s percent attended in all activities since %(since)s (%(attended)s"
        " of %(of)s hours) = %(expected)s hours",
    ),
    count_by="days",
)
EXPECTED_AS_SCHEDULED = Sentence(
    "forecast.expected_as_scheduled",
    *ngettext(
        "%(activity)s, %(first)s: %(expected)s hours scheduled, taken as they are, as"
        " there is too little to go by yet",
        "%(activity)s, %(first)s to %(last)s: %(expected)s hours scheduled, taken as"
        " they are, as there is too little to go by yet",
    ),
    count_by="days",
)
HOLIDAYS_AHEAD = Sentence(
    "forecast.holidays_ahead",
    *ngettext(
        "%(count)s plan holiday to come, %(first)s: %(hours)s hours are counted ahead",
        "%(count)s plan holidays to come, %(first)s to %(last)s: %(hours)s hours are counted ahead",
    ),
    count_by="count",
)
UNMARKED = Sentence(
    "forecast.unmarked",
    *ngettext(
        "%(count)s scheduled day up to now has no attendance marked (%(hours)s hours)",
        "%(count)s scheduled days up to now have no attendance marked (%(hours)s hours)",
    ),
    count_by="count",
)
ON_COURSE = Sentence(
    "forecast.on_course",
    _("On course: %(projected)s hours a week by the end of the month, %(needed)s needed"),
)
NOT_NEEDED = Sentence(
    "forecast.not_needed",
    _(
        "%(projected)s hours a week by the end of the month; the family does not need more for"
        " this rate"
    ),
)
SHORT = Sentence(
    "forecast.short",
    *ngettext(
        "%(count)s countable hour short by the end of the month, as things are planned",
        "%(count)s countable hours short by the end of the month, as things are planned",
    ),
    count_by="count",
)
SHORT_CORE = Sentence(
    "forecast.short_core",
    *ngettext(
        "%(count)s of them must be a core hour",
        "%(count)s of them must be core hours",
    ),
    count_by="count",
)
NOT_IN_RATE = Sentence("forecast.not_in_rate", _("The family is not in the rate this month"))
LEFT_OUT = Sentence(
    "forecast.left_out", _("The family is left out of the rate this month, so no hours are missing")
)
WEEK = Sentence(
    "forecast.week",
    _(
        "From %(first)s to %(last)s: %(scheduled)s hours scheduled, about %(expected)s to be"
        " expected; %(needed)s a week are needed"
    ),
)
WEEK_HOLIDAY = Sentence("forecast.week_holiday", _("%(day)s is a holiday of the State's plan"))

# Ways to close a gap.
MARK = Sentence(
    "way.mark",
    *ngettext(
        "Mark attendance for %(count)s scheduled day that has none yet: up to %(hours)s hours",
        "Mark attendance for %(count)s scheduled days that have none yet: up to %(hours)s hours",
    ),
    count_by="count",
)
DECIDE = Sentence(
    "way.decide", _("Look at the proof handed in for %(activity)s: %(hours)s hours wait for it")
)
PROVE = Sentence(
    "way.prove",
    *ngettext(
        "Get proof for %(activity)s on %(first)s: %(hours)s hours are recorded",
        "Get proof for %(activity)s from %(first)s to %(last)s: %(hours)s hours are recorded",
    ),
    count_by="days",
)
DECIDE_LIMITED = Sentence(
    "way.decide_limited",
    _(
        "Look at the proof handed in for %(activity)s: %(claimed)s hours wait for it,"
        " %(hours)s of them can count"
    ),
)
PROVE_LIMITED = Sentence(
    "way.prove_limited",
    *ngettext(
        "Get proof for %(activity)s on %(first)s: %(claimed)s hours are recorded, %(hours)s"
        " of them can count",
        "Get proof for %(activity)s from %(first)s to %(last)s: %(claimed)s hours are"
        " recorded, %(hours)s of them can count",
    ),
    count_by="days",
)
RENEW = Sentence(
    "way.renew",
    _("Get a current pay stub for %(activity)s: %(hours)s hours a week could be counted ahead"),
)
SCHOOL = Sentence("way.school", _("Ask the school whether attendance was satisfactory this month"))
MEDICAL = Sentence(
    "way.medical",
    _("Ask for the medical note that this parent must care for a family member at home"),
)
HOLIDAY = Sentence(
    "way.holiday",
    _("Mark %(first)s as the plan holiday it was: %(hours)s hours were scheduled"),
)
EXCUSE = Sentence(
    "way.excuse",
    *ngettext(
        "Ask why %(hours)s scheduled hours were missed on %(first)s; with a good reason"
        " up to %(left)s excused hours are left",
        "Ask why %(hours)s scheduled hours were missed from %(first)s to %(last)s; with"
        " a good reason up to %(left)s excused hours are left",
    ),
    count_by="days",
)
ATTEND = Sentence(
    "way.attend",
    _("Attend everything scheduled until %(last)s: %(hours)s hours more than expected"),
)
HOMEWORK = Sentence(
    "way.homework",
    _(
        "Do %(hours)s hours of homework for %(activity)s under supervision; the program advises"
        " %(left)s more"
    ),
)
MORE_HOURS = Sentence(
    "way.more_hours",
    *ngettext(
        "Add %(hours)s hours of %(activity)s at %(place)s on %(first)s",
        "Add %(hours)s hours of %(activity)s at %(place)s from %(first)s to %(last)s",
    ),
    count_by="days",
)
NEW_PLACE = Sentence(
    "way.new_place",
    *ngettext(
        "Begin %(activity)s at %(place)s: %(hours)s hours on %(first)s",
        "Begin %(activity)s at %(place)s: %(hours)s hours from %(first)s to %(last)s",
    ),
    count_by="days",
)
WORKFARE = Sentence(
    "way.workfare",
    *ngettext(
        "Add %(hours)s hours of %(activity)s at %(place)s on %(first)s: then the most"
        " that wage law allows for the grant and SNAP is worked, and the core hours"
        " count as done",
        "Add %(hours)s hours of %(activity)s at %(place)s from %(first)s to %(last)s:"
        " then the most that wage law allows for the grant and SNAP is worked, and the"
        " core hours count as done",
    ),
    count_by="days",
)
JOB_SEARCH = Sentence(
    "way.job_search",
    *ngettext(
        "Add %(hours)s hours of %(activity)s at %(place)s on %(first)s; %(left)s hours"
        " of its limit in twelve months are left",
        "Add %(hours)s hours of %(activity)s at %(place)s from %(first)s to %(last)s;"
        " %(left)s hours of its limit in twelve months are left",
    ),
    count_by="days",
)
CLOSES = Sentence("way.closes", _("This closes the gap"))
LEAVES = Sentence(
    "way.leaves",
    *ngettext(
        "This leaves %(count)s countable hour short", "This leaves %(count)s countable hours short"
    ),
    count_by="count",
)
TOGETHER = Sentence("way.together", _("Together these close the gap"))
ONE_CLOSES = Sentence("way.one_closes", _("Each of these closes the gap"))
SOME_CLOSE = Sentence("way.some_close", _("Some of these close the gap, others help"))
NONE_CLOSES = Sentence(
    "way.none_closes", _("These help; no lawful way closes the whole gap this month")
)
NOTHING_LEFT = Sentence("way.nothing_left", _("No lawful way is left to close the gap this month"))

# Limits and what is left of them.
LIMIT_ABSENCE_MONTH = Sentence(
    "limit.absence_month", _("Excused absence this month: %(used)s of %(of)s hours, %(left)s left")
)
LIMIT_ABSENCE_YEAR = Sentence(
    "limit.absence_year",
    _("Excused absence in twelve months: %(used)s of %(of)s hours, %(left)s left"),
)
LIMIT_HOLIDAYS = Sentence(
    "limit.holidays", _("Plan holidays in twelve months: %(used)s of %(of)s days, %(left)s left")
)
LIMIT_JOB_SEARCH = Sentence(
    "limit.job_search",
    _("Job search and readiness in twelve months: %(used)s of %(of)s hours, %(left)s left"),
)
LIMIT_SHORT_WEEK = Sentence(
    "limit.short_week",
    _("A short week of job search counted as a whole one, in twelve months: %(used)s of %(of)s"),
)
LIMIT_VOCED = Sentence(
    "limit.voced", _("Vocational education in a lifetime: %(used)s of %(of)s months, %(left)s left")
)
LIMIT_INFANT = Sentence(
    "limit.infant",
    _("Caring for a child under 1, in a lifetime: %(used)s of %(of)s months, %(left)s left"),
)
LIMIT_PROJECTION = Sentence(
    "limit.projection",
    _("Hours of %(activity)s counted ahead: month %(used)s of %(of)s, then proof is due again"),
)
