"""Who employs the workers: public and contractor agencies, and where each is present."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models.places import Region, Site
from caseway.kernel.personal import FieldClass


class EmployerKind(models.TextChoices):
    PUBLIC = "public", _("Public agency")
    CONTRACTOR = "contractor", _("Contractor")


class Agency(models.Model):
    """An organisation that employs workers."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "phone": FieldClass.STAFF,
        "name": FieldClass.OPEN,
        "employer_kind": FieldClass.OPEN,
    }

    name = models.CharField(_("name"), max_length=128, unique=True)
    employer_kind = models.CharField(_("kind of employer"), max_length=12, choices=EmployerKind)
    phone = models.CharField(_("phone"), max_length=40, blank=True)

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name


class Presence(models.Model):
    """An agency at work in a region, from a day and until another."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "starts_on": FieldClass.OPEN,
        "ends_on": FieldClass.OPEN,
    }

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="presences")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="presences")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="presences")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["site", "region", "agency", "starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="presence_span_is_forward",
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=["agency", "region"],
                condition=Q(ends_on=None),
                name="presence_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} @ {self.region_id}"
