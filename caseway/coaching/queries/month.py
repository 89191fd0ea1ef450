"""One coach's month as its page shows it: list, calendar and map are made of the same items."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.db.models import Sum
from django.db.models.functions import Coalesce

from caseway.coaching.actions.months.accepting import keeps
from caseway.coaching.actions.months.keeping import SHOWN
from caseway.coaching.actions.months.searching import WAITING
from caseway.coaching.facts.months import month_facts
from caseway.coaching.facts.people import People
from caseway.coaching.models import (
    CoachingEnrolment,
    CoachSetup,
    MonthPlan,
    PlanState,
    ProposedSession,
    Visit,
    VisitMode,
    VisitState,
)
from caseway.coaching.stored import Result, Spot, read, reasons_read
from caseway.kernel.models import User
from caseway.rules.dates import Month
from caseway.rules.reasons import Reason
from caseway.rules.scheduling.plans import Mode


@dataclass(frozen=True)
class Item:
    """A session of the month: proposed, agreed, or past. `number` is its client's."""

    number: int
    enrolment: int
    case: int
    name: str
    day: date
    begins_at: time | None
    minutes: int
    mode: str
    state: str
    place: str
    travel: int | None
    is_pinned: bool = False
    is_confirmed: bool = False
    session: int | None = None
    visit: int | None = None
    reasons: tuple[Reason, ...] = ()
    was: Visit | None = None  # the appointment that it would move
    is_new: bool = False

    @property
    def is_visit(self) -> bool:
        return self.mode == VisitMode.VISIT


@dataclass(frozen=True)
class Ahead:
    """A person of the month whom the reader may see."""

    number: int
    enrolment: int
    case: int
    name: str


@dataclass(frozen=True)
class MonthPage:
    """What the page of a month shows."""

    setup: CoachSetup
    month: Month
    plan: MonthPlan | None
    search: MonthPlan | None
    items: tuple[Item, ...]
    people: dict[str, Ahead]
    result: Result
    last_month_travel: int
    has_changed: bool
    leaving: tuple[Visit, ...] = ()
    clients: int = 0
    failed: MonthPlan | None = None
    spots: dict[str, Spot] = field(default_factory=dict)  # by the label of the place
    met_at: dict[str, list[Ahead]] = field(default_factory=dict)  # who is met where, by its label
    by_day: dict[date, list[Item]] = field(default_factory=dict)

    @property
    def base(self) -> Spot:
        """Where the coach's days begin and end."""
        row = self.setup
        return Spot(row.base_name, row.base_zone, row.latitude, row.longitude)

    @property
    def is_proposal(self) -> bool:
        return self.plan is not None and self.plan.state == PlanState.READY

    @property
    def moves(self) -> list[Item]:
        """Agreed sessions that the proposal would move."""
        return [one for one in self.items if one.was is not None]

    @property
    def news(self) -> list[Item]:
        """Sessions that nobody was told of yet."""
        return [one for one in self.items if one.is_new]


def month_page(setup: CoachSetup, month: Month, today: date, reader: User) -> MonthPage:
    """A coach's month for one reader. A fixed number of queries, however many clients."""
    plans = list(
        MonthPlan.objects.filter(coach=setup.coach_id, site=setup.site_id, month=month.first)
        .exclude(state=PlanState.SET_ASIDE)
        .order_by("-pk")
        .defer("result")
    )
    shown = [one for one in plans if one.state in SHOWN]
    plan = max(shown, key=lambda one: (one.ready_at or one.asked_at, one.pk), default=None)
    facts = month_facts(setup, month, today)
    visits = list(
        Visit.objects.filter(
            coach=setup.coach_id, site=setup.site_id, day__gte=month.first, day__lte=month.last
        )
        .exclude(state=VisitState.MOVED)
        .order_by("day", "begins_at", "id")
    )
    sessions = list(plan.sessions.select_related("of_visit").order_by("pk")) if plan else []
    known = {one.enrolment_id for one in (*visits, *sessions)}
    known |= {one.enrolment.pk for one in facts.people.clients}
    people = _people(known, reader)
    result = read(plan.result) if plan else Result()
    made = _Items(people, {one.enrolment.pk: one for one in facts.people.clients}, today)
    places = {pk: where.label for pk, where in facts.people.wheres.items()}
    if plan is not None and plan.state == PlanState.READY:
        items = made.of_proposal(sessions, visits, places)
        kept = {one.of_visit_id for one in sessions} | {one.visit_id for one in sessions}
        leaving = tuple(
            one
            for one in visits
            if one.state == VisitState.PLANNED
            and one.day >= today
            and one.pk not in kept
            and str(one.enrolment_id) in people
        )
    else:
        reasons = {one.visit_id: reasons_read(one.reasons) for one in sessions if one.visit_id}
        items, leaving = [made.of_visit(one, reasons) for one in visits], ()
    items = [one for one in items if str(one.enrolment) in people]
    items.sort(key=lambda one: (one.day, one.begins_at or time.max, one.number))
    by_day: dict[date, list[Item]] = {}
    for item in items:
        by_day.setdefault(item.day, []).append(item)
    newest = plans[0] if plans else None
    return MonthPage(
        setup=setup,
        month=month,
        plan=plan,
        search=next((one for one in plans if one.state in WAITING), None),
        items=tuple(items),
        people=people,
        result=result,
        last_month_travel=travel_of(setup, month.plus(-1)),
        has_changed=bool(plan and plan.digest != facts.digest and month.last >= today),
        leaving=leaving,
        clients=len(facts.people.clients),
        failed=newest if newest and newest.state == PlanState.FAILED else None,
        spots=_spots(facts.people, result),
        met_at=_met_at(places, people),
        by_day=by_day,
    )


def _spots(found: People, result: Result) -> dict[str, Spot]:
    """Where places are, by label: as they are now, and as they were when the month was planned."""
    spots = {spot.label: spot for spot in result.spots.values()}
    for where in found.wheres.values():
        if where.place is not None:
            point = where.place.point
            spots[where.label] = Spot(where.label, where.zone, point.latitude, point.longitude)
    return spots


def _met_at(places: dict[int, str], people: dict[str, Ahead]) -> dict[str, list[Ahead]]:
    """Who of those whom the reader may see is met where, by the label of the place."""
    found: dict[str, list[Ahead]] = {}
    for ahead in people.values():
        if ahead.enrolment in places:
            found.setdefault(places[ahead.enrolment], []).append(ahead)
    return found


def travel_of(setup: CoachSetup, month: Month) -> int:
    """Minutes on the way to the visits of a month, as they were, else as planned. One query."""
    rows = Visit.objects.filter(
        coach=setup.coach_id,
        site=setup.site_id,
        day__gte=month.first,
        day__lte=month.last,
        state__in=(VisitState.HELD, VisitState.PLANNED, VisitState.NO_SHOW),
    )
    minutes = Coalesce("travel_minutes", "planned_travel_minutes", 0)
    return int(rows.aggregate(sum=Sum(minutes))["sum"] or 0)


def _people(keys: Collection[int], reader: User) -> dict[str, Ahead]:
    """Those whom the reader may see, numbered by case number. One query."""
    rows = (
        CoachingEnrolment.objects.visible_to(reader)
        .filter(pk__in=keys)
        .select_related("person", "case")
        .order_by("case__number", "pk")
    )
    return {
        str(row.pk): Ahead(number, row.pk, row.case_id, row.person.name_used)
        for number, row in enumerate(rows, start=1)
    }


class _Items:
    """Makes items of rows."""

    def __init__(self, people: dict[str, Ahead], clients: Collection[int], today: date) -> None:
        self.people, self.clients, self.today = people, clients, today

    def of_proposal(
        self, sessions: list[ProposedSession], visits: list[Visit], places: dict[int, str]
    ) -> list[Item]:
        """Every proposed session, and what is over already."""
        by_pk = {one.pk: one for one in visits}
        found = [self._proposed(one, by_pk, places) for one in sessions]
        used = {one.visit_id or one.of_visit_id for one in sessions}
        over = (VisitState.HELD, VisitState.NO_SHOW)
        for visit in visits:
            if visit.pk not in used and (visit.state in over or visit.day < self.today):
                found.append(self.of_visit(visit, {}))
        return found

    def _proposed(
        self, one: ProposedSession, visits: dict[int, Visit], places: dict[int, str]
    ) -> Item:
        old = visits.get(one.visit_id or one.of_visit_id or 0)
        stays = old is not None and keeps(old, one)
        is_visit = one.mode == Mode.VISIT
        mode: str = VisitMode.VISIT if is_visit else VisitMode.PHONE
        if old is not None and not is_visit and old.mode != VisitMode.VISIT:
            mode = old.mode
        return Item(
            **self._who(one.enrolment_id),
            day=one.day,
            begins_at=one.begins_at,
            minutes=one.minutes,
            mode=mode,
            state=VisitState.PLANNED if stays else "proposed",
            place=places.get(one.enrolment_id, "") if is_visit else "",
            travel=one.travel_minutes if is_visit and not one.is_locked else None,
            is_pinned=one.is_locked,
            is_confirmed=bool(old and old.is_confirmed),
            session=one.pk,
            visit=old.pk if old is not None and stays else None,
            reasons=reasons_read(one.reasons),
            was=old if old is not None and not stays else None,
            is_new=old is None,
        )

    def of_visit(self, one: Visit, reasons: dict[int, tuple[Reason, ...]]) -> Item:
        """An appointment, agreed or past."""
        return Item(
            **self._who(one.enrolment_id),
            day=one.day,
            begins_at=one.begins_at,
            minutes=one.minutes,
            mode=one.mode,
            state=one.state,
            place=one.place_name,
            travel=one.planned_travel_minutes if one.mode == VisitMode.VISIT else None,
            is_pinned=one.is_pinned,
            is_confirmed=one.is_confirmed,
            visit=one.pk,
            reasons=reasons.get(one.pk, ()),
        )

    def _who(self, enrolment: int) -> dict[str, Any]:
        ahead = self.people.get(str(enrolment))
        return {
            "number": ahead.number if ahead else 0,
            "enrolment": enrolment,
            "case": ahead.case if ahead else 0,
            "name": ahead.name if ahead else "",
        }
