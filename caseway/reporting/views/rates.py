"""The rate of a month: whole, by part, over a year."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from caseway.agencies.access import Where, anywhere, sites_for, why_not
from caseway.agencies.models import Site
from caseway.agencies.policy import Act
from caseway.kernel.models import User
from caseway.kernel.requests import SignedInRequest
from caseway.reporting.actions.filing import why_not_file
from caseway.reporting.forms.choosing import ChoiceForm, by_of, choice_of, query_of
from caseway.reporting.forms.months import FileForm, ReopenForm
from caseway.reporting.queries import months as month_queries
from caseway.reporting.queries.rates import (
    latest_period,
    month_rates,
    twelve_months,
    year_so_far,
)
from caseway.reporting.queries.scope import Choice, Part, sees_part_only
from caseway.reporting.queries.targets import targets
from caseway.reporting.shown import overview
from caseway.reporting.shown.chart import chart
from caseway.reporting.shown.numbers import target_why, told, year_words
from caseway.rules.dates import Month


def this_month() -> Month:
    """The month of the office's day."""
    return Month.of(timezone.localdate())


def sites_of(user: User) -> list[Site]:
    """Where this person may see the rate. 404 for whoever sees none."""
    sites = sites_for(user, Act.SEE_RATE)
    if not sites:
        raise Http404
    return list(Site.objects.filter(pk__in=sites).order_by("name", "id"))


def read_choice(request: SignedInRequest) -> Choice:
    """What the address asks for; the latest month with results where it names none."""
    named = request.GET.get("month")
    latest = this_month().number if named else latest_period(request.user, this_month())
    return choice_of(request.GET, latest)


@require_GET
def rates(request: SignedInRequest) -> HttpResponse:
    """Both rates of a month, the numbers behind them, its parts, and the year up to it."""
    sites, choice = sites_of(request.user), read_choice(request)
    looked_at = [site for site in sites if choice.site in (None, site.pk)]
    by = by_of(request.GET, Part.WORKER if choice.agency is not None else Part.AGENCY)
    found = month_rates(request.user, choice)
    year = twelve_months(request.user, choice)
    target = targets(frozenset(site.pk for site in looked_at), [each.month for each in year])
    at_work = [site for site in looked_at if site.pk in found.sites] or looked_at[:1]
    states = month_queries.states(at_work, choice.period)
    final = _final(looked_at, [each.month.number for each in year])
    own_month = Month(*divmod(choice.period, 100))
    own = target[own_month]
    context = {
        "choice": choice,
        "month": choice.period,
        "found": found,
        "headline": overview.headline(found, own),
        "tiles": overview.tiles(found),
        "rate_reasons": told(found.rate.reasons) if found.families else [],
        "year_so_far": year_words(year_so_far(year, own_month), own.year),
        "by_links": overview.by_links(choice, by, len(sites)),
        "by": overview.PARTS[by],
        "parts": overview.part_rows(found, by, _names(found, by), own),
        "few_note": overview.few_note(),
        "chart": _chart(choice, year, target, final),
        "filters": _filters(request.user, choice, sites),
        "states": [_state(request.user, state, choice) for state in states],
        "is_final": choice.period in final and not found.stale,
        "is_over": choice.period < this_month().number,
        "stale_url": reverse("reporting:families") + "?" + query_of(choice, group="stale"),
        "target_why": target_why(own, choice.rate),
        "target": own,
        "may_set_target": anywhere(request.user, Act.FILE_RATE),
        "sees_part_only": sees_part_only(request.user),
        "now": timezone.now(),
    }
    return render(request, "reporting/rates.html", context)


def _final(sites: list[Site], periods: list[int]) -> frozenset[int]:
    """The months that are closed at every site looked at."""
    closed = month_queries.closed(sites, periods)
    return frozenset(
        period for period in periods if all((site.pk, period) in closed for site in sites)
    )


def _names(found: Any, by: Part) -> dict[int, str]:
    return month_queries.names(by, [part.pk for part in found.parts[by]])


def _chart(choice: Choice, year: Any, target: Any, final: frozenset[int]) -> Any:
    def url(name: str, period: int, **more: str) -> str:
        query = query_of(_at(choice, period), **more)
        return f"{reverse(f'reporting:{name}')}?{query}"

    periods = [each.month.number for each in year]
    return chart(
        year,
        target,
        choice.rate,
        {period: url("rates", period) for period in periods},
        {period: url("families", period, group="denominator") for period in periods},
        chosen=choice.period,
        final=frozenset(
            each.month.number for each in year if each.month.number in final and not each.stale
        ),
    )


def _at(choice: Choice, period: int) -> Choice:
    return Choice(period, choice.rate, choice.site, choice.region, choice.agency, choice.worker)


def _filters(user: User, choice: Choice, sites: list[Site]) -> dict[str, Any]:
    names = {
        part: month_queries.names(part, [value]).get(value, "–")
        for part in Part
        if (value := getattr(choice, part.value)) is not None
    }
    form = ChoiceForm(
        choice, this_month=this_month(), sites=[(site.pk, site.name) for site in sites]
    )
    hidden = [
        (part.value, getattr(choice, part.value))
        for part in (Part.REGION, Part.AGENCY, Part.WORKER)
        if getattr(choice, part.value) is not None
    ]
    return {
        "action": reverse("reporting:rates"),
        "fields": form,
        "hidden": hidden,
        "chips": overview.chips(choice, names),
        "clear_url": reverse("reporting:rates"),
    }


def _state(user: User, state: month_queries.MonthState, choice: Choice) -> dict[str, Any]:
    """How far a site's month is, and what this person may do about it."""
    closes = why_not(user, Act.CLOSE_MONTH, Where(state.site.pk, None)) is None
    return {
        "site": state.site,
        "closed_at": state.closed_at,
        "reopened": state.reopened,
        "filing": state.filing,
        "closes": closes and state.closed_at is None,
        "reopens": closes and state.closed_at is not None,
        "reopen_form": ReopenForm(prefix=f"s{state.site.pk}"),
        "files": anywhere(user, Act.FILE_RATE),
        "why_not_file": why_not_file(user, state.site, choice.period),
        "file_form": FileForm(prefix=f"f{state.site.pk}"),
    }
