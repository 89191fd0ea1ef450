"""Photos on the record of a visit: adding one from the desk, and taking one off again."""

from datetime import datetime

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caseway.cases.views.common import saved, try_once
from caseway.coaching.actions.visits.photos import add_photo, remove_photo
from caseway.coaching.forms.photos import PhotoForm
from caseway.coaching.models import VisitPhoto
from caseway.coaching.views.checklist import record_with
from caseway.coaching.views.found import visible_visit
from caseway.kernel.requests import SignedInRequest


@require_POST
def add(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Add a photo to a visit; what is none comes back beside the field."""
    visit = visible_visit(request, pk)
    form = PhotoForm(request.POST, request.FILES)

    def act(now: datetime) -> str:
        add_photo(visit=visit, photo=form.content(), by=request.user, at=now)
        return _("The photo is on the record, and among the papers of the case.")

    if form.is_valid() and saved(request, form, act):
        return redirect("coaching:record", pk)
    return record_with(request, visit, form)


@require_POST
def remove(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Take a photo off a record that nobody has signed."""
    rows = VisitPhoto.objects.visible_to(request.user)
    photo = get_object_or_404(rows, pk=pk)

    def act(now: datetime) -> str:
        remove_photo(photo=photo, by=request.user, at=now)
        return _("Taken off the record. The picture stays among the papers of the case.")

    try_once(request, act)
    return redirect("coaching:record", photo.visit_id)
