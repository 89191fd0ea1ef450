"""A coach-month as a routing problem: days are vehicles, sessions are jobs; plain values."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from caseway.demo.bench.certificate.months import Asked
from caseway.rules.scheduling.clients import Client, Tier
from caseway.rules.scheduling.due import due_of, monday_of
from caseway.rules.scheduling.policy import Cadence


def routing_problem(asked: Asked) -> dict[str, Any]:
    """Days with their frame, sessions with their windows by day, and what it costs to leave one."""
    policy = asked.policy
    return {
        "days": [
            {
                "begins": frame.begins,
                "ends": frame.ends,
                "from": frame.begins_at,
                "to": frame.ends_at,
                "duty": frame.duty_minutes,
                "meal": frame.has_meal,
            }
            for frame in asked.frames
        ],
        "ways": asked.ways,
        "meal": [policy.meal.minutes, policy.meal.opens, policy.meal.closes],
        "visits_a_day": policy.visits_a_day,
        "load_target": policy.load_target,
        "load_price": policy.weights.load,
        "sessions": [
            one for client in range(len(asked.clients)) for one in _sessions(asked, client)
        ],
    }


def _sessions(asked: Asked, number: int) -> list[dict[str, Any]]:
    """The sessions of one client, each on days of its own; those that may be calls are cheaper."""
    client, policy = asked.clients[number], asked.policy
    due = due_of(client, asked.calendar, policy)
    cadence = policy.cadences[client.tier]
    found = []
    for at, days in enumerate(_spread(asked.days, client, cadence, due.sessions)):
        windows = [
            [day, opens, closes]
            for day in days
            for visit in asked.frames[day].visits
            if visit.client == number
            for opens, closes in visit.windows
        ]
        if windows:
            place = next(
                visit.place
                for frame in asked.frames
                for visit in frame.visits
                if visit.client == number
            )
            price = policy.weights.call if at < due.calls else policy.weights.missed
            found.append(
                {
                    "client": number,
                    "place": place,
                    "minutes": client.visit_minutes,
                    "windows": windows,
                    "price": price,
                }
            )
    return found


def _spread(days: list[date], client: Client, cadence: Cadence, sessions: int) -> list[list[int]]:
    """For each session the days it may be on, so that most choices keep the spacing."""
    able = [at for at, day in enumerate(days) if client.can_be_seen_on(day)]
    last = client.last_contact_on
    if last is not None:
        able = [
            at
            for at in able
            if (days[at] - last).days >= cadence.least_gap
            and monday_of(days[at]) != monday_of(last)
        ]
    if client.tier is Tier.MONTHLY:
        return [able] * sessions
    weeks = sorted({monday_of(days[at]) for at in able})
    step = 2 if client.tier is Tier.BIWEEKLY else 1
    if step == 2 and weeks:
        weeks = [week for week in weeks if (week - weeks[0]) % timedelta(14) == timedelta(0)]
    return [[at for at in able if monday_of(days[at]) == week] for week in weeks[:sessions]]
