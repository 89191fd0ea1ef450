"""A coach, her calendar of one month, and what she asks of it."""

from collections import defaultdict
from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from caseway.agencies.models import Leave, StaffLanguage, WorkingHours
from caseway.attendance.models import PlanHoliday
from caseway.coaching.facts.elsewhere import bases_elsewhere, duties_elsewhere
from caseway.coaching.facts.windows import minutes_of
from caseway.coaching.models import CoachDuty, CoachSetup
from caseway.rules.dates import Month
from caseway.rules.directory.distance import Point
from caseway.rules.scheduling.calendar import Calendar, Duty
from caseway.rules.scheduling.coach import Coach, TravelMode
from caseway.rules.scheduling.places import Hours, Place
from caseway.rules.scheduling.policy import Policy, Weights, policy_on

BASE = "base"
# The first day in params/scheduling.toml; no month was planned before.
KNOWN_SINCE = date(2026, 1, 1)
DAY = timedelta(days=1)
# What a coach may set for herself; a program's caps and floors are not among them.
OWN_WISHES = ("load_target", "visits_a_day", "call_minutes")
OWN_WEIGHTS = tuple(field.name for field in fields(Weights))


def base_of(setup: CoachSetup) -> Place:
    """Where her days begin and end."""
    return Place(BASE, Point(setup.latitude, setup.longitude), setup.base_zone)


def coach_of(setup: CoachSetup) -> Coach:
    """The coach as the planner takes her. Two queries."""
    hours, _breaks = working_hours(setup.coach_id)
    codes = StaffLanguage.objects.filter(user=setup.coach_id).values_list("code", flat=True)
    return Coach(
        key=str(setup.coach_id),
        base=base_of(setup),
        hours=hours,
        mode=TravelMode(setup.travels_by),
        languages=frozenset(codes),
        skills=frozenset(setup.skills),
    )


def working_hours(coach: int) -> tuple[dict[int, Hours], dict[int, list[Hours]]]:
    """Her hours by weekday, from first to last, and the breaks between two spans. One query."""
    spans: dict[int, list[Hours]] = defaultdict(list)
    for row in WorkingHours.objects.filter(user=coach).order_by("weekday", "opens_at", "id"):
        spans[row.weekday].append(Hours(minutes_of(row.opens_at), minutes_of(row.closes_at)))
    hours = {
        weekday: Hours(held[0].begins, max(span.ends for span in held))
        for weekday, held in spans.items()
    }
    breaks = {
        weekday: [
            Hours(one.ends, other.begins)
            for one, other in pairwise(held)
            if one.ends < other.begins
        ]
        for weekday, held in spans.items()
    }
    return hours, breaks


def calendar_of(setup: CoachSetup, month: Month, today: date) -> Calendar:
    """Her month: holidays, leave, duties, and the day from which can be planned.

    Sessions agreed at her other sites are duties too: one day cannot be planned twice. Five
    queries, and one more where another site's duties are at its base.
    """
    leave: set[date] = set()
    for row in Leave.objects.filter(
        user=setup.coach_id, starts_on__lte=month.last, ends_on__gt=month.first
    ):
        leave |= _days(max(row.starts_on, month.first), min(row.ends_on, month.last + DAY))
    holidays = PlanHoliday.objects.filter(
        site=setup.site_id, on__gte=month.first, on__lte=month.last
    ).values_list("on", flat=True)
    return Calendar(
        month=month,
        holidays=frozenset(holidays),
        leave=frozenset(leave),
        duties=tuple(_duties(setup, month)),
        from_day=today if today > month.first else None,
    )


def _days(start: date, end: date) -> set[date]:
    return {start + DAY * number for number in range((end - start).days)}


def _duties(setup: CoachSetup, month: Month) -> list[Duty]:
    """What she has to do at fixed times, those of every week written out, and her breaks."""
    found = []
    days = [month.first + DAY * number for number in range(month.days)]
    rows = list(CoachDuty.objects.filter(coach=setup.coach_id).order_by("begins_at", "id"))
    bases = {setup.site_id: base_of(setup)}
    if any(row.at_base and row.site_id != setup.site_id for row in rows):
        bases |= bases_elsewhere(setup)
    for row in rows:
        place = bases.get(row.site_id) if row.at_base else None
        # What she does for another site is not for the readers of this one.
        here = row.site_id == setup.site_id
        what = row.what if here else ""
        for day in days:
            if _is_on(row, day):
                begins, ends = minutes_of(row.begins_at), minutes_of(row.ends_at)
                found.append(Duty(day, begins, ends, place, what, elsewhere=not here))
    found += duties_elsewhere(setup, month)
    _hours, breaks = working_hours(setup.coach_id)
    for day in days:
        found += [Duty(day, gap.begins, gap.ends) for gap in breaks.get(day.weekday(), ())]
    return sorted(found, key=lambda duty: (duty.day, duty.begins, duty.ends, duty.what))


def _is_on(row: CoachDuty, day: date) -> bool:
    if row.day is not None:
        return row.day == day
    return (
        row.weekday == day.weekday()
        and (row.starts_on is None or row.starts_on <= day)
        and (row.ends_on is None or day < row.ends_on)
    )


def policy_in(month: Month) -> Policy:
    """The program's numbers of a month; of one before the first numbers, those."""
    return policy_on(max(month.first, KNOWN_SINCE))


def policy_of(setup: CoachSetup, month: Month) -> Policy:
    """What is asked of the month: the program's numbers, with what the coach set for herself."""
    policy = policy_in(month)
    wishes: dict[str, Any] = setup.wishes or {}
    weights = {name: float(wishes[name]) for name in OWN_WEIGHTS if name in wishes}
    own: dict[str, Any] = {name: int(wishes[name]) for name in OWN_WISHES if name in wishes}
    return replace(policy, weights=replace(policy.weights, **weights), **own)
