"""Strengths and signs of resilience, named before any barrier."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.cases.models.people import Person
from caseway.kernel.personal import FieldClass


class Strength(models.Model):
    """Something a person can do, has come through or is proud of, in plain words."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "words": FieldClass.PERSONAL,
        "recorded_at": FieldClass.OPEN,
    }

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="strengths")
    words = models.CharField(_("strength, in their words"), max_length=200)
    named_by_person = models.BooleanField(_("named by the person"), default=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["person", "recorded_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)
