"""One plan of the demonstration county, told by the acts a worker would use."""

import tomllib
import uuid
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from caseway.cases.models import Case, Contact, ContactKind
from caseway.demo.calendar import Calendar
from caseway.kernel.models import User
from caseway.network.needs import NAMESPACE
from caseway.plans.actions import offering, proposing, signing, writing
from caseway.plans.actions.signing import SIGNED_IN, WORKER_PRESENT, Act
from caseway.plans.models import (
    Duty,
    DutyCheck,
    Goal,
    GoalState,
    Meeting,
    Plan,
    PlanKind,
    PlanVersion,
    Side,
    SignatureAct,
    SignedHow,
    SignerRole,
    Step,
    StepState,
    StepUpdate,
    Support,
)
from caseway.rules.functions import FunctionCode
from caseway.rules.plans.ramp import Rung

_FILE = Path(__file__).with_name("plans.toml")
Row = TypeVar("Row", Goal, Step, Support, Duty)


@cache
def told() -> tuple[dict[str, Any], ...]:
    """What `plans.toml` says, in its order."""
    return tuple(tomllib.loads(_FILE.read_text(encoding="utf-8"))["plan"])


class Tale:
    """One plan, as far as its number says it has come."""

    def __init__(self, case: Case, worker: User, cal: Calendar, rng: Random, number: int) -> None:
        self.case, self.worker, self.cal, self.rng, self.number = case, worker, cal, rng, number
        spanish = case.participant.language == "es"
        some = [one for one in told() if ("Trabajo" in one["can_do"]) == spanish]
        self.said = some[number % len(some)]
        self.began = max(cal.workday(-45), case.opened_on)

    def tell(self) -> None:
        """Six ways a plan can stand, one after the other."""
        plan = self._write()
        fate = self.number % 6
        if fate == 3:  # being written
            return
        first = self._offer(plan, self._after(2))
        if fate == 4:
            self._decline(plan, first)
            return
        self._sign(first, self._after(3))
        self._keep(plan, late=fate == 2)
        if fate in (0, 5):
            self._change(plan)
            second = self._offer(plan, self.cal.workday(-2))
            if fate == 5:
                self._sign(second, self.cal.workday(-1))
        if fate == 1:
            self._propose(plan)

    def tell_signed(self) -> None:
        """A plan that both signed and that is being kept."""
        plan = self._write()
        self._sign(self._offer(plan, self._after(2)), self._after(3))
        self._keep(plan, late=False)

    def _write(self) -> Plan:
        said = self.said
        plan = writing.begin_plan(
            case=self.case,
            person=self.case.participant,
            kind=PlanKind.EP,
            words=writing.PlanWords(said["can_do"], said["family_words"]),
            by=self.worker,
            on=self.began,
        )
        goal = self._goal(
            plan,
            words=said["goal"],
            proposed_by=self.rng.choice(["participant", "participant", "joint"]),
            serves=self.case.participant,
            builds_on=said["builds_on"],
            options=said["options"],
            choice=said["choice"],
            why=said["why"],
        )
        self._step(goal, said["step"], said["ramp"])
        self._step(goal, said["second"], said["second_ramp"], activity=said["activity"])
        family = self._goal(
            plan,
            words=said["family_goal"],
            proposed_by="participant",
            serves=None,
            options=[said["family_goal"]],
        )
        self._step(family, said["family_step"], [], due=self.cal.workday(6))
        self._promise(plan)
        self._duty(plan)
        return plan

    def _goal(self, plan: Plan, **words: Any) -> Goal:
        row = writing.add_goal(plan=plan, goal=writing.GoalWords(**words), by=self.worker)
        return self._named(row)

    def _step(
        self,
        goal: Goal,
        words: str,
        ramp: list[list[int]],
        *,
        activity: int | None = None,
        due: date | None = None,
    ) -> Step:
        step = writing.StepWords(
            words=words,
            starts_on=self.began,
            due_on=due,
            ramp=tuple(Rung(*line) for line in ramp),
            activity=activity,
        )
        return self._named(writing.add_step(goal=goal, step=step, by=self.worker))

    def _promise(self, plan: Plan) -> None:
        support = writing.SupportWords(
            words=self.said["support"],
            due_on=self.cal.workday(7),
            owner=self.worker,
            amount_cents=self.said["amount"] or None,
            paid_from="Support funds" if self.said["amount"] else "",
        )
        row = writing.add_support(plan=plan, support=support, by=self.worker, today=self.cal.today)
        self._named(row)

    def _duty(self, plan: Plan) -> None:
        duty = writing.DutyWords(
            words=self.said["duty"],
            kind="work",
            monitor=FunctionCode.EP_MONITORING,
            rhythm=self.said["rhythm"],
            due_on=None if self.said["rhythm"] else self.cal.workday(6),
            citation="45 CFR 261.14",
        )
        self._named(writing.add_duty(plan=plan, duty=duty, by=self.worker))

    def _offer(self, plan: Plan, on: date) -> PlanVersion:
        return offering.offer(plan=plan, by=self.worker, at=self.cal.at(on, 10, 15))

    def _sign(self, version: PlanVersion, on: date) -> None:
        language = "es" if self.case.participant.language == "es" else "en"
        for role, name in (
            (SignerRole.PARTICIPANT, self.case.participant.name_used),
            (SignerRole.STAFF, self.worker.name),
        ):
            hers = role == SignerRole.PARTICIPANT
            act = Act(
                role=role,
                act=SignatureAct.SIGNED,
                method=SignedHow.HERE,
                language=language if hers else "en",
                identity=WORKER_PRESENT if hers else SIGNED_IN,
                typed_name=name,
                copy="paper" if hers else "",
            )
            at = self.cal.at(on, 11, 30 if hers else 35)
            signing.act_here(version=version, act=act, by=self.worker, at=at)

    def _decline(self, plan: Plan, version: PlanVersion) -> None:
        act = Act(
            role=SignerRole.PARTICIPANT,
            act=SignatureAct.DECLINED,
            method=SignedHow.HERE,
            language="en",
            identity=WORKER_PRESENT,
            reason="The evenings are too long for the children.",
        )
        at = self.cal.at(self.cal.workday(-4), 15)
        signing.act_here(version=version, act=act, by=self.worker, at=at)
        self._propose(plan)

    def _propose(self, plan: Plan) -> None:
        proposing.propose(
            plan=plan,
            side=Side.PARTICIPANT,
            words="Mornings instead of evenings",
            why="My mother can take the children then.",
            by=self.worker,
            at=self.cal.at(self.cal.workday(-3), 9, 40),
        )

    def _keep(self, plan: Plan, *, late: bool) -> None:
        """What came of it, hung on meetings that stand in the log already."""
        steps = list(plan.steps.order_by("id"))
        contacts = Contact.objects.filter(
            case=self.case, kind=ContactKind.MEETING, at__date__gt=self.began, plan_meeting=None
        )
        for contact in contacts.order_by("-at", "-id")[:3]:
            on = contact.at.astimezone(self.cal.zone).date()
            meeting = Meeting.objects.create(
                site_id=plan.site_id, plan=plan, contact=contact, on=on
            )
            self._told(plan, steps[0], StepState.DOING, "Twice, with a friend.", meeting, on)
        if late:
            Step.objects.filter(pk=steps[-1].pk).update(due_on=self.cal.workday(-5))
            Support.objects.filter(plan=plan).update(due_on=self.cal.workday(-8))
            return
        self._told(plan, steps[-1], StepState.DONE, "Done, and glad of it.", None, self._after(8))
        Goal.objects.filter(pk=steps[-1].goal_id).update(
            state=GoalState.REACHED, state_on=self._after(8)
        )
        Support.objects.filter(plan=plan).update(given_on=self.cal.workday(-6))
        duty = Duty.objects.get(plan=plan)
        for days in (-14, -7):
            DutyCheck.objects.create(
                site_id=plan.site_id,
                plan=plan,
                duty=duty,
                on=self.cal.workday(days),
                kept=True,
                by=self.worker,
                at=self.cal.at(self.cal.workday(days), 16),
            )

    def _told(
        self,
        plan: Plan,
        step: Step,
        state: StepState,
        words: str,
        meeting: Meeting | None,
        on: date,
    ) -> None:
        StepUpdate.objects.create(
            site_id=plan.site_id,
            plan=plan,
            step=step,
            meeting=meeting,
            state=state,
            words=words,
            on=on,
            by=self.worker,
            at=self.cal.at(on, 14),
        )
        Step.objects.filter(pk=step.pk).update(state=state, state_on=on)

    def _change(self, plan: Plan) -> None:
        goal = plan.goals.order_by("id").first()
        assert goal is not None
        self._step(goal, self.said["changed"], [], due=self.cal.workday(5))
        step = plan.steps.exclude(activity=None).order_by("id").first()
        if step is not None:
            longer = [[week, times, minutes + 30] for week, times, minutes in step.ramp]
            Step.objects.filter(pk=step.pk).update(ramp=longer)

    def _after(self, workdays: int) -> date:
        """So many working days after the plan was begun, and never after today."""
        return min(self.began + timedelta(days=workdays + 2 * (workdays // 5)), self.cal.today)

    def _named(self, row: Row) -> Row:
        """The same identifier each time the county is loaded."""
        row.uuid = uuid.uuid5(NAMESPACE, f"demo:{self.case.number}:{type(row).__name__}:{row.pk}")
        row.save(update_fields=["uuid"])
        return row
