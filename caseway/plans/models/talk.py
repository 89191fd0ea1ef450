"""Talk about a plan: proposals from either side, meetings, what became of steps, reviews."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.cases.models import Contact
from caseway.kernel.personal import PersonalFields, classed
from caseway.plans.models.goals import Goal, Step, StepState
from caseway.plans.models.plans import Plan
from caseway.plans.models.querysets import OfVisiblePlans
from caseway.plans.models.versions import SigningLink


class Side(models.TextChoices):
    PARTICIPANT = "participant", _("The person")
    STAFF = "staff", _("The agency")


class ProposalState(models.TextChoices):
    OPEN = "open", _("Waits for an answer")
    AGREED = "agreed", _("Agreed")
    NOT_AGREED = "not_agreed", _("Not agreed")


class Proposal(models.Model):
    """One side asks for something to be otherwise; the other answers, with a reason."""

    personal_fields: ClassVar[PersonalFields] = classed(
        open="side state made_at answered_at", personal="words why answer"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="proposals")
    # Empty: a new goal, or the plan as a whole.
    goal = models.ForeignKey(
        Goal, on_delete=models.SET_NULL, null=True, blank=True, related_name="proposals"
    )
    side = models.CharField(_("from"), max_length=12, choices=Side)
    words = models.CharField(_("what should be otherwise"), max_length=300)
    why = models.CharField(_("why"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    link = models.ForeignKey(
        SigningLink, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(_("made at"))
    state = models.CharField(
        _("state"), max_length=10, choices=ProposalState, default=ProposalState.OPEN
    )
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = OfVisiblePlans.as_manager()

    class Meta:
        ordering = ["plan_id", "-made_at", "-id"]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["plan"], condition=Q(state="open"), name="proposal_open_by_plan")
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(name="proposal_has_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="proposal_answer_is_whole",
                condition=Q(state="open", answered_at=None)
                | (~Q(state="open") & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="proposal_refusal_has_a_reason",
                condition=~Q(state="not_agreed") | ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Meeting(models.Model):
    """A meeting in which a plan was gone through; the contact log has what was said."""

    personal_fields: ClassVar[PersonalFields] = classed(personal="on group_name")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="meetings")
    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="plan_meeting")
    on = models.DateField(_("day"))
    # A monthly meeting of several families that set goals together.
    group_name = models.CharField(_("group"), max_length=80, blank=True)

    objects = OfVisiblePlans.as_manager()

    class Meta:
        ordering = ["plan_id", "-on", "-id"]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["plan", "-on"], name="plan_meeting_last")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class StepUpdate(models.Model):
    """What became of a step, as somebody told it in a meeting or in between."""

    personal_fields: ClassVar[PersonalFields] = classed(open="state at", personal="words on")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="updates")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, null=True, blank=True, related_name="updates"
    )
    state = models.CharField(_("how it stands"), max_length=8, choices=StepState)
    words = models.CharField(_("what was told"), max_length=300, blank=True)
    on = models.DateField(_("day"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("recorded at"))

    objects = OfVisiblePlans.as_manager()

    class Meta:
        ordering = ["step_id", "-on", "-id"]

    def __str__(self) -> str:
        return str(self.pk)


class PlanReview(models.Model):
    """Somebody went over a plan as a whole: it stands, or a new version follows."""

    personal_fields: ClassVar[PersonalFields] = classed(personal="on words", open="at")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="reviews")
    on = models.DateField(_("day"))
    stands = models.BooleanField(_("the plan stands as it is"))
    words = models.CharField(_("what was found"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("recorded at"))

    objects = OfVisiblePlans.as_manager()

    class Meta:
        ordering = ["plan_id", "-on", "-id"]

    def __str__(self) -> str:
        return str(self.pk)
