"""Taking back what one press did: a contact without words, and cases at the wrong desk."""

from collections.abc import Iterable

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from caseway.cases.actions import contacts, hand_offs
from caseway.cases.models import Case, ContactKind, HandOff
from caseway.desk.queries.timeline import readable_by
from caseway.desk.trail import case_url, today_url
from caseway.desk.views.acts import visible_case
from caseway.desk.views.after import answer, undoable
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest

# What an Undo button carries is signed: only whoever handed off takes it back.
_SALT = "desk.hand_offs.back"


def offer_back(request: SignedInRequest, sentence: str, made: Iterable[HandOff]) -> None:
    """Say that cases were handed off, with a button that brings them back."""
    what = signing.dumps([request.user.pk, [row.pk for row in made]], salt=_SALT)
    undoable(request, sentence, reverse("desk:take_back_hand_offs"), what)


@require_POST
def take_back_contact(request: SignedInRequest, pk: int, contact_pk: int) -> HttpResponseBase:
    """Undo what was logged: the contact goes, and what it answered waits again."""
    case = visible_case(request, pk)
    contact = get_object_or_404(readable_by(request.user, case.contacts.all()), pk=contact_pk)
    try:
        contacts.take_back_contact(contact=contact, by=request.user, at=timezone.now())
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        said = {"kind": ContactKind(contact.kind).label, "name": case.participant.name_used}
        messages.success(request, _("Taken back: %(kind)s, %(name)s.") % said)
    return answer(request, case.pk)


@require_POST
def take_back_hand_offs(request: SignedInRequest) -> HttpResponse:
    """Undo a reassignment, of one case or of many; one that is refused does not stop the others."""
    named = _named(request)
    cases = Case.objects.visible_to(request.user)
    rows = HandOff.objects.filter(pk__in=named, case__in=cases).select_related("case__participant")
    done = []
    for row in rows.order_by("pk"):
        try:
            hand_offs.take_back(hand_off=row, by=request.user, at=timezone.now())
        except NotAllowed as refusal:
            messages.warning(request, f"{row.case.participant.name_used}: {refusal}")
        else:
            done.append(row.case_id)
    _tell(request, len(done), asked=len(named))
    if len(done) == 1 and request.POST.get("then") == "case":
        return redirect(case_url(done[0]))
    return redirect(_back(request))


def _tell(request: SignedInRequest, done: int, *, asked: int) -> None:
    said = ngettext(
        "%(n)d case is back where it was.", "%(n)d cases are back where they were.", done
    )
    if done:
        messages.success(request, said % {"n": done})
    elif not asked:
        messages.error(request, _("There is nothing to take back here any more."))


def _back(request: SignedInRequest) -> str:
    """To the list on which the message stood."""
    state = request.POST.get("state", "")
    if request.POST.get("then") == "caseload":
        return reverse("desk:caseload") + (f"?{QueryDict(state).urlencode()}" if state else "")
    return today_url(state)


def _named(request: SignedInRequest) -> list[int]:
    """The hand-offs that the button names, if it was this person's."""
    try:
        user_id, ids = signing.loads(request.POST.get("what", ""), salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return []
    return list(ids) if user_id == request.user.pk else []
