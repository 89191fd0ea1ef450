"""A provider's attendance list taken in as a file: its lines, what was answered, what it did."""

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.access import carries
from caseway.agencies.models import Agency, Site
from caseway.agencies.policy import Act
from caseway.agencies.standing import standing_of
from caseway.exchange.models.kept import KeptFile
from caseway.kernel.models import User
from caseway.kernel.models.sealing import Sealed, SealedField
from caseway.kernel.personal import PersonalFields, classed


class RosterState(models.TextChoices):
    PREVIEW = "preview", _("Waiting for your decision")
    APPLIED = "applied", _("Loaded")
    UNDONE = "undone", _("Undone")


class RosterQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User | AnonymousUser, on: date | None = None) -> Self:
        """Lists of the person's own agency, at the sites where a post of hers marks attendance."""
        mine = Q(pk__in=[])
        for post in standing_of(user, on).posts:
            if carries(post, Act.MARK_ATTENDANCE) or carries(post, Act.HOST_ATTENDANCE):
                mine |= Q(site_id=post.site_id, agency_id=post.agency_id)
        return self.filter(mine)


class Roster(KeptFile, Sealed):
    """One list, sent once. What it said is sealed until it expires; the account of it stays.

    `content` holds the cells as received, `answers` what was said of them, `made` what
    loading it did and what stood before: each as JSON.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        open="sha256 size_bytes state counts first_on last_on received_at applied_at undone_at "
        "expires_on purged_at",
        personal="file_name",
        health="content answers made",
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="rosters")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="rosters")
    file_name = models.CharField(_("file"), max_length=200)
    size_bytes = models.PositiveIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(
        _("state"), max_length=8, choices=RosterState, default=RosterState.PREVIEW
    )
    # The days that a heading without a date means.
    first_on = models.DateField(_("from"))
    last_on = models.DateField(_("until, this day included"))
    content = SealedField()
    answers = SealedField()
    made = SealedField()
    # Cells by fate when it was loaded last, and how many were put back when it was undone.
    counts = models.JSONField(_("cells"), default=dict)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    received_at = models.DateTimeField()
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    expires_on = models.DateField()
    purged_at = models.DateTimeField(null=True)

    objects = RosterQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-id"]
        indexes = [models.Index(fields=["expires_on"], name="roster_to_purge")]
        constraints = [
            models.CheckConstraint(
                name="roster_span_is_forward", condition=Q(last_on__gte=models.F("first_on"))
            ),
            models.CheckConstraint(
                name="roster_loading_is_whole",
                condition=Q(applied_at=None, applied_by=None)
                | Q(applied_at__isnull=False, applied_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"roster {self.pk}"
