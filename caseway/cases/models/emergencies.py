"""A case opened outside one's relation, for some hours, because somebody's safety depends on it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.cases.models.case import Case
from caseway.cases.models.querysets import EmergencyQuerySet
from caseway.kernel.personal import FieldClass


class EmergencyAccess(models.Model):
    """Somebody asked for a case by its number and said why. A privacy officer reviews each.

    Without a case the request opened nothing: there is no such number at the
    person's sites. It is kept all the same, with no word of what was typed.
    """

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "reason": FieldClass.PERSONAL,
        "starts_at": FieldClass.OPEN,
        "ends_at": FieldClass.OPEN,
        "reviewed_at": FieldClass.OPEN,
        "review_note": FieldClass.STAFF,
    }

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(
        Case, on_delete=models.CASCADE, null=True, related_name="emergency_accesses"
    )
    reason = models.CharField(_("reason"), max_length=500)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)
    review_note = models.CharField(_("what the review found"), max_length=500, blank=True)

    objects = EmergencyQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-id"]
        indexes = [models.Index(fields=["user", "ends_at"], name="emergency_by_user")]
        constraints = [
            models.CheckConstraint(name="emergency_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="emergency_opens_a_case_or_nothing",
                condition=Q(case=None, ends_at=F("starts_at"))
                | Q(case__isnull=False, ends_at__gt=F("starts_at")),
            ),
            models.CheckConstraint(
                name="emergency_review_is_whole_and_by_another",
                condition=Q(reviewed_at=None, reviewed_by=None, review_note="")
                | (
                    Q(reviewed_at__isnull=False, reviewed_by__isnull=False)
                    & ~Q(review_note="")
                    & ~Q(reviewed_by=F("user"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"emergency access {self.pk}"
