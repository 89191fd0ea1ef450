"""How each kind of signal speaks when its day is ahead, today, and past."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from caseway.rules.caseload.signals import SignalKind
from caseway.rules.reasons import Sentence, _, ngettext


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
            "%(count)s hour short this month, for which hours count through %(due)s",
            "%(count)s hours short this month, for which hours count through %(due)s",
        ),
        ngettext(
            "%(count)s hour short this month, for which hours count through today",
            "%(count)s hours short this month, for which hours count through today",
        ),
        ngettext(
            "%(count)s hour short in the month that ended with %(due)s",
            "%(count)s hours short in the month that ended with %(due)s",
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
            "%(hours)s hour done waits for proof; hours count for the month through %(due)s",
            "%(hours)s hours done wait for proof; hours count for the month through %(due)s",
        ),
        ngettext(
            "%(hours)s hour done waits for proof; hours count for the month through today",
            "%(hours)s hours done wait for proof; hours count for the month through today",
        ),
        ngettext(
            "%(hours)s hour of the month that ended with %(due)s waits for proof",
            "%(hours)s hours of the month that ended with %(due)s wait for proof",
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
    SignalKind.REFERRAL_UNSENT: _said(
        "referral_unsent",
        _("Referral to %(what)s to be sent by %(due)s"),
        _("Referral to %(what)s not sent yet"),
        ngettext(
            "Referral to %(what)s not sent for %(waited)s day",
            "Referral to %(what)s not sent for %(waited)s days",
        ),
        count_by="waited",
    ),
    SignalKind.REFERRAL_SILENT: _said(
        "referral_silent",
        _("An answer from %(what)s is due %(due)s"),
        _("An answer from %(what)s is due today"),
        ngettext(
            "No answer from %(what)s for %(waited)s day",
            "No answer from %(what)s for %(waited)s days",
        ),
        count_by="waited",
    ),
    SignalKind.REFERRAL_WAITLIST: _said(
        "referral_waitlist",
        _("On the waiting list of %(what)s since %(since)s; ask on %(due)s"),
        _("On the waiting list of %(what)s since %(since)s; ask today"),
        ngettext(
            "On the waiting list of %(what)s for %(waited)s day; ask again",
            "On the waiting list of %(what)s for %(waited)s days; ask again",
        ),
        count_by="waited",
    ),
    SignalKind.REFERRAL_VISIT: _said(
        "referral_visit",
        _("Appointment at %(what)s; ask on %(due)s whether they came"),
        _("Did they come to %(what)s? Nobody has said yet"),
        ngettext(
            "No word on %(what)s; the question whether they came is %(late)s day late",
            "No word on %(what)s; the question whether they came is %(late)s days late",
        ),
    ),
    SignalKind.REFERRAL_STUCK: _said(
        "referral_stuck",
        _("It did not work out with %(what)s; find another way by %(due)s"),
        _("It did not work out with %(what)s; find another way today"),
        ngettext(
            "It did not work out with %(what)s, and nothing new for %(waited)s day",
            "It did not work out with %(what)s, and nothing new for %(waited)s days",
        ),
        count_by="waited",
    ),
    SignalKind.REFERRAL_RESULT: _said(
        "referral_result",
        _("Ask on %(due)s how it goes with %(what)s"),
        _("Ask today how it goes with %(what)s"),
        ngettext(
            "How it goes with %(what)s was to be asked %(late)s day ago",
            "How it goes with %(what)s was to be asked %(late)s days ago",
        ),
    ),
    SignalKind.GROUP_UNMARKED: _said(
        "group_unmarked",
        _("Nobody noted whether they came to “%(what)s” on %(on)s"),
        _("Nobody noted whether they came to “%(what)s” on %(on)s"),
        _("Nobody noted whether they came to “%(what)s” on %(on)s"),
    ),
    SignalKind.RETENTION_CHECK: _said(
        "retention_check",
        _("%(what)s: %(days)s days were over on %(on)s. Still at work? Find out by %(due)s"),
        _("%(what)s: %(days)s days were over on %(on)s. Still at work? Find out today"),
        ngettext(
            "%(what)s: whether they still work after %(days)s days is %(late)s day overdue",
            "%(what)s: whether they still work after %(days)s days is %(late)s days overdue",
        ),
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
    SignalKind.SUPPORT_ASKED: _said(
        "support_asked",
        _("Support asked for on %(on)s: %(what)s; decide by %(due)s"),
        _("Support asked for on %(on)s: %(what)s; decide today"),
        ngettext(
            "Support asked for on %(on)s: %(what)s; the decision is %(late)s day late",
            "Support asked for on %(on)s: %(what)s; the decision is %(late)s days late",
        ),
    ),
    SignalKind.PLAN_REVIEW: _said(
        "plan_review",
        _("Review of the plan due %(due)s"),
        _("Review of the plan due today"),
        ngettext("Review of the plan %(late)s day late", "Review of the plan %(late)s days late"),
    ),
}
