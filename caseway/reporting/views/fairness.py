"""Whether people are treated alike: one measure, group beside group, small ones hidden."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from caseway.agencies.access import sites_for
from caseway.agencies.models import Site
from caseway.agencies.policy import Act
from caseway.cases.views.common import today
from caseway.kernel.requests import SignedInRequest
from caseway.reporting.forms.fairness import FairnessForm
from caseway.reporting.queries.fairness import WORKER, Measure, fairness
from caseway.reporting.shown import fairness as shown


@require_GET
def compare(request: SignedInRequest) -> HttpResponse:
    """The shares of a measure between groups of the people whose cases one leads."""
    leads = sites_for(request.user, Act.SEE_TEAM)
    if not leads:
        raise Http404
    sites = list(Site.objects.filter(pk__in=leads).order_by("name", "id").values_list("pk", "name"))
    start = {"measure": Measure.OWN_GOALS, "between": WORKER}
    form = FairnessForm({**start, **request.GET.dict()}, sites=sites)
    asked = form.asked()
    found = fairness(request.user, asked, today())
    context = {
        "filters": {"action": reverse("reporting:fairness"), "fields": form},
        "on": today(),
        **shown.page(asked, found),
    }
    return render(request, "reporting/fairness.html", context)
