"""The caseloads behind the rate to reach."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caseway.agencies.access import sites_for
from caseway.agencies.models import Site
from caseway.agencies.policy import Act
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.versions import StaleRecord
from caseway.reporting.actions.targets import KEPT, save_caseloads
from caseway.reporting.forms.choosing import number_of
from caseway.reporting.forms.targets import CaseloadForm, TargetChoice
from caseway.reporting.models import TWO_PARENT_CHOICES, CaseloadYear
from caseway.reporting.queries.scope import Rate
from caseway.reporting.queries.targets import target_of
from caseway.reporting.shown.numbers import RATES, target_words, told
from caseway.reporting.views.rates import this_month
from caseway.rules.participation.fiscal import fiscal_year

YEARS = range(2008, 2100)
_CHOICES: dict[Any, Any] = dict(TWO_PARENT_CHOICES)


@require_http_methods(["GET", "POST"])
def target(request: SignedInRequest) -> HttpResponseBase:
    """Say how far the caseload fell, and see which rate is to be reached."""
    source = request.POST if request.method == "POST" else request.GET
    ours = sites_for(request.user, Act.FILE_RATE)
    sites = Site.objects.filter(pk__in=ours).order_by("name", "id")
    chosen = number_of(source.get("site"))
    site = get_object_or_404(sites, pk=chosen) if chosen else sites.first()
    if site is None:
        raise Http404
    year = number_of(source.get("year")) or fiscal_year(this_month())
    if year not in YEARS:
        year = fiscal_year(this_month())
    rows = CaseloadYear.objects.select_related("site", "saved_by")
    row = rows.filter(site=site, fiscal_year=year).first()
    new = CaseloadYear(site=site, fiscal_year=year)
    if request.method != "POST":
        version = {"version": row.version if row else 0}
        form = CaseloadForm(instance=row or new, year=year, initial=version)
        return _page(request, site, year, row, form)
    form = CaseloadForm(request.POST, year=year, instance=new)
    if not form.is_valid():
        return _page(request, site, year, row, form, status=422)
    return _save(request, site, year, row, form)


def _save(
    request: SignedInRequest, site: Site, year: int, row: CaseloadYear | None, form: CaseloadForm
) -> HttpResponseBase:
    figures = {name: form.cleaned_data[name] for name in KEPT}
    try:
        save_caseloads(
            site=site,
            year=year,
            figures=figures,
            version=form.cleaned_data.get("version") or 0,
            by=request.user,
            at=timezone.now(),
        )
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return _page(request, site, year, row, form, status=422)
    except StaleRecord as stale:
        return _conflict(request, site, year, stale)
    said = _("Saved. The target of fiscal year %(year)d follows.")
    messages.success(request, said % {"year": year})
    return redirect(f"{reverse('reporting:target')}?site={site.pk}&year={year}")


def _page(
    request: SignedInRequest,
    site: Site,
    year: int,
    row: CaseloadYear | None,
    form: CaseloadForm,
    status: int = 200,
) -> HttpResponse:
    found = target_of(row, year)
    context: dict[str, Any] = {
        "site": site,
        "year": year,
        "filters": {"action": reverse("reporting:target"), "fields": _choice(request, site, year)},
        "form": form,
        "row": row,
        "targets": [
            {
                "label": RATES[rate],
                "target": target_words(found.of(rate)),
                "reasons": told(found.of(rate).reasons),
            }
            for rate in Rate
        ],
        "known": found.known,
    }
    return render(request, "reporting/target.html", context, status=status)


def _choice(request: SignedInRequest, site: Site, year: int) -> TargetChoice:
    rows = Site.objects.filter(pk__in=sites_for(request.user, Act.FILE_RATE))
    sites = list(rows.order_by("name", "id").values_list("pk", "name"))
    years = sorted({year, *range(fiscal_year(this_month()) - 4, fiscal_year(this_month()) + 2)})
    return TargetChoice(sites, years[::-1], initial={"site": site.pk, "year": year})


def _conflict(request: SignedInRequest, site: Site, year: int, stale: StaleRecord) -> HttpResponse:
    """Both texts: what somebody else saved, and what was typed here."""
    theirs, mine = stale.theirs or {}, stale.mine
    same = [name for name in KEPT if theirs.get(name) == mine[name]]
    now = CaseloadYear.objects.select_related("saved_by").get(site=site, fiscal_year=year)
    conflict = {
        "action": reverse("reporting:target"),
        "version": stale.current,
        "by": now.saved_by.name if now.saved_by else _("Somebody else"),
        "at": now.saved_at,
        "back_url": f"{reverse('reporting:target')}?site={site.pk}&year={year}",
        "hidden": [("site", site.pk), ("year", year), *((one, _sent(mine[one])) for one in same)],
        "fields": [
            {
                "label": CaseloadYear._meta.get_field(name).verbose_name,  # type: ignore[union-attr]
                "name": name,
                "theirs": _sent(theirs.get(name)),
                "mine": _sent(mine[name]),
                "theirs_shown": _CHOICES.get(theirs.get(name)),
                "mine_shown": _CHOICES.get(mine[name]),
            }
            for name in KEPT
            if name not in same
        ],
    }
    context = {"conflict": conflict, "site": site, "year": year}
    return render(request, "reporting/conflict.html", context, status=409)


def _sent(value: Any) -> Any:
    """As a form sends it: nothing for a figure that nobody entered."""
    return "" if value is None else value
