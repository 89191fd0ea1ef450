"""The lines of a file by what became of them, and the page of one line."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from caseway.exchange import queries
from caseway.exchange.actions.deciding import decide
from caseway.exchange.codes import Code
from caseway.exchange.forms import DecisionForm
from caseway.exchange.meaning import FIELD_NAMES, Field
from caseway.exchange.models import DATA_FATES, Batch, BatchState, Fate, Row
from caseway.exchange.views.found import batch_or_404, note_reading
from caseway.kernel.models.audit import AccessEvent
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest

SIZES = (25, 50, 100)


@require_GET
def lines(request: SignedInRequest, pk: int, fate: str) -> HttpResponse:
    """All lines with one fate, a page at a time."""
    batch = batch_or_404(request, pk)
    if fate not in [one.value for one in DATA_FATES]:
        raise Http404
    size = request.GET.get("rows", "")
    per_page = int(size) if size in map(str, SIZES) else SIZES[0]
    rows = queries.rows_with(batch, Fate(fate))
    page = Paginator(rows, per_page).get_page(request.GET.get("page"))
    note_reading(request, batch, AccessEvent.Kind.OPENED, len(page))
    return render(
        request,
        "exchange/lines.html",
        {
            "batch": batch,
            "fate": Fate(fate),
            "page": page,
            "sizes": SIZES,
            "rows": [queries.seen(row) for row in page],
            "sections": _sections(batch, fate),
        },
    )


def _sections(batch: Batch, fate: str) -> list[dict[str, Any]]:
    return [
        {
            "label": one.label,
            "count": count,
            "current": one.value == fate,
            "url": reverse("exchange:lines", args=[batch.pk, one.value]),
        }
        for one, count in queries.counts(batch).items()
    ]


@require_http_methods(["GET", "POST"])
def line(request: SignedInRequest, pk: int, line: int) -> HttpResponse:
    """One line: as it came, as it was understood, and the decision it waits for."""
    batch = batch_or_404(request, pk)
    row = get_object_or_404(batch.rows.prefetch_related("issues"), line=line)
    row.batch = batch
    form = DecisionForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            return _decide(request, row, form)
        except NotAllowed as refusal:
            form.add_error("answer", str(refusal))
    note_reading(request, batch, AccessEvent.Kind.OPENED, 1)
    status = 422 if form.errors else 200
    return render(request, "exchange/line.html", _page(request, row, form), status=status)


def _decide(request: SignedInRequest, row: Row, form: DecisionForm) -> HttpResponse:
    """Keep the answer and go to the next line that waits."""
    decision, person_id = form.cleaned_data["answer"]
    decide(row=row, decision=decision, person_id=person_id, on=timezone.localdate())
    messages.success(request, _("Line %(line)s: decided.") % {"line": row.line})
    held = row.batch.rows.filter(fate=Fate.HELD).order_by("line")
    after = held.filter(line__gt=row.line).first() or held.first()
    if after:
        return redirect("exchange:line", row.batch_id, after.line)
    return redirect("exchange:batch", row.batch_id)


def _page(request: SignedInRequest, row: Row, form: DecisionForm) -> dict[str, Any]:
    batch = row.batch
    source, values = row.take("source"), row.take("values")
    choices = queries.choices(row, request.user)
    tied = any(issue.code == Code.TIED_TO_CASE for issue in row.issues.all())
    is_new = tied or row.changes.get("versions", [0, 0]) == [0, 0]
    header, cells = batch.header, source.get("cells", [])
    beyond = [""] * max(0, len(cells) - len(header))
    return {
        "batch": batch,
        "row": row,
        "form": form,
        "fate": Fate(row.fate),
        "cells": _masked(list(zip([*header, *beyond], cells, strict=False)), batch),
        "issues": [queries.spoken(issue) for issue in row.issues.all()],
        "changes": [
            (FIELD_NAMES[Field(name)], old, new) for name, old, new in row.changes.get("list", [])
        ],
        "name": values.get("fields", {}).get(Field.FULL_NAME, {}).get("full", ""),
        "choices": choices,
        "can_decide": batch.state in {BatchState.PREVIEW, BatchState.APPLIED}
        and not (row.applied_at or batch.purged_at)
        and (row.fate == Fate.HELD or bool(row.decision)),
        # Where nobody else may be meant, the question is whether the line is right.
        "new_person": is_new and bool(choices or row.changes.get("earlier", [None, None])[1]),
    }


def _masked(cells: list[tuple[str, str]], batch: Batch) -> list[tuple[str, str]]:
    """Social security numbers are shown by their last four digits, here as everywhere."""
    hidden = {int(at) for at, name in batch.columns.items() if name == Field.SSN}
    return [
        (heading, f"***-**-{text[-4:]}" if at in hidden and text else text)
        for at, (heading, text) in enumerate(cells)
    ]
