"""Visits of the demonstration: last month as a coach did it by hand, this month as planned."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from caseway.coaching.facts.months import MonthFacts, month_facts
from caseway.coaching.models import CoachSetup, Visit, VisitMode, VisitState, WhyNot
from caseway.coaching.stored import legs
from caseway.demo.calendar import Calendar
from caseway.network.needs import NAMESPACE
from caseway.rules.dates import Month
from caseway.rules.scheduling.plans import Budget, Mode, PlannedDay, Session

ENOUGH = Budget(iterations=300)
AGREED = timedelta(days=4)  # visits of the next days are confirmed with the person
# Now and then it does not go as agreed.
_FATES = {
    7: (VisitState.NO_SHOW, WhyNot.CLIENT_ABSENT, "Waited twenty minutes, then called"),
    19: (VisitState.CANCELLED, WhyNot.CLIENT_ILL, ""),
    31: (VisitState.CANCELLED, WhyNot.COACH_ILL, ""),
    43: (VisitState.NO_SHOW, WhyNot.CLIENT_SHIFT, "The shift was changed the evening before"),
}


def hold_visits(setup: CoachSetup, cal: Calendar, seed: int) -> int:
    """Write the visits of last month and of this one. Returns how many."""
    this = Month.of(cal.today)
    return sum(_month(setup, month, cal, seed) for month in (this.plus(-1), this))


def _month(setup: CoachSetup, month: Month, cal: Calendar, seed: int) -> int:
    facts = month_facts(setup, month, month.first)
    if not facts.people.clients:
        return 0
    plan = facts.plan(seed=seed, budget=ENOUGH)
    by_hand = month < Month.of(cal.today)
    sessions = plan.by_hand.sessions if by_hand else plan.sessions
    days = plan.by_hand.days if by_hand else plan.days
    rng = Random(f"{seed}:{setup.coach.email}:{month}:visits")
    return len(Visit.objects.bulk_create(_visits(facts, sessions, days, cal, rng)))


def _visits(
    facts: MonthFacts,
    sessions: Iterable[Session],
    days: Iterable[PlannedDay],
    cal: Calendar,
    rng: Random,
) -> list[Visit]:
    ways = legs(days)
    enrolments = {one.key: one.enrolment for one in facts.people.clients}
    found = []
    for number, session in enumerate(sorted(sessions, key=lambda one: (one.day, one.begins))):
        enrolment = enrolments[session.client]
        where = facts.people.wheres.get(enrolment.pk)
        visit = session.mode is Mode.VISIT
        way = ways.get((session.client, session.day), 0) if visit else 0
        row = Visit(
            uuid=uuid.uuid5(NAMESPACE, f"{enrolment.case.number} {session.day} {session.begins}"),
            site=facts.setup.site,
            agency=facts.setup.agency,
            enrolment=enrolment,
            coach=facts.setup.coach,
            day=session.day,
            begins_at=_clock(cal, session.day, session.begins).time(),
            minutes=session.minutes,
            mode=VisitMode.VISIT if visit else (VisitMode.PHONE, VisitMode.VIDEO)[number % 2],
            job_site_id=where.job_site if where and visit else None,
            place_name=where.label if where and visit else "",
            planned_travel_minutes=way,
            group=_group(session),
            created_by=facts.setup.coach,
            **_became(session, way, number, cal, rng),
        )
        found.append(row)
    return found


def _group(session: Session) -> uuid.UUID | None:
    together = sorted((session.client, *session.with_clients))
    if len(together) == 1:
        return None
    return uuid.uuid5(NAMESPACE, f"{session.day} {session.begins} {together}")


def _became(session: Session, way: int, number: int, cal: Calendar, rng: Random) -> dict[str, Any]:
    """What became of it: held with its minutes, not held and why, or still to come."""
    if session.day >= cal.today:
        return {"is_confirmed": session.day < cal.today + AGREED}
    if number in _FATES:
        state, why, note = _FATES[number]
        return {"state": state, "why_not": why, "note": note}
    begins = _clock(cal, session.day, session.begins) + timedelta(minutes=rng.randrange(0, 6))
    ends = begins + timedelta(minutes=session.minutes + rng.randrange(-10, 6))
    return {
        "state": VisitState.HELD,
        "is_confirmed": True,
        "held_begins_at": begins,
        "held_ends_at": ends,
        "before_minutes": rng.choice((5, 10)),
        "after_minutes": rng.choice((10, 15, 20)),
        "travel_minutes": max(0, way + rng.randrange(-3, 9)) if way else 0,
    }


def _clock(cal: Calendar, day: date, minute: int) -> datetime:
    return cal.at(day, minute // 60, minute % 60)
