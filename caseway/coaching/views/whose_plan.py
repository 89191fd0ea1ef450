"""Whose month a page of the planner is about: the coach, the site, the month, and its address."""

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from caseway.coaching.models import CoachSetup
from caseway.kernel.requests import SignedInRequest
from caseway.rules.dates import Month


def read_month(text: str) -> Month:
    """The month in an address; 404 for what is none."""
    try:
        return Month.parse(text)
    except ValueError:
        raise Http404 from None


def setups_of(request: SignedInRequest, coach: int) -> list[CoachSetup]:
    """How a coach works at each site, as far as the reader may know of it, by the site's name."""
    rows = CoachSetup.objects.visible_to(request.user).select_related("coach", "site", "agency")
    return list(rows.filter(coach=coach).order_by("site__name", "pk"))


def setup_of(request: SignedInRequest, coach: int, site: int | None = None) -> CoachSetup:
    """How a coach works whom the reader may know of, or 404.

    At `site`, else at that of `?site=`, else at the first by name.
    """
    found = setups_of(request, coach)
    if site is not None:
        found = [one for one in found if one.site_id == site]
    if not found:
        raise Http404
    asked = request.GET.get("site", "")
    return next((one for one in found if str(one.site_id) == asked), found[0])


def at_site(coach: int, site: int) -> str:
    """What an address of a coach's month needs besides, where she works at several sites."""
    others = CoachSetup.objects.filter(coach=coach).exclude(site=site)
    return f"?site={site}" if others.exists() else ""


def month_address(coach: int, site: int, month: Month) -> str:
    """The page of a coach's month at a site."""
    return reverse("coaching:month_of", args=[coach, str(month)]) + at_site(coach, site)


def to_month(setup: CoachSetup, month: Month) -> HttpResponseBase:
    return redirect(month_address(setup.coach_id, setup.site_id, month))
