"""A file taken in: how it was read, who agreed to it, and when it is forgotten."""

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Agency, Region, Site
from caseway.agencies.policy import RULES, Act
from caseway.agencies.standing import standing_of
from caseway.kernel.models import User
from caseway.kernel.models.sealing import Sealed, SealedField
from caseway.kernel.personal import PersonalFields, classed
from caseway.kernel.versions import Versioned


class ColumnMap(models.Model):
    """How one sender's columns are read, from a day; an older map is kept as it was.

    `columns` gives our field by heading; `options` the date order, and what the sender's words
    for programs, regions, stages and workers stand for.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        open="columns saved_at", staff="sender options"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    sender = models.CharField(_("who sends it"), max_length=128)
    columns = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["-saved_at", "-id"]
        indexes = [models.Index(fields=["site", "agency", "sender"], name="column_map_by_sender")]

    def __str__(self) -> str:
        return self.sender


class BatchState(models.TextChoices):
    RECEIVED = "received", _("Waiting to be read")
    READING = "reading", _("Being read")
    MAPPING = "mapping", _("Waiting for the columns")
    CHECKING = "checking", _("Being checked")
    PREVIEW = "preview", _("Waiting for your decision")
    APPLYING = "applying", _("Being loaded")
    APPLIED = "applied", _("Loaded")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")
    REFUSED = "refused", _("Could not be read")


BUSY = frozenset(
    {
        BatchState.RECEIVED,
        BatchState.READING,
        BatchState.CHECKING,
        BatchState.APPLYING,
        BatchState.UNDOING,
    }
)


class BatchQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User | AnonymousUser, on: date | None = None) -> Self:
        """Files of the person's own agency, at the sites where her post loads files."""
        mine = Q(pk__in=[])
        for post in standing_of(user, on).posts:
            if post.role in RULES[Act.IMPORT_FILES].roles:
                mine |= Q(site_id=post.site_id, agency_id=post.agency_id)
        return self.filter(mine)


class Batch(Versioned):
    """One file, sent once. Its content expires; the account of its lines stays."""

    personal_fields: ClassVar[PersonalFields] = classed(
        open="sha256 state refusal header columns found findings received_at agreed_at checked_at "
        "applied_at undone_at expires_on purged_at",
        staff="sender options sheet sheets",
        personal="file_name",
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="batches")
    # Where cases go whose line names no region; and the program of lines that name none.
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="batches")
    sender = models.CharField(_("who sends it"), max_length=128, blank=True)
    file_name = models.CharField(_("file"), max_length=200)
    size_bytes = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(_("state"), max_length=12, choices=BatchState)
    # Why it could not be read: a code and what its sentence needs.
    refusal = models.JSONField(default=dict)
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)
    sheets = models.JSONField(default=list)
    header = models.JSONField(default=list)
    heading_lines = models.PositiveSmallIntegerField(default=0)
    # Our field by column position, as text; and how values are read.
    columns = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    # What the columns themselves show: date orders, the width of case numbers.
    found = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    # Every record of the file; of these, blank ones, and those that need a fate.
    line_count = models.PositiveIntegerField(default=0)
    blank_count = models.PositiveIntegerField(default=0)
    data_count = models.PositiveIntegerField(default=0)
    lines_done = models.PositiveIntegerField(default=0)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    received_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    expires_on = models.DateField()
    purged_at = models.DateTimeField(null=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-id"]
        verbose_name_plural = "batches"
        indexes = [models.Index(fields=["expires_on"], name="batch_to_purge")]
        constraints = [
            models.CheckConstraint(
                name="batch_agreement_is_whole",
                condition=Q(agreed_at=None, agreed_by=None)
                | Q(agreed_at__isnull=False, agreed_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"batch {self.pk}"

    @property
    def is_busy(self) -> bool:
        return self.state in BUSY

    def why_not_touch(self) -> str | None:
        """Why nothing can be done with it any more: its lines were forgotten. None while it can."""
        if self.purged_at is None:
            return None
        return gettext("The content of this file has expired. Ask for it again.")


class FilePart(Sealed):
    """A megabyte of the file as received, sealed. Parts keep any file out of memory as a whole."""

    audited = False  # gone with the file; that it came and expired stands on the batch

    personal_fields: ClassVar[PersonalFields] = classed(identifier="content")

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="parts")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    content = SealedField()

    class Meta:
        ordering = ["batch", "number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="file_part_once")]

    def __str__(self) -> str:
        return f"part {self.number} of batch {self.batch_id}"
