"""What people are drawn to: occupations, found by their titles."""

from datetime import datetime

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseway.cases.views.common import today, try_once, visible_case
from caseway.intake import access
from caseway.intake.actions import interests as drawn
from caseway.intake.forms.barriers import InterestForm
from caseway.intake.models import Interest
from caseway.intake.queries.case import people_of
from caseway.intake.queries.occupations import search
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest


@require_http_methods(["GET", "POST"])
def interests(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Occupations that the people of a case are drawn to; found by title. A POST adds one."""
    case = visible_case(request, pk)
    people = people_of(case)
    refusal = access.why_not_edit(request.user, case)
    if request.method == "POST":
        if refusal:
            raise NotAllowed(refusal)
        form = InterestForm(request.POST)
        form.is_valid()
        person = next((one for one in people if str(one.pk) == request.POST.get("person")), None)

        def act(_now: datetime) -> str:
            made = drawn.add_interest(
                case=case,
                person=person or people[0],
                code=form.cleaned_data.get("code", ""),
                words=form.cleaned_data.get("words", ""),
                by=request.user,
                on=today(),
            )
            return _("“%(title)s” is on their list.") % {"title": made.title}

        if try_once(request, act):
            return redirect("intake:interests", pk)
    words = request.GET.get("q", "").strip()[:100]
    rows = Interest.objects.filter(person__in=[one.pk for one in people]).select_related("person")
    context = {
        "case": case,
        "refusal": refusal,
        "q": words,
        "found": search(words) if words else [],
        "people": people,
        "alone": len(people) == 1,
        "rows": [one for one in rows.order_by("starts_on", "pk") if one.ends_on is None],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "intake/interests.html", context, status=status)


@require_POST
def end_interest(request: SignedInRequest, pk: int, interest_pk: int) -> HttpResponseBase:
    """No longer on their list."""
    case = visible_case(request, pk)
    people = [one.pk for one in people_of(case)]
    row = get_object_or_404(Interest, pk=interest_pk, person__in=people)

    def act(_now: datetime) -> str:
        drawn.end_interest(interest=row, case=case, by=request.user, on=today())
        return _("Taken off their list.")

    try_once(request, act)
    return redirect("intake:interests", pk)


@require_GET
def occupation_titles(request: SignedInRequest) -> HttpResponse:
    """The occupations that a title finds, for typing."""
    words = request.GET.get("q", "").strip()[:100]
    return render(request, "intake/occupations.html", {"found": search(words), "q": words})
