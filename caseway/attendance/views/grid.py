"""The attendance grid: a week of people, or one of its days."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from caseway.agencies.standing import standing_of
from caseway.attendance.forms.filters import PAGE_SIZES, GridFilter, page_size
from caseway.attendance.models import ActivityEnrolment, MarkCode
from caseway.attendance.queries.choices import offered
from caseway.attendance.queries.grid import Choice, Grid, Look, grid, rows_of, week_of
from caseway.attendance.queries.markable import may_mark
from caseway.attendance.shown import grid as shown
from caseway.attendance.shown.places import sections
from caseway.kernel.models import User
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.words import long_date

FILTERS = ("worker", "activity", "provider", "agency")


@require_GET
def show(request: SignedInRequest) -> HttpResponse:
    """The grid of the address: filtered, a page at a time."""
    may_or_404(request)
    return render_grid(request, request.GET)


def may_or_404(request: SignedInRequest) -> None:
    """Whoever marks nothing anywhere learns nothing of these pages."""
    if not may_mark(request.user):
        raise Http404


def render_grid(request: SignedInRequest, query: QueryDict, **sent: Any) -> HttpResponse:
    """The page for this state of the address; with `sent`, as a refused form left it."""
    form, choice = read_choice(request.user, query)
    page = Paginator(rows_of(request.user, choice), page_size(query)).get_page(query.get("page"))
    rows, asked = _read(page), homework_asked(query)
    today = timezone.localdate()
    found = grid(request.user, rows, choice.days, today=today, with_homework=asked)
    context = {
        **on_every_grid(found, **sent),
        "sections": sections(request.user, "grid"),
        "choice": choice,
        "page": page,
        "sizes": PAGE_SIZES,
        "filters": _filters(form, choice, query),
        "around": _around(choice, query),
        "title": _title(choice),
        "kind": "grid",
        "state": query.urlencode(),
        "supervised": with_supervised(query),
    }
    status = 422 if sent.get("problems") else 409 if sent.get("clashes") else 200
    return render(request, "attendance/grid.html", context, status=status)


def on_every_grid(
    found: Grid,
    *,
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
    clashes: Mapping[int, list[shown.ClashShown]] | None = None,
    changed: int = 0,
) -> dict[str, Any]:
    """What a grid's template prints, whichever days it shows.

    `changed`: how many cells a refused form had changed; they wait together.
    """
    rows = shown.rows_shown(found, typed=typed, problems=problems)
    for row in rows:
        row.clashes = (clashes or {}).get(row.pk, [])
    return {
        "grid": found,
        "rows": rows,
        "days": shown.days_shown(found),
        "problems": (bad := [(row, cell) for row in rows for cell in row.problems]),
        "clashed": (clashed := [row for row in rows if row.clashes]),
        "needs": len(bad) + len(clashed),
        "changed": changed,
        "is_open": any(row.is_open for row in rows),
        "opens_on": shown.opens_on(found),
        "holiday_days": " ".join(f"{day:%Y%m%d}" for day in sorted(found.holidays)),
        "codes": shown.CODES,
        "reasons": shown.reasons(),
        "legend": shown.legend(),
    }


def homework_asked(query: QueryDict) -> set[tuple[int, int]]:
    """Courses whose line for supervised homework was asked for: ?supervised=12&supervised=40."""
    asked = [text for text in query.getlist("supervised") if text.isdecimal() and len(text) < 19]
    return {(int(text), int(MarkCode.HOMEWORK_SUPERVISED)) for text in asked}


def with_supervised(query: QueryDict) -> str:
    """This page's address, to which the number of one more course is added."""
    state = query.urlencode()
    return f"?{state}&supervised=" if state else "?supervised="


def read_choice(user: User, query: QueryDict) -> tuple[GridFilter, Choice]:
    """The filters of the address, and what they ask for."""
    offers = offered(standing_of(user))
    form = GridFilter(
        query,
        providers=offers.providers,
        agencies=offers.agencies,
        workers=offers.workers,
        has_own=offers.has_own,
    )
    return form, form.choice(query, today=timezone.localdate(), has_own=offers.has_own)


def _read(page: Page[ActivityEnrolment]) -> list[ActivityEnrolment]:
    rows: Any = page.object_list
    return list(rows.select_related("case", "person", "provider"))


def _title(choice: Choice) -> str:
    if choice.look is Look.DAY:
        return long_date(choice.day)
    days = choice.days
    return _("%(first)s to %(last)s") % {
        "first": long_date(days[0]),
        "last": long_date(days[-1]),
    }


def _filters(form: GridFilter, choice: Choice, query: QueryDict) -> dict[str, Any]:
    form.data = query.copy()  # the fields show what is in force, said or not
    form.data["day"] = choice.day.isoformat()
    form.data["worker"] = choice.worker
    if choice.look is Look.DAY:
        form.fields["day"].label = _("Day")
    chips = [_chip(form, name, query) for name in FILTERS if _is_on(form, name, query)]
    hidden = [(name, query[name]) for name in ("rows", "look") if query.get(name)]
    kept = {name: query.get(name, "") for name in ("day", "rows", "look") if query.get(name)}
    return {
        "action": reverse("attendance:grid"),
        "fields": form,
        "chips": chips,
        "clear_url": with_query(kept) if len(chips) > 1 else "",
        "hidden": hidden,
        "fold": _fold(form, choice),
    }


def _fold(form: GridFilter, choice: Choice) -> str:
    """What stands for the fields on a phone, where the people come first: whose they are."""
    if "worker" not in form.fields:
        return _("Filters")
    options = dict(form.fields["worker"].choices)  # type: ignore[attr-defined]
    return _("Filters: %(who)s") % {"who": options.get(choice.worker, choice.worker)}


def _is_on(form: GridFilter, name: str, query: QueryDict) -> bool:
    return bool(query.get(name)) and name in form.fields and bool(form.cleaned_data.get(name))


def _chip(form: GridFilter, name: str, query: QueryDict) -> dict[str, Any]:
    options = dict(form.fields[name].choices)  # type: ignore[attr-defined]
    chosen = form.cleaned_data[name]
    rest = query.copy()
    rest.pop("page", None)
    rest[name] = ""
    return {
        "label": form.fields[name].label,
        "value": options.get(chosen, chosen),
        "remove_url": f"?{rest.urlencode()}",
    }


def _around(choice: Choice, query: QueryDict) -> dict[str, str]:
    """The weeks or days before and after, and the other look."""
    step = timedelta(days=1 if choice.look is Look.DAY else 7)

    def at(day: date, look: Look = choice.look) -> str:
        changed = query.copy()
        changed["day"] = day.isoformat()
        changed["look"] = look.value if look is Look.DAY else ""
        changed.pop("page", None)
        return f"?{changed.urlencode()}"

    today = timezone.localdate()
    return {
        "before": at(choice.day - step),
        "after": at(choice.day + step),
        "now": "" if today in choice.days else at(today),
        "week": at(choice.day, Look.WEEK),
        "day": at(today if today in week_of(choice.day) else choice.day, Look.DAY),
    }


def with_query(values: Mapping[str, str]) -> str:
    """The grid's address with these parameters."""
    query = QueryDict(mutable=True)
    query.update(values)
    return f"{reverse('attendance:grid')}?{query.urlencode()}"
