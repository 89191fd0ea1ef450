"""What phones sent from the field: each sending once, with both clocks, and the photos."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.coaching.models.enrolments import CoachingEnrolment
from caseway.coaching.models.querysets import OfVisibleEnrolments
from caseway.coaching.models.visits import Visit
from caseway.documents.models import Document
from caseway.kernel.personal import PersonalFields, classed


class Outcome(models.TextChoices):
    TAKEN = "taken", _("Became the record")
    ADDED = "added", _("Kept beside the record")


class FieldSending(models.Model):
    """One sending of one visit from a phone, kept as it came. Nobody changes it.

    `key` was made on the phone with the entry; `edition` counts its rewritings after it was first
    sent. The same content under the same two is the same sending, however often it comes.
    `phone_at` is what the phone's clock said when it was sent and `received_at` what ours said:
    a clock that was wrong is told by `clock_off_seconds` (ours less the phone's), never put right.
    `led_to` is what the visit was like afterwards, as `visits.seen.seen_of` tells it.
    """

    append_only: ClassVar[bool] = True
    personal_fields: ClassVar[PersonalFields] = classed(
        open="outcome digest led_to", personal="content", staff="phone_at received_at"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(_("number of the entry"))
    edition = models.PositiveIntegerField(_("how often it was rewritten"))
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="field_sendings")
    enrolment = models.ForeignKey(CoachingEnrolment, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(_("fingerprint"), max_length=64)
    content = models.JSONField(_("what was sent"), default=dict)
    outcome = models.CharField(_("what came of it"), max_length=8, choices=Outcome)
    led_to = models.CharField(max_length=64)
    phone_at = models.DateTimeField(_("sent, by the phone’s clock"))
    received_at = models.DateTimeField(_("received at"))
    clock_off_seconds = models.IntegerField(_("seconds that the phone’s clock was behind"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = OfVisibleEnrolments.as_manager()

    class Meta:
        ordering = ["visit", "received_at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["key", "edition"], name="field_sending_once"),
            models.CheckConstraint(
                name="field_sending_is_counted", condition=Q(edition__gte=1) & ~Q(digest="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.edition}"


class VisitPhoto(models.Model):
    """A photo taken at a visit. The picture itself is a paper of the case.

    Until the record is signed it may be taken off it again; that it was there is kept.
    """

    personal_fields: ClassVar[PersonalFields] = classed(staff="at removed_at")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="photos")
    enrolment = models.ForeignKey(CoachingEnrolment, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(_("taken off the record at"), null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = OfVisibleEnrolments.as_manager()

    class Meta:
        ordering = ["visit", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["visit", "document"], name="visit_photo_once"),
            models.CheckConstraint(
                name="visit_photo_removal_is_whole",
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
