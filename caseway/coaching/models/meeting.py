"""Where and when somebody can be met, where her job does not say it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.coaching.models.enrolments import CoachingEnrolment
from caseway.coaching.models.querysets import OfVisibleEnrolments
from caseway.kernel.personal import PersonalFields, classed


class MeetingPlace(models.Model):
    """Where a person is met who has no job yet, or does not want her coach at work.

    The open one, if there is one, goes before the place of her job. Never her home by default.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        personal="label line zip_code zone latitude longitude arrival starts_on ends_on"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(
        CoachingEnrolment, on_delete=models.CASCADE, related_name="meeting_places"
    )
    label = models.CharField(_("what it is called"), max_length=120)
    line = models.CharField(_("street and city"), max_length=200, blank=True)
    zip_code = models.CharField(_("ZIP code"), max_length=10, blank=True)
    zone = models.CharField(_("borough or area"), max_length=60, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    arrival = models.CharField(_("on arrival"), max_length=300, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = OfVisibleEnrolments.as_manager()

    class Meta:
        ordering = ["enrolment", "-starts_on", "-id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="meeting_place_span_is_forward",
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(ends_on=None), name="meeting_place_open_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class MeetingWindow(models.Model):
    """When a visit may begin on one weekday (0 is Monday). With any of these, shifts do not say it.

    A weekday without a row is not one of hers, unless she has no row at all.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        personal="opens_at closes_at starts_on ends_on"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(
        CoachingEnrolment, on_delete=models.CASCADE, related_name="windows"
    )
    weekday = models.PositiveSmallIntegerField(_("weekday"))
    opens_at = models.TimeField(_("may begin from"))
    closes_at = models.TimeField(_("and until"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = OfVisibleEnrolments.as_manager()

    class Meta:
        ordering = ["enrolment", "weekday", "opens_at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="meeting_window_is_forward",
                condition=Q(closes_at__gte=F("opens_at"), weekday__lte=6),
            ),
            models.CheckConstraint(
                name="meeting_window_span_is_forward",
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.weekday}"


class ClientAway(models.Model):
    """Days on which a person cannot be seen: a holiday, a hospital, a week of training."""

    personal_fields: ClassVar[PersonalFields] = classed(personal="starts_on ends_on", health="why")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(CoachingEnrolment, on_delete=models.CASCADE, related_name="away")
    starts_on = models.DateField(_("first day away"))
    ends_on = models.DateField(_("first day back"))
    why = models.CharField(_("why"), max_length=200, blank=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = OfVisibleEnrolments.as_manager()

    class Meta:
        ordering = ["enrolment", "starts_on", "id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="client_away_is_forward", condition=Q(ends_on__gt=F("starts_on"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.starts_on}"
