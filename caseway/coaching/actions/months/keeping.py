"""A plan of the rule, kept as rows; what stands of one plan when the next is made."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import asdict
from datetime import date, datetime, time

from caseway.coaching.facts.coaches import BASE
from caseway.coaching.facts.months import MonthFacts, mode_of
from caseway.coaching.facts.windows import minutes_of
from caseway.coaching.models import MonthPlan, PlanState, ProposedSession, Visit, VisitState
from caseway.coaching.stored import Spot, candidates_written, reasons_written, written
from caseway.rules.scheduling.due import due_of
from caseway.rules.scheduling.plans import Announced, Lock, Mode, Plan, Session
from caseway.rules.scheduling.policy import Policy

SHOWN = (PlanState.READY, PlanState.ACCEPTED)


def current_plan(coach: int, site: int, month: date) -> MonthPlan | None:
    """The plan of a month that stands, proposed or accepted. One query."""
    rows = MonthPlan.objects.filter(coach=coach, site=site, month=month, state__in=SHOWN)
    return rows.order_by("-ready_at", "-pk").first()


def keep(row: MonthPlan, facts: MonthFacts, plan: Plan, *, at: datetime, stopped: bool) -> None:
    """Write a plan into its row; whatever was proposed before is set aside.

    In the caller's transaction. What was accepted stays what it was.
    """
    due = {
        client.key: due_of(client, facts.calendar, facts.policy).sessions
        for client in facts.people.planned
    }
    row.result = written(
        plan, due=due, spots=_spots(facts), wishes=wishes_of(facts.policy), stopped=stopped
    )
    row.state, row.ready_at, row.share_done = PlanState.READY, at, 1.0
    row.travel_source, row.digest, row.iterations = (
        plan.travel_source,
        facts.digest,
        plan.iterations,
    )
    row.travels_by, row.travel_factor = facts.setup.travels_by, facts.factor.value
    row.failure = ""
    MonthPlan.objects.filter(
        coach=row.coach_id, site=row.site_id, month=row.month, state=PlanState.READY
    ).exclude(pk=row.pk).update(state=PlanState.SET_ASIDE)
    row.save()
    row.sessions.all().delete()
    ProposedSession.objects.bulk_create(_sessions(row, facts, plan))


def _sessions(row: MonthPlan, facts: MonthFacts, plan: Plan) -> list[ProposedSession]:
    known = {client.key: client.enrolment for client in facts.people.clients}
    groups: dict[tuple[date, int, tuple[str, ...]], uuid.UUID] = {}
    visits = _matched(facts, plan)
    found = []
    for number, one in enumerate(plan.sessions):
        together = tuple(sorted((one.client, *one.with_clients)))
        group = None
        if one.with_clients:
            group = groups.setdefault((one.day, one.begins, together), uuid.uuid4())
        found.append(
            ProposedSession(
                site_id=row.site_id,
                plan=row,
                enrolment=known[one.client],
                day=one.day,
                begins_at=clock_of(one.begins),
                minutes=one.minutes,
                mode=one.mode,
                is_locked=one.locked,
                travel_minutes=max(0, one.travel_minutes),
                group=group,
                reasons=reasons_written(one.reasons),
                candidates=candidates_written(one.candidates),
                of_visit=visits.get(number),
            )
        )
    return found


def _matched(facts: MonthFacts, plan: Plan) -> dict[int, Visit]:
    """The appointment that each session keeps or moves, by number of the session."""
    open_visits: dict[str, list[Visit]] = defaultdict(list)
    for visit in facts.visits:
        if visit.state == VisitState.PLANNED and facts.calendar.is_open(visit.day):
            open_visits[str(visit.enrolment_id)].append(visit)
    found: dict[int, Visit] = {}
    for exact in (True, False):
        for number, one in enumerate(plan.sessions):
            left = open_visits[one.client]
            same = [visit for visit in left if not exact or _is_kept(visit, one)]
            if number not in found and same:
                found[number] = same[0]
                left.remove(same[0])
    return found


def _is_kept(visit: Visit, session: Session) -> bool:
    return visit.day == session.day and mode_of(visit.mode) is session.mode


def _spots(facts: MonthFacts) -> dict[str, Spot]:
    base = facts.coach.base
    found = {
        BASE: Spot(facts.setup.base_name, base.zone, base.point.latitude, base.point.longitude)
    }
    for where in facts.people.wheres.values():
        if where.place is not None:
            point = where.place.point
            found[where.place.key] = Spot(where.label, where.zone, point.latitude, point.longitude)
    return found


def wishes_of(policy: Policy) -> dict[str, float]:
    """The numbers that a plan was weighed by, by name."""
    return {
        **asdict(policy.weights),
        "load_target": policy.load_target,
        "visits_a_day": policy.visits_a_day,
        "call_minutes": policy.call_minutes,
        "cap": policy.cap,
    }


def clock_of(minute: int) -> time:
    """A minute of the day as a time."""
    return time(minute // 60 % 24, minute % 60)


def pins_of(
    plan: MonthPlan | None, today: date, without: Collection[ProposedSession] = ()
) -> list[Lock]:
    """What the coach pinned in a proposal, as far as its days are still to come. One query."""
    if plan is None or plan.state != PlanState.READY:
        return []
    rows = plan.sessions.filter(is_locked=True, day__gte=today).exclude(pk__in=_keys(without))
    return [
        Lock(str(row.enrolment_id), row.day, Mode(row.mode), minutes_of(row.begins_at))
        for row in rows
    ]


def proposed_of(
    plan: MonthPlan | None, without: Collection[ProposedSession] = ()
) -> list[Announced] | None:
    """Every session of a proposal, to be left where it is; None without one. One query."""
    if plan is None or plan.state != PlanState.READY:
        return None
    return [
        Announced(str(row.enrolment_id), row.day, Mode(row.mode), minutes_of(row.begins_at))
        for row in plan.sessions.exclude(pk__in=_keys(without))
    ]


def _keys(rows: Collection[ProposedSession]) -> list[int]:
    return [row.pk for row in rows]
