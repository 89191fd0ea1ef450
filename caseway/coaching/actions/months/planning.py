"""Plan a month at once, for whoever looks at it.

A first plan takes a part of a second and stands while a longer search is at work.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.coaching.actions.months.ground import Ground, ground_of, hold
from caseway.coaching.actions.months.keeping import current_plan, keep, pins_of, proposed_of
from caseway.coaching.actions.months.may import facts_for, require
from caseway.coaching.actions.months.searching import SEED, cancel_searches
from caseway.coaching.facts.months import MonthFacts, month_facts
from caseway.coaching.models import CoachSetup, MonthPlan, ProposedSession
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.rules.dates import Month
from caseway.rules.scheduling.plans import Budget, Lock, Plan

FIRST = 100  # iterations: a plan within a second, some five percent from the best known


@dataclass(frozen=True)
class Worked:
    """A plan that was worked out and is not kept yet, with what it was worked out from."""

    facts: MonthFacts
    plan: Plan
    ground: Ground


def work_out(
    *,
    setup: CoachSetup,
    month: Month,
    by: User,
    at: datetime,
    pinned: Sequence[Lock] = (),
    without: Collection[ProposedSession] = (),
    steady: bool = False,
    iterations: int = FIRST,
) -> Worked:
    """Work a month out, without writing. What was pinned before stays, and `pinned` besides.

    It takes a good part of a second, longer where a server is asked for the ways: views call it
    before the transaction that keeps it, so that nobody else waits to write. `steady`: everything
    else stays where the present proposal has it, unless somebody would go unseen; nothing keeps
    the sessions `without`, neither their pin nor where they were. Raises NotAllowed when `by` may
    not plan, the month is over or nobody is coached.
    """
    today = timezone.localdate(at)
    require(setup, month, by, today)
    before = current_plan(setup.coach_id, setup.site_id, month.first)
    ground = ground_of(before, today, steady)
    facts = facts_for(setup, month, today)
    pins = pins_of(before, today, without)
    mine = {(lock.client, lock.day): lock for lock in (*pins, *pinned)}
    plan = facts.plan(
        seed=SEED,
        budget=Budget(iterations=iterations),
        pinned=list(mine.values()),
        previous=proposed_of(before, without) if steady else None,
        steady=steady,
    )
    return Worked(facts, plan, ground)


@transaction.atomic
def plan_now(
    *,
    setup: CoachSetup,
    month: Month,
    by: User,
    at: datetime,
    pinned: Sequence[Lock] = (),
    steady: bool = False,
    iterations: int = FIRST,
    worked: Worked | None = None,
) -> MonthPlan:
    """Keep a plan as the proposal of a month; worked out now, unless it was before.

    Raises NotAllowed as `work_out`, and when what it was worked out from has changed since.
    """
    setup = hold(setup)
    cancel_searches(setup, month)
    if worked is not None:
        _require_the_same(worked, setup, month, timezone.localdate(at))
    worked = worked or work_out(
        setup=setup,
        month=month,
        by=by,
        at=at,
        pinned=pinned,
        steady=steady,
        iterations=iterations,
    )
    row = MonthPlan(
        site_id=setup.site_id,
        agency_id=setup.agency_id,
        coach_id=setup.coach_id,
        month=month.first,
        seed=SEED,
        asked_by=by,
        asked_at=at,
        began_at=at,
    )
    keep(row, worked.facts, worked.plan, at=at, stopped=False)
    return row


def _require_the_same(worked: Worked, setup: CoachSetup, month: Month, today: date) -> None:
    """Whoever planned beside somebody else's change would undo it without having seen it."""
    before = current_plan(setup.coach_id, setup.site_id, month.first)
    same = worked.ground == ground_of(before, today, worked.ground.steady)
    if not same or worked.facts.digest != month_facts(setup, month, today).digest:
        raise NotAllowed(
            _("Something in this month changed meanwhile. Look at it again, then repeat your step.")
        )
