"""What a coach's month stands on besides her hours and leave: her base, ways and duties."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Agency, Site
from caseway.coaching.models.querysets import OfCoaches
from caseway.kernel.personal import PersonalFields, classed
from caseway.kernel.versions import Versioned


class TravelBy(models.TextChoices):
    """As `rules.scheduling.coach.TravelMode`."""

    TRANSIT = "transit", _("Subway, bus or train")
    CAR = "car", _("Car")
    WALK = "walk", _("On foot")


class CoachSetup(Versioned):
    """Where a coach's days begin and end, how she gets about, and what she asks of a month.

    `wishes` holds what she set otherwise than the program, by name of a field of
    `rules.scheduling.policy.Policy` or `Weights`, such as {"load_target": 240}.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        staff="base_name base_zone latitude longitude travels_by travel_source follows_trips "
        "skills wishes"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="coach_setups"
    )
    base_name = models.CharField(_("where her days begin and end"), max_length=120)
    base_zone = models.CharField(_("borough or area"), max_length=60, blank=True)
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    travels_by = models.CharField(
        _("gets about by"), max_length=8, choices=TravelBy, default=TravelBy.TRANSIT
    )
    # Which way of telling travel times: "built_in", "subway", "table", "osrm", "valhalla".
    travel_source = models.CharField(_("travel times from"), max_length=12, default="built_in")
    # Whether travel times are multiplied by what logged trips say of them.
    follows_trips = models.BooleanField(_("travel times follow logged trips"), default=True)
    skills = models.JSONField(_("what she knows"), default=list, blank=True)
    wishes = models.JSONField(_("what she set for herself"), default=dict, blank=True)

    objects = OfCoaches.as_manager()

    class Meta:
        ordering = ["coach", "site", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["coach", "site"], name="coach_set_up_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class CoachDuty(models.Model):
    """Something of the coach's own at a fixed time: once, on `day`, or each week on `weekday`."""

    personal_fields: ClassVar[PersonalFields] = classed(
        staff="day begins_at ends_at what starts_on ends_on place_name"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="coach_duties"
    )
    what = models.CharField(_("what"), max_length=120)
    day = models.DateField(_("day"), null=True, blank=True)
    weekday = models.PositiveSmallIntegerField(_("each week on"), null=True, blank=True)
    begins_at = models.TimeField(_("begins"))
    ends_at = models.TimeField(_("ends"))
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    # At her base, or wherever she happens to be, as by phone.
    at_base = models.BooleanField(_("at her base"), default=False)
    place_name = models.CharField(_("where"), max_length=120, blank=True)

    objects = OfCoaches.as_manager()

    class Meta:
        ordering = ["coach", "day", "weekday", "begins_at", "id"]
        verbose_name_plural = "coach duties"
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="coach_duty_is_forward", condition=Q(ends_at__gt=F("begins_at"))
            ),
            models.CheckConstraint(
                name="coach_duty_is_once_or_weekly",
                condition=Q(day__isnull=False, weekday=None) | Q(day=None, weekday__lte=6),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
