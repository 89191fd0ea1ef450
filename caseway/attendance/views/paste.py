"""Pasting a table: looked at first, and saved only when every cell of it can be."""

import hashlib
import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caseway.attendance.actions.marking import NothingSaved, mark
from caseway.attendance.actions.planning import Fate, Plan, plan
from caseway.attendance.forms.paste import PasteForm, answers_of, seen_of
from caseway.attendance.models import EntrySource
from caseway.attendance.queries.roll import roll_of
from caseway.attendance.reading.people import Roll
from caseway.attendance.reading.sheet import rows_of_text
from caseway.attendance.reading.table import read_table
from caseway.attendance.shown.plan import asked, plan_shown
from caseway.attendance.views.grid import may_or_404, read_choice
from caseway.attendance.views.saving import said
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.submissions import once

# What is carried from look to look must fit into one form.
MOST_OPEN = 300


@require_http_methods(["GET", "POST"])
def paste(request: SignedInRequest) -> HttpResponse:
    """The page to paste into, its preview, and the saving. Everything typed stays in the form."""
    may_or_404(request)
    state = request.POST.get("state") or request.GET.urlencode()
    if request.method == "GET":
        _form, choice = read_choice(request.user, request.GET)
        form = PasteForm(initial={"day": choice.day, "span": "week"})
        return _page(request, form, state, 200)
    form = PasteForm(request.POST)
    if not form.is_valid():
        return _page(request, form, state, 422)
    planned, roll = _plan(request, form, state)
    if not planned.table.has_heading:
        form.add_error("text", _no_heading())
        return _page(request, form, state, 422)
    if planned.counts[Fate.HELD] > MOST_OPEN:
        form.add_error("text", _far_off(planned.counts[Fate.HELD]))
        return _page(request, form, state, 422)
    if request.POST.get("step") == "save" and not planned.held and _is_same(request, form):
        return _save(request, form, state, planned, roll)
    status = 422 if request.POST.get("step") == "save" else 200
    return _page(request, form, state, status, planned, roll)


def _far_off(count: int) -> str:
    return _(
        "%(n)d cells of this table cannot be saved as they are. Check that it is the right table"
        " and week, correct it in the spreadsheet, and paste it again."
    ) % {"n": count}


def _no_heading() -> str:
    return _(
        "No line of headings was found. The first line must name the days, as in “Mon” or"
        " “11/16”, or have the columns “Date” and “Hours”."
    )


def _plan(request: SignedInRequest, form: PasteForm, state: str) -> tuple[Plan, Roll]:
    _form, choice = read_choice(request.user, QueryDict(state))
    around = form.around
    roll = roll_of(request.user, around[0], around[-1], choice)
    rows = rows_of_text(form.cleaned_data["text"])
    answers = _answers(request, form)
    table = read_table(rows, roll, around, answers)
    seen = seen_of(request.POST.get("seen", "")) if _is_same(request, form) else {}
    return plan(table, by=request.user, at=timezone.now(), seen=seen), roll


def _is_same(request: SignedInRequest, form: PasteForm) -> bool:
    return request.POST.get("of") == digest(form.cleaned_data["text"])


def _save(
    request: SignedInRequest, form: PasteForm, state: str, planned: Plan, roll: Roll
) -> HttpResponse:
    now = timezone.now()
    key = request.POST.get("submission_key")
    try:
        with once(key, user=request.user, path=request.path, at=now) as submission:
            if submission.first:
                done = mark(cells=planned.cells, by=request.user, at=now, source=EntrySource.PASTE)
                messages.success(request, said(done))
                submission.leads_to(_back(form, state))
    except NothingSaved:
        messages.warning(request, _("Somebody wrote there in the meantime. Look at it again."))
        return _page(request, form, state, 409, planned, roll)
    return redirect(submission.result_url)


def _back(form: PasteForm, state: str) -> str:
    query = QueryDict(state, mutable=True)
    query["day"] = form.cleaned_data["day"].isoformat()
    return f"{reverse('attendance:grid')}?{query.urlencode()}"


def _page(
    request: SignedInRequest,
    form: PasteForm,
    state: str,
    status: int,
    planned: Plan | None = None,
    roll: Roll | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "state": state}
    if planned is not None and roll is not None:
        seen = {box.box.place: box.version for line in planned.lines for box in line.boxes}
        context |= {
            "plan": plan_shown(planned, roll),
            "seen": json.dumps({place: version for place, version in seen.items() if version}),
            "answered": sorted(
                (name, said)
                for name, said in _answers(request, form).items()
                if name not in asked(planned)
            ),
            "of": digest(form.cleaned_data["text"]),
        }
    return render(request, "attendance/paste.html", context, status=status)


def _answers(request: SignedInRequest, form: PasteForm) -> dict[str, str]:
    """The answers given so far; none when the table itself was changed since."""
    return answers_of(request.POST) if _is_same(request, form) else {}


def digest(text: str) -> str:
    """Which table the answers are about."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
