"""How the months of a team's coaches stand."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q

from caseway.coaching.actions.months.keeping import SHOWN
from caseway.coaching.actions.months.searching import WAITING
from caseway.coaching.facts.caseloads import Client, caseloads
from caseway.coaching.facts.people import phases_on, tiers_on
from caseway.coaching.models import (
    CoachSetup,
    MonthPlan,
    PhaseCode,
    PlanState,
    TierCode,
    Visit,
    VisitState,
)
from caseway.coaching.stored import Result, read
from caseway.kernel.models import User
from caseway.rules.dates import Month


@dataclass(frozen=True)
class CoachRow:
    """One coach of a team in one month."""

    setup: CoachSetup
    clients: int
    tiers: dict[str, int]
    extended: int
    plan: MonthPlan | None
    search: MonthPlan | None
    failed: MonthPlan | None
    result: Result
    visits: int


def team(reader: User, month: Month) -> list[CoachRow]:
    """Every coach whom the reader may plan for. A fixed number of queries a site."""
    setups = list(
        CoachSetup.objects.visible_to(reader)
        .select_related("coach", "site", "agency")
        .order_by("coach__name", "pk")
    )
    coaches = {one.coach_id for one in setups}
    plans: dict[tuple[int, int], list[MonthPlan]] = defaultdict(list)
    rows = MonthPlan.objects.filter(coach__in=coaches, month=month.first).exclude(
        state=PlanState.SET_ASIDE
    )
    for row in rows.order_by("-pk"):
        plans[row.coach_id, row.site_id].append(row)
    visits = _visits(coaches, month)
    clients: dict[tuple[int, int], list[Client]] = {}
    for site in {one.site_id for one in setups}:
        for coach, held in caseloads(coaches, site, month).items():
            clients[coach, site] = held
    keys = [one.enrolment.pk for held in clients.values() for one in held]
    tiers, phases = tiers_on(keys, month), phases_on(keys, month)
    found = []
    for setup in setups:
        held = clients.get((setup.coach_id, setup.site_id), [])
        own = plans[setup.coach_id, setup.site_id]
        shown = [one for one in own if one.state in SHOWN]
        plan = max(shown, key=lambda one: (one.ready_at or one.asked_at, one.pk), default=None)
        pks = [one.enrolment.pk for one in held]
        found.append(
            CoachRow(
                setup=setup,
                clients=len(held),
                tiers={
                    tier: sum(tiers[pk].tier == tier for pk in pks if pk in tiers)
                    for tier in TierCode.values
                },
                extended=sum(phases[pk].phase == PhaseCode.EXTENDED for pk in pks if pk in phases),
                plan=plan,
                search=next((one for one in own if one.state in WAITING), None),
                failed=own[0] if own and own[0].state == PlanState.FAILED else None,
                result=read(plan.result) if plan else Result(),
                visits=visits.get((setup.coach_id, setup.site_id), 0),
            )
        )
    return found


def _visits(coaches: set[int], month: Month) -> dict[tuple[int, int], int]:
    stands = Q(state__in=(VisitState.PLANNED, VisitState.HELD))
    rows = (
        Visit.objects.filter(stands, coach__in=coaches)
        .filter(day__gte=month.first, day__lte=month.last)
        .order_by()
        .values_list("coach", "site")
        .annotate(n=Count("pk"))
    )
    return {(coach, site): n for coach, site, n in rows}
