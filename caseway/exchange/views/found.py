"""Finding a file for the person who asks, and recording that she looked."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from caseway.agencies import access
from caseway.agencies.policy import Act
from caseway.exchange.models import Batch
from caseway.kernel.audit.reading import read
from caseway.kernel.models.audit import AccessEvent
from caseway.kernel.personal import FieldClass
from caseway.kernel.requests import SignedInRequest


def may_load_files(request: SignedInRequest) -> None:
    """Whoever loads no files anywhere learns nothing of these pages."""
    if not access.anywhere(request.user, Act.IMPORT_FILES):
        raise Http404


def batch_or_404(request: SignedInRequest, pk: int) -> Batch:
    """A file of the person's own agency; any other does not exist for her."""
    found: Batch = get_object_or_404(
        Batch.objects.visible_to(request.user).select_related(
            "site", "agency", "region", "received_by", "agreed_by"
        ),
        pk=pk,
    )
    return found


def note_reading(request: SignedInRequest, batch: Batch, kind: AccessEvent.Kind, hits: int) -> None:
    """Write down that lines of the file were shown, before they are."""
    read(
        kind,
        on=batch,
        by=request.user,
        at=timezone.now(),
        field_class=FieldClass.IDENTIFIER,
        hits=hits,
    )
