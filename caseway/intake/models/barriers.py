"""What stands between a person and work: named plainly, in her words, watched over time."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.agencies.policy import Act
from caseway.cases.access import can
from caseway.cases.models import Case, Person
from caseway.cases.models.querysets import OfVisibleCases
from caseway.kernel.models import User
from caseway.kernel.models.sealing import Sealed, SealedField
from caseway.kernel.personal import PersonalFields, classed
from caseway.kernel.versions import Versioned


class BarrierKind(models.TextChoices):
    """R14 of the practice reference: what an intake interview asks everybody about."""

    CHILD_CARE = "child_care", _("Care of children")
    ELDER_CARE = "elder_care", _("Care of a parent or relative")
    TRANSPORT = "transport", _("Getting around")
    HOUSING = "housing", _("Housing")
    HEALTH = "health", _("Health")
    MENTAL_HEALTH = "mental_health", _("Mental health")
    SUBSTANCE_USE = "substance_use", _("Alcohol and drugs")
    SAFETY = "safety", _("Safety at home")
    CREDIT = "credit", _("Money and credit")
    RECORD = "record", _("A criminal record")
    LEGAL = "legal", _("Legal matters and papers")
    LONG_UNEMPLOYMENT = "long_unemployment", _("A long time without work")
    WORK_HISTORY = "work_history", _("Little experience of work")
    EDUCATION = "education", _("School and training")
    LANGUAGE = "language", _("English")
    CHILD = "child", _("What a child needs")
    CLOTHING = "clothing", _("Clothing and tools for work")
    OTHER = "other", _("Something else")


# Whether one exists is itself what must be kept: these are for staff trained in safety.
SAFETY_KINDS = frozenset({BarrierKind.SAFETY})
# Told in private: for the workers of the case.
PRIVATE_KINDS = frozenset(
    {
        BarrierKind.HEALTH,
        BarrierKind.MENTAL_HEALTH,
        BarrierKind.SUBSTANCE_USE,
        BarrierKind.RECORD,
    }
)


class Severity(models.TextChoices):
    """How much it is in the way of work today."""

    SOME = "some", _("Makes it harder")
    MUCH = "much", _("Makes it much harder")
    STOPS = "stops", _("Stops work for now")


class BarrierQuerySet(OfVisibleCases):
    def open(self) -> Self:
        return self.filter(ends_on=None)

    def readable_by(self, user: User | AnonymousUser, case: Case) -> Self:
        """Those of a visible case that exist for this reader.

        Barriers of safety show to staff trained for it, on their own case, and
        what was told in private to the workers of the case: for others they do
        not exist.
        """
        rows = self.filter(case=case)
        if not can(user, Act.READ_ANSWERS, case):
            rows = rows.exclude(kind__in=PRIVATE_KINDS)
        if not can(user, Act.READ_SAFETY, case):
            rows = rows.exclude(kind__in=SAFETY_KINDS)
        return rows


class Barrier(Sealed, Versioned):
    """Something in the way of work, for as long as it is. Its story is sealed.

    The person it concerns may be the participant or somebody of her family.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        health="kind severity story", personal="found_on ends_on resolution"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="barriers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="barriers")
    kind = models.CharField(_("kind"), max_length=20, choices=BarrierKind)
    severity = models.CharField(_("how much in the way"), max_length=8, choices=Severity)
    story = SealedField(verbose_name=_("what it is like, in their words"))
    named_by_person = models.BooleanField(_("named by the person"), default=True)
    found_on = models.DateField(_("first told on"))
    found_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ends_on = models.DateField(_("no longer in the way since"), null=True, blank=True)
    resolution = models.CharField(_("what changed"), max_length=300, blank=True)

    objects = BarrierQuerySet.as_manager()

    class Meta:
        ordering = ["case", "ends_on", "found_on", "id"]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["case", "ends_on"], name="barrier_by_case")
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="barrier_ends_after_it_began",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("found_on")),
            )
        ]

    def __str__(self) -> str:
        return f"barrier {self.pk}"


class BarrierChange(Sealed):
    """One step in a barrier's history: how much it was in the way since a day, and her words."""

    personal_fields: ClassVar[PersonalFields] = classed(health="severity words", personal="on at")

    barrier = models.ForeignKey(Barrier, on_delete=models.CASCADE, related_name="changes")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    # Empty once it is no longer in the way.
    severity = models.CharField(
        _("how much in the way"), max_length=8, choices=Severity, blank=True
    )
    words = SealedField(verbose_name=_("what changed"))
    on = models.DateField(_("since"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("recorded at"))

    class Meta:
        ordering = ["barrier", "at", "id"]

    def __str__(self) -> str:
        return f"change {self.pk} of a barrier"
