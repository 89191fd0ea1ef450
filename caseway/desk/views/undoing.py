"""Taking back what one press did: a contact without words, or one act for many people."""

from collections.abc import Iterable, Sequence

from django.contrib import messages
from django.core import signing
from django.db import models
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from caseway.cases.actions import attention, contacts, hand_offs, tasks
from caseway.cases.models import Case, ContactKind, HandOff, Task
from caseway.desk.queries.timeline import readable_by
from caseway.desk.trail import case_url, today_url
from caseway.desk.views.acts import visible_case
from caseway.desk.views.after import answer, undoable
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest

# What an Undo button carries is signed, for its own address: only whoever acted takes it back.
HAND_OFFS, TASKS, PUT_OFF = "desk:take_back_hand_offs", "desk:take_back_tasks", "desk:wake_together"


def offer_back(
    request: SignedInRequest, sentence: str, address: str, rows: Iterable[models.Model]
) -> None:
    """Say what was done to many rows, with a button that takes it back."""
    what = signing.dumps([request.user.pk, [row.pk for row in rows]], salt=address, compress=True)
    undoable(request, sentence, reverse(address), what)


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
    named = _named(request, HAND_OFFS)
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
    said = ngettext(
        "%(n)d case is back where it was.", "%(n)d cases are back where they were.", len(done)
    )
    _tell(request, said, len(done), asked=len(named))
    return redirect(_back(request, done))


@require_POST
def take_back_tasks(request: SignedInRequest) -> HttpResponse:
    """Undo a task that was added for one person or many; a refused one stops no other."""
    named = _named(request, TASKS)
    cases = Case.objects.visible_to(request.user)
    rows = Task.objects.filter(pk__in=named, case__in=cases).select_related("case__participant")
    done = []
    for row in rows.order_by("pk"):
        try:
            tasks.take_back_task(task=row, by=request.user, at=timezone.now())
        except NotAllowed as refusal:
            messages.warning(request, f"{row.case.participant.name_used}: {refusal}")
        else:
            done.append(row.case_id)
    said = ngettext("%(n)d task is taken back.", "%(n)d tasks are taken back.", len(done))
    _tell(request, said, len(done), asked=len(named))
    return redirect(_back(request, done))


@require_POST
def wake_together(request: SignedInRequest) -> HttpResponse:
    """Show again what she put off for many people at once."""
    named = _named(request, PUT_OFF)
    cases = Case.objects.visible_to(request.user).filter(pk__in=named).order_by("pk")
    now = timezone.now()
    done = [case.pk for case in cases if attention.wake(case=case, by=request.user, at=now)]
    said = ngettext(
        "%(n)d person is back on your list.", "%(n)d people are back on your list.", len(done)
    )
    _tell(request, said, len(done), asked=0)
    return redirect(_back(request, done))


def _tell(request: SignedInRequest, said: str, done: int, *, asked: int) -> None:
    """What is undone; with nothing undone and nothing asked for, there was nothing to undo."""
    if done:
        messages.success(request, said % {"n": done})
    elif not asked:
        messages.error(request, _("There is nothing to take back here any more."))


def _back(request: SignedInRequest, cases: Sequence[int]) -> str:
    """To the list on which the message stood, or the case."""
    if len(set(cases)) == 1 and request.POST.get("then") == "case":
        return case_url(cases[0])
    state = request.POST.get("state", "")
    if request.POST.get("then") == "caseload":
        return reverse("desk:caseload") + (f"?{QueryDict(state).urlencode()}" if state else "")
    return today_url(state)


def _named(request: SignedInRequest, address: str) -> list[int]:
    """The rows that the button names, if it was this person's."""
    try:
        user_id, ids = signing.loads(request.POST.get("what", ""), salt=address)
    except (signing.BadSignature, ValueError, TypeError):
        return []
    return list(ids) if user_id == request.user.pk else []
