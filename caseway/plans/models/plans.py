"""A plan: what a person and the agency write together, and how a site wants it approved."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.cases.models import Case, Person
from caseway.cases.models.querysets import OfVisibleCases
from caseway.kernel.personal import PersonalFields, classed
from caseway.kernel.versions import Versioned
from caseway.rules.functions import FunctionCode


class PlanKind(models.TextChoices):
    """45 CFR 261.12 frames the first; the second is the state's; the third the practice guide's."""

    PRP = "prp", _("Personal responsibility plan")
    EP = "ep", _("Employment plan")
    ISS = "iss", _("Individualized service strategy")


# Which function writes a plan of this kind.
WRITTEN_BY: dict[str, FunctionCode] = {
    PlanKind.PRP: FunctionCode.PRP_DEVELOPMENT,
    PlanKind.EP: FunctionCode.EP_DEVELOPMENT,
    PlanKind.ISS: FunctionCode.EP_DEVELOPMENT,
}


class Plan(Versioned):
    """The plan of one person as it is being written. What was agreed stands in its versions."""

    personal_fields: ClassVar[PersonalFields] = classed(
        open="kind", personal="can_do family_words aim_basis starts_on ends_on end_reason"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="plans")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="plans")
    kind = models.CharField(_("kind of plan"), max_length=4, choices=PlanKind)
    can_do = models.TextField(_("what I can do and what I am good at"), blank=True)
    family_words = models.TextField(_("what matters to my family and me"), blank=True)
    # Hers: more or fewer than the rate asks, and why.
    aim_minutes = models.PositiveSmallIntegerField(
        _("hours a week I aim for"), null=True, blank=True
    )
    aim_basis = models.CharField(_("why these hours"), max_length=300, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OfVisibleCases.as_manager()

    class Meta:
        ordering = ["case_id", "kind", "-starts_on", "id"]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["case", "ends_on"], name="plan_by_case")
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="plan_span_is_forward",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=["case", "person", "kind"],
                condition=Q(ends_on=None),
                name="one_open_plan_of_a_kind",
            ),
            models.CheckConstraint(
                name="plan_aim_fits_a_week",
                condition=Q(aim_minutes=None) | Q(aim_minutes__lte=10080),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def function(self) -> FunctionCode:
        """Which function writes it."""
        return WRITTEN_BY[self.kind]


class Approval(models.TextChoices):
    """How much latitude a site gives those who write plans."""

    NONE = "none", _("The worker decides with the person")
    FREE_STEPS = "free", _("A supervisor approves plans with steps that no law counts")
    ALL = "all", _("A supervisor approves every plan")


class PlanPolicy(Versioned):
    """What one site has decided about its plans. Without a row the worker decides."""

    personal_fields: ClassVar[PersonalFields] = classed(open="approval")

    site = models.OneToOneField(Site, on_delete=models.CASCADE, related_name="plan_policy")
    approval = models.CharField(
        _("who approves plans"), max_length=4, choices=Approval, default=Approval.NONE
    )

    class Meta:
        ordering = ["site_id"]
        verbose_name_plural = "plan policies"

    def __str__(self) -> str:
        return str(self.site_id)
