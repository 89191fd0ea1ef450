"""How often a program promises contact, by part and stage."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models.places import Program, Site
from caseway.kernel.personal import FieldClass


class ContactPromise(models.Model):
    """The worker holding `part` meets the person at least every so many days or months.

    Exactly one of the two intervals is set: weekly meetings are seven days,
    reviews are calendar months and keep the day of the month.
    """

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "part": FieldClass.OPEN,
        "stage": FieldClass.OPEN,
        "starts_on": FieldClass.OPEN,
        "ends_on": FieldClass.OPEN,
        "source": FieldClass.OPEN,
    }

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="promises")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="promises")
    part = models.CharField(_("part"), max_length=20)
    # Empty: whatever the stage.
    stage = models.CharField(_("stage"), max_length=24, blank=True)
    every_days = models.PositiveSmallIntegerField(_("every so many days"), null=True, blank=True)
    every_months = models.PositiveSmallIntegerField(
        _("every so many months"), null=True, blank=True
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        ordering = ["program", "part", "stage", "starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="promise_has_one_interval",
                condition=Q(every_days__gt=0, every_months=None)
                | Q(every_days=None, every_months__gt=0),
            ),
            models.CheckConstraint(
                name="promise_span_is_forward",
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=["program", "part", "stage"],
                condition=Q(ends_on=None),
                name="promise_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program_id} {self.part} {self.stage}"
