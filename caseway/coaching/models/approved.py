"""Hours of support that a funder approved for a person, as they were recorded and changed."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.coaching.models.enrolments import CoachingEnrolment
from caseway.coaching.models.querysets import OfVisibleEnrolments
from caseway.kernel.personal import PersonalFields, classed
from caseway.rules.dates import DateSpan

MOST_MINUTES = 744 * 60  # a month of 31 days, day and night


class ApprovedHours(models.Model):
    """So many minutes a week or a month from a day to a last day, by the funder's number.

    A row is never changed: a change, an end or taking it back is a new row that replaces it and
    says why, so that what was stays on record. The row that nothing replaced is the one that holds;
    `withdrawn`: it was recorded by mistake and never held.
    """

    class Per(models.TextChoices):
        WEEK = "week", _("a week")
        MONTH = "month", _("a month")

    personal_fields: ClassVar[PersonalFields] = classed(
        personal="number starts_on last_on reason minutes",
        open="per withdrawn",
        staff="recorded_at",
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(
        CoachingEnrolment, on_delete=models.CASCADE, related_name="approved_hours"
    )
    number = models.CharField(_("authorization number"), max_length=40)
    minutes = models.PositiveIntegerField(_("approved minutes"))
    per = models.CharField(_("per"), max_length=5, choices=Per)
    starts_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"), null=True, blank=True)
    # Why it replaced the one before; empty for the first of a chain.
    reason = models.CharField(_("why it was changed"), max_length=300, blank=True)
    withdrawn = models.BooleanField(_("recorded by mistake"), default=False)
    replaced_by = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(_("recorded"))

    objects = OfVisibleEnrolments.as_manager()

    class Meta:
        ordering = ["enrolment", "-starts_on", "-id"]
        verbose_name_plural = "approved hours"
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["enrolment", "starts_on"], name="approved_hours_of_person")
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="approved_hours_are_forward",
                condition=Q(last_on=None) | Q(last_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="approved_hours_are_hours",
                condition=Q(minutes__gte=1, minutes__lte=MOST_MINUTES) & ~Q(number=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def span(self) -> DateSpan:
        """The days on which it holds."""
        return DateSpan(self.starts_on, self.last_on and self.last_on + timedelta(days=1))
