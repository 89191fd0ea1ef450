"""What a plan asks for now, and the one thing to do next."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseway.kernel.words import say
from caseway.plans.models import OPEN_STEPS, ProposalState, SignatureAct, SignerRole
from caseway.plans.queries.page import PlanPage
from caseway.plans.shown.check import check_words
from caseway.plans.shown.terms import late_words

BOTH = frozenset({SignerRole.PARTICIPANT, SignerRole.STAFF})
# More than these of one kind are a list, not a reminder.
MOST = 3


def next_step(page: PlanPage, *, may_write: bool, may_meet: bool) -> dict[str, Any] | None:
    """The one thing to do next: its label, where, and whether a button or a link does it."""
    plan = page.plan
    if plan.ends_on is not None:
        return None
    if may_write:
        if not page.goals:
            return _link(_("Add a goal"), "add", "plans:add_goal", plan.pk)
        if not _has_steps(page):
            return _link(_("Add a step"), "add", "plans:add_step", page.goals[0].pk)
        if page.why_not_offer is None:
            url = reverse("plans:offer", args=[plan.pk])
            return {"label": _("Offer it for signing"), "icon": "", "url": url, "post": True}
        if unsigned(page):
            return _link(_("Get it signed"), "edit", "plans:version", page.versions[0].pk)
    if may_meet and page.next_meeting is not None:
        return _link(_("Log a meeting on the plan"), "event", "plans:meet", plan.pk)
    return None


def attention(page: PlanPage, on: date) -> list[dict[str, Any]]:
    """What is late, waits or falls short, the plan's standing first. Empty once it has ended."""
    if page.plan.ends_on is not None:
        return []
    return [
        *_signing(page),
        *_hours(page),
        *_meeting(page, on),
        *_late(page, on),
        *_talk(page),
    ]


def unsigned(page: PlanPage) -> frozenset[str]:
    """Whose signature the newest version waits for; nobody's when she declined it."""
    if not page.versions:
        return frozenset()
    acts = {(row.role, row.act) for row in page.versions[0].signatures.all()}
    if (SignerRole.PARTICIPANT, SignatureAct.DECLINED) in acts:
        return frozenset()
    return BOTH - {role for role, act in acts if act == SignatureAct.SIGNED}


def _signing(page: PlanPage) -> list[dict[str, Any]]:
    found = []
    if page.versions and (whose := unsigned(page)):
        last = page.versions[0]
        found.append(_item(_waits(last.number, whose), _version(page), _("Not signed"), "due"))
    elif page.versions and not _is_signed(page):
        label = _("Version %(n)s was declined") % {"n": page.versions[0].number}
        found.append(_item(label, _version(page), _("Declined"), "late"))
    if page.changes:
        label = ngettext(
            "%(n)s change since the last version",
            "%(n)s changes since the last version",
            len(page.changes),
        ) % {"n": len(page.changes)}
        found.append(_item(label, "#offer", _("Not offered yet"), "due"))
    if page.needs_approval and not page.approved and page.goals:
        found.append(_item(_("Approval by a supervisor"), "#offer", _("Needed here"), "due"))
    return found


def _waits(number: int, whose: frozenset[str]) -> str:
    said = {"n": number}
    if whose == {SignerRole.PARTICIPANT}:
        return _("Version %(n)s waits for the person’s signature") % said
    if whose == {SignerRole.STAFF}:
        return _("Version %(n)s waits for the agency’s signature") % said
    return _("Version %(n)s waits for both signatures") % said


def _hours(page: PlanPage) -> list[dict[str, Any]]:
    check = check_words(page.check, page.plan.aim_minutes)
    if check["met"] or not _has_steps(page):
        return []
    said = {"planned": check["counted"], "asked": check["asked"]}
    label = _("%(planned)s planned that count, %(asked)s asked") % said
    return [_item(label, "#hours", check["tag"], check["tone"])]


def _meeting(page: PlanPage, on: date) -> list[dict[str, Any]]:
    found = []
    if page.next_meeting and page.next_meeting.overdue_days > 0:
        url = reverse("plans:meet", args=[page.plan.pk])
        found.append(_item(say(page.next_meeting.reasons[0]), url, _("Late"), "late"))
    if page.review and page.review.is_due(on):
        url = reverse("plans:review", args=[page.plan.pk])
        found.append(_item(say(page.review.reasons[0]), url, _("Due"), "due"))
    return found


def _late(page: PlanPage, on: date) -> list[dict[str, Any]]:
    steps = [step for goal in page.goals for step in getattr(goal, "own_steps", [])]
    late = [
        (f"#step-{one.pk}", one.words, one.due_on)
        for one in steps
        if one.state in OPEN_STEPS and one.due_on and one.due_on < on
    ][:MOST]
    late += [
        (f"#support-{one.pk}", one.words, one.due_on)
        for one in page.supports
        if one.given_on is None and one.due_on < on
    ][:MOST]
    return [_item(words, url, late_words(on, due), "late") for url, words, due in late]


def _talk(page: PlanPage) -> list[dict[str, Any]]:
    count = sum(one.state == ProposalState.OPEN for one in page.proposals)
    if not count:
        return []
    label = ngettext("%(n)s proposal", "%(n)s proposals", count) % {"n": count}
    return [_item(label, "#talk", _("Waits for an answer"), "due")]


def _has_steps(page: PlanPage) -> bool:
    return any(getattr(goal, "own_steps", []) for goal in page.goals)


def _is_signed(page: PlanPage) -> bool:
    return bool(page.agreed and page.agreed[1] == page.versions[0].number)


def _version(page: PlanPage) -> str:
    return reverse("plans:version", args=[page.versions[0].pk])


def _item(label: str, url: str, due: str, tone: str) -> dict[str, Any]:
    return {"label": label, "url": url, "due": due, "tone": tone}


def _link(label: str, icon: str, view: str, pk: int) -> dict[str, Any]:
    return {"label": label, "icon": icon, "url": reverse(view, args=[pk]), "post": False}
