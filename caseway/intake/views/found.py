"""What the pages look up: rows that exist for the reader, and 404 for the others."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from caseway.agencies.models import Site
from caseway.agencies.standing import standing_of
from caseway.cases.models import Case
from caseway.intake.models import Barrier, FirstContact, Interview
from caseway.kernel.requests import SignedInRequest

_CASE = ("case__participant", "case__site", "case__region", "case__program")


def visible_interview(request: SignedInRequest, pk: int) -> Interview:
    """A conversation on a case that the reader may see."""
    rows = Interview.objects.visible_to(request.user)
    found: Interview = get_object_or_404(rows.select_related(*_CASE, "person", "asks"), pk=pk)
    return found


def visible_barrier(request: SignedInRequest, pk: int) -> Barrier:
    """A barrier that exists for the reader: its kind may be for few."""
    rows = Barrier.objects.visible_to(request.user).select_related(*_CASE, "person", "found_by")
    found: Barrier = get_object_or_404(rows, pk=pk)
    if not Barrier.objects.readable_by(request.user, found.case).filter(pk=pk).exists():
        raise Http404
    return found


def visible_first_contact(request: SignedInRequest, pk: int) -> FirstContact:
    rows = FirstContact.objects.visible_to(request.user).select_related("site", "region", "by")
    found: FirstContact = get_object_or_404(rows, pk=pk)
    return found


def sites_of(request: SignedInRequest) -> list[Site]:
    """The sites at which the reader holds a post that stands to cases, by name."""
    posts = standing_of(request.user).case_posts
    rows = Site.objects.filter(pk__in={post.site_id for post in posts})
    return list(rows.order_by("name", "pk"))


def case_of(interview: Interview) -> Case:
    case: Case = interview.case
    return case
