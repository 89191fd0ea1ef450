"""The words of a referral: where it stands, what moves it, what came of it, what is shared."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from caseway.rules.reasons import _


class State(StrEnum):
    """Where a referral stands. Only a closed one is over, and that needs a result."""

    MADE = "made"
    SENT = "sent"
    TOLD = "told"  # nobody there knows of her: she was told where to go
    WAITLISTED = "waitlisted"
    ACCEPTED = "accepted"
    APPOINTMENT = "appointment"
    MISSED = "missed"
    ATTENDED = "attended"
    IN_SERVICE = "in_service"
    DECLINED = "declined"
    CLOSED = "closed"


class Move(StrEnum):
    """What somebody does or reports."""

    MAKE = "make"
    SEND = "send"
    REMIND = "remind"
    ACCEPT = "accept"
    WAITLIST = "waitlist"
    DECLINE = "decline"
    APPOINT = "appoint"
    ATTEND = "attend"
    MISS = "miss"
    START = "start"
    CHECK = "check"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    TAKE_BACK = "take_back"


class Result(StrEnum):
    """What came of it, in the end."""

    HELPED = "helped"
    PARTLY = "partly"
    NOT_HELPED = "not_helped"
    NEVER_CAME = "never_came"
    DECLINED = "declined"
    NO_ANSWER = "no_answer"
    ELSEWHERE = "elsewhere"
    NOT_NEEDED = "not_needed"
    WITHDRAWN = "withdrawn"


class Refusal(StrEnum):
    """Why a provider cannot take somebody."""

    FULL = "full"
    NOT_ELIGIBLE = "not_eligible"
    OUTSIDE_AREA = "outside_area"
    LANGUAGE = "language"
    HOURS = "hours"
    NOT_OFFERED = "not_offered"
    COST = "cost"
    OTHER = "other"


class Urgency(StrEnum):
    ROUTINE = "routine"
    SOON = "soon"
    URGENT = "urgent"


class Shares(StrEnum):
    """What the person agreed that the provider may be told."""

    NOTHING = "nothing"  # she goes there on her own, nobody is told of her
    INITIALS = "initials"  # initials until they accept; name and phone then
    NAME = "name"  # name and phone at once


class Consent(StrEnum):
    """How the person said yes."""

    SPOKEN = "spoken"
    SIGNED = "signed"


class Actor(StrEnum):
    """Who moves it: the case's own staff, or the provider by the link they were given."""

    STAFF = "staff"
    PARTNER = "partner"


STATE_LABELS: Mapping[State, str] = {
    State.MADE: _("Not sent yet"),
    State.SENT: _("Waiting for an answer"),
    State.TOLD: _("Told where to go"),
    State.WAITLISTED: _("On the waiting list"),
    State.ACCEPTED: _("Accepted"),
    State.APPOINTMENT: _("Appointment made"),
    State.MISSED: _("Appointment missed"),
    State.ATTENDED: _("Came"),
    State.IN_SERVICE: _("In the service"),
    State.DECLINED: _("Declined"),
    State.CLOSED: _("Closed"),
}
MOVE_LABELS: Mapping[Move, str] = {
    Move.MAKE: _("Make the referral"),
    Move.SEND: _("Mark as sent"),
    Move.REMIND: _("I asked again"),
    Move.ACCEPT: _("Accepted"),
    Move.WAITLIST: _("Put on the waiting list"),
    Move.DECLINE: _("Declined"),
    Move.APPOINT: _("Set an appointment"),
    Move.ATTEND: _("Came"),
    Move.MISS: _("Did not come"),
    Move.START: _("The service began"),
    Move.CHECK: _("I asked how it goes"),
    Move.CLOSE: _("Close with a result"),
    Move.WITHDRAW: _("The person no longer wants it"),
    Move.TAKE_BACK: _("Take the last step back"),
}
# As they stand in the record of what happened.
MOVE_PAST: Mapping[Move, str] = {
    Move.MAKE: _("Referral made"),
    Move.SEND: _("Sent"),
    Move.REMIND: _("Asked again"),
    Move.ACCEPT: _("Accepted"),
    Move.WAITLIST: _("Put on the waiting list"),
    Move.DECLINE: _("Declined"),
    Move.APPOINT: _("Appointment set"),
    Move.ATTEND: _("Came"),
    Move.MISS: _("Did not come"),
    Move.START: _("The service began"),
    Move.CHECK: _("Asked how it goes"),
    Move.CLOSE: _("Closed"),
    Move.WITHDRAW: _("The person no longer wanted it"),
    Move.TAKE_BACK: _("The last step was taken back"),
}
RESULT_LABELS: Mapping[Result, str] = {
    Result.HELPED: _("They got what they needed"),
    Result.PARTLY: _("It helped in part"),
    Result.NOT_HELPED: _("They went, and it did not help"),
    Result.NEVER_CAME: _("They never came"),
    Result.DECLINED: _("The provider could not take them"),
    Result.NO_ANSWER: _("The provider never answered"),
    Result.ELSEWHERE: _("They found help elsewhere"),
    Result.NOT_NEEDED: _("It is no longer needed"),
    Result.WITHDRAWN: _("The person no longer wanted it"),
}
REFUSAL_LABELS: Mapping[Refusal, str] = {
    Refusal.FULL: _("No place is free"),
    Refusal.NOT_ELIGIBLE: _("They do not fit who can come"),
    Refusal.OUTSIDE_AREA: _("They live outside the area"),
    Refusal.LANGUAGE: _("Nobody here speaks their language"),
    Refusal.HOURS: _("The hours do not fit"),
    Refusal.NOT_OFFERED: _("We no longer offer this"),
    Refusal.COST: _("The cost is not covered"),
    Refusal.OTHER: _("Another reason"),
}
URGENCY_LABELS: Mapping[Urgency, str] = {
    Urgency.ROUTINE: _("When a place is free"),
    Urgency.SOON: _("Soon, within days"),
    Urgency.URGENT: _("Urgent, today or tomorrow"),
}
SHARES_LABELS: Mapping[Shares, str] = {
    Shares.INITIALS: _("Initials at first; name and phone once they accept"),
    Shares.NAME: _("Name and phone right away"),
    Shares.NOTHING: _("Nothing: the person goes there on their own"),
}
CONSENT_LABELS: Mapping[Consent, str] = {
    Consent.SPOKEN: _("The person said yes"),
    Consent.SIGNED: _("The person signed"),
}
