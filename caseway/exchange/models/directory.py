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
from caseway.exchange.models.kept import KeptFile
from caseway.kernel.models import User
from caseway.kernel.models.sealing import Sealed, SealedField
from caseway.kernel.personal import PersonalFields, classed


class DirectoryState(models.TextChoices):
    COLUMNS = "columns", _("Waiting for its columns")
    PREVIEW = "preview", _("Waiting for your decision")
    APPLIED = "applied", _("Loaded")
    UNDONE = "undone", _("Undone")


class OfSite(models.QuerySet[Any]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the sites where a post of hers takes in files."""
        return self.filter(site__in=sites_for(user, Act.IMPORT_FILES))


class DirectoryFile(KeptFile, Sealed):
    """One directory file. `content` and `made` are sealed: a place may have to stay unknown.

    `counts` holds for each kind of record how many were new, changed, same, held and
    refused; they add up to the records of the file.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        open="file_name source kind state sha256 size_bytes counts received_at applied_at "
        "undone_at expires_on purged_at",
        safety="content made",
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="directory_files")
    source = models.CharField(_("whose directory"), max_length=120)
    file_name = models.CharField(_("file"), max_length=200)
    kind = models.CharField(_("kind of file"), max_length=8, blank=True)
    size_bytes = models.PositiveIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(_("state"), max_length=8, choices=DirectoryState)
    content = SealedField()
    made = SealedField()
    counts = models.JSONField(_("records"), default=dict)
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
