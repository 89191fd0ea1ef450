"""The families behind a number, and one of them rule by rule."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from caseway.agencies.access import anywhere
from caseway.agencies.policy import Act
from caseway.attendance.actions.families import why_not_change
from caseway.cases.models import Case
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.requests import SignedInRequest
from caseway.reporting.forms.choosing import group_of, query_of
from caseway.reporting.queries.families import count_of, families_in, lines
from caseway.reporting.queries.family import family_page
from caseway.reporting.queries.rates import month_rates
from caseway.reporting.shown import families as shown
from caseway.reporting.shown import family as shown_family
from caseway.reporting.shown.numbers import RATES
from caseway.reporting.views.rates import read_choice, sites_of
from caseway.rules.dates import Month

SIZES = (25, 50, 100)


@require_GET
def listing(request: SignedInRequest) -> HttpResponse:
    """As many families as the number said, each with the reasons why it is among them."""
    sites_of(request.user)
    choice, group = read_choice(request), group_of(request.GET)
    found = month_rates(request.user, choice)
    rows = families_in(request.user, found, group)
    page = Paginator(rows, _size(request)).get_page(request.GET.get("page"))
    context = {
        "title": shown.TITLES[group],
        "month": choice.period,
        "rate": RATES[choice.rate],
        "count": count_of(found, group),
        "page": page,
        "sizes": SIZES,
        "rows": [
            shown.row(line, choice.rate)
            for line in lines(list(page.object_list), found.rate.capped)
        ],
        "back": f"{reverse('reporting:rates')}?{query_of(choice)}",
        "now": timezone.now(),
    }
    return render(request, "reporting/families.html", context)


@require_GET
def why(request: SignedInRequest, pk: int, period: int) -> HttpResponse:
    """One family's month: where it stands, each person's hours, and every rule that decided."""
    seen = Case.objects.visible_to(request.user).select_related("participant", "site")
    case = get_object_or_404(seen, pk=pk)
    if not 1 <= period % 100 <= 12 or not 1990 <= period // 100 <= 2999:
        raise Http404
    now = timezone.now()
    audit.read(Kind.OPENED, on=case, by=request.user, at=now, case_id=case.pk)
    page, month = family_page(case, period), Month(*divmod(period, 100))
    context = {
        "case": case,
        "month": period,
        "before": month.plus(-1).number,
        "after": month.plus(1).number,
        "page": page,
        "standings": shown_family.standings(page) if page.result else [],
        "reasons": shown_family.reasons(page),
        "warnings": shown_family.warnings(page),
        "people": shown_family.people(page),
        "averaging": shown_family.averaging_words(page),
        "amounts": shown_family.amounts(page),
        "why_not_change": why_not_change(request.user, case, period),
        "sees_rates": anywhere(request.user, Act.SEE_RATE),
        "now": now,
    }
    return render(request, "reporting/why.html", context)


def _size(request: SignedInRequest) -> int:
    size = request.GET.get("rows", "")
    return int(size) if size in {str(each) for each in SIZES} else SIZES[0]
