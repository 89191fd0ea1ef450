"""Activities and hours of one case: the page, beginning an activity, agreeing on hours."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseway.attendance import access
from caseway.attendance.actions import agreed as agreeing
from caseway.attendance.actions import enrolments
from caseway.attendance.forms.activities import (
    AgreedForm,
    NewActivityForm,
    StepForm,
    WeekForm,
    minutes_of,
)
from caseway.attendance.kinds import ABOUT
from caseway.attendance.models import ActivityKind, AgreedHours
from caseway.attendance.queries.case import (
    CaseActivities,
    PersonsActivities,
    activities_of,
    may_begin,
)
from caseway.attendance.queries.outlook import outlook_of
from caseway.attendance.shown import activities as words
from caseway.attendance.shown import hours
from caseway.cases.bar import bar
from caseway.cases.models import Case, Person
from caseway.cases.views.common import first_errors, saved, today, try_once, visible_case
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest

STEP = "step"


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
    people = may_begin(activities_of(case, today()), today())
    if request.method != "POST":
        start = {"person": request.GET.get("person") or case.participant_id, "starts_on": today()}
        form = _begin_form(request.GET, case, people, initial=start)
        return _enrol_page(request, case, form, WeekForm())
    if sentence := access.why_not_edit(request.user, case):
        raise NotAllowed(sentence)
    form = _begin_form(request.POST, case, people, data=request.POST)
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


def _begin_form(
    asked: QueryDict, case: Case, people: list[Person], **given: Any
) -> NewActivityForm | StepForm:
    """The form of an activity; the short one for a step that no law counts (?kind=step)."""
    if asked.get("kind") == STEP:
        return StepForm(people=people, **given)
    return NewActivityForm(case=case, people=people, **given)


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


def _page(request: SignedInRequest, case: Case) -> HttpResponse:
    page: CaseActivities = activities_of(case, today())
    outlook = outlook_of(case, today())
    places = hours.places_of(page)
    marks = access.why_not_mark_each(
        request.user, [one.row for each in page.people for one in each.taken]
    )
    period = outlook.seen.month.number if outlook else 0
    month = reverse("attendance:family_month", args=[case.pk, period]) if period else ""
    context = {
        "case": case,
        "identity": bar(request.user, case, "hours"),
        "people": [
            {
                **words.person(each, today()),
                "hours": hours.person_hours(each.person.pk, outlook, places),
                "mark_url": _mark_url(each, marks),
            }
            for each in page.people
        ],
        "month_url": month,
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
    page = "attendance/step.html" if isinstance(form, StepForm) else "attendance/enrol.html"
    return render(request, page, context, status=status)


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
        own: Person = case.participant
        return own
    members = Person.objects.filter(households__household=case.household_id)
    found: Person = get_object_or_404(members.distinct(), pk=person_pk)
    return found
