"""Two records of one person made one, with what it takes to undo it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.cases.models.people import Person
from caseway.kernel.personal import FieldClass


class Merge(models.Model):
    """`gone` was found to be `kept`. `moved` lists table and row ids that were re-pointed."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "moved": FieldClass.PERSONAL,
        "reason": FieldClass.PERSONAL,
        "at": FieldClass.OPEN,
        "undone_at": FieldClass.OPEN,
    }

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_kept")
    gone = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_gone")
    moved = models.JSONField(default=dict)
    reason = models.CharField(_("how you know"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(name="merge_joins_two", condition=~Q(kept=F("gone"))),
            models.CheckConstraint(
                name="merge_undoing_is_whole",
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"merge {self.pk}"
