"""One act for one person or for all who are selected: put off, add a task, reassign."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from caseway.cases.actions import attention, hand_offs, tasks
from caseway.cases.models import Case, HandOff, Task, TaskKind
from caseway.desk.forms.acts import PutOffForm, ReassignForm, TaskForm
from caseway.desk.queries.reassign import Transfer, transfers, who_can_take
from caseway.desk.queries.today import Choice, Entry, today_for
from caseway.desk.trail import case_url, today_url
from caseway.desk.views.after import undoable
from caseway.desk.views.undoing import HAND_OFFS, PUT_OFF, TASKS, offer_back
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.submissions import once
from caseway.kernel.words import long_date
from caseway.rules.functions.codes import FunctionCode

MOST = 100  # as many as one page lists


@require_http_methods(["GET", "POST"])
def together(request: SignedInRequest) -> HttpResponseBase:
    """Show the form of the act that was chosen for the people who were picked, or do it."""
    source = request.GET.copy()
    source.update(request.POST)
    act = source.get("do", "")
    if act not in _PAGES:
        raise Http404
    cases = picked(request, source)
    if not cases:
        messages.error(request, _("Select at least one person first."))
        return redirect(_back(source))
    return _PAGES[act](request, cases, source)


def picked(request: SignedInRequest, source: QueryDict) -> list[Case]:
    """The cases picked, among those that exist for this person, in the order of their names."""
    ids = {int(text) for text in source.getlist("pick") if text.isdecimal() and len(text) < 18}
    cases = Case.objects.visible_to(request.user).select_related("participant", "site")
    return list(cases.filter(pk__in=ids).order_by("participant__sort_name", "id")[:MOST])


def _put_off(request: SignedInRequest, cases: list[Case], source: QueryDict) -> HttpResponseBase:
    if not _is_sent(request):
        return _page(request, "put_off", cases, PutOffForm.empty(timezone.localdate()), source)
    form = PutOffForm(request.POST)
    if not form.is_valid():
        return _page(request, "put_off", cases, form, source, status=422)
    entries = {entry.picture.card.id: entry for entry in today_for(request.user, Choice()).entries}
    done, refused = _each(cases, lambda case, now: _sleep(request.user, case, entries, form, now))
    if refused and not done:
        form.add_error(None, "; ".join(dict.fromkeys(refused.values())))
        return _page(request, "put_off", cases, form, source, status=422)
    _tell_refused(request, refused)
    said = ngettext(
        "%(n)d person put off until %(day)s.", "%(n)d people put off until %(day)s.", len(done)
    )
    sentence = said % {"n": len(done), "day": long_date(form.cleaned_data["until"])}
    if len(done) == 1:
        undoable(request, sentence, reverse("desk:wake", args=[done[0].pk]))
    else:
        offer_back(request, sentence, PUT_OFF, done)
    return redirect(_back(source))


def _sleep(
    user: User, case: Case, entries: dict[int, Entry], form: PutOffForm, now: datetime
) -> None:
    entry = entries.get(case.pk)
    if entry is None:
        raise NotAllowed(_("Nothing is due here. There is nothing to put off."))
    attention.snooze(
        case=case,
        items=entry.rank.items,
        until=form.cleaned_data["until"],
        reason=form.cleaned_data["reason"],
        by=user,
        at=now,
    )


def _add_task(request: SignedInRequest, cases: list[Case], source: QueryDict) -> HttpResponseBase:
    if not _is_sent(request):
        return _page(request, "add_task", cases, TaskForm.empty(timezone.localdate()), source)
    form = TaskForm(request.POST)
    if not form.is_valid():
        return _page(request, "add_task", cases, form, source, status=422)
    values = form.cleaned_data
    made: list[Task] = []

    def add(case: Case, now: datetime) -> None:
        for due_on, starts_at in form.moments():
            task = tasks.add_task(
                case=case,
                kind=TaskKind(values["kind"]),
                title=values["title"],
                function=FunctionCode(values["function"]),
                due_on=due_on,
                starts_at=starts_at,
                by=request.user,
            )
            made.append(task)

    with _sent(request) as submission:
        if submission.first:
            done, refused = _each(cases, add)
            _tell_refused(request, refused)
            said = ngettext(
                "Task added for %(n)d person.", "Task added for %(n)d people.", len(done)
            )
            if done:
                offer_back(request, said % {"n": len(done)}, TASKS, made)
    return redirect(_back(source, cases))


def _reassign(request: SignedInRequest, cases: list[Case], source: QueryDict) -> HttpResponseBase:
    """A preview first: what moves, with its open tasks; then the transfer, each with its note."""
    plans, refused = transfers(request.user, cases)
    context: dict[str, Any] = {"plans": plans, "refused": refused}
    workers = who_can_take(plans, timezone.localdate())
    if not _is_sent(request):
        form = ReassignForm(workers=workers)
        return _page(request, "reassign", cases, form, source, **context)
    form = ReassignForm(request.POST, workers=workers)
    if not form.is_valid() or not plans:
        return _page(request, "reassign", cases, form, source, status=422, **context)
    with _sent(request) as submission:
        if submission.first:
            _transfer_all(request, plans, form)
    return redirect(_back(source, cases))


def _transfer_all(request: SignedInRequest, plans: list[Transfer], form: ReassignForm) -> None:
    by_case = {plan.case.pk: plan for plan in plans}
    made: list[HandOff] = []

    def move(case: Case, now: datetime) -> None:
        plan = by_case[case.pk]
        row = hand_offs.hand_off(
            assignment=plan.assignment,
            to=form.holder(plan.assignment.agency),
            note=form.cleaned_data["note"],
            by=request.user,
            at=now,
            on=timezone.localdate(now),
        )
        made.append(row)

    done, refused = _each([plan.case for plan in plans], move)
    _tell_refused(request, refused)
    said = ngettext("%(n)d case reassigned.", "%(n)d cases reassigned.", len(done))
    if done:
        offer_back(request, said % {"n": len(done)}, HAND_OFFS, made)


def _is_sent(request: SignedInRequest) -> bool:
    """Whether the act's own form came back; a list's button only asks for that form."""
    return "submission_key" in request.POST


def _each(
    cases: list[Case], act: Callable[[Case, datetime], None]
) -> tuple[list[Case], dict[Case, str]]:
    """Act on each case; one that is refused does not stop the others."""
    now = timezone.now()
    done: list[Case] = []
    refused: dict[Case, str] = {}
    for case in cases:
        try:
            act(case, now)
        except NotAllowed as refusal:
            refused[case] = str(refusal)
        else:
            done.append(case)
    return done, refused


def _tell_refused(request: SignedInRequest, refused: dict[Case, str]) -> None:
    for case, sentence in refused.items():
        messages.warning(request, f"{case.participant.name_used}: {sentence}")


def _sent(request: SignedInRequest) -> Any:
    return once(
        request.POST.get("submission_key"),
        user=request.user,
        path=request.path,
        at=timezone.now(),
    )


def _back(source: QueryDict, cases: list[Case] | None = None) -> str:
    """To the list she came from; to the case when there is one and she came from nowhere else."""
    if source.get("from") == "caseload":
        return reverse("desk:caseload") + _question(source.get("state", ""))
    if cases and len(cases) == 1 and "state" not in source:
        return case_url(cases[0].pk)
    return today_url(source.get("state", ""))


def _question(state: str) -> str:
    return f"?{QueryDict(state).urlencode()}" if state else ""


def _page(
    request: SignedInRequest,
    act: str,
    cases: list[Case],
    form: forms.Form,
    source: QueryDict,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "act": act,
        "cases": cases,
        "form": form,
        "state": source.get("state", ""),
        "has_state": "state" in source,
        "came_from": source.get("from", ""),
        "back": _back(source, cases),
        **more,
    }
    return render(request, f"desk/{act}.html", context, status=status)


_PAGES = {"put_off": _put_off, "add_task": _add_task, "reassign": _reassign}
