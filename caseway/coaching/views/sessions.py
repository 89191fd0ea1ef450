"""One proposed session: why it is there, what other days would cost, pin, move, swap."""

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from caseway.cases.views.common import today, try_once
from caseway.coaching import access
from caseway.coaching.actions import coach as coach_actions
from caseway.coaching.actions import helping
from caseway.coaching.actions.months import accepting, editing, planning
from caseway.coaching.forms.planner import DutyForm
from caseway.coaching.models import (
    CoachDuty,
    CoachingEnrolment,
    CoachSetup,
    MonthPlan,
    PlanState,
    ProposedSession,
)
from caseway.coaching.queries.month import month_page
from caseway.coaching.shown import month as shown
from caseway.coaching.shown import sessions as words
from caseway.coaching.views.planner import draw, told, work_then_keep
from caseway.coaching.views.whose_plan import at_site, read_month, setup_of, to_month
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.words import say
from caseway.rules.dates import Month
from caseway.rules.scheduling.plans import Mode


def proposed(request: SignedInRequest, pk: int) -> ProposedSession:
    """A session of a proposal that the reader may know of, or 404."""
    plans = MonthPlan.objects.visible_to(request.user)
    people = CoachingEnrolment.objects.visible_to(request.user)
    rows = ProposedSession.objects.filter(plan__in=plans, enrolment__in=people)
    found: ProposedSession = get_object_or_404(
        rows.select_related("plan__coach", "enrolment__person", "enrolment__case", "of_visit"),
        pk=pk,
    )
    return found


@require_GET
def session(request: SignedInRequest, pk: int) -> HttpResponse:
    """Why a session is where it is, and every other day with its price."""
    row = proposed(request, pk)
    setup = setup_of(request, row.plan.coach_id, row.plan.site_id)
    others = row.plan.sessions.exclude(enrolment=row.enrolment_id).select_related(
        "enrolment__person"
    )
    context = {
        "row": row,
        "setup": setup,
        "month": Month.of(row.plan.month),
        "at": at_site(setup.coach_id, setup.site_id),
        "is_proposal": row.plan.state == PlanState.READY,
        "refusal": access.why_not_plan(request.user, setup),
        "told": words.session(row),
        "days": words.candidates(row),
        "others": words.others(others.order_by("day", "begins_at", "pk"), row),
    }
    return render(request, "coaching/planner/session.html", context)


@require_POST
def pin(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Keep a session where it is, or let it go."""
    row = proposed(request, pk)
    pinned = request.POST.get("pinned") == "yes"

    def act(now: Any) -> str:
        editing.pin(session=row, pinned=pinned, by=request.user, at=now)
        name = row.enrolment.person.name_used
        if pinned:
            return _("Pinned: the session of %(name)s stays where it is.") % {"name": name}
        return _("The session of %(name)s may move again.") % {"name": name}

    try_once(request, act)
    return _back(request, row)


@require_POST
def move(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Move a session to another day; the rest stays still."""
    row = proposed(request, pk)
    day = _day(request.POST.get("day", ""))
    said = request.POST.get("mode", "")
    mode = Mode(said) if said in set(Mode) else None

    def work(now: datetime) -> planning.Worked:
        return editing.work_out_move(session=row, day=day, mode=mode, by=request.user, at=now)

    def keep(now: datetime, worked: planning.Worked) -> str:
        setup, month = (
            setup_of(request, row.plan.coach_id, row.plan.site_id),
            Month.of(row.plan.month),
        )
        before = month_page(setup, month, today(), request.user)
        editing.move(session=row, day=day, mode=mode, by=request.user, at=now, worked=worked)
        return told(before, month_page(setup, month, today(), request.user))

    work_then_keep(request, work, keep)
    return _back(request, row)


@require_POST
def swap(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Let two sessions change days."""
    row = proposed(request, pk)
    said = request.POST.get("other", "")
    if not said.isdecimal():
        raise NotAllowed(_("Choose the session to change with."))
    other = proposed(request, int(said))

    def work(now: datetime) -> planning.Worked:
        return editing.work_out_swap(one=row, other=other, by=request.user, at=now)

    def keep(now: datetime, worked: planning.Worked) -> str:
        setup, month = (
            setup_of(request, row.plan.coach_id, row.plan.site_id),
            Month.of(row.plan.month),
        )
        before = month_page(setup, month, today(), request.user)
        editing.swap(one=row, other=other, by=request.user, at=now, worked=worked)
        return told(before, month_page(setup, month, today(), request.user))

    work_then_keep(request, work, keep)
    return _back(request, row)


@require_POST
def add_duty(request: SignedInRequest, coach: int, month: str) -> HttpResponseBase:
    """Tell the month about something of the coach's own, and plan around it."""
    setup, when = setup_of(request, coach), read_month(month)
    form = DutyForm(request.POST, month=when, auto_id="duty_%s")
    if not form.is_valid():
        return draw(request, setup, when, duty=form, status=422)

    def act(now: Any) -> str:
        before = month_page(setup, when, today(), request.user)
        duty = coach_actions.add_duty(setup=setup, by=request.user, at=now, **form.cleaned_data)
        if before.is_proposal:
            editing.plan_around(setup=setup, duty=duty, by=request.user, at=now)
            return told(before, month_page(setup, when, today(), request.user))
        return _("Added. The next plan goes around it.")

    if not try_once(request, act):
        return draw(request, setup, when, duty=form, status=422)
    return to_month(setup, when)


@require_POST
def remove_duty(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Take back something of one day."""
    rows = CoachDuty.objects.visible_to(request.user)
    duty: CoachDuty = get_object_or_404(rows, pk=pk, day__isnull=False)
    setup = setup_of(request, duty.coach_id, duty.site_id)
    when = Month.of(duty.day) if duty.day else Month.of(today())

    def act(now: Any) -> str:
        coach_actions.remove_duty(duty=duty, setup=setup, by=request.user, at=now)
        return _("Taken out. Plan again to use the time.")

    try_once(request, act)
    return to_month(setup, when)


@require_POST
def help_unserved(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Make the one change that would do it, and plan again; the rest stays still."""
    plan = _proposal(request, pk)
    setup, month = setup_of(request, plan.coach_id, plan.site_id), Month.of(plan.month)
    said = request.POST.get("enrolment", "")
    rows = CoachingEnrolment.objects.visible_to(request.user).select_related("case__site")
    enrolment = get_object_or_404(rows, pk=said if said.isdecimal() else 0)

    def act(now: Any) -> str:
        before = month_page(setup, month, today(), request.user)
        if request.POST.get("act") == "window":
            helping.widen_windows(enrolment=enrolment, month=month, by=request.user, at=now)
        else:
            helping.allow_call(
                enrolment=enrolment,
                month=month,
                reason=request.POST.get("reason", ""),
                by=request.user,
                at=now,
            )
        planning.plan_now(setup=setup, month=month, by=request.user, at=now, steady=True)
        return told(before, month_page(setup, month, today(), request.user))

    try_once(request, act)
    return to_month(setup, month)


def accept(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """What would become of whom, before anybody is told; then appointments are made."""
    plan = _proposal(request, pk)
    setup, month = setup_of(request, plan.coach_id, plan.site_id), Month.of(plan.month)
    if request.method == "POST":
        chosen = {int(one) for one in request.POST.getlist("people") if one.isdecimal()}
        everybody = request.POST.get("whom") != "chosen"

        def act(now: Any) -> str:
            if not everybody and not chosen:
                raise NotAllowed(_("Choose at least one person."))
            done = accepting.accept(
                plan=plan, by=request.user, at=now, enrolments=None if everybody else chosen
            )
            return _("Accepted. Appointments made or changed: %(n)s.") % {"n": done}

        if try_once(request, act):
            return to_month(setup, month)
        return redirect("coaching:accept_plan", plan.pk)
    page = month_page(setup, month, today(), request.user)
    context = {
        "plan": plan,
        "setup": setup,
        "month": month,
        "page": page,
        "at": at_site(setup.coach_id, setup.site_id),
        "is_proposal": plan.state == PlanState.READY,
        "people": words.changes(page),
        "refusals": [say(one) for one in page.result.refusals],
        "refusal": access.why_not_plan(request.user, setup),
        "summary": shown.summary(page),
    }
    return render(request, "coaching/planner/accept.html", context)


def _proposal(request: SignedInRequest, pk: int) -> MonthPlan:
    found: MonthPlan = get_object_or_404(MonthPlan.objects.visible_to(request.user), pk=pk)
    return found


def _back(request: SignedInRequest, row: ProposedSession) -> HttpResponseBase:
    """To the month, at the person: the session itself may have been made anew."""
    setup = CoachSetup.objects.get(coach=row.plan.coach_id, site=row.plan.site_id)
    return to_month(setup, Month.of(row.plan.month))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
