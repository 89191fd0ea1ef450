"""The money that support comes from: funds, and limits up to which whoever asks decides."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caseway.agencies import access as posts
from caseway.agencies.models import Site
from caseway.agencies.policy import Act
from caseway.cases.views.common import save_once, today
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.network.actions import supports as actions
from caseway.network.forms.supports import FundForm, LimitForm
from caseway.network.queries import supports as asked


@require_http_methods(["GET", "POST"])
def money(request: SignedInRequest) -> HttpResponseBase:
    """Funds and limits of a site: what holds, what held, and a form for each."""
    sites = Site.objects.filter(pk__in=posts.sites_for(request.user, Act.EDIT_SUPPORT_MONEY))
    if not sites:
        raise NotAllowed(_("Funds and limits are set by administrators."))
    said = request.GET.get("site", "")
    ordered = sites.order_by("name", "pk")
    site = get_object_or_404(sites, pk=said) if said.isdecimal() else ordered.first()
    assert site is not None
    adds = request.POST.get("add", "") if request.method == "POST" else ""
    start = {"starts_on": today()}
    fund = FundForm(request.POST if adds == "fund" else None, prefix="fund", initial=start)
    limit = LimitForm(request.POST if adds == "limit" else None, prefix="limit", initial=start)
    form: FundForm | LimitForm | None = fund if adds == "fund" else limit if adds else None
    if form is not None and form.is_valid() and _saved(request, site, form):
        return redirect(f"{request.path}?site={site.pk}")
    context = {
        "site": site,
        "sites": ordered if len(ordered) > 1 else (),
        "fund": fund,
        "limit": limit,
        "adds": adds,
        "funds": [
            {"row": row, "left": actions.left_in(row)} for row in asked.funds_of(site.pk)[:25]
        ],
        "limits": asked.limits_of(site.pk),
    }
    status = 422 if request.method == "POST" else 200
    return _render(request, context, status)


def _render(request: SignedInRequest, context: dict[str, Any], status: int) -> HttpResponse:
    return render(request, "network/support_money.html", context, status=status)


def _saved(request: SignedInRequest, site: Site, form: FundForm | LimitForm) -> bool:
    def act(now: datetime) -> str:
        kept = form.cleaned_data
        if isinstance(form, FundForm):
            actions.open_fund(site=site, by=request.user, at=now, **kept)
            return _("The fund is open.")
        actions.set_limit(site=site, by=request.user, at=now, **kept)
        return _("The limit holds from that day.")

    try:
        save_once(request, act)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
