"""How plans were kept: when they were agreed, met about, and what is late. Always in bulk."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max
from django.utils import timezone

from caseway.cases.models import Contact, ContactKind, HouseholdMember
from caseway.plans.models import (
    OPEN_STEPS,
    Meeting,
    Plan,
    PlanReview,
    Signature,
    SignatureAct,
    SignerRole,
    Step,
    Support,
)
from caseway.rules.plans.reviews import Kept

BOTH = frozenset({SignerRole.PARTICIPANT, SignerRole.STAFF})


@dataclass
class Life:
    """What is known of one plan's life. `agreed_on`: the newest version that both sides signed."""

    plan: Plan
    agreed_on: date | None = None
    reviewed_on: date | None = None
    met_on: date | None = None
    brief_on: list[date] = field(default_factory=list)
    home_changed_on: date | None = None
    late_steps: int = 0
    late_supports: int = 0

    @property
    def since(self) -> date | None:
        """When it was last agreed or reviewed; None while no version is in force."""
        if self.agreed_on is None:
            return None
        return max(self.agreed_on, self.reviewed_on or self.agreed_on)

    def kept(self) -> Kept:
        """As the rule of reviews takes it. Call for a plan in force only."""
        assert self.since is not None
        case = self.plan.case
        return Kept(
            kind=self.plan.kind,
            since=self.since,
            home_changed_on=self.home_changed_on,
            stage_changed_on=case.stage_since,
            late_steps=self.late_steps,
            late_supports=self.late_supports,
        )


def lives(plans: Collection[Plan], on: date) -> dict[int, Life]:
    """The lives of plans by id. Eight queries, however many plans."""
    found = {plan.pk: Life(plan) for plan in plans}
    _agreed(found)
    _days(found, on)
    _late(found, on)
    _homes(found, on)
    return found


def in_force(plan_ids: Collection[int]) -> dict[int, tuple[int, int, date]]:
    """By plan: id and number of the newest version that both sides signed, and since when.

    One query.
    """
    rows = (
        Signature.objects.filter(version__plan__in=plan_ids, act=SignatureAct.SIGNED, role__in=BOTH)
        .order_by("version__plan_id", "version__number", "number")
        .values_list("version__plan_id", "version_id", "version__number", "role", "at")
    )
    signed: dict[int, set[str]] = {}
    agreed: dict[int, tuple[int, int, date]] = {}
    for plan_id, version_id, number, role, at in rows:
        signed.setdefault(version_id, set()).add(role)
        if signed[version_id] == BOTH:
            agreed[plan_id] = (version_id, number, timezone.localdate(at))
    return agreed


def _agreed(found: dict[int, Life]) -> None:
    for plan_id, (_version, _number, day) in in_force(found).items():
        found[plan_id].agreed_on = day
    rows = PlanReview.objects.filter(plan__in=found).order_by()
    for plan_id, day in rows.values("plan").annotate(day=Max("on")).values_list("plan", "day"):
        found[plan_id].reviewed_on = day


def _days(found: dict[int, Life], on: date) -> None:
    rows = Meeting.objects.filter(plan__in=found, on__lte=on).order_by()
    for plan_id, day in rows.values("plan").annotate(day=Max("on")).values_list("plan", "day"):
        found[plan_id].met_on = day
    by_case: dict[int, list[Life]] = {}
    for life in found.values():
        by_case.setdefault(life.plan.case_id, []).append(life)
    brief = Contact.objects.filter(case__in=by_case, kind=ContactKind.BRIEF).order_by()
    for case_id, at in brief.values("case").annotate(at=Max("at")).values_list("case", "at"):
        for life in by_case[case_id]:
            life.brief_on = [timezone.localdate(at)]


def _late(found: dict[int, Life], on: date) -> None:
    steps = Step.objects.standing().filter(plan__in=found, state__in=OPEN_STEPS, due_on__lt=on)
    for plan_id in steps.values_list("plan_id", flat=True):
        found[plan_id].late_steps += 1
    late = Support.objects.standing().filter(plan__in=found, given_on=None, due_on__lt=on)
    for plan_id in late.values_list("plan_id", flat=True):
        found[plan_id].late_supports += 1


def _homes(found: dict[int, Life], on: date) -> None:
    """The first day after it was agreed on which somebody came or left."""
    by_household: dict[int, list[Life]] = {}
    for life in found.values():
        if life.since is not None:
            by_household.setdefault(life.plan.case.household_id, []).append(life)
    rows = HouseholdMember.objects.filter(household__in=by_household)
    for household, begin, end in rows.values_list("household_id", "starts_on", "ends_on"):
        for life in by_household[household]:
            assert life.since is not None
            days = [day for day in (begin, end) if day and life.since < day <= on]
            if days:
                now = life.home_changed_on
                life.home_changed_on = min([*days, *([now] if now else [])])
