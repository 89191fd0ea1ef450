from typing import ClassVar

from django.conf import settings
from django.db import models

from caseway.kernel.models import BlindIndexField, Sealed, SealedField
from caseway.kernel.personal import PersonalFields, classed
from caseway.kernel.versions import Versioned


class Tag(models.Model):
    name = models.CharField(max_length=20)
    personal_fields: ClassVar[PersonalFields] = classed(open="name")

    def __str__(self) -> str:
        return self.name


class Record(Versioned, Sealed):
    name = models.CharField(max_length=128)
    note = models.TextField(blank=True, default="")
    happy = models.BooleanField(null=True)
    hours = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    born_on = models.DateField(null=True)
    seen_at = models.DateTimeField(null=True)
    extra = models.JSONField(null=True)
    photo = models.BinaryField(null=True)
    secret = models.CharField(max_length=128, blank=True, default="")
    ssn = SealedField(index="ssn_index", purpose="ssn")
    ssn_index = BlindIndexField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)
    tags = models.ManyToManyField(Tag)

    personal_fields: ClassVar[PersonalFields] = classed(
        open="seen_at",
        personal="name note born_on extra photo",
        identifier="secret ssn ssn_index",
    )

    def __str__(self) -> str:
        return self.name


class Effect(models.Model):
    """One row for each time a task of the tests took effect."""

    key = models.CharField(max_length=64)
    personal_fields: ClassVar[PersonalFields] = classed(open="key")

    def __str__(self) -> str:
        return self.key
