"""A coach's month as the planner proposes it, until a person accepts it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Agency, Site
from caseway.coaching.models.enrolments import CoachingEnrolment
from caseway.coaching.models.querysets import OfCoaches
from caseway.coaching.models.visits import Visit
from caseway.kernel.personal import PersonalFields, classed


class PlanState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    WORKING = "working", _("Being planned")
    READY = "ready", _("Ready to look at")
    FAILED = "failed", _("Could not be planned")
    CANCELLED = "cancelled", _("Stopped")
    ACCEPTED = "accepted", _("Accepted")
    SET_ASIDE = "set_aside", _("Set aside")


class MonthPlan(models.Model):
    """One try at one coach's month. A new try is a new row; what was accepted is kept.

    `digest` tells what it was planned from, so that a plan whose ground has changed says so.
    `result` holds what the page shows besides sessions: days, the unserved and what would help,
    scores by term, the plan by hand, refusals and notes.
    """

    audited = False  # made by the planner anew at any time; that it was accepted is on record
    personal_fields: ClassVar[PersonalFields] = classed(
        open="month state digest travel_source travels_by travel_factor",
        personal="result",
        staff="asked_at began_at ready_at accepted_at failure",
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="month_plans"
    )
    month = models.DateField(_("month (its first day)"))
    state = models.CharField(_("state"), max_length=10, choices=PlanState, default=PlanState.QUEUED)
    # Plans asked for together, as for a whole team.
    batch = models.UUIDField(null=True, blank=True)
    seed = models.PositiveIntegerField(default=0)
    iterations = models.PositiveIntegerField(default=0)
    share_done = models.FloatField(_("share done"), default=0)
    stop_asked = models.BooleanField(_("asked to stop"), default=False)
    travel_source = models.CharField(_("travel times from"), max_length=80, blank=True)
    # What they were multiplied by, so that logged trips can be held against the times themselves.
    travels_by = models.CharField(max_length=8, blank=True)
    travel_factor = models.FloatField(_("travel times multiplied by"), default=1.0)
    digest = models.CharField(max_length=64, blank=True)
    result = models.JSONField(default=dict, blank=True)
    failure = models.CharField(_("why it failed"), max_length=300, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = OfCoaches.as_manager()

    class Meta:
        ordering = ["-month", "-asked_at", "-id"]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["coach", "month", "state"], name="month_plan_by_coach")
        ]
        constraints: ClassVar[list[Any]] = [
            # Pressed twice, it is planned once.
            models.UniqueConstraint(
                fields=["coach", "site", "month"],
                condition=Q(state__in=["queued", "working"]),
                name="month_planned_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.coach_id} {self.month}"


class ProposedSession(models.Model):
    """A session of a plan: when, how, why there, and what other days would cost.

    `reasons` and `candidates` are as the rule gave them, with words made when they are shown.
    `visit` is the appointment that came of it, once a person accepted it.
    """

    audited = False  # made by the planner anew at any time; what people decide is in visits
    personal_fields: ClassVar[PersonalFields] = classed(
        open="mode", personal="day begins_at reasons candidates"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(MonthPlan, on_delete=models.CASCADE, related_name="sessions")
    enrolment = models.ForeignKey(CoachingEnrolment, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("day"))
    begins_at = models.TimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    mode = models.CharField(_("how"), max_length=8)
    is_locked = models.BooleanField(default=False)
    travel_minutes = models.PositiveSmallIntegerField(default=0)
    group = models.UUIDField(null=True, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    candidates = models.JSONField(default=list, blank=True)
    # The appointment it keeps or moves, and the one that came of it.
    of_visit = models.ForeignKey(
        Visit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    visit = models.ForeignKey(
        Visit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["plan", "day", "begins_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)
