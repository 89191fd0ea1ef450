"""Links for calendar programs: made, shown this once, closed."""

from datetime import datetime

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from caseway.cases.views.common import try_once
from caseway.coaching.actions import feeds as actions
from caseway.coaching.models import CalendarFeed
from caseway.coaching.queries.feeds import Offer, offers_to
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest


@never_cache
@require_http_methods(["GET", "POST"])
def feeds(request: SignedInRequest) -> HttpResponseBase:
    """The calendars that the reader may have. A POST makes a link and shows it, this once."""
    offers = offers_to(request.user)
    if request.method != "POST":
        return _page(request, offers)
    chosen = request.POST.get("which", "")
    offer = next((one for one in offers if _key(one) == chosen), None)
    if offer is None:
        raise NotAllowed(_("Choose one of your calendars."))
    secrets: list[str] = []

    def act(now: datetime) -> str:
        made = actions.make_feed(
            kind=offer.kind, site=offer.site, agency=offer.agency, by=request.user, at=now
        )
        secrets.append(made.secret)
        return _("The link is made. Links made before for this calendar are closed.")

    if not try_once(request, act) or not secrets:
        return redirect("coaching:feeds")
    url = request.build_absolute_uri(reverse("api:calendar", args=[secrets[0]]))
    return _page(request, offers_to(request.user), made=chosen, url=url)


@require_POST
def close(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """A link answers nothing any more."""
    rows = CalendarFeed.objects.visible_to(request.user)
    row: CalendarFeed = get_object_or_404(rows, pk=pk)

    def act(now: datetime) -> str:
        actions.close_feed(feed=row, by=request.user, at=now)
        return _("The link is closed. Calendars that used it show nothing new.")

    try_once(request, act)
    return redirect("coaching:feeds")


def _key(offer: Offer) -> str:
    return f"{offer.kind}-{offer.site.pk}-{offer.agency.pk}"


def _page(
    request: SignedInRequest, offers: list[Offer], *, made: str = "", url: str = ""
) -> HttpResponse:
    lines = [
        {
            "key": _key(one),
            "label": one.kind.label,
            "where": f"{one.site.name} · {one.agency.name}",
            "feed": one.feed,
            "reading": getattr(one.feed, "reading", None),
            "url": url if _key(one) == made else "",
        }
        for one in offers
    ]
    answer = render(request, "coaching/feeds.html", {"lines": lines})
    answer["Referrer-Policy"] = "no-referrer" if url else "same-origin"
    return answer
