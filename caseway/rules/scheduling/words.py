"""What the planner says. Codes for programs, sentences for people."""

from __future__ import annotations

from caseway.rules.reasons import Sentence, _, ngettext

# What is wrong with what was asked
NO_PLACE = Sentence(
    "scheduling.no_place",
    _("%(name)s has no place of work on record, so only calls can be planned. Add the place."),
)
NO_WINDOW = Sentence(
    "scheduling.no_window",
    _("%(name)s has no time at which a visit may begin on any day. Add the shifts or hours."),
)
WINDOW_BACKWARD = Sentence(
    "scheduling.window_backward",
    _(
        "A visit to %(name)s may begin from %(opens)s and not after %(closes)s, which is earlier. "
        "That time was left out. Correct it."
    ),
)
LANGUAGE = Sentence(
    "scheduling.language",
    _("%(name)s needs a coach who speaks %(language)s."),
)
SKILLS = Sentence("scheduling.skills", _("%(name)s needs a coach who can: %(skills)s."))
LOCK_DOES_NOT_FIT = Sentence(
    "scheduling.lock_does_not_fit",
    _(
        "The confirmed session of %(name)s on %(day)s cannot be held as it stands: the day has no "
        "room for it. Move it, or change that day."
    ),
)
LOCK_UNKNOWN = Sentence(
    "scheduling.lock_unknown",
    _("A confirmed session on %(day)s is of somebody who is not on this caseload. Remove it."),
)
LOCKS_TOO_CLOSE = Sentence(
    "scheduling.locks_too_close",
    _("%(name)s has confirmed sessions on %(day)s and %(other)s, which is not the usual spacing."),
)
LOCKS_OVER_CAP = Sentence(
    "scheduling.locks_over_cap",
    _(
        "%(name)s has %(count)s confirmed sessions this month; %(cap)s is the most without an "
        "override. Take one back, or ask a supervisor to allow it, with a reason."
    ),
)
DAY_DOES_NOT_HOLD = Sentence(
    "scheduling.day_does_not_hold",
    _(
        "Your own appointments on %(day)s overlap, leave no time to get from one to the next, or "
        "leave no time for a meal. Nothing was planned that day. Correct them."
    ),
)
DAY_IS_ELSEWHERE = Sentence(
    "scheduling.day_is_elsewhere",
    _(
        "On %(day)s the sessions at another site leave no time for the way or a meal besides. "
        "Nothing was planned that day."
    ),
)
BELOW_FLOOR = Sentence(
    "scheduling.below_floor",
    _(
        "%(name)s would have %(sessions)s of %(floor)s sessions that the funder asks for, "
        "%(visits)s of %(at_worksite)s at the worksite. Find another day or another coach."
    ),
)

# Why a session is where it is
PINNED = Sentence("scheduling.pinned", _("Confirmed: it stays where it is."))
EXTRA = Sentence(
    "scheduling.extra",
    *ngettext(
        "%(minutes)s minute of travel more on this day",
        "%(minutes)s minutes of travel more on this day",
    ),
    "minutes",
)
NO_EXTRA = Sentence("scheduling.no_extra", _("No travel more on this day"))
SAME_PLACE = Sentence("scheduling.same_place", _("At the same place as %(name)s"))
NEAR = Sentence(
    "scheduling.near",
    *ngettext("%(minutes)s minute from %(name)s", "%(minutes)s minutes from %(name)s"),
    "minutes",
)
TOGETHER = Sentence("scheduling.together", _("Seen together with %(names)s"))
IN_WINDOW = Sentence("scheduling.in_window", _("A visit may begin from %(opens)s to %(closes)s"))
NEXT_BEST = Sentence(
    "scheduling.next_best",
    *ngettext(
        "Next best: %(day)s, %(minutes)s minute more than here",
        "Next best: %(day)s, %(minutes)s minutes more than here",
    ),
    "minutes",
)
AS_GOOD = Sentence("scheduling.as_good", _("%(day)s would take no longer on the way."))
LESS_TRAVEL = Sentence(
    "scheduling.less_travel",
    *ngettext(
        "%(day)s would take %(minutes)s minute less on the way; it stays here for an even load, "
        "the client’s weekday or the spacing.",
        "%(day)s would take %(minutes)s minutes less on the way; it stays here for an even load, "
        "the client’s weekday or the spacing.",
    ),
    "minutes",
)
NO_OTHER_DAY = Sentence("scheduling.no_other_day", _("No other day is possible as things stand."))
BY_CALL = Sentence(
    "scheduling.by_call",
    *ngettext(
        "A call: a visit on this day would take %(minutes)s minute of travel more.",
        "A call: a visit on this day would take %(minutes)s minutes of travel more.",
    ),
    "minutes",
)
BY_CALL_FREE = Sentence(
    "scheduling.by_call_free",
    _("A call: a visit on this day would make it longer than it should be."),
)
BY_CALL_ONLY = Sentence("scheduling.by_call_only", _("A call: no visit is possible on this day."))
STAYS = Sentence("scheduling.stays", _("As announced"))

# Why a session is not on a day
NOT_SERVED = Sentence("scheduling.not_served", _("Not a client on that day"))
AWAY = Sentence("scheduling.away", _("The client is away"))
NOT_A_WORKDAY = Sentence("scheduling.not_a_workday", _("Not a workday of the client’s"))
HOLIDAY = Sentence("scheduling.holiday", _("A holiday"))
COACH_OFF = Sentence("scheduling.coach_off", _("The coach does not work that day"))
DAY_OVER = Sentence("scheduling.day_over", _("The day is over"))
NO_SHIFT_CHANGE = Sentence(
    "scheduling.no_shift_change", _("No time at which a visit may begin lies in the coach’s hours")
)
TOO_CLOSE = Sentence("scheduling.too_close", _("Too close to the session on %(day)s"))
TOO_FAR = Sentence("scheduling.too_far", _("Too long after or before the session on %(day)s"))
SAME_WEEK = Sentence("scheduling.same_week", _("The same week as the session on %(day)s"))
DAY_FULL = Sentence("scheduling.day_full", _("The day has %(count)s visits already"))
MEAL = Sentence("scheduling.meal", _("No time would be left for a meal"))
HOURS = Sentence("scheduling.hours", _("The day would end up to %(minutes)s minutes too late"))
OUT_OF_REACH = Sentence(
    "scheduling.out_of_reach",
    _("Even with nothing else that day, the way there and back does not fit into the hours"),
)
COLLIDES = Sentence(
    "scheduling.collides", _("Others must be seen at the only time at which this visit may begin")
)

# Why somebody is not seen, and what would help
UNSERVED = Sentence(
    "scheduling.unserved",
    *ngettext(
        "%(count)s session of %(name)s could not be planned.",
        "%(count)s sessions of %(name)s could not be planned.",
    ),
    "count",
)
HELPS_CALL = Sentence("scheduling.helps_call", _("One more call instead of a visit"))
HELPS_WINDOW = Sentence(
    "scheduling.helps_window",
    _("Visits that may begin %(minutes)s minutes earlier or later"),
)
HELPS_OVERTIME = Sentence(
    "scheduling.helps_overtime", _("%(minutes)s minutes more on a day of the coach’s")
)
HELPS_WEEKDAY = Sentence(
    "scheduling.helps_weekday", _("Another weekday, at the times of the client’s other days")
)
HELPS_COACH = Sentence("scheduling.helps_coach", _("Another coach for this session"))
