"""Goals in the person's words, and the small steps that lead there."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.cases.models import Person
from caseway.intake.models import Barrier
from caseway.kernel.personal import PersonalFields, classed
from caseway.kernel.versions import Versioned
from caseway.network.models import Provider
from caseway.plans.models.plans import Plan
from caseway.plans.models.querysets import OfVisiblePlans


class ProposedBy(models.TextChoices):
    PARTICIPANT = "participant", _("The person")
    STAFF = "staff", _("The worker")
    JOINT = "joint", _("Both together")


class GoalState(models.TextChoices):
    OPEN = "open", _("On the way")
    REACHED = "reached", _("Reached")
    LET_GO = "let_go", _("Let go")


class Goal(Versioned):
    """What somebody wants to reach, who said so first, what was offered and what was chosen."""

    personal_fields: ClassVar[PersonalFields] = classed(
        open="proposed_by state", personal="words options choice why builds_on left_out_on state_on"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="goals")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    words = models.CharField(_("the goal, in their words"), max_length=300)
    proposed_by = models.CharField(_("whose idea it was"), max_length=12, choices=ProposedBy)
    # Empty: the whole family.
    serves = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="goals"
    )
    barrier = models.ForeignKey(
        Barrier, on_delete=models.SET_NULL, null=True, blank=True, related_name="goals"
    )
    builds_on = models.CharField(_("what it builds on"), max_length=200, blank=True)
    options = models.JSONField(_("options that were offered"), default=list, blank=True)
    choice = models.CharField(_("what they chose"), max_length=300, blank=True)
    why = models.CharField(_("why they chose it"), max_length=300, blank=True)
    state = models.CharField(
        _("how it stands"), max_length=8, choices=GoalState, default=GoalState.OPEN
    )
    state_on = models.DateField(_("since"), null=True, blank=True)
    left_out_on = models.DateField(_("taken out on"), null=True, blank=True)

    objects = OfVisiblePlans.as_manager()

    class Meta:
        ordering = ["plan_id", "id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(name="goal_has_words", condition=~Q(words=""))
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Owner(models.TextChoices):
    """Who takes a step."""

    PARTICIPANT = "participant", _("The person")
    FAMILY = "family", _("Somebody of the family")
    STAFF = "staff", _("The agency")
    PROVIDER = "provider", _("A provider")


class StepState(models.TextChoices):
    PLANNED = "planned", _("Not begun")
    DOING = "doing", _("Going on")
    DONE = "done", _("Done")
    STUCK = "stuck", _("Stuck")
    LET_GO = "let_go", _("Let go")


# What still asks something of somebody.
OPEN_STEPS = (StepState.PLANNED, StepState.DOING, StepState.STUCK)


class Step(Versioned):
    """One small step. `ramp` grows it: lines of [from week, times a week, minutes each time].

    `activity` is the category in which it counts for the rate (45 CFR 261.30), or nothing: a step
    that no law counts is a step all the same.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        open="owner state",
        personal="words owner_name starts_on due_on ramp evidence result state_on left_out_on",
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="steps")
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="steps")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    words = models.CharField(_("the step, in their words"), max_length=300)
    owner = models.CharField(
        _("who takes it"), max_length=12, choices=Owner, default=Owner.PARTICIPANT
    )
    owner_name = models.CharField(_("by name"), max_length=128, blank=True)
    starts_on = models.DateField(_("from"))
    due_on = models.DateField(_("by"), null=True, blank=True)
    ramp = models.JSONField(_("how it grows"), default=list, blank=True)
    activity = models.PositiveSmallIntegerField(_("counts as"), null=True, blank=True)
    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, null=True, blank=True, related_name="plan_steps"
    )
    evidence = models.CharField(_("how we will see it was done"), max_length=200, blank=True)
    state = models.CharField(
        _("how it stands"), max_length=8, choices=StepState, default=StepState.PLANNED
    )
    state_on = models.DateField(_("since"), null=True, blank=True)
    result = models.CharField(_("what came of it"), max_length=300, blank=True)
    left_out_on = models.DateField(_("taken out on"), null=True, blank=True)

    objects = OfVisiblePlans.as_manager()

    class Meta:
        ordering = ["plan_id", "goal_id", "id"]
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["plan", "due_on"],
                condition=Q(state__in=["planned", "doing", "stuck"], left_out_on=None),
                name="step_open_by_plan",
            )
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(name="step_has_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="step_activity_is_known",
                condition=Q(activity=None) | Q(activity__gte=1, activity__lte=13),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
