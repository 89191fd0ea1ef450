"""What belongs to a provider, a service, a place, or a service at a place: hours, phones, words."""

import uuid
from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseway.kernel.personal import PersonalFields, classed
from caseway.network.models.places import Place, ServiceAtPlace
from caseway.network.models.providers import Provider
from caseway.network.models.services import Service


def _one_of(*names: str) -> Q:
    """That exactly one of the links is set."""
    found = Q()
    for name in names:
        others = {f"{other}__isnull": other != name for other in names}
        found |= Q(**others)
    return found


class Part(models.Model):
    """A row with an identifier of its own that stands under something else."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


def _link(model: type[models.Model] | str, name: str) -> "models.ForeignKey[models.Model | None]":
    return models.ForeignKey(
        model, on_delete=models.CASCADE, null=True, blank=True, related_name=name
    )


class Phone(Part):
    """A number that everybody may call."""

    personal_fields: ClassVar[PersonalFields] = classed(open="number kind description")

    provider = _link(Provider, "phones")
    service = _link(Service, "phones")
    place = _link(Place, "phones")
    at_place = _link(ServiceAtPlace, "phones")
    number = models.CharField(_("number"), max_length=80)
    extension = models.PositiveIntegerField(_("extension"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="phone_has_one_owner",
                condition=_one_of("provider", "service", "place", "at_place"),
            )
        ]

    def __str__(self) -> str:
        return self.number


class Language(Part):
    """A language spoken there. `code` is empty when the words do not say for certain which."""

    personal_fields: ClassVar[PersonalFields] = classed(open="code name note")

    service = _link(Service, "languages")
    place = _link(Place, "languages")
    phone = _link(Phone, "languages")
    code = models.CharField(_("language"), max_length=12, blank=True)
    name = models.CharField(_("as it was written"), max_length=255, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["code"], name="language_by_code")]
        constraints = [
            models.CheckConstraint(
                name="language_has_one_owner", condition=_one_of("service", "place", "phone")
            )
        ]

    def __str__(self) -> str:
        return self.name or self.code


class Frequency(models.TextChoices):
    WEEKLY = "WEEKLY", _("every week")
    MONTHLY = "MONTHLY", _("every month")


class Schedule(Part):
    """When it is open: a rule as calendars have them, and the words people wrote of it.

    `byday` holds MO to SU, separated by commas; in a monthly rule each may carry a
    number, as in 1MO or -1FR. Without `opens_at` and `closes_at` only the words say anything.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        open="valid_from valid_to dtstart until wkst freq byday byweekno bymonthday byyearday "
        "description opens_at closes_at schedule_link attending_type notes"
    )

    service = _link(Service, "schedules")
    place = _link(Place, "schedules")
    at_place = _link(ServiceAtPlace, "schedules")
    freq = models.CharField(_("repeats"), max_length=7, choices=Frequency, blank=True)
    interval = models.PositiveSmallIntegerField(
        _("every so many"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    byday = models.CharField(_("days"), max_length=120, blank=True)
    bymonthday = models.CharField(_("days of the month"), max_length=120, blank=True)
    byweekno = models.CharField(max_length=255, blank=True)
    byyearday = models.CharField(max_length=255, blank=True)
    opens_at = models.TimeField(_("opens"), null=True, blank=True)
    closes_at = models.TimeField(_("closes"), null=True, blank=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until, this day included"), null=True, blank=True)
    dtstart = models.DateField(_("first on"), null=True, blank=True)
    until = models.DateField(_("last on"), null=True, blank=True)
    count = models.PositiveIntegerField(_("so many times"), null=True, blank=True)
    wkst = models.CharField(_("week begins"), max_length=2, blank=True)
    timezone = models.FloatField(_("hours from UTC"), null=True, blank=True)
    description = models.TextField(_("in words"), blank=True)
    notes = models.TextField(_("note"), blank=True)
    attending_type = models.CharField(_("how to come"), max_length=255, blank=True)
    schedule_link = models.CharField(_("hours on the web"), max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="schedule_has_one_owner", condition=_one_of("service", "place", "at_place")
            )
        ]

    def __str__(self) -> str:
        return f"schedule {self.pk}"


class ServiceArea(Part):
    """Where people have to live to come. `extent_type` says what `extent` is, such as geojson."""

    personal_fields: ClassVar[PersonalFields] = classed(
        open="name description extent extent_type uri"
    )

    service = _link(Service, "areas")
    at_place = _link(ServiceAtPlace, "areas")
    name = models.TextField(_("area"), blank=True)
    description = models.TextField(_("description"), blank=True)
    extent = models.TextField(_("extent"), blank=True)
    extent_type = models.CharField(_("kind of extent"), max_length=60, blank=True)
    uri = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="service_area_has_one_owner", condition=_one_of("service", "at_place")
            )
        ]

    def __str__(self) -> str:
        return self.name


class Accessibility(Part):
    """What a place has for people with disabilities."""

    personal_fields: ClassVar[PersonalFields] = classed(open="description details url")

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="accessibility")
    description = models.TextField(_("what there is"), blank=True)
    details = models.TextField(_("details"), blank=True)
    url = models.CharField(_("web page"), max_length=500, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.description
