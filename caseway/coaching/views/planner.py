"""A coach's month: shown, planned, searched for at length, stopped."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from caseway.agencies.access import anywhere
from caseway.agencies.policy import Act
from caseway.agencies.queries import staff
from caseway.cases.views.common import today, try_once
from caseway.coaching import access
from caseway.coaching.actions.months import planning, searching
from caseway.coaching.facts.coaches import policy_of
from caseway.coaching.facts.elsewhere import sessions_elsewhere
from caseway.coaching.forms.planner import LIMITS, WEIGHTS, DutyForm
from caseway.coaching.models import CoachDuty, CoachSetup, MonthPlan
from caseway.coaching.months import month_name
from caseway.coaching.queries.approved import over_in
from caseway.coaching.queries.month import MonthPage, month_page
from caseway.coaching.shown import month as shown
from caseway.coaching.shown.city import city_map
from caseway.coaching.shown.elsewhere import taken_elsewhere
from caseway.coaching.views.whose_plan import (
    month_address,
    read_month,
    setup_of,
    setups_of,
    to_month,
)
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.submissions import led_to, sent_key
from caseway.kernel.words import say
from caseway.rules.dates import Month

PLAN_AHEAD_FROM = 20  # the day of a month from which one looks at the next
VIEWS = ("list", "calendar", "map")


@require_GET
def months(request: SignedInRequest) -> HttpResponseBase:
    """The month that one looks at now: one's own, or the team's for who leads."""
    day = today()
    month = Month.of(day).plus(1 if day.day >= PLAN_AHEAD_FROM else 0)
    if CoachSetup.objects.filter(coach=request.user).exists():
        return redirect("coaching:month", str(month))
    if anywhere(request.user, Act.PLAN_MONTHS):
        return redirect("coaching:team_months", str(month))
    return render(request, "coaching/planner/no_months.html", {})


@require_GET
def own_month(request: SignedInRequest, month: str) -> HttpResponseBase:
    """One's own month."""
    return month_of(request, request.user.pk, month)


@require_GET
def month_of(request: SignedInRequest, coach: int, month: str) -> HttpResponseBase:
    """A coach's month: list, calendar and map of the same sessions."""
    setup, when = setup_of(request, coach), read_month(month)
    return draw(request, setup, when)


@require_GET
def search(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far a search is: a fragment that asks again, or tells the page to load anew."""
    plan = _plan(request, pk)
    if plan.state not in searching.WAITING:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "coaching/planner/search.html", {"search": _searched(plan)})


def work_then_keep(
    request: SignedInRequest,
    work: Callable[[datetime], planning.Worked],
    keep: Callable[[datetime, planning.Worked], str],
) -> bool:
    """Work a month out before the transaction that keeps it, so that nobody waits to write.

    A refusal becomes a message; sent twice, it is worked out once. Whether it was kept.
    """
    try:
        sent = led_to(sent_key(request), user=request.user, path=request.path)
        worked = None if sent else work(timezone.now())
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return False

    def act(now: datetime) -> str:
        return keep(now, worked or work(now))

    return try_once(request, act)


@require_POST
def plan(request: SignedInRequest, coach: int, month: str) -> HttpResponseBase:
    """Plan the month: a first plan at once, a longer search behind it."""
    setup, when = setup_of(request, coach), read_month(month)

    def work(now: datetime) -> planning.Worked:
        return planning.work_out(setup=setup, month=when, by=request.user, at=now)

    def keep(now: datetime, worked: planning.Worked) -> str:
        planning.plan_now(setup=setup, month=when, by=request.user, at=now, worked=worked)
        searching.ask_for_plan(setup=setup, month=when, by=request.user, at=now)
        return _("Here is a first plan. A longer search for a better one is at work.")

    work_then_keep(request, work, keep)
    return to_month(setup, when)


@require_POST
def again(request: SignedInRequest, coach: int, month: str) -> HttpResponseBase:
    """Plan again what has changed; everything else stays where it is."""
    setup, when = setup_of(request, coach), read_month(month)

    def work(now: datetime) -> planning.Worked:
        return planning.work_out(setup=setup, month=when, by=request.user, at=now, steady=True)

    def keep(now: datetime, worked: planning.Worked) -> str:
        before = month_page(setup, when, today(), request.user)
        planning.plan_now(setup=setup, month=when, by=request.user, at=now, worked=worked)
        return told(before, month_page(setup, when, today(), request.user))

    work_then_keep(request, work, keep)
    return to_month(setup, when)


@require_POST
def stop(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Stop a search: with the best found so far, or with nothing of it."""
    found = _plan(request, pk)
    take = request.POST.get("take") == "best"

    def act(now: Any) -> str:
        if take:
            searching.stop(plan=found, by=request.user, at=now)
            return _("Stopping. What was found so far is taken.")
        searching.cancel(plan=found, by=request.user, at=now)
        return _("The search was called off. The month stands as it was.")

    try_once(request, act)
    if request.POST.get("to") == "team":
        return redirect("coaching:team_months", str(Month.of(found.month)))
    return redirect(month_address(found.coach_id, found.site_id, Month.of(found.month)))


def told(before: MonthPage, after: MonthPage) -> str:
    """What a new plan changed besides what was asked for, in a sentence."""
    old = {(one.enrolment, one.day, one.is_visit) for one in before.items}
    moved = [one for one in after.items if (one.enrolment, one.day, one.is_visit) not in old]
    if not moved:
        return _("Planned again. Nothing else had to move.")
    names = ", ".join(dict.fromkeys(one.name for one in moved))
    return ngettext(
        "Planned again. %(n)s session is on another day now: %(names)s.",
        "Planned again. %(n)s sessions are on other days now: %(names)s.",
        len(moved),
    ) % {"n": len(moved), "names": names}


def _plan(request: SignedInRequest, pk: int) -> MonthPlan:
    found: MonthPlan = get_object_or_404(
        MonthPlan.objects.visible_to(request.user).defer("result"), pk=pk
    )
    return found


def _searched(plan: MonthPlan | None) -> dict[str, Any] | None:
    if plan is None:
        return None
    return {
        "pk": plan.pk,
        "percent": round(plan.share_done * 100),
        "waits": plan.state == "queued",
        "stopping": plan.stop_asked,
        "url": reverse("coaching:search", args=[plan.pk]),
        "stop_url": reverse("coaching:stop_search", args=[plan.pk]),
    }


def draw(
    request: SignedInRequest,
    setup: CoachSetup,
    month: Month,
    *,
    duty: DutyForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a month; with `duty`, that form comes back as it was typed."""
    page = month_page(setup, month, today(), request.user)
    view = request.GET.get("view", "list")
    view = view if view in VIEWS else "list"
    refusal = access.why_not_plan(request.user, setup)
    is_over = month.last < today()
    sites = setups_of(request, setup.coach_id)
    at = f"?site={setup.site_id}" if len(sites) > 1 else ""
    context = {
        "page": page,
        "setup": setup,
        "month": month,
        "month_words": month_name(month),
        "is_own": setup.coach_id == request.user.pk,
        "is_over": is_over,
        "may_plan": refusal is None and not is_over and page.clients > 0,
        "refusal": refusal,
        "view": view,
        "views": _views(view, at),
        "at": at,
        "sites": sites if at else [],
        "elsewhere": taken_elsewhere(sessions_elsewhere(setup.coach_id, setup.site_id, month)),
        "before": str(month.plus(-1)),
        "before_words": month_name(month.plus(-1)),
        "after": str(month.plus(1)),
        "after_words": month_name(month.plus(1)),
        "days": shown.days(page) if view == "list" else [],
        "calendar": shown.calendar(page, today()) if view == "calendar" else None,
        "map": city_map(page) if view != "calendar" else None,
        "summary": shown.summary(page),
        "over": [
            {
                "name": who.name,
                "url": reverse("coaching:approved_hours", args=[who.enrolment]),
                "words": say(reason),
            }
            for who, reason in over_in(page)
        ],
        "unserved": shown.unserved(page, _sets_hours(request, setup)),
        "refusals": [say(one) for one in page.result.refusals],
        "notes": [say(one) for one in page.result.notes],
        "search": _searched(page.search),
        "wishes": _wishes(page, setup, month),
        "source": _source(page),
        "duties": _duties_of(setup, month),
        "duty": duty or DutyForm(month=month, auto_id="duty_%s"),
        "duty_opened": duty is not None,
        "agreed": sum(one.state == "planned" for one in page.items),
        "held": sum(one.state == "held" for one in page.items),
        "leads": anywhere(request.user, Act.SEE_TEAM),
    }
    return render(request, "coaching/planner/month.html", context, status=status)


def _sets_hours(request: SignedInRequest, setup: CoachSetup) -> bool:
    """Whether the reader may change the coach's working hours."""
    if not staff.administering(request.user):
        return False
    return staff.people(request.user).filter(pk=setup.coach_id).exists()


def _views(view: str, at: str) -> list[dict[str, Any]]:
    also = at.replace("?", "&")
    labels = {"list": _("List"), "calendar": _("Calendar"), "map": _("Map")}
    return [
        {"label": labels[name], "url": f"?view={name}{also}", "current": name == view}
        for name in VIEWS
    ]


def _source(page: MonthPage) -> str:
    sources = {
        "built_in": _("estimated from the distance"),
        "subway": _("weekday times of the New York subway"),
        "table": _("the table that was uploaded"),
        "osrm": _("roads, by your OSRM server"),
        "valhalla": _("roads, by your Valhalla server"),
    }
    source = page.plan.travel_source if page.plan else ""
    return sources.get(source, source)


def _wishes(page: MonthPage, setup: CoachSetup, month: Month) -> list[dict[str, Any]]:
    """Every number that the plan was weighed by, and whether it is the program's."""
    policy = policy_of(setup, month)
    own = setup.wishes or {}
    found = []
    for name, label in WEIGHTS.items():
        value = page.result.wishes.get(name, getattr(policy.weights, name))
        found.append({"label": label, "value": f"{value:g}", "is_own": name in own})
    for name, (label, _least, _most) in LIMITS.items():
        value = page.result.wishes.get(name, getattr(policy, name))
        found.append({"label": label, "value": f"{value:g}", "is_own": name in own})
    return found


def _duties_of(setup: CoachSetup, month: Month) -> list[CoachDuty]:
    rows = CoachDuty.objects.filter(
        coach=setup.coach_id, site=setup.site_id, day__gte=month.first, day__lte=month.last
    )
    return list(rows.order_by("day", "begins_at", "id"))
