"""How a coach works: her base, her wishes, what she has to do at fixed times."""

from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.coaching.access import why_not_plan
from caseway.coaching.actions.months.searching import cancel_searches
from caseway.coaching.models import CoachDuty, CoachSetup
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import save_if_current
from caseway.rules.dates import Month


@transaction.atomic
def change_setup(
    *,
    setup: CoachSetup,
    values: dict[str, Any],
    wishes: dict[str, float],
    version: int,
    by: User,
    at: datetime,
) -> CoachSetup:
    """Set where a coach's days begin, how she gets about and what she asks of a month.

    Raises NotAllowed, and StaleRecord when somebody changed it meanwhile.
    """
    if sentence := why_not_plan(by, setup):
        raise NotAllowed(sentence)
    for name, value in values.items():
        setattr(setup, name, value)
    setup.wishes = wishes
    save_if_current(setup, version, [*values, "wishes"])
    return setup


@transaction.atomic
def add_duty(
    *,
    setup: CoachSetup,
    what: str,
    day: date,
    begins_at: time,
    ends_at: time,
    at_base: bool,
    by: User,
    at: datetime,
) -> CoachDuty:
    """Something of the coach's own on one day. Raises NotAllowed."""
    if sentence := why_not_plan(by, setup):
        raise NotAllowed(sentence)
    duty = CoachDuty.objects.create(
        site_id=setup.site_id,
        agency_id=setup.agency_id,
        coach_id=setup.coach_id,
        what=what,
        day=day,
        begins_at=begins_at,
        ends_at=ends_at,
        at_base=at_base,
    )
    cancel_searches(setup, Month.of(day))
    return duty


@transaction.atomic
def remove_duty(*, duty: CoachDuty, setup: CoachSetup, by: User, at: datetime) -> None:
    """Take back something of one day. Raises NotAllowed for what recurs each week."""
    if sentence := why_not_plan(by, setup):
        raise NotAllowed(sentence)
    if duty.day is None:
        raise NotAllowed(_("This comes back each week. End it with the coach’s weekly duties."))
    duty.delete()
