"""Activities and hours of one case: the page, beginning, changing and ending an activity."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseway.attendance import access
from caseway.attendance.actions import agreed as agreeing
from caseway.attendance.actions import enrolments
from caseway.attendance.forms.activities import (
    ActivityForm,
    AgreedForm,
    ChangeWeekForm,
    EndForm,
    NewActivityForm,
    WeekForm,
    first_day,
    minutes_of,
)
from caseway.attendance.forms.proof import FinishForm
from caseway.attendance.kinds import ABOUT
from caseway.attendance.models import ActivityEnrolment, ActivityKind, AgreedHours
from caseway.attendance.queries.case import CaseActivities, PersonsActivities, activities_of
from caseway.attendance.queries.outlook import outlook_of
from caseway.attendance.shown import activities as words
from caseway.attendance.shown import hours
from caseway.attendance.views.found import of_a_case
from caseway.cases.models import Case, Person
from caseway.cases.views.common import first_errors, save_once, today, try_once, visible_case
from caseway.cases.views.conflicts import conflict_of, shown
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.versions import StaleRecord
from caseway.network.models import Provider


@require_GET
def case_hours(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everybody's hours and activities on a case, and what can lawfully be done about them."""
    case = visible_case(request, pk)
    audit.read(Kind.OPENED, on=case, by=request.user, at=timezone.now(), case_id=case.pk)
    return _page(request, case)


@require_http_methods(["GET", "POST"])
def enrol(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Begin an activity, or a step that does not count and helps all the same."""
    case = visible_case(request, pk)
    people = activities_of(case, today()).members
    start = {"person": request.GET.get("person") or case.participant_id, "starts_on": today()}
    if request.method != "POST":
        if request.GET.get("kind") == "step":
            start["kind"] = ActivityKind.OTHER.value
        form = NewActivityForm(initial=start, case=case, people=people)
        return _enrol_page(request, case, form, WeekForm())
    if sentence := access.why_not_edit(request.user, case):
        raise NotAllowed(sentence)
    form = NewActivityForm(request.POST, case=case, people=people)
    week = WeekForm(request.POST)

    def act(_now: datetime) -> str:
        row = enrolments.enrol(
            case=case,
            person=form.cleaned_data["person"],
            activity=form.activity(),
            schedule=week.week(),
            starts_on=form.cleaned_data["starts_on"],
            by=request.user,
            today=today(),
        )
        return _("“%(title)s” stands in the plan now.") % {"title": row.title}

    if form.is_valid() & week.is_valid() and saved(request, form, act):
        return redirect("attendance:case", pk)
    return _enrol_page(request, case, form, week, status=422)


@require_http_methods(["GET", "POST"])
def activity(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """One activity: what it is, its week, its proof, its modules, its end."""
    row = of_a_case(request, pk)
    if request.method != "POST":
        audit.read(Kind.OPENED, on=row, by=request.user, at=timezone.now(), case_id=row.case_id)
        return draw(request, row)
    if sentence := access.why_not_edit(request.user, row.case):
        raise NotAllowed(sentence)
    form = ActivityForm(request.POST, case=row.case)

    def act(now: datetime) -> str:
        enrolments.change_activity(
            enrolment=row,
            activity=form.activity(),
            version=form.cleaned_data["version"] or 0,
            by=request.user,
            at=now,
        )
        return _("Saved.")

    try:
        if form.is_valid() and saved(request, form, act):
            return redirect("attendance:activity", pk)
    except StaleRecord as stale:
        at = reverse("attendance:activity", args=[pk])
        renamed = StaleRecord(_typed(stale.theirs), _typed(stale.mine) or {}, stale.current)
        both = conflict_of(row, form, renamed, at=at, show=_shown)
        return draw(request, of_a_case(request, pk), conflict=both, status=409)
    return draw(request, of_a_case(request, pk), sent=("about", form), status=422)


@require_POST
def schedule(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Another week from a day; what was before stays as it was."""
    row = of_a_case(request, pk)
    form = ChangeWeekForm(request.POST)

    def act(_now: datetime) -> str:
        enrolments.change_schedule(
            enrolment=row,
            schedule=form.week(),
            starts_on=form.cleaned_data["starts_on"],
            by=request.user,
        )
        return _("The new week holds from that day. The one before stays in the record.")

    return answer(request, row, "week", form, act)


@require_POST
def end(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Let an activity end."""
    row = of_a_case(request, pk)
    form = EndForm(request.POST, auto_id="end_%s")

    def act(_now: datetime) -> str:
        enrolments.end_enrolment(
            enrolment=row,
            last_day=form.cleaned_data["last_day"],
            reason=form.cleaned_data["reason"],
            by=request.user,
        )
        return _("Ended. What was done there stays in the record.")

    return answer(request, row, "end", form, act)


@require_POST
def reopen(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The activity goes on after all."""
    row = of_a_case(request, pk)

    def act(_now: datetime) -> str:
        enrolments.take_end_back(enrolment=row, by=request.user)
        return _("“%(title)s” goes on.") % {"title": row.title}

    try_once(request, act)
    return redirect("attendance:activity", pk)


@require_http_methods(["GET", "POST"])
def agree(request: SignedInRequest, pk: int, person_pk: int) -> HttpResponseBase:
    """Agree hours a week with a person, more or fewer than the rate asks."""
    case = visible_case(request, pk)
    person = _member(case, person_pk)
    if request.method != "POST":
        return _agree_page(request, case, person, AgreedForm(initial={"starts_on": today()}))
    form = AgreedForm(request.POST)

    def act(_now: datetime) -> str:
        agreeing.agree_hours(
            case=case,
            person=person,
            minutes_a_week=minutes_of(form.cleaned_data["hours"]),
            basis=form.cleaned_data["basis"],
            starts_on=form.cleaned_data["starts_on"],
            by=request.user,
        )
        return _("Agreed. What was before stays in the record.")

    if form.is_valid() and saved(request, form, act):
        return redirect("attendance:case", pk)
    return _agree_page(request, case, person, form, status=422)


@require_POST
def end_agreed(request: SignedInRequest, pk: int, agreed_pk: int) -> HttpResponseBase:
    """What was agreed no longer holds from today."""
    case = visible_case(request, pk)
    row = get_object_or_404(AgreedHours.objects.select_related("case"), pk=agreed_pk, case=case)

    def act(_now: datetime) -> str:
        agreeing.end_agreed_hours(agreed=row, by=request.user, on=today())
        return _("No hours of their own are agreed any more.")

    try_once(request, act)
    return redirect("attendance:case", pk)


def saved(request: SignedInRequest, form: Any, act: Callable[[datetime], str]) -> bool:
    """Save once; a refusal goes beside the form. Whether it was done."""
    try:
        save_once(request, act)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def answer(
    request: SignedInRequest,
    row: ActivityEnrolment,
    part: str,
    form: Any,
    act: Callable[[datetime], str],
) -> HttpResponseBase:
    """Save one part of an activity's page, or show the page with that part as it was typed."""
    if form.is_valid() and saved(request, form, act):
        return redirect("attendance:activity", row.pk)
    return draw(request, row, sent=(part, form), status=422)


def draw(
    request: SignedInRequest,
    row: ActivityEnrolment,
    *,
    sent: tuple[str, Any] | None = None,
    conflict: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """An activity's page; with `sent`, one of its forms comes back as it was typed."""
    page = activities_of(row.case, today())
    taken = next(
        one for each in page.people for one in (*each.taken, *each.ended) if one.row.pk == row.pk
    )
    week = taken.week_on(first_day(row, today()))
    forms: dict[str, Any] = {
        "about": ActivityForm(initial=ActivityForm.start(row), case=row.case),
        "week": ChangeWeekForm(
            initial={**ChangeWeekForm.start(week), "starts_on": first_day(row, today())}
        ),
        "end": EndForm(initial={"last_day": today()}, auto_id="end_%s"),
        "finish": FinishForm(initial={"on": today()}, enrolment=row, auto_id="finish_%s"),
    }
    if sent:
        forms[sent[0]] = sent[1]
    context = {
        "case": row.case,
        "row": row,
        "taken": words.taken(taken, today()),
        "proofs": [words.proof(one) for one in taken.proofs],
        "modules": taken.modules,
        "teaches": row.activity in (ActivityKind.JOB_SEARCH, ActivityKind.OTHER),
        "forms": forms,
        "opened": sent[0] if sent else "",
        "errors": first_errors(sent[1]) if sent else [],
        "conflict": conflict,
        "refusal": access.why_not_edit(request.user, row.case),
        "mark_refusal": access.why_not_mark(request.user, row),
        "about_kind": ABOUT[ActivityKind(row.activity)],
    }
    return render(request, "attendance/activity.html", context, status=status)


def _page(request: SignedInRequest, case: Case) -> HttpResponse:
    page: CaseActivities = activities_of(case, today())
    outlook = outlook_of(case, today())
    marks = access.why_not_mark_each(
        request.user, [one.row for each in page.people for one in each.taken]
    )
    context = {
        "case": case,
        "people": [
            {
                **words.person(each, today()),
                "hours": hours.person_hours(each.person.pk, outlook),
                "mark_url": _mark_url(each, marks),
            }
            for each in page.people
        ],
        "refusal": access.why_not_edit(request.user, case),
        **hours.page_words(outlook, today()),
    }
    return render(request, "attendance/case.html", context)


def _mark_url(page: PersonsActivities, marks: dict[int, str | None]) -> str:
    """Where her month is marked, for a reader who may mark any of it."""
    may = any(marks[one.row.pk] is None for one in page.taken)
    return hours.mark_url(page.person.pk) if may else ""


def _enrol_page(
    request: SignedInRequest, case: Case, form: Any, week: WeekForm, status: int = 200
) -> HttpResponse:
    context = {
        "case": case,
        "form": form,
        "week": week,
        "errors": first_errors(form, week) if form.is_bound else [],
        "about": [(ActivityKind(kind).label, text) for kind, text in ABOUT.items()],
        "refusal": access.why_not_edit(request.user, case),
    }
    return render(request, "attendance/enrol.html", context, status=status)


def _agree_page(
    request: SignedInRequest, case: Case, person: Person, form: AgreedForm, status: int = 200
) -> HttpResponse:
    context = {
        "case": case,
        "person": person,
        "form": form,
        "refusal": access.why_not_edit(request.user, case),
    }
    return render(request, "attendance/agree.html", context, status=status)


def _member(case: Case, person_pk: int) -> Person:
    """Somebody who belongs or belonged to the household of the case."""
    if person_pk == case.participant_id:
        return case.participant
    members = Person.objects.filter(households__household=case.household_id)
    return get_object_or_404(members.distinct(), pk=person_pk)


# The form asks in the reader's words; what it is stored as has other names.
_FORM_NAMES = {"activity": "kind", "homework_minutes_a_week": "homework"}


def _typed(values: dict[str, Any] | None) -> dict[str, Any] | None:
    """Stored values under the names, and in the units, in which the form asks for them."""
    if values is None:
        return None
    told = {_FORM_NAMES.get(name, name): value for name, value in values.items()}
    told["homework"] = ActivityForm.as_typed(told["homework"])
    return told


def _shown(name: str, value: Any) -> Any:
    if name == "kind":
        return ActivityKind(value).label
    if isinstance(value, Provider):
        return value.name
    return shown(name, value)
