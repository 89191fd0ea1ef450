"""Safety records: kept apart, read by trained staff only, invisible to everybody else."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.cases.models.people import Person
from caseway.kernel.personal import FieldClass
from caseway.kernel.versions import Versioned


class SafetyKind(models.TextChoices):
    VIOLENCE = "violence", _("Violence at home")
    CONFIDENTIAL_ADDRESS = "confidential_address", _("Confidential address")
    THREAT = "threat", _("Threat from another person")
    OTHER = "other", _("Other")


class SafetyRecord(Versioned):
    """What must be known to keep a person safe.

    Source: 45 CFR 260.50-260.59 (family violence option), 42 USC 602(a)(7).
    """

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "kind": FieldClass.SAFETY,
        "instructions": FieldClass.SAFETY,
        "starts_on": FieldClass.SAFETY,
        "ends_on": FieldClass.SAFETY,
        "review_on": FieldClass.SAFETY,
    }

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="safety_records")
    kind = models.CharField(_("kind"), max_length=24, choices=SafetyKind)
    instructions = models.TextField(_("what to do and not to do"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    review_on = models.DateField(_("look at again on"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["person", "-starts_on", "id"]

    def __str__(self) -> str:
        return f"safety record {self.pk}"
