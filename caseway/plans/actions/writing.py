"""Writing a plan together: begun, its words, its goals, steps, supports and duties."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from caseway.agencies.models import Membership
from caseway.agencies.standing import open_on
from caseway.cases.models import Case, HouseholdMember, Person
from caseway.intake.models import Barrier
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import save_if_current
from caseway.kernel.words import say
from caseway.network.models import Provider
from caseway.plans import access
from caseway.plans.models import Duty, Goal, Plan, PlanKind, Step, Support
from caseway.rules.functions import FunctionCode
from caseway.rules.plans import ramp as ramps
from caseway.rules.plans.ramp import Rung

Part = TypeVar("Part", Goal, Step, Support, Duty)
_WEEK = 7 * 24 * 60


@dataclass(frozen=True)
class PlanWords:
    """What the person says of herself, her family and her hours, before any goal."""

    can_do: str = ""
    family_words: str = ""
    aim_minutes: int | None = None
    aim_basis: str = ""


@dataclass(frozen=True)
class GoalWords:
    """A goal as it is written. `serves` None is the whole family."""

    words: str
    proposed_by: str
    serves: Person | None = None
    barrier: Barrier | None = None
    builds_on: str = ""
    options: Sequence[str] = ()
    choice: str = ""
    why: str = ""


@dataclass(frozen=True)
class StepWords:
    """A step as it is written."""

    words: str
    starts_on: date
    owner: str = "participant"
    owner_name: str = ""
    due_on: date | None = None
    ramp: Sequence[Rung] = field(default_factory=tuple)
    activity: int | None = None
    provider: Provider | None = None
    evidence: str = ""


@dataclass(frozen=True)
class SupportWords:
    """Something the agency promises. Money in cents."""

    words: str
    due_on: date
    owner: User
    amount_cents: int | None = None
    paid_from: str = ""
    step: Step | None = None


@dataclass(frozen=True)
class DutyWords:
    """Something the person agrees to; `monitor` is the function that watches over it."""

    words: str
    kind: str
    monitor: FunctionCode
    rhythm: str = ""
    due_on: date | None = None
    evidence: str = ""
    citation: str = ""
    step: Step | None = None


@transaction.atomic
def begin_plan(
    *, case: Case, person: Person, kind: PlanKind, words: PlanWords, by: User, on: date
) -> Plan:
    """Begin a plan. A person has one open plan of a kind. Raises NotAllowed.

    Nobody is left out: who is not required to work, or is exempt for now, has a plan too.
    """
    access.require(access.why_not_begin(by, case, kind))
    _require_of_family(case, person)
    if Plan.objects.filter(case=case, person=person, kind=kind, ends_on=None).exists():
        raise NotAllowed(_("There is an open plan of this kind. Change that one, or end it first."))
    _require_aim(words)
    plan: Plan = Plan.objects.create(
        site_id=case.site_id,
        case=case,
        person=person,
        kind=kind,
        starts_on=on,
        created_by=by,
        **asdict(words),
    )
    return plan


@transaction.atomic
def change_words(*, plan: Plan, words: PlanWords, version: int, by: User) -> Plan:
    """Write anew what the person says first. Raises NotAllowed; StaleRecord with both texts."""
    access.require(access.why_not_write(by, plan))
    _require_aim(words)
    for name, value in asdict(words).items():
        setattr(plan, name, value)
    save_if_current(plan, version, list(asdict(words)))
    return plan


@transaction.atomic
def end_plan(*, plan: Plan, reason: str, by: User, on: date) -> Plan:
    """End a plan. What was signed stays. Raises NotAllowed."""
    access.require(access.why_not_write(by, plan))
    if not reason.strip():
        raise NotAllowed(_("Say why the plan ends. The person may read it."))
    if on < plan.starts_on:
        raise NotAllowed(_("A plan cannot end before it began."))
    plan.ends_on, plan.end_reason = on, reason.strip()
    plan.save(update_fields=["ends_on", "end_reason"])
    return plan


@transaction.atomic
def add_goal(*, plan: Plan, goal: GoalWords, by: User) -> Goal:
    """Add a goal. Raises NotAllowed."""
    access.require(access.why_not_write(by, plan))
    row = Goal(site_id=plan.site_id, plan=plan)
    _write_goal(row, goal)
    row.save()
    return row


@transaction.atomic
def change_goal(*, row: Goal, goal: GoalWords, version: int, by: User) -> Goal:
    """Write a goal anew. Raises NotAllowed; StaleRecord with both texts."""
    access.require(access.why_not_write(by, row.plan))
    _write_goal(row, goal)
    save_if_current(row, version, GOAL_FIELDS)
    return row


@transaction.atomic
def add_step(*, goal: Goal, step: StepWords, by: User) -> Step:
    """Add a step to a goal. Raises NotAllowed."""
    access.require(access.why_not_write(by, goal.plan))
    row = Step(site_id=goal.site_id, plan_id=goal.plan_id, goal=goal)
    _write_step(row, step)
    row.save()
    return row


@transaction.atomic
def change_step(*, row: Step, step: StepWords, version: int, by: User) -> Step:
    """Write a step anew. Raises NotAllowed; StaleRecord with both texts."""
    access.require(access.why_not_write(by, row.plan))
    _write_step(row, step)
    save_if_current(row, version, STEP_FIELDS)
    return row


@transaction.atomic
def add_support(*, plan: Plan, support: SupportWords, by: User, today: date) -> Support:
    """Promise something for the agency. Raises NotAllowed."""
    access.require(access.why_not_write(by, plan))
    if support.due_on < today:
        raise NotAllowed(_("A promise is for today or a later day."))
    row = Support(site_id=plan.site_id, plan=plan)
    _write_support(row, support, today)
    row.save()
    return row


@transaction.atomic
def change_support(
    *, row: Support, support: SupportWords, version: int, by: User, today: date
) -> Support:
    """Write a promise anew. Raises NotAllowed; StaleRecord with both texts."""
    access.require(access.why_not_write(by, row.plan))
    if row.given_on is not None:
        raise NotAllowed(_("This was given already. Promise the rest as something new."))
    _write_support(row, support, today)
    save_if_current(row, version, SUPPORT_FIELDS)
    return row


@transaction.atomic
def add_duty(*, plan: Plan, duty: DutyWords, by: User) -> Duty:
    """Add a duty, with a number of its own that is never used again. Raises NotAllowed."""
    access.require(access.why_not_write(by, plan))
    locked = Plan.objects.select_for_update().get(pk=plan.pk)
    highest = Duty.objects.filter(plan=locked).aggregate(highest=Max("number"))["highest"]
    row = Duty(site_id=plan.site_id, plan=locked, number=(highest or 0) + 1)
    _write_duty(row, duty)
    row.save()
    return row


@transaction.atomic
def change_duty(*, row: Duty, duty: DutyWords, version: int, by: User) -> Duty:
    """Write a duty anew; its number stays. Raises NotAllowed; StaleRecord with both texts."""
    access.require(access.why_not_write(by, row.plan))
    _write_duty(row, duty)
    save_if_current(row, version, DUTY_FIELDS)
    return row


@transaction.atomic
def take_out(*, row: Part, by: User, on: date) -> Part:
    """Take a part out of the plan. What was signed keeps it. Raises NotAllowed."""
    access.require(access.why_not_write(by, row.plan))
    if row.left_out_on is not None:
        raise NotAllowed(_("This was taken out already."))
    row.left_out_on = on
    row.save(update_fields=["left_out_on"])
    if isinstance(row, Goal):
        row.steps.filter(left_out_on=None).update(left_out_on=on)
    return row


@transaction.atomic
def put_back(*, row: Part, by: User) -> Part:
    """Put a part back that was taken out, a goal with the steps that went that day.

    Raises NotAllowed.
    """
    access.require(access.why_not_write(by, row.plan))
    if row.left_out_on is None:
        raise NotAllowed(_("This stands in the plan."))
    if isinstance(row, Goal):
        row.steps.filter(left_out_on=row.left_out_on).update(left_out_on=None)
    elif isinstance(row, Step) and row.goal.left_out_on is not None:
        raise NotAllowed(_("Its goal was taken out. Put that back first."))
    row.left_out_on = None
    row.save(update_fields=["left_out_on"])
    return row


GOAL_FIELDS = tuple(GoalWords.__dataclass_fields__)
STEP_FIELDS = tuple(StepWords.__dataclass_fields__)
SUPPORT_FIELDS = tuple(SupportWords.__dataclass_fields__)
DUTY_FIELDS = tuple(DutyWords.__dataclass_fields__)


def _write_goal(row: Goal, goal: GoalWords) -> None:
    _require_words(goal.words)
    if goal.serves is not None:
        _require_of_family(row.plan.case, goal.serves)
    if goal.barrier is not None and goal.barrier.case_id != row.plan.case_id:
        raise NotAllowed(_("This is not something of this case."))
    if goal.choice and not goal.why.strip():
        raise NotAllowed(_("Say why they chose it, in their words."))
    _set(row, goal, GOAL_FIELDS)
    row.options = [text.strip() for text in goal.options if text.strip()]


def _write_step(row: Step, step: StepWords) -> None:
    _require_words(step.words)
    if step.due_on and step.due_on < step.starts_on:
        raise NotAllowed(_("A step cannot be due before it begins."))
    if reason := ramps.why_not(step.ramp):
        raise NotAllowed(say(reason))
    if step.activity and not step.ramp:
        raise NotAllowed(
            _("Say how often a week and for how long, so that the hours of the plan add up.")
        )
    if step.provider and step.provider.site_id != row.site_id:
        raise NotAllowed(_("This provider is not on the list of this site."))
    _set(row, step, STEP_FIELDS)
    row.ramp = [[rung.from_week, rung.times_a_week, rung.minutes] for rung in step.ramp]


def _write_support(row: Support, support: SupportWords, today: date) -> None:
    _require_words(support.words)
    _require_own_step(row.plan, support.step)
    posts = Membership.objects.filter(open_on(today), user=support.owner, site=row.site_id)
    if not posts.exists():
        raise NotAllowed(_("Choose somebody who works at this site: a promise needs a face."))
    _set(row, support, SUPPORT_FIELDS)


def _write_duty(row: Duty, duty: DutyWords) -> None:
    _require_words(duty.words)
    _require_own_step(row.plan, duty.step)
    if not duty.due_on and not duty.rhythm.strip():
        raise NotAllowed(
            _("Say by when, or how often, so that it can be seen whether it was kept.")
        )
    _set(row, duty, DUTY_FIELDS)


def _set(row: Any, words: Any, names: Sequence[str]) -> None:
    for name in names:
        value = getattr(words, name)
        setattr(row, name, value.strip() if isinstance(value, str) else value)


def _require_words(words: str) -> None:
    if not words.strip():
        raise NotAllowed(_("Write it in words, best in those of the person."))


def _require_own_step(plan: Plan, step: Step | None) -> None:
    if step is not None and step.plan_id != plan.pk:
        raise NotAllowed(_("This step is not of this plan."))


def _require_aim(words: PlanWords) -> None:
    if words.aim_minutes is None:
        return
    if not 0 < words.aim_minutes <= _WEEK:
        raise NotAllowed(_("Enter hours a week between 1 and 168."))
    if not words.aim_basis.strip():
        raise NotAllowed(_("Say why these hours suit them, such as a note of March 3 or a wish."))


def _require_of_family(case: Case, person: Person) -> None:
    if person.pk == case.participant_id:
        return
    if not HouseholdMember.objects.filter(household=case.household_id, person=person).exists():
        raise NotAllowed(_("This person does not belong to the family of this case."))
