"""A file taken in: every line kept, what was found in it, and what became of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Agency, Region, Site
from caseway.kernel.personal import FieldClass
from caseway.kernel.versions import Versioned


class ColumnMap(models.Model):
    """How one sender's columns are read, from a day; an older map is kept as it was."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "sender": FieldClass.STAFF,
        "columns": FieldClass.OPEN,
        "options": FieldClass.OPEN,
        "saved_at": FieldClass.OPEN,
    }

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    sender = models.CharField(_("who sends it"), max_length=128)
    columns = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["-saved_at", "-id"]

    def __str__(self) -> str:
        return self.sender


class BatchState(models.TextChoices):
    RECEIVED = "received", _("Received")
    READING = "reading", _("Reading")
    MAPPING = "mapping", _("Waiting for the columns")
    CHECKING = "checking", _("Checking")
    PREVIEW = "preview", _("Waiting for your decision")
    APPLYING = "applying", _("Loading")
    APPLIED = "applied", _("Loaded")
    UNDOING = "undoing", _("Undoing")
    UNDONE = "undone", _("Undone")
    REFUSED = "refused", _("Could not be read")


class Batch(Versioned):
    """One file, sent once. The raw bytes expire; the account of its lines stays."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "file_name": FieldClass.PERSONAL,
        "raw": FieldClass.IDENTIFIER,
        "sentence": FieldClass.STAFF,
        "header": FieldClass.OPEN,
        "columns": FieldClass.OPEN,
        "findings": FieldClass.OPEN,
        "sha256": FieldClass.OPEN,
        "state": FieldClass.OPEN,
        "sheet": FieldClass.OPEN,
        "received_at": FieldClass.OPEN,
        "agreed_at": FieldClass.OPEN,
        "applied_at": FieldClass.OPEN,
        "undone_at": FieldClass.OPEN,
        "raw_expires_on": FieldClass.OPEN,
        "sender": FieldClass.STAFF,
    }

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="batches")
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="batches")
    sender = models.CharField(_("who sends it"), max_length=128, blank=True)
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    raw = models.BinaryField(null=True)
    state = models.CharField(_("state"), max_length=12, choices=BatchState)
    sentence = models.CharField(max_length=500, blank=True)
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)
    header = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    line_count = models.PositiveIntegerField(default=0)
    lines_done = models.PositiveIntegerField(default=0)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    received_at = models.DateTimeField()
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    raw_expires_on = models.DateField()

    class Meta:
        ordering = ["-received_at", "-id"]
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        return f"batch {self.pk}"


class Fate(models.TextChoices):
    """What a line is. The five counts add up to the lines in the file."""

    UNREAD = "unread", _("Not checked yet")
    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    SAME = "same", _("Same")
    HELD = "held", _("Held for a decision")
    REFUSED = "refused", _("Refused")


class Row(models.Model):
    """One line of the file, as it was, with its fate."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "original": FieldClass.IDENTIFIER,
        "cells": FieldClass.IDENTIFIER,
        "values": FieldClass.IDENTIFIER,
        "candidates": FieldClass.PERSONAL,
        "changes": FieldClass.PERSONAL,
        "undo": FieldClass.PERSONAL,
        "sha256": FieldClass.OPEN,
        "fate": FieldClass.OPEN,
        "decision": FieldClass.OPEN,
        "applied_at": FieldClass.OPEN,
    }

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    line = models.PositiveIntegerField(_("line"))
    original = models.TextField()
    sha256 = models.CharField(max_length=64)
    cells = models.JSONField(default=list)
    values = models.JSONField(default=dict)
    fate = models.CharField(_("what it is"), max_length=8, choices=Fate, default=Fate.UNREAD)
    candidates = models.JSONField(default=list)
    # The person's answer to a held line: an existing person's id, or "new".
    decision = models.CharField(max_length=24, blank=True)
    changes = models.JSONField(default=dict)
    undo = models.JSONField(default=dict)
    # Which case the line made or changed; an id, because the case may be undone.
    case_ref = models.BigIntegerField(null=True)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["batch", "line"]
        indexes = [models.Index(fields=["batch", "fate", "line"], name="row_by_fate")]
        constraints = [models.UniqueConstraint(fields=["batch", "line"], name="row_once_per_line")]

    def __str__(self) -> str:
        return f"line {self.line}"


class Issue(models.Model):
    """Something found in a line: which column, what, how to mend it, and who can."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "message": FieldClass.PERSONAL,
        "how_to_fix": FieldClass.OPEN,
        "column": FieldClass.OPEN,
        "code": FieldClass.OPEN,
        "owner": FieldClass.OPEN,
    }

    row = models.ForeignKey(Row, on_delete=models.CASCADE, related_name="issues")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    column = models.CharField(max_length=100, blank=True)
    code = models.CharField(max_length=40)
    message = models.CharField(max_length=500)
    how_to_fix = models.CharField(max_length=300, blank=True)
    owner = models.CharField(max_length=40, blank=True)
    holds = models.BooleanField(default=True)

    class Meta:
        ordering = ["row", "id"]

    def __str__(self) -> str:
        return self.code
