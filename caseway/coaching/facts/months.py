"""All that one coach's month is planned from, and a number that tells when it has changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from caseway.coaching.facts.caseloads import caseload
from caseway.coaching.facts.coaches import calendar_of, coach_of, policy_of
from caseway.coaching.facts.people import People, people
from caseway.coaching.facts.travel import ground_of, travel_for
from caseway.coaching.facts.trips import factor_for
from caseway.coaching.facts.windows import minutes_of
from caseway.coaching.models import CoachSetup, Visit, VisitMode, VisitState
from caseway.rules.dates import Month
from caseway.rules.scheduling.calendar import Calendar
from caseway.rules.scheduling.coach import Coach
from caseway.rules.scheduling.planner import plan_month
from caseway.rules.scheduling.plans import Announced, Budget, Lock, Mode, Plan
from caseway.rules.scheduling.policy import Policy
from caseway.rules.scheduling.solver.engines import Engine
from caseway.rules.scheduling.travel.calibration import Factor, scaled

# Minutes of travel not to be had for moving a session: less than missing one, more than any gain.
STILL = 250.0
STANDING = (VisitState.PLANNED, VisitState.HELD)


@dataclass(frozen=True)
class MonthFacts:
    """One coach-month. `visits` are those of the month that stand, held or agreed."""

    setup: CoachSetup
    month: Month
    coach: Coach
    people: People
    calendar: Calendar
    policy: Policy
    visits: tuple[Visit, ...]
    factor: Factor

    @property
    def locks(self) -> list[Lock]:
        """What stands: held, confirmed with the person or pinned by the coach."""
        return [
            Lock(key, visit.day, mode_of(visit.mode), _begins(visit))
            for key, visit in self._whose()
            if visit.state == VisitState.HELD
            or visit.is_confirmed
            or visit.is_pinned
            or not self.calendar.is_open(visit.day)
        ]

    @property
    def announced(self) -> list[Announced]:
        """What people were told of and may still be moved, at a price."""
        locked = {(lock.client, lock.day) for lock in self.locks}
        return [
            Announced(key, visit.day, mode_of(visit.mode), _begins(visit))
            for key, visit in self._whose()
            if (key, visit.day) not in locked
        ]

    @property
    def digest(self) -> str:
        """The same for the same ground. The day it is read on does not count."""
        ground = (
            self.coach,
            self.people.planned,
            replace(self.calendar, from_day=None),
            self.policy,
            ground_of(self.setup, self.month.first),
            self.factor.value,
            [(one.enrolment_id, one.day, one.begins_at, one.mode, one.state, one.is_confirmed)
             for one in self.visits],
        )  # fmt: skip
        return sha256(_told(ground).encode()).hexdigest()

    def plan(
        self,
        *,
        seed: int,
        budget: Budget,
        pinned: Sequence[Lock] = (),
        previous: Sequence[Announced] | None = None,
        steady: bool = False,
        engine: Engine = Engine.PLAIN,
    ) -> Plan:
        """Plan it. `pinned` are locks besides those of visits; `previous` goes before visits.

        `steady`: nothing moves unless somebody would otherwise go unseen.
        """
        policy = self.policy
        if steady:
            policy = replace(policy, weights=replace(policy.weights, moved=STILL))
        locks = {(lock.client, lock.day): lock for lock in (*pinned, *self.locks)}
        told = self.announced if previous is None else previous
        plan = plan_month(
            self.coach,
            self.people.planned,
            self.calendar,
            scaled(travel_for(self.setup, self.month.first), self.factor),
            policy,
            previous=[one for one in told if (one.client, one.day) not in locks],
            locks=list(locks.values()),
            seed=seed,
            budget=budget,
            engine=engine,
        )
        return replace(plan, notes=(*self.people.notes, *plan.notes))

    def _whose(self) -> Iterable[tuple[str, Visit]]:
        known = {client.enrolment.pk for client in self.people.clients}
        return ((str(one.enrolment_id), one) for one in self.visits if one.enrolment_id in known)


def month_facts(setup: CoachSetup, month: Month, today: date) -> MonthFacts:
    """Everything of one coach-month. A fixed number of queries, however many clients."""
    found = people(caseload(setup.coach_id, setup.site_id, month), month)
    visits = Visit.objects.filter(
        coach=setup.coach_id,
        site=setup.site_id,
        day__gte=month.first,
        day__lte=month.last,
        state__in=STANDING,
    )
    return MonthFacts(
        setup=setup,
        month=month,
        coach=coach_of(setup),
        people=found,
        calendar=calendar_of(setup, month, today),
        policy=policy_of(setup, month),
        visits=tuple(visits.order_by("day", "begins_at", "id")),
        factor=factor_for(setup, month.first, today),
    )


def mode_of(mode: str) -> Mode:
    """A visit's mode as the planner knows it: video and phone are calls."""
    return Mode.VISIT if mode == VisitMode.VISIT else Mode.CALL


def _begins(visit: Visit) -> int | None:
    return minutes_of(visit.begins_at) if visit.begins_at else None


def _told(value: object) -> str:
    """A value as text that does not depend on the order in sets and mappings."""
    if isinstance(value, frozenset | set):
        return "{" + ",".join(sorted(_told(one) for one in value)) + "}"
    if isinstance(value, dict):
        return "{" + ",".join(sorted(f"{_told(k)}:{_told(v)}" for k, v in value.items())) + "}"
    if isinstance(value, tuple | list):
        return "(" + ",".join(_told(one) for one in value) + ")"
    slots = getattr(value, "__dataclass_fields__", None)
    if slots:
        return "(" + ",".join(f"{name}={_told(getattr(value, name))}" for name in slots) + ")"
    return repr(value)
