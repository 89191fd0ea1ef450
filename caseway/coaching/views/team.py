"""The months of a team: how each coach's stands, all planned together; how a coach works."""

from collections import Counter
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseway.agencies.access import anywhere
from caseway.agencies.policy import Act
from caseway.cases.views.common import first_errors, saved, today, try_once
from caseway.coaching import access
from caseway.coaching.actions import coach as coach_actions
from caseway.coaching.actions.months import searching
from caseway.coaching.facts.coaches import policy_of
from caseway.coaching.facts.trips import factor_for
from caseway.coaching.forms.planner import LIMITS, SETUP, WEIGHTS, SetupForm
from caseway.coaching.models import CoachSetup, MonthPlan, TierCode
from caseway.coaching.months import month_name
from caseway.coaching.queries.team import CoachRow, team
from caseway.coaching.shown.month import hours
from caseway.coaching.views.whose_plan import at_site, read_month, setup_of
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.versions import StaleRecord
from caseway.kernel.words import say
from caseway.rules.dates import Month
from caseway.rules.scheduling.policy import policy_on

WATCHED_FROM = 20  # clients: above this, half of them should be in the extended phase (R24)


@require_GET
def team_months(request: SignedInRequest, month: str) -> HttpResponseBase:
    """How each coach's month stands."""
    _require_planner(request)
    when = read_month(month)
    rows = team(request.user, when)
    named = Counter(one.setup.coach_id for one in rows)
    context = {
        "month": when,
        "month_words": month_name(when),
        "before": str(when.plus(-1)),
        "before_words": month_name(when.plus(-1)),
        "after": str(when.plus(1)),
        "after_words": month_name(when.plus(1)),
        "rows": [_told(one, when, named[one.setup.coach_id] > 1) for one in rows],
        "is_over": when.last < today(),
        "searching": sum(one.search is not None for one in rows),
        "tiers": [TierCode(code).label for code in TierCode.values],
        "may_import": anywhere(request.user, Act.IMPORT_FILES),
    }
    name = "rows" if request.headers.get("HX-Request") else "team"
    return render(request, f"coaching/planner/{name}.html", context)


@require_POST
def plan_all(request: SignedInRequest, month: str) -> HttpResponseBase:
    """Plan every coach's month in the background, one after another or side by side."""
    _require_planner(request)
    when = read_month(month)
    setups = CoachSetup.objects.visible_to(request.user).order_by("pk")

    def act(now: Any) -> str:
        asked = searching.ask_for_team(setups=setups, month=when, by=request.user, at=now)
        return ngettext(
            "%(n)s month is being planned.", "%(n)s months are being planned.", len(asked)
        ) % {"n": len(asked)}

    try_once(request, act)
    return redirect("coaching:team_months", str(when))


@require_POST
def cancel_all(request: SignedInRequest, month: str) -> HttpResponseBase:
    """Call off what is being planned; what is ready stays."""
    _require_planner(request)
    when = read_month(month)
    rows = MonthPlan.objects.visible_to(request.user).filter(
        month=when.first, state__in=searching.WAITING
    )

    def act(now: Any) -> str:
        for row in rows:
            searching.cancel(plan=row, by=request.user, at=now)
        return _("Called off. What was ready stays.")

    try_once(request, act)
    return redirect("coaching:team_months", str(when))


@require_http_methods(["GET", "POST"])
def setup(request: SignedInRequest, coach: int) -> HttpResponseBase:
    """Where a coach's days begin, how she gets about, and what she asks of a month."""
    row = setup_of(request, coach)
    month = Month.of(today())
    program, own = policy_on(month.first), policy_of(row, month)
    refusal = access.why_not_plan(request.user, row)
    if request.method != "POST":
        form = SetupForm(initial=SetupForm.start(row), policy=own)
        return _draw_setup(request, row, form, refusal)
    form = SetupForm(request.POST, policy=own)

    def act(now: Any) -> str:
        coach_actions.change_setup(
            setup=row,
            values={name: form.cleaned_data[name] for name in SETUP},
            wishes=form.wishes(program),
            version=form.cleaned_data["version"] or 0,
            by=request.user,
            at=now,
        )
        return _("Saved. Plan again to use it.")

    try:
        if form.is_valid() and saved(request, form, act):
            address = reverse("coaching:coach_setup", args=[coach])
            return redirect(address + at_site(coach, row.site_id))
    except StaleRecord:
        form.add_error(
            None,
            _("Somebody else saved this page meanwhile. Open it again to see what they wrote."),
        )
        return _draw_setup(
            request, setup_of(request, coach, row.site_id), form, refusal, status=409
        )
    return _draw_setup(request, row, form, refusal, status=422)


def _require_planner(request: SignedInRequest) -> None:
    if not anywhere(request.user, Act.PLAN_MONTHS):
        raise NotAllowed(_("Months are planned by job coaches and those who lead them."))


def _draw_setup(
    request: SignedInRequest,
    row: CoachSetup,
    form: SetupForm,
    refusal: str | None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "setup": row,
        "at": at_site(row.coach_id, row.site_id),
        "form": form,
        "about": [form[name] for name in ("base_name", "base_zone", "latitude", "longitude")],
        "ways": [form[name] for name in ("travels_by", "travel_source", "follows_trips")],
        "weights": [form[name] for name in WEIGHTS],
        "limits": [form[name] for name in LIMITS],
        "errors": first_errors(form) if form.is_bound else [],
        "refusal": refusal,
        "calibration": say(factor_for(row, Month.of(today()).first, today()).reason),
        "is_own": row.coach_id == request.user.pk,
        "may_import": anywhere(request.user, Act.IMPORT_FILES),
    }
    return render(request, "coaching/planner/setup.html", context, status=status)


def _told(row: CoachRow, month: Month, several: bool) -> dict[str, Any]:
    score = row.result.score
    due = sum(row.result.due.values())
    missed = sum(one.sessions for one in row.result.unserved)
    state, tone = _state(row)
    return {
        "name": row.setup.coach.name,
        "coach": row.setup.coach_id,
        "site": row.setup.site.name if several else "",
        "at": f"?site={row.setup.site_id}" if several else "",
        "clients": row.clients,
        "tiers": " / ".join(str(row.tiers[code]) for code in TierCode.values),
        "extended": row.extended,
        "watch": row.clients > WATCHED_FROM and row.extended * 2 < row.clients,
        "state": state,
        "tone": tone,
        "due": due,
        "planned": due - missed,
        "travel": hours(score.travel_minutes) if score else "",
        "by_hand": hours(row.result.by_hand.travel_minutes) if row.result.by_hand else "",
        "visits": row.visits,
        "search": row.search,
        "percent": round(row.search.share_done * 100) if row.search else 0,
        "failure": row.failed.failure if row.failed else "",
        "refusals": len(row.result.refusals),
        "month": str(month),
    }


def _state(row: CoachRow) -> tuple[str, str]:
    if row.search is not None:
        return str(row.search.get_state_display()), "info"
    if row.failed is not None:
        return str(row.failed.get_state_display()), "late"
    if row.plan is None:
        return _("Not planned yet"), "due"
    return str(row.plan.get_state_display()), ("met" if row.plan.state == "accepted" else "info")
