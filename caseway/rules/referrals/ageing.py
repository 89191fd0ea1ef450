"""How long a referral has waited, in words, and by when somebody should act on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from caseway.rules.dates import add_days, days_between
from caseway.rules.params import Params, load
from caseway.rules.reasons import Reason, Sentence, Term, _, because, ngettext
from caseway.rules.referrals.codes import RESULT_LABELS, Result, State, Urgency

FILE = "referrals"
_BY_URGENCY = {
    State.MADE: "send_days",
    State.SENT: "answer_days",
    State.TOLD: "answer_days",
    State.ACCEPTED: "appointment_days",
}
_FOR_ALL = {
    State.WAITLISTED: "waitlist_days",
    State.MISSED: "missed_days",
    State.ATTENDED: "attended_days",
    State.IN_SERVICE: "service_days",
    State.DECLINED: "declined_days",
}


@dataclass(frozen=True, slots=True)
class Stands:
    """Where a referral stands: since which day, and what else moves its date.

    `asked_on` is the last day on which somebody asked again; `appointment_on` the day of the
    appointment; `expected_on` when a place on a waiting list may come free.
    """

    state: State
    since: date
    urgency: Urgency = Urgency.ROUTINE
    asked_on: date | None = None
    appointment_on: date | None = None
    expected_on: date | None = None
    result: Result | None = None


def waits() -> Params:
    """The days after which a referral asks for the next step."""
    return load(FILE)


def due_on(stands: Stands) -> date | None:
    """The day by which somebody should act; None once it is closed.

    Asking again gives them as long as the first asking did; an appointment asks the day after.
    """
    if stands.state is State.CLOSED:
        return None
    start = max(stands.since, stands.asked_on or stands.since)
    params = waits()
    if stands.state is State.APPOINTMENT:
        day = stands.appointment_on or start
        return add_days(day, params.value_on("result_days", max(day, start)))
    if key := _BY_URGENCY.get(stands.state):
        by_urgency: Mapping[str, int] = params.value_on(key, start)
        return add_days(start, by_urgency[stands.urgency])
    due = add_days(start, params.value_on(_FOR_ALL[stands.state], start))
    if stands.state is State.WAITLISTED and stands.expected_on:
        return max(start, min(stands.expected_on, due))
    return due


def link_ends_on(made_on: date) -> date:
    """The first day on which a partner's link of that day opens no more."""
    return add_days(made_on, waits().value_on("link_days", made_on))


def _by_days(code: str, today: str, past: tuple[str, str]) -> tuple[Sentence, Sentence]:
    name = f"referral.{code}"
    return Sentence(f"{name}.today", today), Sentence(f"{name}.days", *past, count_by="days")


_WAITED: Mapping[State, tuple[Sentence, Sentence]] = {
    State.MADE: _by_days(
        "made",
        _("Made today, not sent yet"),
        ngettext("Not sent for %(days)s day", "Not sent for %(days)s days"),
    ),
    State.SENT: _by_days(
        "sent",
        _("Sent today"),
        ngettext("No answer for %(days)s day", "No answer for %(days)s days"),
    ),
    State.TOLD: _by_days(
        "told",
        _("Told today where to go"),
        ngettext(
            "Told where to go %(days)s day ago; did they go?",
            "Told where to go %(days)s days ago; did they go?",
        ),
    ),
    State.WAITLISTED: _by_days(
        "waitlisted",
        _("On the waiting list since today"),
        ngettext("On the waiting list for %(days)s day", "On the waiting list for %(days)s days"),
    ),
    State.ACCEPTED: _by_days(
        "accepted",
        _("Accepted today"),
        ngettext(
            "Accepted, no appointment for %(days)s day",
            "Accepted, no appointment for %(days)s days",
        ),
    ),
    State.MISSED: _by_days(
        "missed",
        _("Appointment missed today"),
        ngettext(
            "Appointment missed, nothing new for %(days)s day",
            "Appointment missed, nothing new for %(days)s days",
        ),
    ),
    State.ATTENDED: _by_days(
        "attended",
        _("Came today"),
        ngettext("Came %(days)s day ago, no result yet", "Came %(days)s days ago, no result yet"),
    ),
    State.IN_SERVICE: _by_days(
        "in_service",
        _("In the service since today"),
        ngettext("In the service for %(days)s day", "In the service for %(days)s days"),
    ),
    State.DECLINED: _by_days(
        "declined",
        _("Declined today; the need is still there"),
        ngettext(
            "Declined %(days)s day ago; the need is still there",
            "Declined %(days)s days ago; the need is still there",
        ),
    ),
}
VISIT_AHEAD = Sentence("referral.visit_ahead", _("Appointment on %(on)s"))
VISIT_TODAY = Sentence("referral.visit_today", _("Appointment today"))
VISIT_PAST = Sentence(
    "referral.visit_past",
    *ngettext(
        "Appointment was %(days)s day ago; did they come?",
        "Appointment was %(days)s days ago; did they come?",
    ),
    count_by="days",
)
CLOSED = Sentence("referral.closed", _("Closed: %(result)s"))


def ageing(stands: Stands, today: date) -> Reason:
    """How long it has waited and for what, in one sentence: "No answer for 9 days"."""
    if stands.state is State.CLOSED:
        label = RESULT_LABELS[stands.result] if stands.result else _("without a result")
        return because(CLOSED, result=Term(label))
    if stands.state is State.APPOINTMENT and stands.appointment_on:
        return _visit(stands.appointment_on, today)
    if stands.state is State.APPOINTMENT:
        return _visit(stands.since, today)
    now, past = _WAITED[stands.state]
    days = days_between(stands.since, today)
    return because(past, days=days) if days > 0 else because(now)


def _visit(on: date, today: date) -> Reason:
    days = days_between(on, today)
    if days > 0:
        return because(VISIT_PAST, days=days, on=on)
    return because(VISIT_TODAY) if days == 0 else because(VISIT_AHEAD, on=on)
