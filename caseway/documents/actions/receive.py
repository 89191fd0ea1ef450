"""Take a paper in: its bytes as they came, sealed, and known again when they come twice."""

import base64
import hashlib
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseway.agencies.policy import Act
from caseway.cases import access
from caseway.cases.models import Case, Person
from caseway.documents.formats import format_of
from caseway.documents.models import Document, DocumentContent, DocumentKind, ReceivedBy
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed


@dataclass(frozen=True)
class Paper:
    """A file as it came. `content` is every byte of it; `title` empty is named by its kind."""

    kind: DocumentKind
    content: bytes = field(repr=False)
    file_name: str = ""
    title: str = ""
    received_on: date | None = None
    received_by: ReceivedBy = ReceivedBy.UPLOAD


@dataclass(frozen=True)
class Received:
    """The paper on record, and whether it came for the first time."""

    document: Document
    is_new: bool


def why_not_keep(size: int) -> str | None:
    """The sentence that refuses a file by its size in bytes alone, before it is read."""
    if size == 0:
        return _("This file is empty. Check that you chose the right one.")
    if size > settings.LARGEST_PAPER_BYTES:
        limit = settings.LARGEST_PAPER_BYTES // 1024**2
        return ngettext(
            "This file is larger than %(limit)s MB. Take the photo at a lower quality, or send "
            "the pages one by one.",
            "This file is larger than %(limit)s MB. Take the photo at a lower quality, or send "
            "the pages one by one.",
            limit,
        ) % {"limit": limit}
    return None


def receive(
    *, case: Case, paper: Paper, by: User, today: date, person: Person | None = None
) -> Received:
    """Take in a paper that came for a case. Raises NotAllowed: see `keep`."""
    access.require(by, Act.LOG_CONTACT, case)
    return keep(case=case, paper=paper, by=by, today=today, person=person)


@transaction.atomic
def keep(
    *, case: Case, paper: Paper, by: User, today: date, person: Person | None = None
) -> Received:
    """Keep a paper, where the caller has asked whether `by` may hand it in.

    The same bytes on the same case are one paper. Raises NotAllowed for an empty
    or oversized file and for one of a kind that is not kept.
    """
    if sentence := why_not_keep(len(paper.content)):
        raise NotAllowed(sentence)
    found = format_of(paper.content)
    if found is None:
        raise NotAllowed(
            _(
                "This kind of file is not taken. Send a PDF, a photo (JPEG, PNG, HEIC), a text or "
                "CSV file, or an Excel or Word file without macros."
            )
        )
    if (paper.received_on or today) > today:
        raise NotAllowed(_("A paper cannot come in the future. Choose today or an earlier day."))
    sha256 = hashlib.sha256(paper.content).hexdigest()
    known = Document.objects.filter(case=case, sha256=sha256).order_by("id").first()
    if known is not None:
        return Received(known, is_new=False)
    document = Document.objects.create(
        site_id=case.site_id,
        case=case,
        person=person,
        kind=paper.kind,
        title=paper.title.strip() or str(DocumentKind(paper.kind).label),
        file_name=_plain_name(paper.file_name),
        content_type=found.media_type,
        size=len(paper.content),
        sha256=sha256,
        received_on=paper.received_on or today,
        received_by=paper.received_by,
        recorded_by=by,
    )
    content = DocumentContent(document=document)
    content.seal("body", base64.b64encode(paper.content).decode("ascii"))
    content.save()
    return Received(document, is_new=True)


def bytes_of(document: Document) -> bytes:
    """The bytes of a paper, checked against what came. Raises ValueError if they differ.

    Showing them to somebody is an act of its own: see `audit.read`.
    """
    body = DocumentContent.objects.get(document=document).unseal("body")
    content = base64.b64decode(body or "", validate=True)
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise ValueError(f"The bytes of document {document.pk} are not those that came.")
    return content


def _plain_name(name: str) -> str:
    """The last part of a name, without what no file name needs, and not too long."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(ch for ch in last if ch.isprintable()).strip()[-200:]
