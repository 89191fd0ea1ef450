"""Where services are: a place with its addresses, and a service at a place.

A place that has to stay unknown is confidential: who is not trained for it sees neither name nor
address, and it stands on no map and in no file.
"""

import uuid
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseway.kernel.models import User
from caseway.kernel.personal import PersonalFields, classed
from caseway.network.access import sites_of_safety
from caseway.network.models.listed import Listed
from caseway.network.models.providers import Provider
from caseway.network.models.services import Service


class PlaceKind(models.TextChoices):
    PHYSICAL = "physical", _("A place to go to")
    POSTAL = "postal", _("By mail")
    VIRTUAL = "virtual", _("By phone or on the web")


class PlaceQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Places of the providers she sees; a confidential one only for trained staff."""
        seen = self.filter(provider__in=Provider.objects.visible_to(user))
        return seen.exclude(Q(is_confidential=True) & ~Q(provider__site__in=sites_of_safety(user)))

    def published(self) -> Self:
        """Those that anybody may be told of."""
        return self.filter(
            is_published=True,
            is_confidential=False,
            provider__in=Provider.objects.published(),
        )


class Place(Listed):
    """A building, a mailbox or a web room of a provider."""

    # Where a confidential place is must not be read from the log either.
    personal_fields: ClassVar[PersonalFields] = classed(
        open="kind url external_identifier external_identifier_type",
        safety="name alternate_name description transportation latitude longitude kept",
    )

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="places")
    kind = models.CharField(_("kind"), max_length=8, choices=PlaceKind, default=PlaceKind.PHYSICAL)
    name = models.CharField(_("name"), max_length=255, blank=True)
    alternate_name = models.CharField(_("also called"), max_length=255, blank=True)
    description = models.TextField(_("description"), blank=True)
    transportation = models.TextField(_("how to get there"), blank=True)
    url = models.CharField(_("web page"), max_length=500, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    external_identifier = models.CharField(max_length=120, blank=True)
    external_identifier_type = models.CharField(max_length=120, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta(Listed.Meta):
        abstract = False
        ordering = ["name", "id"]
        constraints = [
            *Listed.Meta.constraints,
            models.CheckConstraint(
                name="place_point_is_whole",
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlaceAddress(models.Model):
    """An address of a place, whole: what is missing keeps it out of here."""

    personal_fields: ClassVar[PersonalFields] = classed(
        open="region state_province country kind",
        safety="attention address_1 address_2 city postal_code",
    )

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="addresses")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    attention = models.CharField(_("care of"), max_length=255, blank=True)
    address_1 = models.CharField(_("street"), max_length=255)
    address_2 = models.CharField(_("suite or floor"), max_length=255, blank=True)
    city = models.CharField(_("city"), max_length=120)
    region = models.CharField(_("county"), max_length=120, blank=True)
    state_province = models.CharField(_("state"), max_length=60)
    postal_code = models.CharField(_("ZIP code"), max_length=20)
    country = models.CharField(_("country"), max_length=2, default="US")
    kind = models.CharField(_("kind"), max_length=8, choices=PlaceKind, default=PlaceKind.PHYSICAL)

    class Meta:
        ordering = ["place", "kind", "id"]
        indexes = [models.Index(fields=["postal_code"], name="place_by_zip")]
        constraints = [
            models.CheckConstraint(
                name="place_address_is_whole",
                condition=~Q(address_1="")
                & ~Q(city="")
                & ~Q(state_province="")
                & ~Q(postal_code="")
                & ~Q(country=""),
            )
        ]

    def __str__(self) -> str:
        return f"address {self.pk}"


class ServiceAtPlaceQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Where she sees both the service and the place."""
        return self.filter(
            service__in=Service.objects.visible_to(user), place__in=Place.objects.visible_to(user)
        )

    def published(self) -> Self:
        """Where anybody may be told of both."""
        return self.filter(
            service__in=Service.objects.published(), place__in=Place.objects.published()
        )


class ServiceAtPlace(Listed):
    """A service as it is offered at one place: its own hours and phones."""

    personal_fields: ClassVar[PersonalFields] = classed(safety="description kept")

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="at_places")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="at_services")
    description = models.TextField(_("description"), blank=True)

    objects = ServiceAtPlaceQuerySet.as_manager()

    class Meta(Listed.Meta):
        abstract = False
        ordering = ["service", "id"]
        constraints = [*Listed.Meta.constraints]

    def __str__(self) -> str:
        return f"service {self.service_id} at {self.place_id}"
