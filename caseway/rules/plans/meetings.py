"""When the next meeting against the plan is due. A brief contact does not stand for it.

Source: best practices of workforce case management: weekly meetings on the plan, brief extra
contacts in between.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caseway.rules.dates import add_days, days_between
from caseway.rules.params import load
from caseway.rules.reasons import Reason, Sentence, _, because, ngettext

LATE = Sentence(
    "plan_meeting.late",
    *ngettext(
        "The meeting on the plan is %(late)s day late: it was due %(due)s",
        "The meeting on the plan is %(late)s days late: it was due %(due)s",
    ),
    count_by="late",
)
DUE = Sentence("plan_meeting.due", _("Next meeting on the plan due %(due)s"))
BRIEF = Sentence(
    "plan_meeting.brief",
    _("The brief contact on %(day)s is noted; it does not stand for the meeting"),
)


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """When the meeting is due, how many days late it is (0 when not), and why."""

    due_on: date
    overdue_days: int
    reasons: tuple[Reason, ...]


def next_meeting(
    meetings: Iterable[date], brief: Iterable[date], since: date, on: date
) -> NextMeeting:
    """The next meeting, counted from the last one or from when the plan came into force.

    `meetings` are days on which the plan was gone through, `brief` days of other contact.
    """
    params = load("plans")
    every = params.value_on("meeting_every_days", on)
    last = max((day for day in meetings if day <= on), default=since)
    due = add_days(last, every)
    late = max(0, days_between(due, on))
    source = params["meeting_every_days"].source
    reasons = [because(LATE, source, late=late, due=due) if late else because(DUE, source, due=due)]
    since_then = [day for day in brief if last < day <= on]
    if since_then:
        reasons.append(because(BRIEF, day=max(since_then)))
    return NextMeeting(due, late, tuple(reasons))
