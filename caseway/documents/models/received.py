"""Papers that came in, kept byte for byte as they were received.

The bytes stand sealed in a table of their own in the same database: a paper and
the row that speaks of it commit together, and one backup holds both (ADR 0070).
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.cases.models import Case, Person
from caseway.cases.models.querysets import OfVisibleCases
from caseway.kernel.models.sealing import Sealed, SealedField
from caseway.kernel.personal import PersonalFields, classed


class DocumentKind(models.TextChoices):
    TIME_SHEET = "time_sheet", _("Time sheet")
    PAY_STUB = "pay_stub", _("Pay stub")
    EMPLOYER_LETTER = "employer_letter", _("Letter or report from an employer")
    SCHOOL_RECORD = "school_record", _("School or course attendance record")
    PROVIDER_ROSTER = "provider_roster", _("Attendance list of a provider")
    MEDICAL_NOTE = "medical_note", _("Note from a health professional")
    PHOTO = "photo", _("Photo of a paper")
    OTHER = "other", _("Other")


class ReceivedBy(models.TextChoices):
    UPLOAD = "upload", _("Uploaded here")
    PROVIDER = "provider", _("Uploaded by the provider")
    PAPER = "paper", _("Handed in on paper")
    EMAIL = "email", _("E-mail")
    SYSTEM = "system", _("Another computer system")


class Document(models.Model):
    """What a paper is and where it came from. Never rewritten."""

    personal_fields: ClassVar[PersonalFields] = classed(
        open="kind received_by content_type sha256 received_at",
        personal="title file_name received_on",
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind)
    title = models.CharField(_("title"), max_length=160)
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    content_type = models.CharField(max_length=80, blank=True)
    size = models.PositiveIntegerField(_("size in bytes"), default=0)
    # Of the plain bytes, so that the same paper sent twice is recognised.
    sha256 = models.CharField(max_length=64, blank=True)
    received_on = models.DateField(_("received on"))
    received_by = models.CharField(
        _("how it came"), max_length=10, choices=ReceivedBy, default=ReceivedBy.UPLOAD
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    received_at = models.DateTimeField(auto_now_add=True)

    objects = OfVisibleCases.as_manager()

    class Meta:
        ordering = ["-received_on", "-id"]
        indexes = [models.Index(fields=["case", "sha256"], name="document_same_bytes")]

    def __str__(self) -> str:
        return str(self.pk)


class DocumentContent(Sealed):
    """The bytes of one paper, in base64 and sealed. Apart, so that lists never read them."""

    audited = False  # Document names them by hash; the log would only hold them twice.

    personal_fields: ClassVar[PersonalFields] = classed(health="body")

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="content")
    body = SealedField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.document_id)
