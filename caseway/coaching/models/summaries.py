"""A person's month as told by her coach, and the coach's month when it is closed."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Agency, Site
from caseway.coaching.models.enrolments import CoachingEnrolment
from caseway.coaching.models.querysets import (
    OfCoaches,
    OfVisibleEnrolments,
    OfVisibleSummaries,
)
from caseway.kernel.personal import PersonalFields, classed
from caseway.kernel.versions import Versioned


class MonthlySummary(Versioned):
    """The month of one person. `sentences` are as `telling.Sentence` writes them, in order.

    A sentence drafted from records keeps its code, its facts and its sources; what the coach
    wrote instead stands beside them. `digest` tells from which evidence it was drafted. Signed, it
    is locked, and `signed_text` is what she signed, in the language in which she read it.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        open="month digest signed_language",
        personal="sentences signed_text",
        staff="drafted_at signed_at signed_name signed_title",
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(
        CoachingEnrolment, on_delete=models.PROTECT, related_name="summaries"
    )
    month = models.DateField(_("month (its first day)"))
    sentences = models.JSONField(_("what it says"), default=list)
    digest = models.CharField(max_length=64)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    drafted_at = models.DateTimeField()
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_name = models.CharField(_("name of who signed"), max_length=160, blank=True)
    signed_title = models.CharField(_("title of who signed"), max_length=80, blank=True)
    signed_language = models.CharField(max_length=8, blank=True)
    signed_text = models.JSONField(_("what was signed"), default=list, blank=True)

    objects = OfVisibleEnrolments.as_manager()

    class Meta:
        ordering = ["enrolment", "-month", "id"]
        verbose_name_plural = "monthly summaries"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["enrolment", "month"], name="summary_once_a_month"),
            models.CheckConstraint(
                name="summary_signature_is_whole",
                condition=Q(signed_at=None, signed_by=None, signed_name="")
                | (Q(signed_at__isnull=False, signed_by__isnull=False) & ~Q(signed_name="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.month}"


class SummaryAddendum(models.Model):
    """Something said after a summary was signed, by whom and when. Nothing of it is changed."""

    append_only: ClassVar[bool] = True
    personal_fields: ClassVar[PersonalFields] = classed(personal="text", staff="at")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    summary = models.ForeignKey(MonthlySummary, on_delete=models.PROTECT, related_name="addenda")
    text = models.CharField(_("what is to be added"), max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfVisibleSummaries.as_manager()

    class Meta:
        ordering = ["summary", "at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(name="summary_addendum_has_text", condition=~Q(text=""))
        ]

    def __str__(self) -> str:
        return str(self.pk)


class CoachMonthClosing(models.Model):
    """A coach's month closed: its records stay, and can be billed, until it is reopened."""

    personal_fields: ClassVar[PersonalFields] = classed(
        open="month reason", staff="closed_at reopened_at"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="closed_coach_months"
    )
    month = models.DateField(_("month (its first day)"))
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("why it was reopened"), max_length=300, blank=True)

    objects = OfCoaches.as_manager()

    class Meta:
        ordering = ["coach", "-month", "-id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["coach", "site", "month"],
                condition=Q(reopened_at=None),
                name="coach_month_closed_once",
            ),
            models.CheckConstraint(
                name="coach_month_reopening_has_reason",
                condition=Q(reopened_at=None) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.coach_id} {self.month}"
