"""The next step on a case: what to press, for what calls most."""

from collections.abc import Sequence
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from caseway.agencies.policy import RULES, Act
from caseway.agencies.standing import Standing
from caseway.kernel.addresses import address, addresses
from caseway.rules.caseload.queues import QueueKind
from caseway.rules.caseload.ranking import Reasoned
from caseway.rules.caseload.signals import NEXT_ACTION, NextAction, SignalKind


class Step(NamedTuple):
    """A button. A `post` step acts at once; the others open a form. `key` is its shortcut."""

    label: str
    url: str
    post: bool = False
    primary: bool = False
    key: str = ""
    inline: bool = False
    fields: tuple[tuple[str, str], ...] = ()


# These lead to the hours of the case, where each can be dealt with.
HOURS = frozenset(
    {
        SignalKind.HOURS_SHORT,
        SignalKind.HOURS_UNPROVEN,
        SignalKind.PROOF_AGAIN,
        SignalKind.UNMARKED,
    }
)

# These lead to the way in and the interview.
INTAKE = frozenset({SignalKind.INTERVIEW_OPEN, SignalKind.STEP_WAITING})
PLANS = frozenset(kind for kind, act in NEXT_ACTION.items() if act == NextAction.OPEN_PLAN)


# What is dealt with on the page of the referral, and what the button says.
REFERRALS = frozenset(kind for kind in SignalKind if kind.startswith("referral_"))
SUPPORTS = frozenset({SignalKind.SUPPORT_ASKED})


class Steps:
    """The steps of one list, for its reader: what each row has in common is looked up once."""

    def __init__(self, standing: Standing) -> None:
        self._assigns = standing.has_role(*RULES[Act.ASSIGN].roles)
        self._takes = standing.has_role(*RULES[Act.TAKE_FROM_POOL].roles)
        self._log, self._brief, self._put_off = _("Log contact"), _("Brief contact"), _("Put off")
        self._talk = {
            NextAction.LOG_CONTACT: self._log,
            NextAction.CALL: _("Log the call"),
            NextAction.ANSWER_MESSAGE: _("Answer"),
        }
        self._open, self._done, self._take_up = _("Open"), _("Done"), _("Take up")
        self._hours = {
            SignalKind.HOURS_SHORT: _("Close the gap"),
            SignalKind.HOURS_UNPROVEN: _("Add proof"),
            SignalKind.PROOF_AGAIN: _("Add proof"),
            SignalKind.UNMARKED: _("See the days"),
        }
        self._referral = {
            SignalKind.REFERRAL_UNSENT: _("Send it"),
            SignalKind.REFERRAL_SILENT: _("Ask again"),
            SignalKind.REFERRAL_WAITLIST: _("Ask again"),
            SignalKind.REFERRAL_VISIT: _("Note what happened"),
            SignalKind.REFERRAL_STUCK: _("Find another way"),
            SignalKind.REFERRAL_RESULT: _("Ask how it goes"),
        }
        self._intake = {
            SignalKind.INTERVIEW_OPEN: _("Go on"),
            SignalKind.STEP_WAITING: _("See the step"),
        }
        self._plan, self._decide = _("Open the plan"), _("Decide")
        self._note, self._group = _("Note who came"), addresses("intake:group")
        self._check_job, self._work = _("Record the check"), addresses("employment:case")
        self._together = reverse("desk:together")
        self._case, self._case_hours = addresses("desk:case"), addresses("attendance:case")
        self._referral_page, self._support = (
            addresses("network:referral"),
            addresses("network:support"),
        )
        self._case_intake, self._case_plans = addresses("intake:case"), addresses("plans:case")
        self._log_contact = addresses("desk:log_contact")
        self._brief_contact = addresses("desk:brief_contact")

    def first(self, case_id: int, item: Reasoned, queue: QueueKind) -> Step:
        """What to do about the strongest reason. A part that waits in a queue can be taken."""
        action, signal = item.action, item.signal
        if action in self._talk:
            answers = action == NextAction.ANSWER_MESSAGE
            return self._log_step(case_id, self._talk[action], message=answers)
        if action == NextAction.ACCEPT_HAND_OFF and signal.sort == "":
            return self._act("desk:accept_hand_off", case_id, signal.ref, self._take_up)
        if action == NextAction.ASSIGN_WORKER:
            if self._takes and queue in (QueueKind.POOL, QueueKind.PART):
                return self._act("desk:take", case_id, signal.ref, _("Take this case"))
            if self._assigns:
                return Step(_("Assign a worker"), self._all("reassign", case_id), primary=True)
        closes = action != NextAction.PREPARE and signal.kind != SignalKind.SAFETY_FOLLOW_UP
        if closes and signal.ref.isdigit() and signal.sort:
            done = (("outcome", "done"),)
            return self._act("desk:close_task", case_id, signal.ref, self._done, done)
        return self._leads_on(case_id, item)

    def _leads_on(self, case_id: int, item: Reasoned) -> Step:
        """To the page where it can be dealt with."""
        if (kind := item.signal.kind) in HOURS:
            return Step(self._hours[kind], self._case_hours(case_id), primary=True)
        if kind in REFERRALS:
            to = self._referral_page(int(item.signal.ref))
            return Step(self._referral[kind], to, primary=True)
        if kind in INTAKE:
            return Step(self._intake[kind], self._case_intake(case_id), primary=True)
        if kind in SUPPORTS:
            return Step(self._decide, self._support(int(item.signal.ref)), primary=True)
        if kind == SignalKind.GROUP_UNMARKED:
            return Step(self._note, self._group(int(item.signal.ref)), primary=True)
        if kind == SignalKind.RETENTION_CHECK:
            return Step(self._check_job, self._work(case_id), primary=True)
        if item.action == NextAction.OPEN_PLAN:
            return Step(self._plan, self._case_plans(case_id), primary=True)
        place = "#tasks" if item.action == NextAction.PREPARE else ""
        return Step(self._open, self._case(case_id) + place, primary=True)

    def others(self, case_id: int, item: Reasoned) -> Sequence[Step]:
        """What else is often done: the quick form, one tap for a brief contact, putting off."""
        brief = Step(self._brief, self._brief_contact(case_id), post=True)
        put_off = Step(self._put_off, self._all("put_off", case_id))
        if item.action in self._talk:
            return (brief, put_off)
        return (self._log_step(case_id, self._log), brief, put_off)

    def _log_step(self, case_id: int, label: str, *, message: bool = False) -> Step:
        """Open the quick form on the spot."""
        url = self._log_contact(case_id) + ("?kind=message_out" if message else "")
        return Step(label, url, primary=True, key="l", inline=True)

    def _act(
        self,
        name: str,
        case_id: int,
        ref: str,
        label: str,
        fields: tuple[tuple[str, str], ...] = (),
    ) -> Step:
        """Act at once on what the reason names."""
        url = address(name, case_id, int(ref))
        return Step(label, url, post=True, primary=True, fields=fields)

    def _all(self, act: str, case_id: int) -> str:
        """The form of an act for several, with this case alone."""
        return f"{self._together}?do={act}&pick={case_id}"
