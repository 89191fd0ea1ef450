"""The next step on a case: what to press, for what calls most."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caseway.rules.caseload.ranking import Reasoned
from caseway.rules.caseload.signals import NextAction, SignalKind


@dataclass(frozen=True, slots=True)
class Step:
    """A button. A `post` step acts at once; the others open a form. `key` is its shortcut."""

    label: str | Promise
    url: str
    post: bool = False
    primary: bool = False
    key: str = ""
    inline: bool = False
    fields: tuple[tuple[str, str], ...] = ()


LOG = _("Log contact")
_TALK = {
    NextAction.LOG_CONTACT: LOG,
    NextAction.CALL: _("Log the call"),
    NextAction.ANSWER_MESSAGE: _("Answer"),
}


def next_step(case_id: int, item: Reasoned, *, takes: bool, assigns: bool) -> Step:
    """What to do about the strongest reason. `takes`: she may take a vacant part herself."""
    action = item.action
    signal = item.signal
    if action in _TALK:
        return log_step(case_id, _TALK[action], message=action == NextAction.ANSWER_MESSAGE)
    if action == NextAction.ACCEPT_HAND_OFF and signal.sort == "":
        url = reverse("desk:accept_hand_off", args=[case_id, int(signal.ref)])
        return Step(_("Take up"), url, post=True, primary=True)
    if action == NextAction.ASSIGN_WORKER and takes:
        url = reverse("desk:take", args=[case_id, int(signal.ref)])
        return Step(_("Take this case"), url, post=True, primary=True)
    if action == NextAction.ASSIGN_WORKER and assigns:
        url = reverse("desk:together") + f"?do=reassign&pick={case_id}"
        return Step(_("Assign a worker"), url, primary=True)
    if action == NextAction.PREPARE:
        return Step(_("Open"), reverse("desk:case", args=[case_id]) + "#tasks", primary=True)
    if signal.kind != SignalKind.SAFETY_FOLLOW_UP and signal.ref.isdigit() and signal.sort:
        url = reverse("desk:close_task", args=[case_id, int(signal.ref)])
        return Step(_("Done"), url, post=True, primary=True, fields=(("outcome", "done"),))
    return Step(_("Open"), reverse("desk:case", args=[case_id]), primary=True)


def log_step(case_id: int, label: str | Promise = LOG, message: bool = False) -> Step:
    """Open the quick form on the spot."""
    url = reverse("desk:log_contact", args=[case_id]) + ("?kind=message_out" if message else "")
    return Step(label, url, primary=True, key="l", inline=True)


def brief_step(case_id: int) -> Step:
    """One tap: we spoke for a moment."""
    return Step(_("Brief contact"), reverse("desk:brief_contact", args=[case_id]), post=True)


def put_off_step(case_id: int) -> Step:
    return Step(_("Put off"), reverse("desk:together") + f"?do=put_off&pick={case_id}")
