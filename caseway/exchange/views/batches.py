"""The list of files, sending one, and the page that follows it from the first line to the last."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from caseway.exchange import fixfile, jobs, queries
from caseway.exchange.actions.receiving import Upload, receive
from caseway.exchange.forms import UploadForm
from caseway.exchange.models import DATA_FATES, Batch, BatchState, Fate
from caseway.exchange.views.found import batch_or_404, may_load_files, note_reading
from caseway.kernel.models.audit import AccessEvent
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.submissions import once

PER_PAGE = 25
_TONES = {Fate.HELD: "due", Fate.REFUSED: "late"}
_STATE_TONES = {
    BatchState.MAPPING: "due",
    BatchState.PREVIEW: "due",
    BatchState.APPLIED: "met",
    BatchState.REFUSED: "late",
}


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """Files of the person's agencies, newest first."""
    may_load_files(request)
    rows = Batch.objects.visible_to(request.user).select_related("received_by", "site")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    files = [(one, _STATE_TONES.get(BatchState(one.state), "info")) for one in page]
    return render(request, "exchange/index.html", {"page": page, "files": files})


@require_http_methods(["GET", "POST"])
def upload(request: SignedInRequest) -> HttpResponse:
    """Send a file. Sent twice by a double click, it is kept once."""
    may_load_files(request)
    posted = request.method == "POST"
    form = UploadForm(
        request.POST if posted else None, request.FILES if posted else None, user=request.user
    )
    if not posted:
        return render(request, "exchange/upload.html", {"form": form})
    if not form.is_valid():
        return render(request, "exchange/upload.html", {"form": form}, status=422)
    try:
        return redirect(_receive_once(request, form))
    except NotAllowed as refusal:
        form.add_error("file", str(refusal))
        return render(request, "exchange/upload.html", {"form": form}, status=422)


def _receive_once(request: SignedInRequest, form: UploadForm) -> str:
    file, post, now = form.cleaned_data["file"], form.chosen, timezone.now()
    key = request.POST.get("submission_key")
    with once(key, user=request.user, path=request.path, at=now) as submission:
        if submission.first:
            batch = receive(
                upload=Upload(file.name, file.chunks(), form.cleaned_data["sender"]),
                site=post.site,
                agency=post.agency,
                region=post.region,
                by=request.user,
                at=now,
            )
            jobs.go_on(batch)
            submission.leads_to(reverse("exchange:batch", args=[batch.pk]))
    return submission.result_url


@require_GET
def batch(request: SignedInRequest, pk: int) -> HttpResponse:
    """Where the file stands, and what the person can do next."""
    found = batch_or_404(request, pk)
    if found.state == BatchState.MAPPING:
        return redirect("exchange:columns", pk)
    return render(request, "exchange/batch.html", _page(found))


@require_GET
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """The part of the page that follows the work; when it is done, the page itself is fetched."""
    found = batch_or_404(request, pk)
    if not found.is_busy:
        response = HttpResponse()
        response["HX-Redirect"] = reverse("exchange:batch", args=[pk])
        return response
    return render(request, "exchange/progress.html", _page(found))


def _page(found: Batch) -> dict[str, Any]:
    counts = queries.counts(found)
    undone, kept = queries.undone_counts(found) if found.undone_at else (0, 0)
    waiting = found.state == BatchState.PREVIEW
    left = queries.left_to_load(found)
    words = queries.words_to_explain(found) if waiting else {}
    return {
        "batch": found,
        "tone": _STATE_TONES.get(BatchState(found.state), "info"),
        "refusal": queries.said([found.refusal])[0] if found.refusal else None,
        "findings": queries.said(found.findings),
        "tiles": _tiles(found, counts),
        "outside": found.line_count - found.blank_count - found.data_count,
        "to_load_now": left,
        "to_load_more": left and found.state == BatchState.APPLIED,
        "held": counts[Fate.HELD],
        "to_mend": queries.to_mend(found),
        "apart": queries.apart(found),
        "words": words,
        "unclear": sum(len(texts) for texts in words.values()),
        "goal": _goal(found, counts),
        "undone": undone,
        "kept": kept,
        "can_check": waiting and not found.purged_at,
    }


def _tiles(found: Batch, counts: dict[Fate, int]) -> list[dict[str, Any]]:
    return [
        {
            "label": fate.label,
            "value": counts[fate],
            "tone": _TONES.get(fate, "") if counts[fate] else "",
            "url": reverse("exchange:lines", args=[found.pk, fate.value]),
        }
        for fate in DATA_FATES
    ]


def _goal(found: Batch, counts: dict[Fate, int]) -> int:
    """How many lines the work at hand has before it; 0 while that is not known."""
    if found.state in {BatchState.APPLYING, BatchState.UNDOING}:
        return counts[Fate.NEW] + counts[Fate.CHANGED]
    return found.data_count if found.state == BatchState.CHECKING else 0


@require_GET
def mend(request: SignedInRequest, pk: int, kind: str) -> HttpResponseBase:
    """The fix file, as CSV or as a workbook."""
    found = batch_or_404(request, pk)
    if kind not in {"csv", "xlsx"}:
        raise Http404
    if sentence := found.why_not_touch():
        messages.error(request, sentence)
        return redirect("exchange:batch", pk)
    note_reading(request, found, AccessEvent.Kind.EXPORTED, found.data_count)
    lines = fixfile.lines_to_mend(found)
    name = f'attachment; filename="lines-to-mend-{found.pk}.{kind}"'
    response: HttpResponseBase
    if kind == "csv":
        response = StreamingHttpResponse(fixfile.as_csv(lines), content_type="text/csv")
    else:
        response = HttpResponse(fixfile.as_xlsx(lines), content_type=_XLSX)
    response["Content-Disposition"] = name
    return response


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
