"""The desk's words: queues, kinds of reason and due tags, in the reader's language."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from caseway.rules.caseload.queues import QueueKind
from caseway.rules.caseload.ranking import Reasoned
from caseway.rules.caseload.signals import SignalKind

QUEUES: dict[QueueKind, Promise] = {
    QueueKind.PERSON: gettext_lazy("My cases"),
    QueueKind.COVER: gettext_lazy("Covering"),
    QueueKind.TEAM: gettext_lazy("Team: worker away"),
    QueueKind.PART: gettext_lazy("Vacant parts"),
    QueueKind.POOL: gettext_lazy("Pool"),
    QueueKind.DECISION: gettext_lazy("For your decision"),
}

KINDS: dict[SignalKind, Promise] = {
    SignalKind.ADVERSE_DATE: gettext_lazy("Date that affects benefits"),
    SignalKind.SAFETY_FOLLOW_UP: gettext_lazy("Safety follow-up"),
    SignalKind.HOURS_SHORT: gettext_lazy("Hours short"),
    SignalKind.MESSAGE: gettext_lazy("Message waiting"),
    SignalKind.MISSED_APPOINTMENT: gettext_lazy("Missed appointment"),
    SignalKind.VERIFICATION: gettext_lazy("Proof due"),
    SignalKind.VACANT_PART: gettext_lazy("Nobody assigned"),
    SignalKind.HAND_OFF: gettext_lazy("Hand-off"),
    SignalKind.NEW_ASSIGNMENT: gettext_lazy("New to you"),
    SignalKind.JOB_CHECK_IN: gettext_lazy("Job check-in"),
    SignalKind.PROMISE: gettext_lazy("Promised meeting"),
    SignalKind.TASK: gettext_lazy("Task"),
    SignalKind.NO_CONTACT: gettext_lazy("No contact"),
    SignalKind.HOURS_UNPROVEN: gettext_lazy("Hours without proof"),
    SignalKind.PROOF_AGAIN: gettext_lazy("Proof due again"),
    SignalKind.REFERRAL_UNSENT: gettext_lazy("Referral not sent"),
    SignalKind.REFERRAL_SILENT: gettext_lazy("Referral without an answer"),
    SignalKind.REFERRAL_WAITLIST: gettext_lazy("On a waiting list"),
    SignalKind.REFERRAL_VISIT: gettext_lazy("Appointment of a referral"),
    SignalKind.REFERRAL_STUCK: gettext_lazy("Referral that did not work out"),
    SignalKind.REFERRAL_RESULT: gettext_lazy("Referral without a result"),
    SignalKind.UNMARKED: gettext_lazy("Nobody marked"),
    SignalKind.GROUP_UNMARKED: gettext_lazy("Who came to a group session"),
    SignalKind.RETENTION_CHECK: gettext_lazy("Retention check"),
    SignalKind.INTERVIEW_OPEN: gettext_lazy("Interview not finished"),
    SignalKind.STEP_WAITING: gettext_lazy("Waits on the way in"),
    SignalKind.PLAN_PROPOSAL: gettext_lazy("Change of plan asked for"),
    SignalKind.PLAN_SIGNATURE: gettext_lazy("Plan to sign"),
    SignalKind.PLAN_SUPPORT: gettext_lazy("Promised support"),
    SignalKind.SUPPORT_ASKED: gettext_lazy("Support to decide"),
    SignalKind.PLAN_REVIEW: gettext_lazy("Review of a plan"),
}


class Due(NamedTuple):
    """A due tag: its words and the tone that supports them."""

    words: str
    tone: str


def due_tag(late: int) -> Due:
    """ "3 days late", "Today", "In 2 days" for days past due (negative: ahead)."""
    if late > 0:
        return Due(ngettext("%(n)d day late", "%(n)d days late", late) % {"n": late}, "late")
    if late == 0:
        return Due(_("Today"), "due")
    if late == -1:
        return Due(_("Tomorrow"), "")
    return Due(ngettext("In %(n)d day", "In %(n)d days", -late) % {"n": -late}, "")


_LASTING = frozenset(
    {
        SignalKind.NO_CONTACT,
        SignalKind.VACANT_PART,
        SignalKind.UNMARKED,
        SignalKind.INTERVIEW_OPEN,
    }
)


def tag_of(item: Reasoned) -> Due:
    """The due tag of a reason. A silence or a vacancy has lasted; it is not "late"."""
    if item.signal.kind in _LASTING:
        return Due(str(KINDS[item.signal.kind]), "late" if item.late > 7 else "due")
    return due_tag(item.late)
