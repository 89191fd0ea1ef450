"""What was changed, what was read and what was given away. None of it is ever rewritten."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caseway.kernel.personal import FieldClass, PersonalFields, classed

SYSTEM = "system"


class AuditEntry(models.Model):
    """One change to one row. Written by triggers of the database (`kernel.audit.triggers`).

    `before` and `after` hold the changed columns by column name: all of them
    for an insert (after) and a delete (before). Sealed values are there as
    sealed, withheld ones as "(withheld)". The row is named, not linked: it may
    be gone.
    """

    at = models.DateTimeField(_("when"))
    actor = models.CharField(_("by"), max_length=64, default=SYSTEM)  # a user's id, or "system"
    reason = models.CharField(_("reason"), max_length=255, blank=True, default="")
    action = models.CharField(_("act"), max_length=64)
    table = models.CharField(_("table"), max_length=64)
    row = models.CharField(_("row"), max_length=64)
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), null=True)

    audited: ClassVar[bool] = False
    append_only: ClassVar[bool] = True
    personal_fields: ClassVar[PersonalFields] = classed(
        open="at action table row", staff="actor reason", personal="before after"
    )

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["table", "row", "id"], name="audit_of_row"),
            models.Index(fields=["actor", "id"], name="audit_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.table} {self.row}"


class AccessEvent(models.Model):
    """Somebody looked at a person's record: opened, searched, exported, printed or revealed."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("opened")
        SEARCHED = "searched", _("searched")
        EXPORTED = "exported", _("exported")
        PRINTED = "printed", _("printed")
        REVEALED = "revealed", _("revealed")

    at = models.DateTimeField(_("when"))
    # Not a foreign key: the event outlives the account, and a check of the
    # link would cost each page a lookup.
    user_id = models.BigIntegerField(_("who"))
    kind = models.CharField(_("what was done"), max_length=16, choices=Kind.choices)
    table = models.CharField(_("of what kind"), max_length=64)
    row = models.CharField(_("which"), max_length=64, blank=True, default="")
    case_id = models.BigIntegerField(_("case"), null=True)
    field_class = models.CharField(
        _("field class"), max_length=16, choices=[(each.value, each.value) for each in FieldClass]
    )
    reason = models.CharField(_("reason"), max_length=255, blank=True, default="")
    request_id = models.CharField(_("request"), max_length=64, blank=True, default="")
    hits = models.PositiveIntegerField(_("records shown"), default=1)

    audited: ClassVar[bool] = False
    append_only: ClassVar[bool] = True
    personal_fields: ClassVar[PersonalFields] = classed(
        open="at kind table row field_class request_id", staff="reason"
    )

    class Meta:
        verbose_name = _("access event")
        verbose_name_plural = _("access events")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["case_id", "id"], name="access_of_case"),
            models.Index(fields=["user_id", "id"], name="access_by_user"),
            models.Index(fields=["table", "row", "id"], name="access_of_row"),
        ]
        constraints = [
            models.CheckConstraint(
                name="access_of_one_row_or_a_search",
                condition=models.Q(kind__in=["searched", "exported"]) | ~models.Q(row=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.table} {self.row}"


class Disclosure(models.Model):
    """Facts about a person given to somebody outside the program, and by what right."""

    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    case_id = models.BigIntegerField(_("case"), null=True)
    table = models.CharField(_("of what kind"), max_length=64)
    row = models.CharField(_("which"), max_length=64)
    recipient = models.CharField(_("given to"), max_length=255)
    what = models.TextField(_("what was given"))
    legal_basis = models.CharField(_("legal basis"), max_length=255)

    audited: ClassVar[bool] = False
    append_only: ClassVar[bool] = True
    personal_fields: ClassVar[PersonalFields] = classed(
        open="at table row legal_basis", personal="recipient what"
    )

    class Meta:
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")
        ordering = ["id"]
        indexes = [models.Index(fields=["case_id", "id"], name="disclosure_of_case")]
        constraints = [
            models.CheckConstraint(
                name="disclosure_says_to_whom_what_and_why",
                condition=~models.Q(recipient="") & ~models.Q(what="") & ~models.Q(legal_basis=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row} -> {self.recipient}"


class AuditSeal(models.Model):
    """A link of the chain: the digest of some rows of one stream and of the link before.

    Covers the rows of `stream` (a table that is only added to) with
    `first <= id <= last`. Each stream has its own chain.
    """

    at = models.DateTimeField()
    stream = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    rows = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    audited: ClassVar[bool] = False
    append_only: ClassVar[bool] = True
    personal_fields: ClassVar[PersonalFields] = classed(open="at stream digest")

    class Meta:
        ordering = ["stream", "number"]
        constraints = [
            models.UniqueConstraint(fields=["stream", "number"], name="seal_number_once"),
            models.UniqueConstraint(fields=["stream", "first"], name="seal_covers_a_row_once"),
            models.CheckConstraint(
                name="seal_covers_forward", condition=models.Q(last__gte=models.F("first"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stream} {self.number}"
