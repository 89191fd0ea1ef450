"""Search for a month at length in the background; ask for it, stop it, call it off; for a team."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.coaching.access import why_not_plan
from caseway.coaching.actions.months.keeping import current_plan, keep, pins_of
from caseway.coaching.actions.months.may import facts_for, require
from caseway.coaching.facts.engines import engine
from caseway.coaching.models import CoachSetup, MonthPlan, PlanState
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.rules.dates import Month
from caseway.rules.scheduling.plans import Budget

SEED = 1
THOROUGH = 3000  # iterations
TELL_EVERY = 0.5  # seconds between two notes of how far it is
WAITING = (PlanState.QUEUED, PlanState.WORKING)

log = structlog.get_logger("caseway.coaching")


@transaction.atomic
def ask_for_plan(
    *, setup: CoachSetup, month: Month, by: User, at: datetime, batch: uuid.UUID | None = None
) -> MonthPlan:
    """Ask for a month to be planned at length in the background. Asked twice it is planned once.

    Raises NotAllowed as `planning.work_out`.
    """
    require(setup, month, by, timezone.localdate(at))
    try:
        with transaction.atomic():
            row = MonthPlan.objects.create(
                site_id=setup.site_id,
                agency_id=setup.agency_id,
                coach_id=setup.coach_id,
                month=month.first,
                batch=batch,
                seed=SEED,
                iterations=THOROUGH,
                asked_by=by,
                asked_at=at,
            )
    except IntegrityError:
        return MonthPlan.objects.get(
            coach=setup.coach_id, site=setup.site_id, month=month.first, state__in=WAITING
        )
    _enqueue(row)
    return row


@transaction.atomic
def ask_for_team(
    *, setups: Iterable[CoachSetup], month: Month, by: User, at: datetime
) -> list[MonthPlan]:
    """Plan the month of each coach, one job each: one that fails leaves the others' results."""
    batch = uuid.uuid4()
    return [
        ask_for_plan(setup=setup, month=month, by=by, at=at, batch=batch)
        for setup in setups
        if why_not_plan(by, setup) is None
    ]


@transaction.atomic
def stop(*, plan: MonthPlan, by: User, at: datetime) -> MonthPlan:
    """Stop a search and take the best found so far. One that has not begun is called off."""
    plan = _held(plan, by)
    if plan.state == PlanState.QUEUED:
        plan.state = PlanState.CANCELLED
    elif plan.state == PlanState.WORKING:
        plan.stop_asked = True
    else:
        raise NotAllowed(_("This plan is not being worked on any more."))
    plan.save(update_fields=["state", "stop_asked"])
    return plan


@transaction.atomic
def cancel(*, plan: MonthPlan, by: User, at: datetime) -> MonthPlan:
    """Call a search off. Nothing of it is kept; what stood before stands."""
    plan = _held(plan, by)
    if plan.state not in WAITING:
        raise NotAllowed(_("This plan is not being worked on any more."))
    plan.state = PlanState.CANCELLED
    plan.save(update_fields=["state"])
    return plan


def cancel_searches(setup: CoachSetup, month: Month) -> None:
    """What is being searched for would overwrite what somebody just changed: let it be."""
    MonthPlan.objects.filter(
        coach=setup.coach_id, site=setup.site_id, month=month.first, state__in=WAITING
    ).update(state=PlanState.CANCELLED)


def run(plan: int, clock: Callable[[], datetime], seconds: Callable[[], float]) -> str:
    """Work on a plan that was asked for, in the background. Returns what became of it.

    Started again after a worker was lost, it begins anew and ends the same. A failure is kept
    with a sentence, for whoever asked; the other plans of a team do not notice.
    """
    began = MonthPlan.objects.filter(pk=plan, state__in=WAITING).update(
        state=PlanState.WORKING, began_at=clock(), share_done=0, stop_asked=False
    )
    if not began:
        return "called off"
    row = MonthPlan.objects.get(pk=plan)
    progress = _Progress(plan, seconds)
    try:
        facts = facts_for(_setup_of(row), Month.of(row.month), timezone.localdate(clock()))
        before = current_plan(row.coach_id, row.site_id, row.month)
        found = facts.plan(
            seed=row.seed,
            budget=Budget(iterations=row.iterations or THOROUGH, keep_going=progress),
            pinned=pins_of(before, timezone.localdate(clock())),
            engine=engine(),
        )
    except NotAllowed as refusal:
        return _fail(plan, str(refusal))
    except Exception:
        log.exception("coaching.plan_failed", plan=plan)
        return _fail(plan, _("Something went wrong on our side. Nothing was lost; plan it again."))
    with transaction.atomic():
        held = MonthPlan.objects.select_for_update().filter(pk=plan, state=PlanState.WORKING)
        kept = held.first()
        if kept is None:
            return "called off"
        keep(kept, facts, found, at=clock(), stopped=progress.stopped)
    return "ready"


@dataclass
class _Progress:
    """Notes how far a search is, and asks whether to go on, at most twice a second."""

    plan: int
    seconds: Callable[[], float]
    told_at: float = -1.0
    stopped: bool = False

    def __call__(self, share: float) -> bool:
        now = self.seconds()
        if self.told_at >= 0 and now - self.told_at < TELL_EVERY:
            return True
        self.told_at = now
        rows = MonthPlan.objects.filter(pk=self.plan, state=PlanState.WORKING)
        going = rows.filter(stop_asked=False).update(share_done=round(share, 3))
        self.stopped = not going
        return bool(going)


def _fail(plan: int, sentence: str) -> str:
    MonthPlan.objects.filter(pk=plan, state=PlanState.WORKING).update(
        state=PlanState.FAILED, failure=sentence[:300]
    )
    return "failed"


def _setup_of(row: MonthPlan) -> CoachSetup:
    rows = CoachSetup.objects.filter(coach=row.coach_id, site=row.site_id)
    found: CoachSetup | None = rows.first()
    if found is None:
        raise NotAllowed(_("Say first where the coach’s days begin and end."))
    return found


def _held(plan: MonthPlan, by: User) -> MonthPlan:
    held: MonthPlan = MonthPlan.objects.select_for_update().get(pk=plan.pk)
    if sentence := why_not_plan(by, _setup_of(held)):
        raise NotAllowed(sentence)
    return held


def _enqueue(row: MonthPlan) -> None:
    from caseway.coaching.jobs import plan_month

    plan_month.enqueue(plan=row.pk)
