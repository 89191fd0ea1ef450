"""Closing a month at a site, and opening it again."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caseway.agencies.access import sites_for
from caseway.agencies.models import Site
from caseway.agencies.policy import Act
from caseway.attendance.actions import closing
from caseway.attendance.words import month_words
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.reporting.forms.choosing import number_of, period_of
from caseway.reporting.forms.months import ReopenForm
from caseway.reporting.views.rates import this_month


@require_POST
def close(request: SignedInRequest) -> HttpResponseBase:
    """Close a month that is over. Closing it twice does nothing more."""
    site, period = asked(request, Act.CLOSE_MONTH)
    try:
        closing.close_month(site=site, period=period, by=request.user, at=timezone.now())
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("%(month)s is closed at %(site)s. Its hours stay as they are.")
        messages.success(request, said % {"month": month_words(period), "site": site.name})
    return back(period, site)


@require_POST
def reopen(request: SignedInRequest) -> HttpResponseBase:
    """Open a closed month again, with the reason."""
    site, period = asked(request, Act.CLOSE_MONTH)
    form = ReopenForm(request.POST, prefix=f"s{site.pk}")
    try:
        if not form.is_valid():
            raise NotAllowed(_("Say why the month is reopened. An auditor will read it."))
        closing.reopen_month(
            site=site,
            period=period,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        )
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("%(month)s is open again at %(site)s. Close it when the hours are right.")
        messages.success(request, said % {"month": month_words(period), "site": site.name})
    return back(period, site)


def asked(request: SignedInRequest, act: Act) -> tuple[Site, int]:
    """The site and the month that a button names; 404 for a site where she may not do it."""
    seen = Site.objects.filter(pk__in=sites_for(request.user, act))
    site: Site = get_object_or_404(seen, pk=number_of(request.POST.get("site")))
    return site, period_of(request.POST.get("month"), this_month().number)


def back(period: int, site: Site) -> HttpResponseBase:
    """To the month that was looked at."""
    return redirect(f"{reverse('reporting:rates')}?month={period}#months")
