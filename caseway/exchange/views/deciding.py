"""What a person decides about a file as a whole."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caseway.exchange import jobs, queries
from caseway.exchange.actions import applying, deciding, undoing
from caseway.exchange.forms import ColumnsForm, WordsForm
from caseway.exchange.meaning import Field
from caseway.exchange.models import Batch, BatchState, Fate
from caseway.exchange.views.found import batch_or_404, note_reading
from caseway.kernel.models.audit import AccessEvent
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest

SAMPLES = 3


@require_http_methods(["GET", "POST"])
def columns(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what each column holds. The guesses are filled in; the first cells stand beside."""
    batch = batch_or_404(request, pk)
    if batch.state not in {BatchState.MAPPING, BatchState.PREVIEW}:
        return redirect("exchange:batch", pk)
    form = ColumnsForm(request.POST or None, batch=batch)
    if request.method == "POST" and form.is_valid():
        try:
            batch = deciding.map_columns(
                batch=batch, said=form.columns(), by=request.user, at=timezone.now()
            )
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            jobs.go_on(batch)
            return redirect("exchange:batch", pk)
    note_reading(request, batch, AccessEvent.Kind.OPENED, SAMPLES)
    page = _columns_page(batch, form)
    return render(request, "exchange/columns.html", page, status=422 if form.errors else 200)


def _columns_page(batch: Batch, form: ColumnsForm) -> dict[str, Any]:
    rows = batch.rows.filter(role="data").order_by("line")[:SAMPLES]
    samples = [row.take("source").get("cells", []) for row in rows]
    shown = [
        {
            "field": form[f"column_{position}"],
            "heading": heading,
            "samples": _shown(samples, position, batch),
        }
        for position, heading in enumerate(batch.header)
    ]
    general = [form[name] for name in ("date_order", "program", "region")]
    return {
        "batch": batch,
        "form": form,
        "columns": shown,
        "general": general,
        "findings": queries.said(batch.findings),
        "remembered": batch.options.get("map"),
    }


def _shown(samples: list[list[str]], position: int, batch: Batch) -> list[str]:
    """The first cells of a column; of social security numbers, the last four digits."""
    cells = [cells[position] for cells in samples if position < len(cells) and cells[position]]
    hidden = batch.columns.get(str(position)) == Field.SSN
    return [f"***-**-{cell[-4:]}" if hidden else cell for cell in cells]


@require_http_methods(["GET", "POST"])
def explain(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what the sender's words for places, stages and people stand for."""
    batch = batch_or_404(request, pk)
    words = queries.words_to_explain(batch)
    if batch.state != BatchState.PREVIEW or not words:
        return redirect("exchange:batch", pk)
    form = WordsForm(request.POST or None, batch=batch, words=words)
    if request.method == "POST" and form.is_valid():
        return _act(
            request,
            pk,
            lambda: deciding.explain_words(
                batch=batch, words=form.words(), by=request.user, at=timezone.now()
            ),
        )
    status = 422 if form.errors else 200
    return render(request, "exchange/words.html", {"batch": batch, "form": form}, status=status)


@require_POST
def sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read another sheet of the workbook."""
    batch = batch_or_404(request, pk)
    name = request.POST.get("sheet", "")
    return _act(request, pk, lambda: deciding.read_sheet(batch=batch, sheet=name))


@require_POST
def check(request: SignedInRequest, pk: int) -> HttpResponse:
    """Check the file again, against what is known now."""
    batch = batch_or_404(request, pk)
    return _act(
        request,
        pk,
        lambda: deciding.explain_words(batch=batch, words={}, by=request.user, at=timezone.now()),
    )


@require_POST
def agree(request: SignedInRequest, pk: int) -> HttpResponse:
    """Load the new and changed lines."""
    batch = batch_or_404(request, pk)
    waiting = queries.counts(batch)[Fate.HELD]
    answer = _act(
        request, pk, lambda: applying.agree(batch=batch, by=request.user, at=timezone.now())
    )
    if waiting:
        messages.info(
            request, _("Held lines were not loaded. They stand in the list of held lines.")
        )
    return answer


@require_POST
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back what the file did, as far as nobody has worked on it since."""
    batch = batch_or_404(request, pk)
    return _act(request, pk, lambda: undoing.ask_to_undo(batch=batch, by=request.user))


def _act(request: SignedInRequest, pk: int, act: Callable[[], Batch]) -> HttpResponse:
    """Do it and ask for the work it calls for; or say why not."""
    try:
        jobs.go_on(act())
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect("exchange:batch", pk)
