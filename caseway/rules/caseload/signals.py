"""What can call for attention on a case, and what each kind asks for next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from caseway.rules.reasons import Sentence, Term, Value, _, ngettext


class SignalKind(StrEnum):
    """The kinds of signal. Each has weights in params/today_weights.toml."""

    ADVERSE_DATE = "adverse_date"
    SAFETY_FOLLOW_UP = "safety_follow_up"
    HOURS_SHORT = "hours_short"
    MESSAGE = "message"
    MISSED_APPOINTMENT = "missed_appointment"
    VERIFICATION = "verification"
    VACANT_PART = "vacant_part"
    HAND_OFF = "hand_off"
    NEW_ASSIGNMENT = "new_assignment"
    JOB_CHECK_IN = "job_check_in"
    PROMISE = "promise"
    TASK = "task"
    NO_CONTACT = "no_contact"
    HOURS_UNPROVEN = "hours_unproven"
    PROOF_AGAIN = "proof_again"
    UNMARKED = "unmarked"
    INTERVIEW_OPEN = "interview_open"
    STEP_WAITING = "step_waiting"
    PLAN_PROPOSAL = "plan_proposal"
    PLAN_SIGNATURE = "plan_signature"
    PLAN_SUPPORT = "plan_support"
    PLAN_REVIEW = "plan_review"


class NextAction(StrEnum):
    """What a worker does about it, one keystroke away."""

    PREPARE = "prepare"  # open what is about to happen and see what can still be done
    FOLLOW_UP_SAFETY = "follow_up_safety"
    PLAN_HOURS = "plan_hours"
    ANSWER_MESSAGE = "answer_message"
    CALL = "call"
    GET_PROOF = "get_proof"
    ASSIGN_WORKER = "assign_worker"
    ACCEPT_HAND_OFF = "accept_hand_off"
    LOG_CONTACT = "log_contact"
    DO_TASK = "do_task"
    MARK_ATTENDANCE = "mark_attendance"
    GO_ON_WITH_INTAKE = "go_on_with_intake"
    OPEN_PLAN = "open_plan"


NEXT_ACTION: Mapping[SignalKind, NextAction] = {
    SignalKind.ADVERSE_DATE: NextAction.PREPARE,
    SignalKind.SAFETY_FOLLOW_UP: NextAction.FOLLOW_UP_SAFETY,
    SignalKind.HOURS_SHORT: NextAction.PLAN_HOURS,
    SignalKind.MESSAGE: NextAction.ANSWER_MESSAGE,
    SignalKind.MISSED_APPOINTMENT: NextAction.CALL,
    SignalKind.VERIFICATION: NextAction.GET_PROOF,
    SignalKind.VACANT_PART: NextAction.ASSIGN_WORKER,
    SignalKind.HAND_OFF: NextAction.ACCEPT_HAND_OFF,
    SignalKind.NEW_ASSIGNMENT: NextAction.CALL,
    SignalKind.JOB_CHECK_IN: NextAction.CALL,
    SignalKind.PROMISE: NextAction.LOG_CONTACT,
    SignalKind.TASK: NextAction.DO_TASK,
    SignalKind.NO_CONTACT: NextAction.CALL,
    SignalKind.HOURS_UNPROVEN: NextAction.GET_PROOF,
    SignalKind.PROOF_AGAIN: NextAction.GET_PROOF,
    SignalKind.UNMARKED: NextAction.MARK_ATTENDANCE,
    SignalKind.INTERVIEW_OPEN: NextAction.GO_ON_WITH_INTAKE,
    SignalKind.STEP_WAITING: NextAction.GO_ON_WITH_INTAKE,
    SignalKind.PLAN_PROPOSAL: NextAction.OPEN_PLAN,
    SignalKind.PLAN_SIGNATURE: NextAction.OPEN_PLAN,
    SignalKind.PLAN_SUPPORT: NextAction.OPEN_PLAN,
    SignalKind.PLAN_REVIEW: NextAction.OPEN_PLAN,
}

# What a sentence says when the caller gives no words of its own.
UNNAMED: Mapping[SignalKind, Mapping[str, Value]] = {
    SignalKind.ADVERSE_DATE: {"what": Term(_("A date that affects benefits"))},
    SignalKind.VERIFICATION: {"what": Term(_("see the case"))},
    SignalKind.TASK: {"what": Term(_("Task"))},
    SignalKind.VACANT_PART: {"part": Term(_("worker"))},
    SignalKind.PROOF_AGAIN: {"what": Term(_("Job"))},
    SignalKind.STEP_WAITING: {"what": Term(_("A step of the way in"))},
    SignalKind.PLAN_SUPPORT: {"what": Term(_("see the plan"))},
    SignalKind.PLAN_SIGNATURE: {"what": Term(_("Your signature is missing on the plan"))},
}

# Which signal a stored task gives; a kind not named here is a plain task of that sort.
TASK_SIGNALS: Mapping[str, SignalKind] = {
    "adverse_date": SignalKind.ADVERSE_DATE,
    "verification": SignalKind.VERIFICATION,
    "job_start": SignalKind.JOB_CHECK_IN,
    "hand_off": SignalKind.HAND_OFF,
}


class Signal(NamedTuple):
    """One thing that calls for attention.

    `on` is the day it is due, or the day it happened for kinds with days of
    grace: the message arrived, the appointment was missed, the worker was
    assigned, the last contact was made, the part fell vacant. `sort` is the
    kind of task. `ref` tells two signals of a kind apart (a task's id). `amount`
    is how many wait (messages) or how many hours are missing. `about` fills the
    sentence: what="Bring pay stubs", part=Term("public worker").
    """

    kind: SignalKind
    on: date
    sort: str = ""
    ref: str = ""
    amount: int = 1
    about: Mapping[str, Value] = {}

    @property
    def key(self) -> str:
        """Names the signal for snoozing: stable from day to day, at most 40 characters."""
        return f"{self.kind}:{self.ref}"[:40] if self.ref else str(self.kind)


class CaseSignals(NamedTuple):
    """The signals of one case. `number` settles ties."""

    case: int
    number: str
    signals: tuple[Signal, ...]


class Sayings(NamedTuple):
    """How a kind speaks when its day is ahead, today, and past."""

    ahead: Sentence
    today: Sentence
    late: Sentence


Words = str | tuple[str, str]


def _said(kind: str, ahead: Words, today: Words, late: Words, count_by: str = "late") -> Sayings:
    """The three sentences of a kind; a pair is singular and plural."""
    return Sayings(
        _sentence(f"today.{kind}.ahead", ahead, "count"),
        _sentence(f"today.{kind}.today", today, "count"),
        _sentence(f"today.{kind}.late", late, count_by),
    )


def _sentence(code: str, words: Words, count_by: str) -> Sentence:
    return Sentence(code, words) if isinstance(words, str) else Sentence(code, *words, count_by)


SAYINGS: Mapping[SignalKind, Sayings] = {
    SignalKind.ADVERSE_DATE: _said(
        "adverse_date",
        _("%(what)s on %(due)s"),
        _("%(what)s today"),
        ngettext("%(what)s: %(late)s day ago", "%(what)s: %(late)s days ago"),
    ),
    SignalKind.SAFETY_FOLLOW_UP: _said(
        "safety_follow_up",
        _("Safety follow-up due %(due)s"),
        _("Safety follow-up due today"),
        ngettext("Safety follow-up %(late)s day late", "Safety follow-up %(late)s days late"),
    ),
    SignalKind.HOURS_SHORT: _said(
        "hours_short",
        ngettext(
            "%(count)s hour short this month, which closes %(due)s",
            "%(count)s hours short this month, which closes %(due)s",
        ),
        ngettext(
            "%(count)s hour short, and the month closes today",
            "%(count)s hours short, and the month closes today",
        ),
        ngettext(
            "%(count)s hour short in the month that closed %(due)s",
            "%(count)s hours short in the month that closed %(due)s",
        ),
        count_by="count",
    ),
    SignalKind.MESSAGE: _said(
        "message",
        _("Wrote to you; answer by %(due)s"),
        _("Wrote to you on %(on)s; answer today"),
        ngettext(
            "Wrote to you on %(on)s; the answer is %(late)s day late",
            "Wrote to you on %(on)s; the answer is %(late)s days late",
        ),
    ),
    SignalKind.MISSED_APPOINTMENT: _said(
        "missed_appointment",
        _("Did not make the appointment on %(on)s"),
        _("Did not make the appointment on %(on)s; call today"),
        ngettext(
            "Did not make the appointment on %(on)s; the call is %(late)s day late",
            "Did not make the appointment on %(on)s; the call is %(late)s days late",
        ),
    ),
    SignalKind.VERIFICATION: _said(
        "verification",
        _("Proof due %(due)s: %(what)s"),
        _("Proof due today: %(what)s"),
        ngettext("Proof %(late)s day late: %(what)s", "Proof %(late)s days late: %(what)s"),
    ),
    SignalKind.VACANT_PART: _said(
        "vacant_part",
        _("No %(part)s from %(on)s"),
        _("No %(part)s since today"),
        ngettext("No %(part)s for %(late)s day", "No %(part)s for %(late)s days"),
    ),
    SignalKind.HAND_OFF: _said(
        "hand_off",
        _("Handed to you; first contact by %(due)s"),
        _("Handed to you; first contact due today"),
        ngettext(
            "Handed to you; first contact %(late)s day late",
            "Handed to you; first contact %(late)s days late",
        ),
    ),
    SignalKind.NEW_ASSIGNMENT: _said(
        "new_assignment",
        _("New to you since %(on)s; first contact by %(due)s"),
        _("New to you since %(on)s; first contact due today"),
        ngettext(
            "New to you since %(on)s; first contact %(late)s day late",
            "New to you since %(on)s; first contact %(late)s days late",
        ),
    ),
    SignalKind.JOB_CHECK_IN: _said(
        "job_check_in",
        _("New job: check in %(due)s"),
        _("New job: check in today"),
        ngettext("New job: check-in %(late)s day late", "New job: check-in %(late)s days late"),
    ),
    SignalKind.PROMISE: _said(
        "promise",
        _("Promised meeting due %(due)s"),
        _("Promised meeting due today"),
        ngettext("Promised meeting %(late)s day late", "Promised meeting %(late)s days late"),
    ),
    SignalKind.TASK: _said(
        "task",
        _("%(what)s, due %(due)s"),
        _("%(what)s, due today"),
        ngettext("%(what)s, %(late)s day late", "%(what)s, %(late)s days late"),
    ),
    SignalKind.NO_CONTACT: _said(
        "no_contact",
        _("No contact since %(on)s"),
        _("No contact since %(on)s"),
        ngettext(
            "No contact since %(on)s, %(silent)s day",
            "No contact since %(on)s, %(silent)s days",
        ),
        count_by="silent",
    ),
    SignalKind.HOURS_UNPROVEN: _said(
        "hours_unproven",
        ngettext(
            "%(count)s hour done waits for proof; the month closes %(due)s",
            "%(count)s hours done wait for proof; the month closes %(due)s",
        ),
        ngettext(
            "%(count)s hour done waits for proof, and the month closes today",
            "%(count)s hours done wait for proof, and the month closes today",
        ),
        ngettext(
            "%(count)s hour of the month that closed %(due)s waits for proof",
            "%(count)s hours of the month that closed %(due)s wait for proof",
        ),
        count_by="count",
    ),
    SignalKind.PROOF_AGAIN: _said(
        "proof_again",
        _("%(what)s: new proof of the hours by %(due)s, or they stop counting"),
        _("%(what)s: from today the hours count only with new proof"),
        _("%(what)s: the hours stopped counting on %(due)s; new proof is needed"),
    ),
    SignalKind.UNMARKED: _said(
        "unmarked",
        ngettext(
            "%(count)s planned day since %(on)s has no attendance marked",
            "%(count)s planned days since %(on)s have no attendance marked",
        ),
        ngettext(
            "%(count)s planned day since %(on)s has no attendance marked",
            "%(count)s planned days since %(on)s have no attendance marked",
        ),
        ngettext(
            "%(count)s planned day since %(on)s has no attendance marked",
            "%(count)s planned days since %(on)s have no attendance marked",
        ),
        count_by="count",
    ),
    SignalKind.INTERVIEW_OPEN: _said(
        "interview_open",
        _("Interview begun and not finished; last answer on %(on)s"),
        _("Interview begun and not finished; last answer on %(on)s"),
        ngettext(
            "Interview not finished; last answer on %(on)s, %(silent)s day ago",
            "Interview not finished; last answer on %(on)s, %(silent)s days ago",
        ),
        count_by="silent",
    ),
    SignalKind.STEP_WAITING: _said(
        "step_waiting",
        _("%(what)s: waits since %(since)s, due %(due)s"),
        _("%(what)s: waits since %(since)s, due today"),
        ngettext(
            "%(what)s: waits since %(since)s, %(late)s day late",
            "%(what)s: waits since %(since)s, %(late)s days late",
        ),
    ),
    SignalKind.PLAN_PROPOSAL: _said(
        "plan_proposal",
        _("Asked on %(on)s for a change of the plan; answer by %(due)s"),
        _("Asked on %(on)s for a change of the plan; answer today"),
        ngettext(
            "Asked on %(on)s for a change of the plan; the answer is %(late)s day late",
            "Asked on %(on)s for a change of the plan; the answer is %(late)s days late",
        ),
    ),
    SignalKind.PLAN_SIGNATURE: _said(
        "plan_signature",
        _("%(what)s since %(on)s; see to it by %(due)s"),
        _("%(what)s since %(on)s; see to it today"),
        ngettext(
            "%(what)s since %(on)s: %(late)s day late", "%(what)s since %(on)s: %(late)s days late"
        ),
    ),
    SignalKind.PLAN_SUPPORT: _said(
        "plan_support",
        _("Promised by the agency for %(due)s: %(what)s"),
        _("Promised by the agency for today: %(what)s"),
        ngettext(
            "What the agency promised is %(late)s day late: %(what)s",
            "What the agency promised is %(late)s days late: %(what)s",
        ),
    ),
    SignalKind.PLAN_REVIEW: _said(
        "plan_review",
        _("Review of the plan due %(due)s"),
        _("Review of the plan due today"),
        ngettext("Review of the plan %(late)s day late", "Review of the plan %(late)s days late"),
    ),
}
