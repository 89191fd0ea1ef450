"""A photo taken at a visit becomes a paper of the case, sealed like every other."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.coaching.models import Visit, VisitPhoto
from caseway.coaching.record_access import why_not_record
from caseway.documents.actions.receive import Paper, keep
from caseway.documents.formats import JPEG, PNG, format_of
from caseway.documents.models import DocumentKind
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed


@transaction.atomic
def keep_photo(*, visit: Visit, photo: bytes, by: User, at: datetime) -> VisitPhoto | None:
    """Keep the photo of a visit; None where there is none. The same bytes again are one photo.

    Raises NotAllowed when `by` may not record the visit, and for what is no picture.
    """
    if not photo:
        return None
    if sentence := why_not_record(by, visit):
        raise NotAllowed(sentence)
    if format_of(photo) not in (JPEG, PNG):
        raise NotAllowed(_("This is not a photo. Take it again, or send the visit without it."))
    received = keep(
        case=visit.enrolment.case,
        paper=Paper(DocumentKind.PHOTO, photo, title=_("Photo of a visit")),
        by=by,
        today=timezone.localdate(at),
        person=visit.enrolment.person,
    )
    about = {"site_id": visit.site_id, "enrolment_id": visit.enrolment_id, "by": by, "at": at}
    kept, _new = VisitPhoto.objects.get_or_create(
        visit=visit, document=received.document, defaults=about
    )
    return kept
