"""A new site from one of the six of the study: choose, look at its column, name, agree."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from caseway.agencies.actions import presets
from caseway.agencies.forms.sites import NewSiteForm
from caseway.agencies.models import ProgramKind
from caseway.agencies.shown.sites import preset_column, preset_facts, promise_words
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.submissions import once
from caseway.rules.functions import PRESETS, SiteCode


@require_GET
def choose(request: SignedInRequest) -> HttpResponse:
    """The six to choose from."""
    _require(request)
    rows = [{"preset": preset, "facts": preset_facts(preset)} for preset in PRESETS.values()]
    return render(request, "agencies/presets.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def set_up(request: SignedInRequest, code: str) -> HttpResponseBase:
    """The preset's column beside the names still needed; then one act makes the site."""
    _require(request)
    if code not in SiteCode.__members__:
        raise Http404
    preset = PRESETS[SiteCode(code)]
    now = timezone.now()
    today = timezone.localdate(now)
    form = NewSiteForm(request.POST or None, preset=preset, today=today)
    if request.method == "POST" and form.is_valid():
        key = request.POST.get("submission_key")
        try:
            with once(key, user=request.user, path=request.path, at=now) as submission:
                if submission.first:
                    site = presets.set_up_site(
                        preset.code,
                        facts=form.new_site(),
                        by=request.user,
                        on=form.cleaned_data["starts_on"],
                        at=now,
                    )
                    submission.leads_to(reverse("agencies:site", args=[site.pk]))
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The site is set up. Add its people next."))
            return redirect(submission.result_url)
    context = {
        "form": form,
        "preset": preset,
        "facts": preset_facts(preset),
        "columns": [(kind, preset_column(preset, kind)) for kind in preset.region_kinds],
        "promises": [
            promise_words(one) for one in presets.promises_of(preset, ProgramKind.WORK_FIRST, today)
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "agencies/set_up.html", context, status=status)


def _require(request: SignedInRequest) -> None:
    if presets.why_not_set_up(request.user):
        raise Http404
