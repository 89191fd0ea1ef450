"""What is done about a case from any list: log, correct, close a task, take up, take, wake."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caseway.cases.actions import assignments, attention, contacts, hand_offs, tasks
from caseway.cases.actions.contacts import What
from caseway.cases.models import (
    Assignment,
    Case,
    Contact,
    ContactKind,
    HandOff,
    Task,
    TaskOutcome,
)
from caseway.desk.forms.contacts import ContactForm
from caseway.desk.queries.timeline import readable_by
from caseway.desk.views.after import answer, undoable
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.submissions import once


def visible_case(request: SignedInRequest, pk: int) -> Case:
    """The case, or 404 when it does not exist for this person."""
    cases = Case.objects.visible_to(request.user).select_related("participant", "site")
    case: Case = get_object_or_404(cases, pk=pk)
    return case


@require_http_methods(["GET", "POST"])
def log_contact(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The quick form, and saving it. Sent twice it makes one entry; refused it keeps the words."""
    case = visible_case(request, pk)
    if request.method != "POST":
        return contact_form(request, case, ContactForm.empty(request.GET.get("kind", "")))
    form = ContactForm(request.POST)

    def log(now: datetime) -> str:
        contact = contacts.log_contact(case=case, what=form.what(), by=request.user, now=now)
        return _say_saved(request, contact, case, now)

    return _save(request, case, form, log)


@require_http_methods(["GET", "POST"])
def correct_contact(request: SignedInRequest, pk: int, contact_pk: int) -> HttpResponseBase:
    """Put a corrected entry in place of one's own; the first stays readable behind it."""
    case = visible_case(request, pk)
    contact = get_object_or_404(readable_by(request.user, case.contacts.all()), pk=contact_pk)
    if request.method != "POST":
        return contact_form(request, case, ContactForm.of(contact), correcting=contact)
    form = ContactForm(request.POST)

    def correct(now: datetime) -> str:
        contacts.correct_contact(contact=contact, what=form.what(), by=request.user, now=now)
        return _("Corrected. The first version stays readable behind it.")

    return _save(request, case, form, correct, correcting=contact)


@require_POST
def brief_contact(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """One tap: a brief contact, now. Words can be added afterwards."""
    case = visible_case(request, pk)

    def log(now: datetime) -> str:
        what = What(kind=ContactKind.BRIEF, at=now)
        contact = contacts.log_contact(case=case, what=what, by=request.user, now=now)
        return _say_saved(request, contact, case, now)

    _do_once(request, log)
    return answer(request, case.pk)


@require_POST
def close_task(request: SignedInRequest, pk: int, task_pk: int) -> HttpResponseBase:
    """Say how a task ended; a message offers to take it back."""
    case = visible_case(request, pk)
    task = get_object_or_404(case.tasks, pk=task_pk)
    outcome = request.POST.get("outcome", "")
    if outcome not in TaskOutcome.values:
        messages.error(request, _("Choose how it ended: done, did not happen, or not needed."))
        return answer(request, case.pk)
    try:
        tasks.close_task(
            task=task,
            outcome=TaskOutcome(outcome),
            by=request.user,
            at=timezone.now(),
            note=request.POST.get("note", ""),
        )
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        said = {"title": task.title, "outcome": TaskOutcome(outcome).label}
        undo = reverse("desk:reopen_task", args=[case.pk, task.pk])
        undoable(request, _("“%(title)s”: %(outcome)s.") % said, undo)
    return answer(request, case.pk)


@require_POST
def reopen_task(request: SignedInRequest, pk: int, task_pk: int) -> HttpResponseBase:
    """Take the closing of a task back."""
    case = visible_case(request, pk)
    task: Task = get_object_or_404(case.tasks, pk=task_pk)
    _tell(
        request,
        lambda _now: tasks.reopen_task(task=task, by=request.user),
        _("“%(title)s” is open again.") % {"title": task.title},
    )
    return answer(request, case.pk)


@require_POST
def accept_hand_off(request: SignedInRequest, pk: int, hand_off_pk: int) -> HttpResponseBase:
    """ "I have read this": the case is taken up."""
    case = visible_case(request, pk)
    row: HandOff = get_object_or_404(case.hand_offs, pk=hand_off_pk)
    _tell(
        request,
        lambda now: hand_offs.accept(hand_off=row, by=request.user, at=now),
        _("You took %(name)s up. Speak with them within the week.")
        % {"name": case.participant.name_used},
    )
    return answer(request, case.pk)


@require_POST
def take(request: SignedInRequest, pk: int, assignment_pk: int) -> HttpResponseBase:
    """Take a vacant part from a queue. The first to press has it."""
    case = visible_case(request, pk)
    row: Assignment = get_object_or_404(case.assignments, pk=assignment_pk)
    _tell(
        request,
        lambda now: assignments.take(assignment=row, by=request.user, on=timezone.localdate(now)),
        _("%(name)s is yours now.") % {"name": case.participant.name_used},
    )
    return answer(request, case.pk)


@require_POST
def wake(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Show again what she put off on this case."""
    case = visible_case(request, pk)
    attention.wake(case=case, by=request.user, at=timezone.now())
    messages.success(
        request, _("%(name)s is back on your list.") % {"name": case.participant.name_used}
    )
    return answer(request, case.pk)


def contact_form(
    request: SignedInRequest,
    case: Case,
    form: ContactForm,
    *,
    correcting: Contact | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form alone for htmx, or on a page of its own."""
    source = request.POST if request.method == "POST" else request.GET
    action = (
        reverse("desk:correct_contact", args=[case.pk, correcting.pk])
        if correcting
        else reverse("desk:log_contact", args=[case.pk])
    )
    context: dict[str, Any] = {
        "case": case,
        "form": form,
        "action": action,
        "correcting": correcting,
        "then": source.get("then", ""),
        "nth": source.get("nth", ""),
        "state": source.get("state", ""),
    }
    if not request.headers.get("HX-Request"):
        return render(request, "desk/log_contact.html", context, status=status)
    response = render(request, "desk/log_contact.html#form", context, status=status)
    if status == 422 and context["then"] == "today":
        # Saved, the form gives way to the list; refused, it stays in its drawer with its words.
        response["HX-Retarget"] = f"#drawer-{case.pk}"
        response["HX-Reswap"] = "innerHTML"
    return response


def _say_saved(request: SignedInRequest, contact: Contact, case: Case, now: datetime) -> str:
    """What to say of it; nothing more where it was said with a button that takes it back."""
    said = saved_words(contact, case)
    if contacts.why_not_take_back(contact=contact, by=request.user, at=now):
        return said
    undoable(request, said, reverse("desk:take_back_contact", args=[case.pk, contact.pk]))
    return ""


def saved_words(contact: Contact, case: Case) -> str:
    return _("Saved: %(kind)s, %(name)s.") % {
        "kind": ContactKind(contact.kind).label,
        "name": case.participant.name_used,
    }


def _save(
    request: SignedInRequest,
    case: Case,
    form: ContactForm,
    act: Callable[[datetime], str],
    correcting: Contact | None = None,
) -> HttpResponseBase:
    if form.is_valid():
        try:
            _once(request, act)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
    if form.errors:
        return contact_form(request, case, form, correcting=correcting, status=422)
    return answer(request, case.pk)


def _once(request: SignedInRequest, act: Callable[[datetime], str]) -> None:
    """Act unless this very form did already; both times the person reads that it is saved.

    `act` gives the sentence to show, or nothing when it said so itself.
    """
    now = timezone.now()
    key = request.POST.get("submission_key")
    with once(key, user=request.user, path=request.path, at=now) as submission:
        if submission.first:
            said = act(now)
            if said:
                messages.success(request, said)
        else:
            messages.info(request, _("This was saved already. Nothing was saved twice."))


def _do_once(request: SignedInRequest, act: Callable[[datetime], str]) -> None:
    try:
        _once(request, act)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))


def _tell(request: SignedInRequest, act: Callable[[datetime], object], done: str) -> None:
    """Act, and say what happened: done, or the refusal's own sentence."""
    try:
        act(timezone.now())
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
