"""Quality while growing: the team in a list, and each coach's months in figures and charts."""

from datetime import date

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from caseway.cases.forms.fields import DayField
from caseway.cases.views.common import today
from caseway.coaching.queries.quality import coaches_of, quality_of
from caseway.coaching.shown import quality as shown
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest


class SinceForm(forms.Form):
    """The day that divides before from after."""

    since = DayField(label=_("Before and after"), required=False)


@require_GET
def team(request: SignedInRequest) -> HttpResponseBase:
    """The coaches whose quality the reader may see; her own page if there is no other."""
    coaches = coaches_of(request.user)
    if not coaches:
        raise NotAllowed(_("This page is for job coaches and those who lead them."))
    if [one.pk for one in coaches] == [request.user.pk]:
        return redirect("coaching:coach_quality", request.user.pk)
    lines = [shown.line(one) for one in quality_of(request.user, coaches, today())]
    lines.sort(key=lambda one: (-one["warnings"], -one["signals"], one["name"]))
    return render(request, "coaching/quality.html", {"lines": lines, "today": today()})


@require_GET
def coach(request: SignedInRequest, pk: int) -> HttpResponse:
    """One coach: warnings, before and after a day, kept jobs, control charts."""
    seen = coaches_of(request.user)
    chosen = next((one for one in seen if one.pk == pk), None)
    if chosen is None:
        raise Http404
    form = SinceForm(request.GET or None)
    asked = form.cleaned_data["since"] if form.is_valid() else None
    since = min(asked, today()) if isinstance(asked, date) else None
    (one,) = quality_of(request.user, [chosen], today(), since)
    context = {
        **shown.page(one, today()),
        "form": SinceForm(initial={"since": one.since}) if not form.errors else form,
        "leads": len(seen) > 1,
        "today": today(),
    }
    return render(request, "coaching/coach_quality.html", context)
