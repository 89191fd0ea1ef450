"""The papers of a case: the list, taking one in, and giving one back."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from caseway.agencies.policy import Act
from caseway.cases import access
from caseway.cases.bar import bar
from caseway.cases.models import Case
from caseway.cases.views.common import save_once, today, visible_case
from caseway.documents.actions.receive import bytes_of, receive
from caseway.documents.formats import FORMATS
from caseway.documents.forms import PaperForm
from caseway.documents.models import Document, ReceivedBy
from caseway.documents.queries import papers_of
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.personal import FieldClass
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest

_ENDINGS = {one.media_type: one.ending for one in FORMATS}
# Nothing in a paper may run or load, whatever a browser makes of it.
_POLICY = "default-src 'none'; sandbox"


@require_http_methods(["GET", "POST"])
def papers(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Every paper of a case; a POST takes one in. The same bytes are kept once."""
    case = visible_case(request, pk)
    if request.method != "POST":
        audit.read(Kind.OPENED, on=case, by=request.user, at=timezone.now(), case_id=pk)
        start = {"received_on": today(), "received_by": ReceivedBy.PAPER}
        return _page(request, case, PaperForm(initial=start))
    access.require(request.user, Act.LOG_CONTACT, case)
    form = PaperForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            save_once(request, lambda _now: _take_in(request, case, form))
        except NotAllowed as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("documents:papers", pk)
    return _page(request, case, form, status=422)


@require_GET
def download(request: SignedInRequest, pk: int) -> HttpResponse:
    """The bytes as they came, always as a file to save and never as a page.

    That it was given out is written down first: what cannot be recorded is not shown.
    """
    document = get_object_or_404(Document.objects.visible_to(request.user), pk=pk)
    audit.read(
        Kind.EXPORTED,
        on=document,
        by=request.user,
        at=timezone.now(),
        case_id=document.case_id,
        field_class=FieldClass.HEALTH,
    )
    answer = HttpResponse(bytes_of(document), content_type=document.content_type)
    answer["Content-Disposition"] = content_disposition_header(True, _name(document)) or ""
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = _POLICY
    return answer


def _take_in(request: SignedInRequest, case: Case, form: PaperForm) -> str:
    received = receive(case=case, paper=form.paper(), by=request.user, today=today())
    if received.is_new:
        return _("Kept. It can be used as proof of hours now.")
    return _("This very file is on record already. It is kept once.")


def _name(document: Document) -> str:
    """Its own name, with the ending that its bytes have, so that nothing else opens it."""
    stem = (document.file_name or document.title).rpartition(".")
    return (stem[0] or stem[2] or str(document.pk)) + _ENDINGS[document.content_type]


def _page(request: SignedInRequest, case: Case, form: PaperForm, status: int = 200) -> HttpResponse:
    context = {
        "case": case,
        "identity": bar(request.user, case, "papers"),
        "papers": papers_of(request.user, case.pk),
        "refusal": access.why_not(request.user, Act.LOG_CONTACT, case),
        "form": form,
    }
    return render(request, "documents/papers.html", context, status=status)
