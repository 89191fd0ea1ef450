"""Somebody's supported employment as its page shows it."""

from dataclasses import dataclass
from datetime import date, timedelta

from caseway.cases.models import Case
from caseway.coaching.facts.caseloads import Client
from caseway.coaching.facts.people import People, people
from caseway.coaching.models import (
    ClientAway,
    CoachingEnrolment,
    PhaseCode,
    PhaseSpan,
    SessionOverride,
    TierSpan,
    Visit,
    VisitState,
)
from caseway.rules.dates import DateSpan, Month, days_between
from caseway.rules.scheduling.clients import Client as Planned
from caseway.rules.scheduling.clients import Tier
from caseway.rules.scheduling.steps import Standing, Step, step_down

BACK, AHEAD = timedelta(days=62), timedelta(days=62)
INTENSIVE_DAYS, WARN_FROM = 365, 335  # R30; 14 NYCRR 635-10


@dataclass(frozen=True)
class Clock:
    """How much of the intensive phase is used."""

    used: int
    of: int
    ends_on: date
    warns: bool


@dataclass(frozen=True)
class Enrolled:
    """One enrolment with everything around it."""

    row: CoachingEnrolment
    planned: Planned
    people: People
    phases: list[PhaseSpan]
    tiers: list[TierSpan]
    clock: Clock | None
    step: Step | None
    away: list[ClientAway]
    overrides: list[SessionOverride]
    visits: list[Visit]


def enrolments_of(case: Case, today: date) -> list[Enrolled]:
    """Each enrolment of a case, those that go on first."""
    rows = list(
        CoachingEnrolment.objects.filter(case=case)
        .select_related("person", "case__site")
        .order_by("ended_on", "-began_on", "pk")
    )
    return [_enrolled(row, today) for row in rows]


def _enrolled(row: CoachingEnrolment, today: date) -> Enrolled:
    month = Month.of(today)
    found = people([Client(row, (DateSpan(row.began_on, row.ended_on),))], month)
    phases = list(row.phases.select_related("set_by").order_by("-starts_on", "-pk"))
    tiers = list(row.tiers.select_related("set_by").order_by("-starts_on", "-pk"))
    visits = list(
        row.visits.filter(day__gte=today - BACK, day__lte=today + AHEAD)
        .select_related("coach", "moved_to")
        .order_by("day", "begins_at", "pk")
    )
    return Enrolled(
        row=row,
        planned=found.planned[0],
        people=found,
        phases=phases,
        tiers=tiers,
        clock=_clock(row, phases, today),
        step=_step(row, found, tiers, visits, today),
        away=list(row.away.filter(ends_on__gt=today).order_by("starts_on", "pk")),
        overrides=list(row.overrides.filter(month__gte=month.first).order_by("month", "pk")),
        visits=visits,
    )


def _clock(row: CoachingEnrolment, phases: list[PhaseSpan], today: date) -> Clock | None:
    """Days of the intensive phase, the first of them counted; for SEMP alone (R31)."""
    if row.program != "semp" or not phases or phases[0].phase != PhaseCode.INTENSIVE:
        return None
    began = phases[0].starts_on
    used = days_between(began, today) + 1
    ends_on = began + timedelta(days=INTENSIVE_DAYS - 1)
    return Clock(used, INTENSIVE_DAYS, ends_on, used >= WARN_FROM)


def _step(
    row: CoachingEnrolment,
    found: People,
    tiers: list[TierSpan],
    visits: list[Visit],
    today: date,
) -> Step | None:
    if not tiers or tiers[0].ends_on is not None or row.ended_on is not None:
        return None
    missed = [one.day for one in visits if one.state == VisitState.NO_SHOW]
    job = found.jobs.get(row.pk)
    standing = Standing(
        tier=Tier(tiers[0].tier),
        tier_since=tiers[0].starts_on,
        job_since=job.began_on if job is not None else None,
        missed_on=max(missed, default=None),
    )
    return step_down(standing, today)
