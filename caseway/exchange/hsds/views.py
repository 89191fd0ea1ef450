"""The pages of directories: received, sent, looked at, loaded, mended and given out."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseway.agencies.access import sites_for
from caseway.agencies.models import Site
from caseway.agencies.policy import Act
from caseway.cases.views.common import save_once, try_once
from caseway.exchange import jobs
from caseway.exchange.hsds import actions, mending
from caseway.exchange.hsds.forms import ColumnsForm, MendForm, UploadForm, said_of
from caseway.exchange.hsds.judging import Fate
from caseway.exchange.hsds.reading import Unreadable
from caseway.exchange.hsds.records import missing_of
from caseway.exchange.hsds.waiting import waiting
from caseway.exchange.hsds.words import FATES, KINDS, MENDS, ONE, unreadable
from caseway.exchange.hsds.writing import json_file, published_tables, zip_file
from caseway.exchange.models import DirectoryFile, DirectoryState, HeldRecord, HeldState
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.submissions import once
from caseway.network.models import Provider

PER_PAGE = 25
_TONES = {"refused": "late", "columns": "due", "preview": "due", "applied": "met"}


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """Directories of the sites where this person takes in files, newest first."""
    sites = _sites(request)
    rows = DirectoryFile.objects.visible_to(request.user).select_related("received_by", "site")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    open_ones = HeldRecord.objects.visible_to(request.user).filter(state=HeldState.OPEN)
    context = {
        "page": page,
        "files": [(one, _tone(one)) for one in page],
        "held": open_ones.count(),
        "sites": sites,
    }
    return render(request, "exchange/directory/index.html", context)


def _tone(file: DirectoryFile) -> str:
    return _TONES.get(file.state, "info")


@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Send a directory. Sent twice by a double click, it is kept once."""
    sites = _sites(request)
    if request.method == "GET":
        return render(request, "exchange/directory/new.html", {"form": UploadForm(sites=sites)})
    form = UploadForm(request.POST, request.FILES, sites=sites)
    if form.is_valid():
        try:
            return redirect(_receive_once(request, form))
        except NotAllowed as refusal:
            form.add_error("file", str(refusal))
    return render(request, "exchange/directory/new.html", {"form": form}, status=422)


def _receive_once(request: SignedInRequest, form: UploadForm) -> str:
    kept, now = form.cleaned_data, timezone.now()
    key = request.POST.get("submission_key")
    with once(key, user=request.user, path=request.path, at=now) as submission:
        if submission.first:
            upload = actions.Upload(kept["file"].name, kept["source"], kept["file"].chunks())
            file = actions.receive(upload=upload, site=kept["site"], by=request.user, at=now)
            jobs.go_on_directory(file)
            submission.leads_to(reverse("exchange:directory", args=[file.pk]))
    return submission.result_url


@require_http_methods(["GET", "POST"])
def directory(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far the work is, what loading it would do or did, or what its columns hold."""
    file = _file(request, pk)
    if file.is_at_work:
        return render(request, "exchange/directory/file.html", _work(file))
    if file.state == DirectoryState.COLUMNS and file.purged_at is None:
        return _columns(request, file)
    context = {
        "file": file,
        "tone": _tone(file),
        "refusal": unreadable(Unreadable(file.refusal)) if file.refusal else "",
        "account": _account(file),
        "left_out": _left_out(file),
        "held": file.held.filter(state=HeldState.OPEN).count(),
        "fates": list(FATES.values()),
        "is_preview": file.state == DirectoryState.PREVIEW,
    }
    return render(request, "exchange/directory/file.html", context)


def _work(file: DirectoryFile) -> dict[str, Any]:
    """How many records of how many; of how many is not known while it is read."""
    done, goal = file.records_done, file.record_count
    if file.state == DirectoryState.UNDOING:
        fates = [file.counts[kind] for kind in KINDS if kind in file.counts]
        goal = sum(one.get(fate.value, 0) for one in fates for fate in (Fate.NEW, Fate.CHANGED))
        done = sum(file.counts["undone"].values())
    return {"file": file, "tone": _tone(file), "done": done, "goal": goal}


@require_GET
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """The part of the page that follows the work; when it is done, the page itself is fetched."""
    file = _file(request, pk)
    if not file.is_at_work:
        answer = HttpResponse()
        answer["HX-Redirect"] = reverse("exchange:directory", args=[pk])
        return answer
    return render(request, "exchange/directory/progress.html", _work(file))


def _columns(request: SignedInRequest, file: DirectoryFile) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    sheets = file.take("content", {}).get("sheets", [])
    forms = [ColumnsForm(data, sheet=one, prefix=f"s{n}") for n, one in enumerate(sheets)]
    refused = unreadable(Unreadable(file.refusal)) if file.refusal else ""
    if data is not None and all(form.is_valid() for form in forms):
        columns = {form.sheet["key"]: form.columns() for form in forms}
        try:
            _map_columns(request, file, columns)
            return redirect("exchange:directory", file.pk)
        except NotAllowed as refusal:
            refused = str(refusal)
    context = {"file": file, "forms": forms, "refused": refused}
    status = 422 if data is not None else 200
    return render(request, "exchange/directory/columns.html", context, status=status)


@transaction.atomic
def _map_columns(
    request: SignedInRequest, file: DirectoryFile, columns: dict[str, dict[str, str]]
) -> None:
    now = timezone.now()
    jobs.go_on_directory(actions.map_columns(file=file, columns=columns, by=request.user, at=now))


def _account(file: DirectoryFile) -> list[dict[str, Any]]:
    """Records by kind and what became of them; each line adds up."""
    return [
        {
            "kind": KINDS[kind],
            "numbers": [(FATES[fate], file.counts[kind].get(fate.value, 0)) for fate in Fate],
            "all": sum(file.counts[kind].values()),
        }
        for kind in KINDS
        if kind in file.counts
    ]


def _left_out(file: DirectoryFile) -> list[tuple[str, int]]:
    if file.purged_at is not None:
        return []
    return sorted(file.take("content", {}).get("left_out", {}).items())


@require_POST
def load(request: SignedInRequest, pk: int) -> HttpResponse:
    """Load what can be loaded."""
    file = _file(request, pk)

    def act(now: datetime) -> str:
        done = actions.apply(file=file, by=request.user, at=now)
        jobs.go_on_directory(done)
        if done.is_at_work:
            return _("The directory is being loaded.")
        count = done.held.filter(state=HeldState.OPEN).count()
        if not count:
            return _("The directory is loaded.")
        return ngettext(
            "The directory is loaded. %(n)s record has to be mended first.",
            "The directory is loaded. %(n)s records have to be mended first.",
            count,
        ) % {"n": count}

    try_once(request, act)
    return redirect("exchange:directory", pk)


@require_POST
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back what it did."""
    file = _file(request, pk)
    try:
        with transaction.atomic():
            done = actions.undo(file=file, by=request.user, at=timezone.now())
            jobs.go_on_directory(done)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _undone(done))
    return redirect("exchange:directory", pk)


def _undone(file: DirectoryFile) -> str:
    if file.is_at_work:
        return _("The file is being undone.")
    back, left = file.counts["undone"]["back"], file.counts["undone"]["left"]
    put = ngettext("%(n)s record was put back.", "%(n)s records were put back.", back) % {"n": back}
    if not left:
        return put
    stayed = ngettext(
        "%(n)s record stayed, because it is used, published or was changed since.",
        "%(n)s records stayed, because they are used, published or were changed since.",
        left,
    ) % {"n": left}
    return f"{put} {stayed}"


@require_GET
def held(request: SignedInRequest) -> HttpResponse:
    """Records that wait to be mended, those that others wait for first."""
    _sites(request)
    rows = HeldRecord.objects.visible_to(request.user).filter(state=HeldState.OPEN)
    page = Paginator(rows.select_related("site"), 50).get_page(request.GET.get("page"))
    lines = [
        (one, ONE[one.row.kind], [MENDS[mend] for mend in one.mends])
        for one in waiting(page, request.user)
    ]
    return render(request, "exchange/directory/held.html", {"page": page, "lines": lines})


@require_http_methods(["GET", "POST"])
def mend(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mend one record and take it in."""
    row = _held_record(request, pk)
    one = waiting([row], request.user)[0]
    record = one.record
    data = request.POST if request.method == "POST" else None
    form = MendForm(data, record=record, providers=_providers(row))

    def act(now: datetime) -> str:
        taken, came = mending.mend(held=row, answer=form.answer(), by=request.user, at=now)
        if not taken:
            return _("What you said is kept. Something else is missing, so it stays on the list.")
        if not came:
            return _("It is in the directory now.")
        return ngettext(
            "It is in the directory now, and %(n)s record that waited for it.",
            "It is in the directory now, and %(n)s records that waited for it.",
            came,
        ) % {"n": came}

    if data is not None and form.is_valid():
        try:
            save_once(request, act)
            return redirect("exchange:directory_held")
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
    context = {
        "one": one,
        "kind": ONE[row.kind],
        "form": form,
        "mends": [MENDS[mend] for mend in record.mends],
        "fields": said_of(record),
        "address_words": _address_words(record),
    }
    return render(
        request, "exchange/directory/mend.html", context, status=200 if data is None else 422
    )


def _address_words(record: Any) -> str:
    """An incomplete address as it came, in the order of an envelope."""
    broken = [one for one in record.parts.get("address", []) if missing_of(one)]
    names = (*MendForm.ADDRESS, "address_words")
    return ", ".join(one[name] for one in broken for name in names if one.get(name))


def _providers(row: HeldRecord) -> Any:
    return Provider.objects.filter(site=row.site, closed_on=None).order_by("name", "pk")


@require_POST
def leave_out(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that a record is not wanted."""
    row = _held_record(request, pk)

    def act(now: datetime) -> str:
        mending.leave_out(held=row, by=request.user, at=now)
        return _("It is left out.")

    try_once(request, act)
    return redirect("exchange:directory_held")


@require_GET
def export(request: SignedInRequest, kind: str) -> HttpResponse:
    """The published directory of a site as a file."""
    sites = _sites(request)
    wanted = request.GET.get("site", "")
    site = get_object_or_404(sites, pk=wanted if wanted.isdecimal() else sites[0].pk)
    tables = published_tables(site)
    content, mime = {
        "json": (json_file, "application/json"),
        "zip": (zip_file, "application/zip"),
    }[kind]
    answer = HttpResponse(content(tables), content_type=mime)
    answer["Content-Disposition"] = f'attachment; filename="directory-{site.slug}.{kind}"'
    return answer


def _sites(request: SignedInRequest) -> Any:
    """The sites where she takes in files; 404 when there is none."""
    ids = sites_for(request.user, Act.IMPORT_FILES)
    if not ids:
        raise Http404
    return Site.objects.filter(pk__in=ids).order_by("name", "pk")


def _file(request: SignedInRequest, pk: int) -> DirectoryFile:
    rows = DirectoryFile.objects.visible_to(request.user)
    found: DirectoryFile = get_object_or_404(
        rows.select_related("site", "received_by", "applied_by"), pk=pk
    )
    return found


def _held_record(request: SignedInRequest, pk: int) -> HeldRecord:
    rows = HeldRecord.objects.visible_to(request.user).filter(state=HeldState.OPEN)
    found: HeldRecord = get_object_or_404(rows.select_related("site"), pk=pk)
    return found
