"""A photo taken at a visit becomes a paper of the case, sealed like every other."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.coaching import record_access
from caseway.coaching.models import Checklist, Visit, VisitPhoto
from caseway.documents.actions.receive import Paper, keep, why_not_keep
from caseway.documents.models import DocumentKind
from caseway.documents.pictures import without_metadata
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed


@transaction.atomic
def keep_photo(*, visit: Visit, photo: bytes, by: User, at: datetime) -> VisitPhoto | None:
    """Keep the photo of a visit; None where there is none. The same bytes again are one photo.

    What the camera says of the place and the time is left out before anything is kept. A photo
    that was taken off the record and comes again is back on it. Raises NotAllowed when `by` may
    not record the visit, and for what is too large or no picture.
    """
    if not photo:
        return None
    if sentence := record_access.why_not_record(by, visit):
        raise NotAllowed(sentence)
    received = keep(
        case=visit.enrolment.case,
        paper=Paper(DocumentKind.PHOTO, _plain(photo), title=_("Photo of a visit")),
        by=by,
        today=timezone.localdate(at),
        person=visit.enrolment.person,
    )
    about = {"site_id": visit.site_id, "enrolment_id": visit.enrolment_id, "by": by, "at": at}
    kept, _new = VisitPhoto.objects.get_or_create(
        visit=visit, document=received.document, defaults=about
    )
    if kept.removed_at is not None:
        kept.by, kept.at, kept.removed_at, kept.removed_by = by, at, None, None
        kept.save(update_fields=["by", "at", "removed_at", "removed_by"])
    return kept


def _plain(photo: bytes) -> bytes:
    if sentence := why_not_keep(len(photo)):
        raise NotAllowed(sentence)
    try:
        return without_metadata(photo)
    except ValueError:
        raise NotAllowed(
            _("This is not a photo. Take it again, or send the visit without it.")
        ) from None


@transaction.atomic
def add_photo(*, visit: Visit, photo: bytes, by: User, at: datetime) -> VisitPhoto:
    """Add a photo to the record of a visit that was held.

    A signed record takes more, as it takes words; one that is not signed takes none in a month
    that is closed. Raises NotAllowed then, for a visit that lies ahead, and as `keep_photo` does.
    """
    if sentence := why_not_add_photo(by, visit, at):
        raise NotAllowed(sentence)
    if sentence := why_not_keep(len(photo)):
        raise NotAllowed(sentence)
    try:
        without_metadata(photo)
    except ValueError:
        raise NotAllowed(
            _("This is not a photo that can be read. Choose a JPEG or PNG file.")
        ) from None
    kept = keep_photo(visit=visit, photo=photo, by=by, at=at)
    assert kept is not None  # it has bytes
    return kept


@transaction.atomic
def remove_photo(*, photo: VisitPhoto, by: User, at: datetime) -> VisitPhoto:
    """Take a photo off the record of a visit, while nobody has signed it.

    The picture stays among the papers of the case, where every paper stays as it came. Taken off
    already, it changes nothing. Raises NotAllowed.
    """
    visit = Visit.objects.select_for_update().get(pk=photo.visit_id)
    if sentence := why_not_remove_photo(by, visit):
        raise NotAllowed(sentence)
    row = VisitPhoto.objects.get(pk=photo.pk)
    if row.removed_at is None:
        row.removed_at, row.removed_by = at, by
        row.save(update_fields=["removed_at", "removed_by"])
    return row


def why_not_add_photo(user: User, visit: Visit, at: datetime) -> str | None:
    """The sentence when the person may add no photo to a visit now; None when she may."""
    if sentence := record_access.why_not_record(user, visit):
        return sentence
    if visit.day > timezone.localdate(at):
        return _("This visit lies ahead. Add the photo once it was held.")
    if not _is_signed(visit) and _is_closed(visit):
        return record_access.why_closed(visit.day)
    return None


def why_not_remove_photo(user: User, visit: Visit) -> str | None:
    """The sentence when the person may take no photo off a visit; None when she may."""
    if sentence := record_access.why_not_record(user, visit):
        return sentence
    if _is_signed(visit):
        return _("The record is signed, and its photos stay with it.")
    return record_access.why_closed(visit.day) if _is_closed(visit) else None


def _is_signed(visit: Visit) -> bool:
    return Checklist.objects.filter(visit=visit, signed_at__isnull=False).exists()


def _is_closed(visit: Visit) -> bool:
    return record_access.is_closed(visit.coach_id, visit.site_id, visit.day)
