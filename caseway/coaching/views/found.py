"""Finding visits and enrolments that the reader may see."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from caseway.coaching.models import CoachingEnrolment, Visit
from caseway.kernel.requests import SignedInRequest
from caseway.rules.dates import Month

_CASE = ("case__participant", "case__site", "case__region", "case__program", "person")


def visible_visit(request: SignedInRequest, pk: int) -> Visit:
    """The visit, or 404 when it does not exist for this person."""
    related = [f"enrolment__{name}" for name in _CASE]
    rows = Visit.objects.visible_to(request.user).select_related(*related, "coach", "site")
    found: Visit = get_object_or_404(rows, pk=pk)
    return found


def visible_enrolment(request: SignedInRequest, pk: int) -> CoachingEnrolment:
    """Somebody's supported employment, or 404 when it does not exist for this person."""
    rows = CoachingEnrolment.objects.visible_to(request.user).select_related(*_CASE, "site")
    found: CoachingEnrolment = get_object_or_404(rows, pk=pk)
    return found


def month_numbered(period: int) -> Month:
    """The month of an address such as 202611, or 404."""
    if not (2015 <= period // 100 <= 2999 and 1 <= period % 100 <= 12):
        raise Http404
    return Month(*divmod(period, 100))
