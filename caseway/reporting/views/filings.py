"""Filing a month, and what was filed beside the same month worked out again."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from caseway.agencies.access import anywhere
from caseway.agencies.policy import Act
from caseway.attendance.words import month_words
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.submissions import once
from caseway.reporting.actions.filing import file_rate
from caseway.reporting.forms.months import FileForm
from caseway.reporting.models import FiledRate
from caseway.reporting.queries import filings as filing_queries
from caseway.reporting.shown import filings as shown
from caseway.reporting.views.months import asked, back

PAGE = 50


@require_POST
def file(request: SignedInRequest) -> HttpResponseBase:
    """Freeze a closed month as it stands."""
    site, period = asked(request, Act.FILE_RATE)
    form = FileForm(request.POST, prefix=f"f{site.pk}")
    note = form.cleaned_data["note"] if form.is_valid() else ""
    now = timezone.now()
    try:
        with once(
            request.POST.get("submission_key"), user=request.user, path=request.path, at=now
        ) as submission:
            if submission.first:
                row = file_rate(site=site, period=period, by=request.user, at=now, note=note)
                submission.leads_to(reverse("reporting:filing", args=[row.pk]))
                said = _("%(month)s is filed for %(site)s and kept as it is now.")
                messages.success(request, said % {"month": month_words(period), "site": site.name})
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return back(period, site)
    return redirect(submission.result_url)


@require_GET
def listing(request: SignedInRequest) -> HttpResponse:
    """Everything that was filed, newest month first."""
    if not anywhere(request.user, Act.FILE_RATE):
        raise Http404
    rows = FiledRate.objects.visible_to(request.user).select_related("site", "filed_by")
    pages = Paginator(rows.order_by("-period", "site__name", "-number", "id"), PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {"page": page, "rows": [shown.filed_row(row) for row in page.object_list]}
    return render(request, "reporting/filings.html", context)


@require_GET
def filing(request: SignedInRequest, pk: int) -> HttpResponse:
    """One filing beside the month as it is worked out now: every family that differs, and why."""
    seen = FiledRate.objects.visible_to(request.user).select_related("site", "filed_by")
    row = get_object_or_404(seen, pk=pk)
    compared = filing_queries.compared(row)
    page = Paginator(compared.differences, PAGE).get_page(request.GET.get("page"))
    context = {
        "filing": row,
        "month": row.period,
        "rates": shown.both_rates(row, compared),
        "differences": shown.difference_rows(
            row, list(page.object_list), filing_queries.names(list(page.object_list))
        ),
        "count": len(compared.differences),
        "moving": sum(1 for each in compared.differences if each.moves),
        "page": page,
        "is_intact": compared.is_intact,
        "now": timezone.now(),
    }
    return render(request, "reporting/filing.html", context)
