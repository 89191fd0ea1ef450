"""Today: who needs me first, and the way from one to the next."""

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from caseway.agencies.access import anywhere
from caseway.agencies.policy import Act
from caseway.agencies.standing import standing_of
from caseway.desk.forms.filters import PAGE_SIZES, TodayFilter, page_size
from caseway.desk.queries.case_page import find_case
from caseway.desk.queries.today import Choice, TodayList, entry_of, today_for
from caseway.desk.shown import today as words
from caseway.desk.shown.start import beginnings
from caseway.desk.trail import case_url, number, state_of, today_url
from caseway.desk.words import QUEUES
from caseway.kernel.components.why import why_body
from caseway.kernel.requests import SignedInRequest
from caseway.rules.caseload.queues import QueueKind


@require_GET
def today(request: SignedInRequest) -> HttpResponse:
    """The ranked list of the person's day; for provider staff, the grid of their place."""
    if standing_of(request.user).only_hosts:
        return redirect("attendance:grid")
    return render_list(request, request.GET)


@require_GET
def next_case(request: SignedInRequest) -> HttpResponse:
    """The case after (or before) this one in Today's order. What is done has left the list."""
    state = request.GET.get("state", "")
    order = today_for(request.user, choice_of(QueryDict(state))).order
    place = _place_after(order, request.GET)
    if not 0 <= place < len(order):
        return redirect(today_url(state))
    return redirect(case_url(order[place], place + 1, state))


@require_GET
def why(request: SignedInRequest, pk: int) -> HttpResponse:
    """How a case came to its place on the list: a page, or for htmx what the opened panel holds."""
    case = find_case(request.user, pk)
    entry = entry_of(request.user, pk, choice_of(request.GET))
    told = words.RankWords.now().why(entry.rank) if entry else None
    if told and request.headers.get("HX-Request"):
        return HttpResponse(why_body(told))
    return render(request, "desk/why.html", {"case": case, "why": told})


def render_list(
    request: SignedInRequest, query: QueryDict, *, done: int = 0, status: int = 200
) -> HttpResponse:
    """The page, or only its list for htmx. `done` is the position where work continues."""
    standing = standing_of(request.user)
    choice = choice_of(query)
    found = today_for(request.user, choice)
    page = Paginator(found.entries, page_size(query)).get_page(query.get("page"))
    state = state_of(query)
    rows = words.today_rows(page, standing, state, choice.put_off)
    context = {
        "found": found,
        "choice": choice,
        "rows": rows,
        "page": page,
        "sizes": PAGE_SIZES,
        "today": timezone.localdate(),
        "lead": words.lead(found),
        "on_track": words.on_track(found.on_track),
        "queues": _queue_links(found, choice, query),
        "filters": _filters(found, choice, query),
        "assigns": anywhere(request.user, Act.ASSIGN),
        "beginnings": [] if found.total else beginnings(request.user, standing),
        "sees_team": anywhere(request.user, Act.SEE_TEAM),
        "state": state,
        "focus_nth": min(done, page.end_index()) if done else 0,
    }
    name = "desk/today.html#list" if request.headers.get("HX-Request") else "desk/today.html"
    return render(request, name, context, status=status)


def choice_of(query: QueryDict) -> Choice:
    """The filters of the address; what makes no sense is left out."""
    form = TodayFilter(query)
    form.is_valid()
    return Choice(
        queue=form.cleaned_data.get("queue") or "",
        program=form.cleaned_data.get("program"),
        kind=form.cleaned_data.get("kind") or "",
        put_off=query.get("show") == "put_off",
    )


def _place_after(order: list[int], query: QueryDict) -> int:
    """Where to go on. A case that is done has left, so that the next one stands in its place."""
    back = query.get("way") == "back"
    after, nth = number(query.get("after")), number(query.get("nth"))
    if after in order:
        return order.index(after) + (-1 if back else 1)
    return nth - 2 if back else max(nth - 1, 0)


def _queue_links(found: TodayList, choice: Choice, query: QueryDict) -> list[dict[str, object]]:
    """Everything, then each queue that holds somebody, then what was put off."""
    everyone = sum(found.queues.values())
    links = [("", _("Everyone"), everyone)]
    links += [
        (kind, str(QUEUES[kind]), found.queues[kind]) for kind in QueueKind if kind in found.queues
    ]
    shown_links: list[dict[str, object]] = [
        {
            "label": label,
            "url": reverse("desk:today") + (f"?queue={name}" if name else ""),
            "count": count,
            "current": not choice.put_off and choice.queue == name,
        }
        for name, label, count in links
    ]
    if found.put_off or choice.put_off:
        shown_links.append(
            {
                "label": pgettext("people", "Put off"),
                "url": reverse("desk:today") + "?show=put_off",
                "count": found.put_off,
                "current": choice.put_off,
            }
        )
    return shown_links


def _filters(found: TodayList, choice: Choice, query: QueryDict) -> dict[str, object]:
    form = TodayFilter(query, programs=found.programs, kinds=found.kinds)
    hidden = [(name, query[name]) for name in ("queue", "show", "rows") if query.get(name)]
    on = words.chips(choice, found, query)
    return {
        "action": reverse("desk:today"),
        "fields": form,
        "chips": on,
        "clear_url": reverse("desk:today") if len(on) > 1 else "",
        "hidden": hidden,
        "fold": _("Filters"),
    }
