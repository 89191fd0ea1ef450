"""One person's month: each activity as a sheet of weeks."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_GET

from caseway.attendance.models import ActivityEnrolment
from caseway.attendance.queries.grid import grid, week_of
from caseway.attendance.queries.markable import markable, running
from caseway.attendance.shown.month import sheets
from caseway.attendance.views.grid import (
    homework_asked,
    may_or_404,
    on_every_grid,
    with_supervised,
)
from caseway.attendance.words import month_words, span_words
from caseway.kernel.audit.reading import read
from caseway.kernel.models.audit import AccessEvent
from caseway.kernel.requests import SignedInRequest
from caseway.rules.dates import Month
from caseway.rules.params import ParamError
from caseway.rules.participation.options import options_on
from caseway.rules.participation.weeks import calendar_of


@require_GET
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    """The month of the address, this one unless told."""
    may_or_404(request)
    return render_month(request, pk, request.GET)


def render_month(request: SignedInRequest, pk: int, query: QueryDict, **sent: Any) -> HttpResponse:
    """The page; with `sent`, as a refused form left it. 404 for who is not hers to mark."""
    month = _month(query.get("month", ""))
    days = _days(month)
    hers = (
        markable(request.user)
        .filter(person=pk)
        .select_related("case", "person", "provider", "site")
    )
    person = next((row.person for row in hers[:1]), None)
    if person is None:
        raise Http404
    rows = list(running(hers, month.first, month.last).order_by("case", "starts_on", "pk"))
    today, asked = timezone.localdate(), homework_asked(query)
    found = grid(request.user, rows, days, today=today, with_homework=asked)
    read(AccessEvent.Kind.OPENED, on=person, by=request.user, at=timezone.now())
    context = {
        **(printed := on_every_grid(found, **sent)),
        "person": person,
        "sheets": sheets(found, printed["rows"]),
        "weekdays": [(date_format(day, "D"), date_format(day, "l")) for day in week_of(days[0])],
        "title": month_words(month.number),
        "before": f"?month={month.plus(-1)}",
        "after": f"?month={month.plus(1)}",
        "week_url": reverse("attendance:grid"),
        "kind": f"month-{pk}",
        "span": _span(rows, month),
        "state": (state := _state(month, query)).urlencode(),
        "supervised": with_supervised(state),
    }
    status = 422 if sent.get("problems") else 409 if sent.get("clashes") else 200
    return render(request, "attendance/month.html", context, status=status)


def _span(rows: Iterable[ActivityEnrolment], month: Month) -> str:
    """From which day to which the rate takes the month; nothing where that is not known."""
    states = {row.site.state for row in rows}
    try:
        spans = {span_words(calendar_of(month, options_on(state, month.first))) for state in states}
    except ParamError:
        return ""
    return spans.pop() if len(spans) == 1 else ""


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError:
        return Month.of(timezone.localdate())


def _state(month: Month, query: QueryDict) -> QueryDict:
    state = QueryDict(mutable=True)
    state["month"] = str(month)
    state.setlist("supervised", query.getlist("supervised"))
    return state


def _days(month: Month) -> list[date]:
    return [month.first + timedelta(days=n) for n in range(month.days)]
