"""Clients as the planner takes them: tier, place, windows, days away, last contact, overrides."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from caseway.coaching.facts.caseloads import Client
from caseway.coaching.facts.places import Where, jobs_of, meeting_places, wheres
from caseway.coaching.facts.sentences import NO_TIER
from caseway.coaching.facts.windows import agreed_windows, open_in, shifts_of
from caseway.coaching.models import (
    ClientAway,
    PhaseSpan,
    SessionOverride,
    TierCode,
    TierSpan,
    Visit,
    VisitState,
)
from caseway.employment.models import Job
from caseway.rules.dates import Month
from caseway.rules.reasons import Reason, because
from caseway.rules.scheduling.clients import Client as Planned
from caseway.rules.scheduling.clients import Tier

LOOKED_BACK = timedelta(days=120)
HABIT = 3  # visits on one weekday that make it hers


@dataclass(frozen=True)
class People:
    """The clients of one month, as the rule takes them and as a page names them."""

    planned: tuple[Planned, ...]
    clients: tuple[Client, ...]
    wheres: dict[int, Where]
    jobs: dict[int, Job]
    tiers: dict[int, TierSpan]
    phases: dict[int, PhaseSpan]
    notes: tuple[Reason, ...]


@dataclass(frozen=True)
class _Past:
    last: date | None = None
    weekday: int | None = None


def people(clients: Sequence[Client], month: Month) -> People:
    """Everybody of a caseload in one month. Nine queries, however many."""
    keys = [one.enrolment.pk for one in clients]
    jobs = jobs_of(clients, month)
    places, notes = wheres(clients, jobs, meeting_places(keys, month.last))
    tiers, phases = tiers_on(keys, month), phases_on(keys, month)
    agreed = agreed_windows(keys, month)
    shifts = shifts_of([job.pk for job in jobs.values()], month)
    away, past = _away(keys, month), _past(keys, month)
    overrides = {
        row.enrolment_id: row
        for row in SessionOverride.objects.filter(enrolment__in=keys, month=month.first)
    }
    planned = []
    for client in clients:
        row, pk = client.enrolment, client.enrolment.pk
        job = jobs.get(pk)
        windows = open_in(month, agreed.get(pk, ()), shifts.get(job.pk, ()) if job else ())
        override = overrides.get(pk)
        if pk not in tiers:
            notes.append(because(NO_TIER, name=client.name))
        where = places.get(pk)
        planned.append(
            Planned(
                key=client.key,
                label=client.name,
                tier=Tier(tiers[pk].tier if pk in tiers else TierCode.BIWEEKLY),
                place=where.place if where else None,
                windows=windows.usual,
                windows_on=windows.on,
                workdays=windows.weekdays,
                visit_minutes=row.visit_minutes,
                served=client.served,
                away_on=away.get(pk, frozenset()),
                last_contact_on=past[pk].last if pk in past else None,
                usual_weekday=past[pk].weekday if pk in past else None,
                calls=row.calls,
                sessions=override.sessions if override else None,
                override_reason=override.reason if override else "",
                group=row.allows_group,
                funder=row.funder,
                language=row.language,
                skills=frozenset(row.skills),
            )
        )
    return People(tuple(planned), tuple(clients), places, jobs, tiers, phases, tuple(notes))


def tiers_on(keys: Collection[int], month: Month) -> dict[int, TierSpan]:
    """Each person's tier in the month, the later where it changes. One query."""
    rows = TierSpan.objects.filter(enrolment__in=keys, starts_on__lte=month.last)
    return {
        row.enrolment_id: row
        for row in rows.order_by("starts_on", "id")
        if row.ends_on is None or row.ends_on > month.first
    }


def phases_on(keys: Collection[int], month: Month) -> dict[int, PhaseSpan]:
    """Each person's phase in the month, the later where it changes. One query."""
    rows = PhaseSpan.objects.filter(enrolment__in=keys, starts_on__lte=month.last)
    return {
        row.enrolment_id: row
        for row in rows.order_by("starts_on", "id")
        if row.ends_on is None or row.ends_on > month.first
    }


def _away(keys: Collection[int], month: Month) -> dict[int, frozenset[date]]:
    found: dict[int, set[date]] = defaultdict(set)
    rows = ClientAway.objects.filter(
        enrolment__in=keys, starts_on__lte=month.last, ends_on__gt=month.first
    )
    for row in rows:
        day = max(row.starts_on, month.first)
        while day < row.ends_on and day <= month.last:
            found[row.enrolment_id].add(day)
            day += timedelta(days=1)
    return {pk: frozenset(days) for pk, days in found.items()}


def _past(keys: Collection[int], month: Month) -> dict[int, _Past]:
    """The last session before the month, held or agreed, and the weekday they were mostly on."""
    days: dict[int, list[date]] = defaultdict(list)
    rows = Visit.objects.filter(
        enrolment__in=keys,
        day__lt=month.first,
        day__gte=month.first - LOOKED_BACK,
        state__in=(VisitState.HELD, VisitState.PLANNED),
    )
    for pk, day in rows.order_by("day", "id").values_list("enrolment_id", "day"):
        days[pk].append(day)
    return {pk: _Past(held[-1], _habit(held)) for pk, held in days.items()}


def _habit(days: Sequence[date]) -> int | None:
    told = Counter(day.weekday() for day in days[-4:])
    weekday, often = max(told.items(), key=lambda one: (one[1], -one[0]))
    return weekday if often >= HABIT else None
