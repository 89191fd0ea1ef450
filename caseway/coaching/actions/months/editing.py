"""What a coach changes in a proposal: pins, other days, swaps. Everything else stays still."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.coaching.access import why_not_plan
from caseway.coaching.actions.months.ground import hold
from caseway.coaching.actions.months.planning import Worked, plan_now, work_out
from caseway.coaching.actions.months.searching import cancel_searches
from caseway.coaching.facts.months import MonthFacts, month_facts
from caseway.coaching.facts.travel import travel_for
from caseway.coaching.facts.windows import minutes_of
from caseway.coaching.models import (
    CoachDuty,
    CoachSetup,
    MonthPlan,
    PlanState,
    ProposedSession,
)
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.words import long_date, say
from caseway.rules.dates import Month
from caseway.rules.reasons import Reason
from caseway.rules.scheduling.placing import lock_on
from caseway.rules.scheduling.plans import Lock, Mode


@transaction.atomic
def pin(*, session: ProposedSession, pinned: bool, by: User, at: datetime) -> ProposedSession:
    """Keep a proposed session where it is when the month is planned again, or let it go.

    Raises NotAllowed when the plan is no proposal any more, or the session is an appointment that
    was confirmed: that is let go in the appointment itself.
    """
    hold(_setup(session.plan))
    session = _of_proposal(session, by)
    visit = session.of_visit
    if not pinned and visit is not None and (visit.is_confirmed or visit.is_pinned):
        raise NotAllowed(
            _("This is an appointment that was agreed. Move it with its own button, below.")
        )
    session.is_locked = pinned
    session.save(update_fields=["is_locked"])
    cancel_searches(_setup(session.plan), Month.of(session.plan.month))
    return session


def work_out_move(
    *,
    session: ProposedSession,
    day: date,
    by: User,
    at: datetime,
    mode: Mode | None = None,
    begins_at: time | None = None,
) -> Worked:
    """Work out the month with a session on another day, without writing.

    For before the transaction of `move`, so that nobody else waits to write. Raises NotAllowed
    with the reason when the day has no room for it.
    """
    session = _of_proposal(session, by)
    setup = _setup(session.plan)
    lock = _lock_there(setup, session, day, mode or Mode(session.mode), begins_at, at)
    return _without(setup, (session,), [lock], by, at)


@transaction.atomic
def move(
    *,
    session: ProposedSession,
    day: date,
    by: User,
    at: datetime,
    mode: Mode | None = None,
    begins_at: time | None = None,
    worked: Worked | None = None,
) -> MonthPlan:
    """Move a session to another day, where it is pinned; the rest stays still.

    Its hour is the one that costs least there, unless `begins_at` says it. Worked out now, unless
    it was before. Raises NotAllowed as `work_out_move`, and when the month changed since.
    """
    session = _of_proposal(session, by)
    worked = worked or work_out_move(
        session=session, day=day, by=by, at=at, mode=mode, begins_at=begins_at
    )
    return _kept(session.plan, worked, by, at)


def work_out_swap(
    *, one: ProposedSession, other: ProposedSession, by: User, at: datetime
) -> Worked:
    """Work out the month with the days of two sessions exchanged, without writing.

    Raises NotAllowed when one of them cannot go there.
    """
    one, other = _of_proposal(one, by), _of_proposal(other, by)
    if one.plan_id != other.plan_id or one.day == other.day:
        raise NotAllowed(_("Choose a session on another day of the same month."))
    setup = _setup(one.plan)
    facts = month_facts(setup, Month.of(one.plan.month), timezone.localdate(at))
    rest = list(one.plan.sessions.exclude(pk__in=(one.pk, other.pk)).order_by("pk"))
    locks = []
    for row, day in ((one, other.day), (other, one.day)):
        found = _found(facts, rest, row, day, Mode(row.mode))
        if isinstance(found, Reason):
            raise NotAllowed(_why(row, day, found))
        locks.append(found)
    return _without(setup, (one, other), locks, by, at)


@transaction.atomic
def swap(
    *,
    one: ProposedSession,
    other: ProposedSession,
    by: User,
    at: datetime,
    worked: Worked | None = None,
) -> MonthPlan:
    """Let two sessions change days; worked out now, unless it was before.

    Raises NotAllowed as `work_out_swap`, and when the month changed since.
    """
    one, other = _of_proposal(one, by), _of_proposal(other, by)
    worked = worked or work_out_swap(one=one, other=other, by=by, at=at)
    return _kept(one.plan, worked, by, at)


@transaction.atomic
def plan_around(*, setup: CoachSetup, duty: CoachDuty, by: User, at: datetime) -> MonthPlan:
    """Plan again around something of the coach's own; only what stands in its way moves.

    Raises NotAllowed as `plan_now`.
    """
    if duty.day is None:
        raise ValueError("a duty of every week is planned with the next month")
    return plan_now(setup=setup, month=Month.of(duty.day), by=by, at=at, steady=True)


def _lock_there(
    setup: CoachSetup,
    session: ProposedSession,
    day: date,
    mode: Mode,
    begins_at: time | None,
    at: datetime,
) -> Lock:
    if begins_at is not None:
        return Lock(str(session.enrolment_id), day, mode, minutes_of(begins_at))
    facts = month_facts(setup, Month.of(session.plan.month), timezone.localdate(at))
    rest = list(session.plan.sessions.exclude(pk=session.pk).order_by("pk"))
    found = _found(facts, rest, session, day, mode)
    if isinstance(found, Reason):
        raise NotAllowed(_why(session, day, found))
    return found


def _found(
    facts: MonthFacts,
    rest: Sequence[ProposedSession],
    session: ProposedSession,
    day: date,
    mode: Mode,
) -> Lock | Reason:
    others = [Lock(str(row.enrolment_id), row.day, Mode(row.mode), _hour(row)) for row in rest]
    return lock_on(
        facts.coach,
        facts.people.planned,
        facts.calendar,
        travel_for(facts.setup, facts.month.first),
        facts.policy,
        others,
        str(session.enrolment_id),
        day,
        mode,
    )


def _hour(row: ProposedSession) -> int | None:
    """Calls that nobody confirmed go wherever there is time."""
    return None if row.mode == Mode.CALL and not row.is_locked else minutes_of(row.begins_at)


def _why(session: ProposedSession, day: date, reason: Reason) -> str:
    return _("%(name)s cannot be seen on %(day)s: %(why)s.") % {
        "name": session.enrolment.person.name_used,
        "day": long_date(day),
        "why": say(reason).rstrip("."),
    }


def _without(
    setup: CoachSetup,
    sessions: Collection[ProposedSession],
    locks: Sequence[Lock],
    by: User,
    at: datetime,
) -> Worked:
    """The month with these sessions where the locks say, everything else staying still."""
    month = Month.of(next(iter(sessions)).plan.month)
    return work_out(
        setup=setup, month=month, by=by, at=at, pinned=locks, without=sessions, steady=True
    )


def _kept(plan: MonthPlan, worked: Worked, by: User, at: datetime) -> MonthPlan:
    return plan_now(
        setup=_setup(plan), month=Month.of(plan.month), by=by, at=at, steady=True, worked=worked
    )


def _of_proposal(session: ProposedSession, by: User) -> ProposedSession:
    rows = ProposedSession.objects.select_related("plan", "enrolment__person", "of_visit")
    held = rows.filter(pk=session.pk).first()
    if held is None or held.plan.state != PlanState.READY:
        raise NotAllowed(_("This proposal was replaced by another. Look at the new one first."))
    if sentence := why_not_plan(by, _setup(held.plan)):
        raise NotAllowed(sentence)
    return held


def _setup(plan: MonthPlan) -> CoachSetup:
    return CoachSetup.objects.get(coach=plan.coach_id, site=plan.site_id)
