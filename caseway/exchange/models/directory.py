"""Directory files taken in: what they said, what loading them did, and what waits to be mended."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.access import sites_for
from caseway.agencies.models import Site
from caseway.agencies.policy import Act
from caseway.exchange.models.kept import KeptFile, SealedJson
from caseway.kernel.models import User
from caseway.kernel.models.sealing import Sealed, SealedField
from caseway.kernel.personal import PersonalFields, classed


class DirectoryState(models.TextChoices):
    RECEIVED = "received", _("Being read")
    REFUSED = "refused", _("Could not be read")
    COLUMNS = "columns", _("Waiting for its columns")
    PREVIEW = "preview", _("Waiting for your decision")
    LOADING = "loading", _("Being loaded")
    APPLIED = "applied", _("Loaded")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")


AT_WORK = frozenset({DirectoryState.RECEIVED, DirectoryState.LOADING, DirectoryState.UNDOING})


class OfSite(models.QuerySet[Any]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the sites where a post of hers takes in files."""
        return self.filter(site__in=sites_for(user, Act.IMPORT_FILES))


class DirectoryFile(KeptFile, Sealed):
    """One directory file. What it says is sealed: a place may have to stay unknown.

    `counts` holds for each kind of record how many were new, changed, same, held and
    refused; they add up to the records of the file. While it is loaded, `records_done`
    of its `record_count` records were taken up. `asked_by` asked for the work at hand.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        open="file_name source kind state refusal sha256 size_bytes counts record_count "
        "records_done received_at applied_at undone_at expires_on purged_at",
        safety="content",
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="directory_files")
    source = models.CharField(_("whose directory"), max_length=120)
    file_name = models.CharField(_("file"), max_length=200)
    kind = models.CharField(_("kind of file"), max_length=8, blank=True)
    size_bytes = models.PositiveIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(_("state"), max_length=8, choices=DirectoryState)
    refusal = models.CharField(_("why it could not be read"), max_length=20, blank=True)
    content = SealedField()
    counts = models.JSONField(_("records"), default=dict)
    record_count = models.PositiveIntegerField(default=0)
    records_done = models.PositiveIntegerField(default=0)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    received_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked for by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    expires_on = models.DateField()
    purged_at = models.DateTimeField(null=True)

    objects = OfSite.as_manager()

    class Meta:
        ordering = ["-received_at", "-id"]
        indexes = [models.Index(fields=["expires_on"], name="directory_file_to_purge")]
        constraints = [
            models.CheckConstraint(
                name="directory_loading_is_whole",
                condition=Q(applied_at=None, applied_by=None)
                | Q(applied_at__isnull=False, applied_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"directory file {self.pk}"

    @property
    def is_at_work(self) -> bool:
        """Whether the worker has it in hand."""
        return self.state in AT_WORK and self.purged_at is None


class Kept(models.TextChoices):
    SENT = "sent", _("as it came")
    MADE = "made", _("what was done")


class DirectoryPart(SealedJson, Sealed):
    """A megabyte of the file as received, or what one transaction of its loading did."""

    audited = False  # gone with the file; what was done to records is audited there

    personal_fields: ClassVar[PersonalFields] = classed(open="what number", safety="content")

    file = models.ForeignKey(DirectoryFile, on_delete=models.CASCADE, related_name="parts")
    what = models.CharField(max_length=4, choices=Kept)
    number = models.PositiveIntegerField()
    content = SealedField()

    class Meta:
        ordering = ["file", "what", "number"]
        constraints = [
            models.UniqueConstraint(fields=["file", "what", "number"], name="directory_part_once")
        ]

    def __str__(self) -> str:
        return f"part {self.number} of directory file {self.file_id}"


class HeldState(models.TextChoices):
    OPEN = "open", _("To be mended")
    MENDED = "mended", _("Mended and taken in")
    LEFT = "left", _("Left out")


class HeldRecord(Sealed):
    """A record that could not be taken in as it came. It stays here until somebody mends it."""

    personal_fields: ClassVar[PersonalFields] = classed(
        open="kind source mends state settled_at held_at", safety="name record"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="held_records")
    file = models.ForeignKey(
        DirectoryFile, on_delete=models.SET_NULL, null=True, related_name="held"
    )
    source = models.CharField(_("whose directory"), max_length=120)
    kind = models.CharField(_("kind of record"), max_length=20)
    uuid = models.UUIDField()
    name = models.CharField(_("name"), max_length=255, blank=True)
    mends = models.JSONField(_("what to mend"), default=list)
    record = SealedField()
    state = models.CharField(_("state"), max_length=6, choices=HeldState, default=HeldState.OPEN)
    held_at = models.DateTimeField()
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)

    objects = OfSite.as_manager()

    class Meta:
        ordering = ["kind", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "kind", "uuid"],
                condition=Q(state="open"),
                name="held_record_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"held record {self.pk}"


class DirectoryMap(models.Model):
    """What the columns of somebody's own list hold, kept for their next file."""

    personal_fields: ClassVar[PersonalFields] = classed(open="key columns saved_at")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="directory_maps")
    key = models.TextField(_("file and headings"))
    columns = models.JSONField(_("what the columns hold"), default=dict)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["site", "key"], name="directory_map_once")]

    def __str__(self) -> str:
        return f"directory map {self.pk}"
