"""How a site wants its plans approved."""

from datetime import datetime

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caseway.agencies.access import sites_for
from caseway.agencies.models import Site
from caseway.agencies.policy import Act
from caseway.kernel.requests import SignedInRequest
from caseway.plans.actions.settings import set_approval
from caseway.plans.forms.keeping import ApprovalForm
from caseway.plans.models import Approval, PlanPolicy
from caseway.plans.views.found import saved


@require_http_methods(["GET", "POST"])
def approval(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Who approves plans at a site."""
    site = get_object_or_404(
        Site.objects.filter(pk__in=sites_for(request.user, Act.EDIT_FUNCTIONS)), pk=pk
    )
    kept = PlanPolicy.objects.filter(site=site).first()
    start = {"approval": kept.approval if kept else Approval.NONE}
    form = ApprovalForm(request.POST if request.method == "POST" else None, initial=start)

    def act(_now: datetime) -> str:
        chosen = Approval(form.cleaned_data["approval"])
        set_approval(site=site, approval=chosen, by=request.user)
        return _("Saved. It holds for what is offered from now on.")

    if request.method == "POST" and form.is_valid() and saved(request, form, act):
        return redirect("agencies:site", pk)
    context = {"site": site, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "plans/approval.html", context, status=status)
