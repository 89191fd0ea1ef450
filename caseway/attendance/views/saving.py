"""Saving cells: a row as soon as it is left, a page with its button, a day with one press."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from caseway.attendance.actions.marking import Marked, NothingSaved, mark, why_not_each
from caseway.attendance.forms.filling import fill
from caseway.attendance.forms.posted import Posted, read_posted
from caseway.attendance.models import ActivityEnrolment, AttendanceEntry
from caseway.attendance.queries.grid import Grid, grid
from caseway.attendance.queries.markable import markable
from caseway.attendance.shown import grid as shown
from caseway.attendance.views.grid import may_or_404, on_every_grid, render_grid
from caseway.attendance.views.month import render_month
from caseway.kernel.requests import SignedInRequest


@require_POST
def save(request: SignedInRequest) -> HttpResponse:
    """Write the cells that changed, all or none; what is wrong comes back beside each."""
    may_or_404(request)
    posted = read_posted(request.POST)
    rows = _rows(request, posted)
    if wanted := request.POST.get("fill"):
        fill(posted, wanted, _grid(request, rows, posted))
    done, problems, clashes = _mark(request, posted)
    if request.htmx:  # type: ignore[attr-defined]
        return _parts(request, rows, posted, problems, clashes)
    if done is None:
        return _again(request, posted, problems, clashes)
    messages.success(request, said(done))
    return redirect(_page_url(request))


def _mark(
    request: SignedInRequest, posted: Posted
) -> tuple[Marked | None, dict[str, str], dict[int, list[shown.ClashShown]]]:
    """What was marked; or None, with problems by cell name and clashes by enrolment."""
    problems, clashes = dict(posted.problems), {}
    try:
        if not problems:
            return mark(cells=posted.cells, by=request.user, at=timezone.now()), {}, {}
        # Nothing will be written: the other cells are looked at all the same.
        problems |= _others(request, posted)
    except NothingSaved as refusal:
        problems |= {posted.names[nth]: text for nth, text in refusal.problems.items()}
        clashes = _clashes(posted, refusal.clashes)
    return None, problems, clashes


def _others(request: SignedInRequest, posted: Posted) -> dict[str, str]:
    found = why_not_each(cells=posted.cells, by=request.user, at=timezone.now())
    return {posted.names[nth]: text for nth, text in found.items()}


def _clashes(
    posted: Posted, clashes: Mapping[int, AttendanceEntry | None]
) -> dict[int, list[shown.ClashShown]]:
    found: dict[int, list[shown.ClashShown]] = {}
    for nth, entry in clashes.items():
        cell, name = posted.cells[nth], posted.names[nth]
        found.setdefault(cell.enrolment, []).append(
            shown.clash(name, cell.on, entry, posted.typed[name], cell.homework)
        )
    return found


def _rows(request: SignedInRequest, posted: Posted) -> list[ActivityEnrolment]:
    """The enrolments that were sent. One that is not hers to mark does not exist."""
    rows = markable(request.user).filter(pk__in=list(posted.rows))
    found = list(rows.select_related("case", "person", "provider").order_by("pk"))
    if len(found) < len(posted.rows):
        raise Http404
    return found


def _grid(request: SignedInRequest, rows: list[ActivityEnrolment], posted: Posted) -> Grid:
    days: list[date] = sorted({day for days in posted.rows.values() for day in days})
    today = timezone.localdate()
    return grid(request.user, rows, days, today=today, with_homework=posted.homework)


def _parts(
    request: SignedInRequest,
    rows: list[ActivityEnrolment],
    posted: Posted,
    problems: Mapping[str, str],
    clashes: Mapping[int, list[shown.ClashShown]],
) -> HttpResponse:
    """The parts of each row that changed with it; its fields themselves stay as typed."""
    found = _grid(request, rows, posted)
    context = on_every_grid(found, typed=posted.typed, problems=problems, clashes=clashes)
    count = len(problems) + sum(len(each) for each in clashes.values())
    for row in context["rows"]:
        row.waits = bool(count) and not row.problems and not row.clashes
    context |= {
        "at": timezone.now(),
        "is_saved": not count,
        "waiting": shown.waiting_words(context["rows"], count),
    }
    status = 422 if problems else 409 if clashes else 200
    return render(request, "attendance/saved.html", context, status=status)


def _again(
    request: SignedInRequest,
    posted: Posted,
    problems: Mapping[str, str],
    clashes: Mapping[int, list[shown.ClashShown]],
) -> HttpResponse:
    """The page as it was sent, with everything that was typed."""
    sent: dict[str, Any] = {"typed": posted.typed, "problems": problems, "clashes": clashes}
    sent["changed"] = len(posted.names) + len(posted.problems)
    query = QueryDict(request.POST.get("state", ""))
    if person := _person(request):
        return render_month(request, person, query, **sent)
    return render_grid(request, query, **sent)


def _person(request: SignedInRequest) -> int:
    """Whose month the cells stood on; 0 for the grid."""
    kind, _dash, person = request.POST.get("kind", "").partition("-")
    return int(person) if kind == "month" and person.isdecimal() and len(person) < 19 else 0


def _page_url(request: SignedInRequest) -> str:
    state = QueryDict(request.POST.get("state", "")).urlencode()
    person = _person(request)
    page = reverse("attendance:month", args=[person]) if person else reverse("attendance:grid")
    return f"{page}?{state}" if state else page


def said(done: Marked) -> str:
    """ "12 days saved.", and how many lost a proof."""
    if not done.touched:
        return _("Nothing had changed.")
    saved = ngettext("%(n)d day saved.", "%(n)d days saved.", done.touched) % {"n": done.touched}
    if not done.fell_back:
        return saved
    fell = ngettext(
        "%(n)d of them was proven and needs proof again, because its hours changed.",
        "%(n)d of them were proven and need proof again, because their hours changed.",
        done.fell_back,
    ) % {"n": done.fell_back}
    return f"{saved} {fell}"
