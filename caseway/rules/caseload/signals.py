"""What can call for attention on a case, and what each kind asks for next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from caseway.rules.reasons import Term, Value, _


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
    REFERRAL_UNSENT = "referral_unsent"
    REFERRAL_SILENT = "referral_silent"
    REFERRAL_WAITLIST = "referral_waitlist"
    REFERRAL_VISIT = "referral_visit"
    REFERRAL_STUCK = "referral_stuck"
    REFERRAL_RESULT = "referral_result"
    INTERVIEW_OPEN = "interview_open"
    STEP_WAITING = "step_waiting"
    PLAN_PROPOSAL = "plan_proposal"
    PLAN_SIGNATURE = "plan_signature"
    PLAN_SUPPORT = "plan_support"
    PLAN_REVIEW = "plan_review"
    SUPPORT_ASKED = "support_asked"
    GROUP_UNMARKED = "group_unmarked"
    RETENTION_CHECK = "retention_check"


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
    MOVE_REFERRAL = "move_referral"
    GO_ON_WITH_INTAKE = "go_on_with_intake"
    OPEN_PLAN = "open_plan"
    DECIDE_SUPPORT = "decide_support"
    CHECK_JOB = "check_job"


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
    SignalKind.REFERRAL_UNSENT: NextAction.MOVE_REFERRAL,
    SignalKind.REFERRAL_SILENT: NextAction.MOVE_REFERRAL,
    SignalKind.REFERRAL_WAITLIST: NextAction.MOVE_REFERRAL,
    SignalKind.REFERRAL_VISIT: NextAction.MOVE_REFERRAL,
    SignalKind.REFERRAL_STUCK: NextAction.MOVE_REFERRAL,
    SignalKind.REFERRAL_RESULT: NextAction.MOVE_REFERRAL,
    SignalKind.INTERVIEW_OPEN: NextAction.GO_ON_WITH_INTAKE,
    SignalKind.STEP_WAITING: NextAction.GO_ON_WITH_INTAKE,
    SignalKind.PLAN_PROPOSAL: NextAction.OPEN_PLAN,
    SignalKind.PLAN_SIGNATURE: NextAction.OPEN_PLAN,
    SignalKind.PLAN_SUPPORT: NextAction.OPEN_PLAN,
    SignalKind.PLAN_REVIEW: NextAction.OPEN_PLAN,
    SignalKind.SUPPORT_ASKED: NextAction.DECIDE_SUPPORT,
    SignalKind.GROUP_UNMARKED: NextAction.MARK_ATTENDANCE,
    SignalKind.RETENTION_CHECK: NextAction.CHECK_JOB,
}

# What a sentence says when the caller gives no words of its own.
UNNAMED: Mapping[SignalKind, Mapping[str, Value]] = {
    SignalKind.ADVERSE_DATE: {"what": Term(_("A date that affects benefits"))},
    SignalKind.VERIFICATION: {"what": Term(_("see the case"))},
    SignalKind.TASK: {"what": Term(_("Task"))},
    SignalKind.VACANT_PART: {"part": Term(_("worker"))},
    SignalKind.PROOF_AGAIN: {"what": Term(_("Job"))},
    # `since` is the day it began to stand there, `waited` how many days ago that was.
    **{
        kind: {"what": Term(_("a service")), "since": None, "waited": 0}
        for kind in (
            SignalKind.REFERRAL_UNSENT,
            SignalKind.REFERRAL_SILENT,
            SignalKind.REFERRAL_WAITLIST,
            SignalKind.REFERRAL_VISIT,
            SignalKind.REFERRAL_STUCK,
            SignalKind.REFERRAL_RESULT,
        )
    },
    SignalKind.STEP_WAITING: {"what": Term(_("A step of the way in")), "since": None},
    SignalKind.PLAN_SUPPORT: {"what": Term(_("see the plan"))},
    SignalKind.SUPPORT_ASKED: {"what": Term(_("Support in money"))},
    SignalKind.GROUP_UNMARKED: {"what": Term(_("Group session"))},
    # `days` is after how many days of the job it is asked.
    SignalKind.RETENTION_CHECK: {"what": Term(_("Job")), "days": 30},
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
