"""The caseload, and a supervisor's team."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from caseway.agencies.access import anywhere
from caseway.agencies.policy import Act
from caseway.agencies.standing import standing_of
from caseway.desk.forms.filters import PAGE_SIZES, CaseloadFilter, page_size
from caseway.desk.queries.caseload import (
    RANKED,
    Choice,
    Scope,
    caseload,
    lines,
    offered_to,
    scopes_of,
)
from caseway.desk.queries.team import members, team_of
from caseway.desk.shown import caseload as shown
from caseway.desk.words import tag_of
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.words import say

# Each worker's cases are ranked: more at once would take longer than a page may.
TEAM_PAGE = 10
FILTERS = ("stage", "program", "region", "worker", "language", "contact", "needing")


@require_GET
def show(request: SignedInRequest) -> HttpResponse:
    """The worklist: filtered, sorted, a page at a time; its state is the address."""
    scopes = scopes_of(request.user)
    form = _form(request, scopes)
    choice = _choice(form, scopes)
    found = caseload(request.user, choice)
    if (choice.needing or choice.sort == "need") and not found.ranked and found.ids:
        said = _("Needs are compared in lists of up to %(n)d cases. Narrow this one first.")
        messages.info(request, said % {"n": RANKED})
    page = Paginator(found.ids, page_size(request.GET)).get_page(request.GET.get("page"))
    ids = list(page.object_list)
    told = found.ranked or lines(found.standing, choice, ids)
    context = {
        "worklist": shown.worklist(
            found, ids, told, request.GET, assigns=anywhere(request.user, Act.ASSIGN)
        ),
        "filters": _filters(form, shown.summary(found), request.GET),
        "page": page,
        "sizes": PAGE_SIZES,
        "choice": choice,
        "undo_then": "caseload",
        "state": request.GET.urlencode(),
        "sees_team": anywhere(request.user, Act.SEE_TEAM),
        "may_open_case": anywhere(request.user, Act.OPEN_CASE),
    }
    return render(request, "desk/caseload.html", context)


@require_GET
def team(request: SignedInRequest) -> HttpResponse:
    """Each worker of her team: cases, who needs them, and the first to look at."""
    if not anywhere(request.user, Act.SEE_TEAM):
        raise Http404
    everybody = members(standing_of(request.user))
    page = Paginator(list(everybody), TEAM_PAGE).get_page(request.GET.get("page"))
    told = [
        {
            "member": member,
            "cases_url": _of_worker(member.user_id),
            "late_url": _of_worker(member.user_id, contact="late"),
            "needs_url": _of_worker(member.user_id, needing="1", sort="need"),
            "why": say(member.top.rank.items[0].reason) if member.top else "",
            "due": tag_of(member.top.rank.items[0]) if member.top else None,
        }
        for member in team_of(request.user, {pk: everybody[pk] for pk in page.object_list})
    ]
    context = {"members": told, "page": page, "today": timezone.localdate()}
    return render(request, "desk/team.html", context)


def _of_worker(worker: int, **more: str) -> str:
    query = QueryDict(mutable=True)
    query.update({"scope": Scope.AGENCY.value, "worker": str(worker), **more})
    return f"{reverse('desk:caseload')}?{query.urlencode()}"


def _form(request: SignedInRequest, scopes: list[Scope]) -> CaseloadFilter:
    offered = offered_to(standing_of(request.user))
    return CaseloadFilter(
        request.GET,
        scopes=scopes,
        programs=offered.programs,
        regions=offered.regions,
        workers=offered.workers,
    )


def _choice(form: CaseloadFilter, scopes: list[Scope]) -> Choice:
    """The filters of the address; what makes no sense is left out."""
    form.is_valid()
    values = form.cleaned_data
    return Choice(
        scope=Scope(values.get("scope") or scopes[0]),
        stage=values.get("stage") or "",
        program=values.get("program"),
        region=values.get("region"),
        worker=values.get("worker"),
        language=values.get("language") or "",
        contact=values.get("contact") or "",
        needing=bool(values.get("needing")),
        sort=values.get("sort") or "name",
    )


def _filters(form: CaseloadFilter, summary: str, query: QueryDict) -> dict[str, object]:
    chips = []
    for name in FILTERS:
        if not query.get(name) or name not in form.fields:
            continue
        options = dict(form.fields[name].choices)  # type: ignore[attr-defined]
        chosen = form.cleaned_data.get(name)
        if chosen:
            chips.append(
                {
                    "label": form.fields[name].label,
                    "value": options.get(chosen, chosen),
                    "remove_url": _without(query, name),
                }
            )
    scope = query.get("scope")
    clear = reverse("desk:caseload") + (f"?scope={scope}" if scope else "")
    return {
        "action": reverse("desk:caseload"),
        "fields": form,
        "chips": chips,
        "clear_url": clear if len(chips) > 1 else "",
        "summary": summary,
        "hidden": [("rows", query["rows"])] if query.get("rows") else [],
        "fold": _("Filters"),
    }


def _without(query: QueryDict, name: str) -> str:
    rest = query.copy()
    rest.pop(name, None)
    rest.pop("page", None)
    return f"?{rest.urlencode()}"
