"""Trips that were logged, and what they make of travel times."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from caseway.coaching.models import CoachSetup, Visit, VisitMode, VisitState
from caseway.rules.scheduling.travel.calibration import (
    ENOUGH,
    Factor,
    Trip,
    factor_of,
    switched_off,
)

LOOKS_BACK = timedelta(days=180)  # a city changes
RECENT = 300


def factor_for(setup: CoachSetup, month: date, today: date) -> Factor:
    """The factor in force for a month, from trips before it and before the month of `today`.

    So it stays the same while a month goes on. Of her own trips, else of those of the coaches of
    her agency at the site who get about as she does. Up to two queries.
    """
    if not setup.follows_trips:
        return switched_off()
    until = min(month, today.replace(day=1))
    own = _trips(setup, until, Q(coach=setup.coach_id))
    if len(own) >= ENOUGH:
        return factor_of(own)
    alike = CoachSetup.objects.filter(
        site=setup.site_id,
        agency=setup.agency_id,
        travels_by=setup.travels_by,
        travel_source=setup.travel_source,
    ).exclude(coach=setup.coach_id)
    return factor_of(own, _trips(setup, until, Q(coach__in=alike.values("coach"))))


def _trips(setup: CoachSetup, until: date, whose: Any) -> list[Trip]:
    """The latest trips planned by the same times, without the factor they were planned by."""
    same = Q(plan=None) | Q(
        plan__travel_source=setup.travel_source, plan__travels_by__in=("", setup.travels_by)
    )
    rows = Visit.objects.filter(
        whose,
        same,
        site=setup.site_id,
        agency=setup.agency_id,
        state=VisitState.HELD,
        mode=VisitMode.VISIT,
        day__gte=until - LOOKS_BACK,
        day__lt=until,
        travel_minutes__gt=0,
        planned_travel_minutes__gt=0,
    ).order_by("-day", "-pk")[:RECENT]
    found = rows.values_list("planned_travel_minutes", "travel_minutes", "plan__travel_factor")
    return [Trip(planned / (factor or 1), logged) for planned, logged, factor in found]
