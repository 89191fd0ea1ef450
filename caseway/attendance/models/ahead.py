"""What the forecast made of a family's present month, kept so that no list has to ask for it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.cases.models import Case
from caseway.cases.models.querysets import OfVisibleCases
from caseway.kernel.personal import PersonalFields, classed


class HoursAhead(models.Model):
    """One family's report month as it was seen on a day. Reckoned anew each day and after a save.

    `short_minutes` will be missing when the month closes, as planned;
    `unproven_minutes` are recorded, would count, and wait for proof.
    `unmarked_days` scheduled days up to then have no attendance.
    """

    audited = False  # computed from audited rows, and recomputed at any time
    personal_fields: ClassVar[PersonalFields] = classed(
        open="period closes_on reckoned_on reckoned_at",
        personal="short_minutes unproven_minutes unmarked_days unmarked_since",
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="hours_ahead")
    period = models.PositiveIntegerField(_("month"))
    closes_on = models.DateField(_("last day of the month"))
    short_minutes = models.PositiveIntegerField(_("minutes short"), default=0)
    unproven_minutes = models.PositiveIntegerField(_("minutes without proof"), default=0)
    unmarked_days = models.PositiveSmallIntegerField(_("days without a mark"), default=0)
    unmarked_since = models.DateField(_("first day without a mark"), null=True, blank=True)
    reckoned_on = models.DateField()
    reckoned_at = models.DateTimeField()

    objects = OfVisibleCases.as_manager()

    class Meta:
        ordering = ["case"]
        verbose_name_plural = "hours ahead"
        indexes = [models.Index(fields=["site", "reckoned_on"], name="hours_ahead_due")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.period}"
