"""What of a proposal a new plan is made from, to see before keeping it whether that stands."""

from dataclasses import dataclass
from datetime import date, time

from caseway.coaching.models import CoachSetup, MonthPlan, PlanState

Row = tuple[int, date, str, time, bool]  # enrolment, day, mode, hour, pinned


@dataclass(frozen=True)
class Ground:
    """Pins alone where the month is planned anew; `steady`: the proposal and all its sessions."""

    steady: bool
    proposal: int | None
    rows: tuple[Row, ...]


def ground_of(plan: MonthPlan | None, today: date, steady: bool) -> Ground:
    """The ground as it lies now. One query, none without a proposal."""
    if plan is None or plan.state != PlanState.READY:
        return Ground(steady, None, ())
    rows = plan.sessions.all() if steady else plan.sessions.filter(is_locked=True, day__gte=today)
    found = rows.order_by("enrolment_id", "day", "pk")
    columns = ("enrolment_id", "day", "mode", "begins_at", "is_locked")
    return Ground(steady, plan.pk if steady else None, tuple(found.values_list(*columns)))


def hold(setup: CoachSetup) -> CoachSetup:
    """The coach's settings, kept from everybody else who changes her months until the end."""
    held: CoachSetup = CoachSetup.objects.select_for_update().get(pk=setup.pk)
    return held
