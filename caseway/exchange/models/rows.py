"""The lines of a file: each kept as it came, with its fate and what was found in it."""

import json
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.exchange.models.batches import Batch
from caseway.kernel.models.sealing import Sealed, SealedField
from caseway.kernel.personal import PersonalFields, classed


class Fate(models.TextChoices):
    """What a line is. New, changed, same, held and refused add up to the lines with data."""

    UNREAD = "unread", _("Not checked yet")
    OUTSIDE = "outside", _("Title or heading")
    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    SAME = "same", _("Same")
    HELD = "held", _("Held for you")
    REFUSED = "refused", _("Refused")


DATA_FATES = (Fate.NEW, Fate.CHANGED, Fate.SAME, Fate.HELD, Fate.REFUSED)


class Decision(models.TextChoices):
    """A person's answer to a held line; an existing person's id is kept beside SAME_PERSON."""

    NONE = "", _("Not decided")
    SAME_PERSON = "same", _("Same person")
    NEW_PERSON = "new", _("New person")
    AS_READ = "as_read", _("Load it as it was read")
    LEAVE_OUT = "leave_out", _("Leave it out")


class Row(Sealed):
    """One line of the file with its fate. What it said is sealed until it expires.

    `source` holds {"text", "cells"} as received; `values` what was understood. `changes`
    lists what applying does, `undo` what it did.
    """

    audited = False  # a working copy: what it does to people and cases is audited there

    personal_fields: ClassVar[PersonalFields] = classed(
        open="role sha256 fate decision applied_at undone_at",
        personal="candidates changes undo",
        identifier="source values",
    )

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    line = models.PositiveIntegerField(_("line"))
    role = models.CharField(max_length=16)
    source = SealedField()
    sha256 = models.CharField(max_length=64)
    values = SealedField()
    fate = models.CharField(_("what it is"), max_length=8, choices=Fate, default=Fate.UNREAD)
    # Another member of a household; loaded after the participants.
    is_member = models.BooleanField(default=False)
    candidates = models.JSONField(default=list)
    decision = models.CharField(max_length=12, choices=Decision, blank=True, default="")
    decided_person = models.BigIntegerField(null=True)
    changes = models.JSONField(default=dict)
    undo = models.JSONField(default=dict)
    # Which case the line made or changed; an id, because the case may be undone.
    case_ref = models.BigIntegerField(null=True)
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["batch", "line"]
        indexes = [
            models.Index(fields=["batch", "fate", "line"], name="row_by_fate"),
            models.Index(
                fields=["batch", "is_member", "line"],
                condition=Q(applied_at=None, fate__in=["new", "changed"]),
                name="row_to_apply",
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["batch", "line"], name="row_once_per_line")]

    def __str__(self) -> str:
        return f"line {self.line}"

    def put(self, name: str, value: Any) -> None:
        """Seal a JSON value into `source` or `values`. Does not save."""
        self.seal(name, json.dumps(value, ensure_ascii=False))

    def take(self, name: str) -> dict[str, Any]:
        """The JSON value of `source` or `values`; empty once it has expired."""
        text = self.unseal(name)
        found: dict[str, Any] = json.loads(text) if text else {}
        return found


class Issue(models.Model):
    """Something found in a line: which column, what, and how much it weighs.

    The words, how to mend it and who can are `words.WORDS[code]`, in the reader's language.
    """

    audited = False

    personal_fields: ClassVar[PersonalFields] = classed(
        open="code weight column", personal="params"
    )

    row = models.ForeignKey(Row, on_delete=models.CASCADE, related_name="issues")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    column = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    weight = models.CharField(max_length=10)

    class Meta:
        ordering = ["row", "id"]

    def __str__(self) -> str:
        return self.code
