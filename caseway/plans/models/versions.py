"""What was offered and signed. None of it is ever changed: the database refuses (ADR 0089)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.documents.models import Document
from caseway.kernel.personal import PersonalFields, classed
from caseway.plans.models.plans import Plan
from caseway.plans.models.querysets import OfVisiblePlans, OfVisibleVersions


class PlanVersion(models.Model):
    """A plan as it was offered for signing: its content as bytes, and its place in the chain."""

    append_only: ClassVar[bool] = True
    personal_fields: ClassVar[PersonalFields] = classed(
        open="former digest content_sha256 offered_at", personal="content"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    # Plain data in one spelling (rules/plans/chain.py), from which differences are told.
    content = models.BinaryField()
    content_sha256 = models.CharField(max_length=64)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    offered_at = models.DateTimeField(_("offered at"))
    former = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    objects = OfVisiblePlans.as_manager()

    class Meta:
        ordering = ["plan_id", "-number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once"),
            models.UniqueConstraint(fields=["plan", "former"], name="plan_versions_never_fork"),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of plan {self.plan_id}"


class VersionText(models.Model):
    """The very bytes that a signer reads, in one language."""

    append_only: ClassVar[bool] = True
    personal_fields: ClassVar[PersonalFields] = classed(open="language sha256", personal="body")

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="texts")
    language = models.CharField(_("language"), max_length=3)
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    objects = OfVisibleVersions.as_manager()

    class Meta:
        ordering = ["version_id", "language"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["version", "language"], name="one_text_per_language")
        ]

    def __str__(self) -> str:
        return f"{self.language} of version {self.version_id}"


class SigningLink(models.Model):
    """A way in without an account: kept as a hash only, for some days, for one version."""

    personal_fields: ClassVar[PersonalFields] = classed(
        open="token_sha256 language made_at expires_at closed_at"
    )

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="links")
    token_sha256 = models.CharField(max_length=64, unique=True)
    language = models.CharField(_("language"), max_length=3)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("holds until"))
    # Wrong dates of birth: after a few the link is closed.
    tries = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    objects = OfVisibleVersions.as_manager()

    class Meta:
        ordering = ["version_id", "-made_at", "-id"]

    def __str__(self) -> str:
        return str(self.pk)


class SignerRole(models.TextChoices):
    PARTICIPANT = "participant", _("The person whose plan it is")
    FAMILY = "family", _("Another adult of the family")
    GUARDIAN = "guardian", _("Parent or guardian")
    STAFF = "staff", _("The agency’s worker")


class SignatureAct(models.TextChoices):
    SIGNED = "signed", _("Signed")
    DECLINED = "declined", _("Declined to sign")
    PAPER = "paper", _("Asked for paper")


class SignedHow(models.TextChoices):
    LINK = "link", _("On a phone, by a link")
    HERE = "here", _("On this screen")
    PAPER = "paper", _("On paper")


class HelperKind(models.TextChoices):
    NONE = "", _("Nobody")
    INTERPRETER = "interpreter", _("An interpreter")
    HELPER = "helper", _("Somebody who read or wrote for them")
    WITNESS = "witness", _("A witness of their mark")


class Signature(models.Model):
    """Somebody signed, declined, or asked for paper: what she saw, what she did, and how.

    `text_sha256` is of the bytes she was shown. `disclosure` and `intent` are the sentences as she
    read them (15 USC 7001(c); the states' Uniform Electronic Transactions Act, section 8).
    """

    append_only: ClassVar[bool] = True
    personal_fields: ClassVar[PersonalFields] = classed(
        open="role act method language text_sha256 disclosure_version disclosure intent identity"
        " helper_kind copy at former digest",
        personal="typed_name reason helper_name",
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="signatures")
    number = models.PositiveSmallIntegerField()
    role = models.CharField(_("who"), max_length=12, choices=SignerRole)
    act = models.CharField(_("what was done"), max_length=8, choices=SignatureAct)
    method = models.CharField(_("how"), max_length=5, choices=SignedHow)
    language = models.CharField(_("in which language"), max_length=3)
    text_sha256 = models.CharField(max_length=64)
    disclosure_version = models.CharField(max_length=20)
    disclosure = models.TextField(_("what was explained"))
    intent = models.CharField(_("what was declared"), max_length=300)
    typed_name = models.CharField(_("name as typed"), max_length=128, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    identity = models.CharField(_("how we knew who it was"), max_length=40)
    helper_kind = models.CharField(
        _("who helped"), max_length=12, choices=HelperKind, blank=True, default=HelperKind.NONE
    )
    helper_name = models.CharField(_("name of who helped"), max_length=128, blank=True)
    copy = models.CharField(_("copy given"), max_length=10, blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    link = models.ForeignKey(
        SigningLink, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(_("when"))
    former = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    objects = OfVisibleVersions.as_manager()

    class Meta:
        ordering = ["version_id", "number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["version", "number"], name="signature_number_once"),
            models.UniqueConstraint(
                fields=["version", "role"],
                condition=Q(act="signed", role__in=["participant", "staff"]),
                name="each_side_signs_once",
            ),
            models.CheckConstraint(
                name="signature_says_who_or_why",
                condition=(Q(act="signed") & ~Q(typed_name=""))
                | (Q(act="declined") & ~Q(reason=""))
                | Q(act="paper"),
            ),
            models.CheckConstraint(
                name="signature_on_paper_has_its_paper",
                condition=~Q(act="signed", method="paper") | Q(document__isnull=False),
            ),
            models.CheckConstraint(
                name="signature_helper_is_named",
                condition=(Q(helper_kind="", helper_name=""))
                | (~Q(helper_kind="") & ~Q(helper_name="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} by {self.role}"


class PlanApproval(models.Model):
    """A supervisor approved a content, word for word, before it was offered."""

    append_only: ClassVar[bool] = True
    personal_fields: ClassVar[PersonalFields] = classed(open="content_sha256 at", staff="note")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="approvals")
    content_sha256 = models.CharField(max_length=64)
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"))

    objects = OfVisiblePlans.as_manager()

    class Meta:
        ordering = ["plan_id", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["plan", "content_sha256"], name="content_is_approved_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
