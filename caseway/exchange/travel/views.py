"""The pages of travel tables: those taken, sending one, its preview, taking it back."""

from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseway.agencies.access import anywhere, sites_for
from caseway.agencies.policy import Act
from caseway.cases.views.common import saved, today, try_once
from caseway.coaching.actions.travel import MOST_PAIRS, take_table, withdraw_table
from caseway.coaching.facts.travel import areas_of, holes_of
from caseway.coaching.models import TravelBy, TravelTable
from caseway.exchange.sent import cells_of, content_of
from caseway.exchange.travel.forms import AboutForm, SendForm, TakeForm, write_lines
from caseway.exchange.travel.preview import Preview, grid, preview_of
from caseway.exchange.travel.reading import lines_of
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.words import say
from caseway.rules.dates import Month
from caseway.rules.scheduling.coach import TravelMode
from caseway.rules.scheduling.travel.table import Line, Unit


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """The tables of the posts where this person takes in files, newest first."""
    _may_or_404(request)
    rows = list(_tables(request).select_related("site", "agency", "taken_by"))
    current = _current(rows, today())
    tables = [
        {"row": row, "state": _state(row, current), "count": len(row.minutes)} for row in rows
    ]
    return render(request, "exchange/travel/index.html", {"tables": tables})


@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Send a table, look at what was found, take it. Nothing is kept before it is taken."""
    _may_or_404(request)
    if request.method == "GET":
        start = Month.of(today()).plus(1).first
        form = SendForm(
            user=request.user, initial={"starts_on": start, "travels_by": TravelBy.TRANSIT}
        )
        return _sending(request, form)
    if "lines" in request.POST:
        return _take(request)
    form = SendForm(request.POST, request.FILES, user=request.user)
    if form.is_valid():
        try:
            lines, unit = _lines(form)
        except NotAllowed as refusal:
            form.add_error("file", str(refusal))
        else:
            name = PurePath(form.cleaned_data["file"].name).name
            return _look(request, form, lines, unit, name)
    return _sending(request, form, status=422)


def _lines(form: SendForm) -> tuple[list[Line], Unit]:
    """What the file holds, and what its numbers are: as somebody said, else as its heading."""
    file = form.cleaned_data["file"]
    too_large = _("This table is larger than %(limit)s MB. Send less of it.")
    cells = cells_of(content_of(file.chunks(), too_large), file.name, MOST_PAIRS + 20)
    lines, headed = lines_of(cells)
    said = Unit(form.cleaned_data["unit"])
    return lines, headed if said is Unit.FOUND else said


def _look(
    request: SignedInRequest, form: SendForm, lines: list[Line], unit: Unit, name: str
) -> HttpResponse:
    about = form.cleaned_data
    taking = TakeForm(
        user=request.user,
        initial={
            "travels_by": about["travels_by"],
            "starts_on": about["starts_on"],
            "unit": unit.value,
            "post": about["post"],
            "name": name[:200],
            "lines": write_lines(lines),
        },
    )
    seen = _preview(form, lines, unit)
    return _looking(request, taking, seen, form, status=200 if seen.is_taken else 422)


def _take(request: SignedInRequest) -> HttpResponse:
    form = TakeForm(request.POST, user=request.user)
    if not form.is_valid():
        again = SendForm(user=request.user)
        return _sending(request, again, _("Send the file again."), status=422)
    said = form.cleaned_data
    seen = _preview(form, said["lines"], Unit(said["unit"]))

    def act(now: datetime) -> str:
        post = form.chosen
        take_table(
            site=post.site,
            agency=post.agency,
            travels_by=said["travels_by"],
            starts_on=said["starts_on"],
            file_name=said["name"],
            pairs=seen.pairs,
            by=request.user,
            at=now,
        )
        return _("The table is taken. Coaches choose it under “How months are planned”.")

    if saved(request, form, act):
        return redirect("exchange:travel_tables")
    return _looking(request, form, seen, form, status=422)


def _preview(form: AboutForm, lines: list[Line], unit: Unit) -> Preview:
    said = form.cleaned_data
    return preview_of(
        lines,
        unit,
        site=form.chosen.site_id,
        travels_by=said["travels_by"],
        day=said["starts_on"],
    )


@require_GET
def table(request: SignedInRequest, pk: int) -> HttpResponse:
    """One table: every way, and what the estimate fills in."""
    row = _table_or_404(request, pk)
    pairs = row.pairs
    holes = holes_of(pairs, areas_of(row.site_id), TravelMode(row.travels_by), row.starts_on)
    current = _current(list(_tables(request)), today())
    context = {
        "row": row,
        "state": _state(row, current),
        "grid": grid(pairs),
        "ways": sorted(row.minutes),
        "holes": holes,
    }
    return render(request, "exchange/travel/table.html", context)


@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Plan by it no more."""
    row = _table_or_404(request, pk)

    def act(now: datetime) -> str:
        withdraw_table(table=row, by=request.user, at=now)
        return _("The table is taken back. Months that were planned stay as they are.")

    try_once(request, act)
    return redirect("exchange:travel_table", pk)


def _may_or_404(request: SignedInRequest) -> None:
    if not anywhere(request.user, Act.IMPORT_FILES):
        raise Http404


def _tables(request: SignedInRequest) -> Any:
    sites = sites_for(request.user, Act.IMPORT_FILES)
    return TravelTable.objects.visible_to(request.user).filter(site__in=sites)


def _table_or_404(request: SignedInRequest, pk: int) -> TravelTable:
    rows = _tables(request).select_related("site", "agency", "taken_by", "withdrawn_by")
    found: TravelTable = get_object_or_404(rows, pk=pk)
    return found


def _current(rows: list[TravelTable], day: date) -> set[int]:
    """The tables in force on a day: of each post and way of getting about, the latest."""
    found: dict[tuple[int, int, str], TravelTable] = {}
    for row in sorted(rows, key=lambda one: (one.starts_on, one.pk)):
        if row.withdrawn_at is None and row.starts_on <= day:
            found[row.site_id, row.agency_id, row.travels_by] = row
    return {row.pk for row in found.values()}


def _state(row: TravelTable, current: set[int]) -> tuple[str, str]:
    if row.withdrawn_at is not None:
        return _("Taken back"), "info"
    if row.pk in current:
        return _("In force"), "met"
    if row.starts_on > timezone.localdate():
        return _("Not yet in force"), "due"
    return _("Replaced"), "info"


def _sending(
    request: SignedInRequest, form: SendForm, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {"form": form, "problem": problem}
    return render(request, "exchange/travel/new.html", context, status=status)


def _looking(
    request: SignedInRequest, taking: TakeForm, seen: Preview, about: AboutForm, status: int
) -> HttpResponse:
    said = about.cleaned_data
    minutes = dict(seen.pairs.minutes)
    context = {
        "form": taking,
        "seen": seen,
        "post": about.chosen,
        "travels_by": TravelBy(said["travels_by"]).label,
        "starts_on": said["starts_on"],
        "count": len(minutes),
        "faults": [say(one) for one in seen.pairs.faults],
        "notes": [say(one) for one in seen.notes],
        "grid": grid(minutes),
        "ways": sorted([start, end, value] for (start, end), value in minutes.items()),
        "refusals": taking.non_field_errors() if taking.is_bound else [],
    }
    return render(request, "exchange/travel/preview.html", context, status=status)
