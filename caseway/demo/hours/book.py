"""The attendance book of one case: enrolments, days, proof and months, put down as rows."""

from datetime import date, datetime, timedelta
from itertools import groupby
from random import Random
from typing import TYPE_CHECKING, Any

from caseway.attendance.models import (
    ActivityEnrolment,
    ActivityKind,
    AgreedHours,
    AttendanceEntry,
    EntrySource,
    MarkCode,
    ModuleDone,
    ProofState,
    ScheduledDay,
)
from caseway.demo.calendar import on_workday
from caseway.demo.hours import offers
from caseway.demo.hours.days import Day, Window, days_of
from caseway.demo.hours.engagements import Engagement, engagements
from caseway.demo.hours.families import FamilyBook
from caseway.demo.hours.offices import Offered
from caseway.demo.hours.proof import Proven, project, prove, recorded
from caseway.demo.hours.said import Remembered
from caseway.demo.stories.family import Habit
from caseway.demo.stories.way import Way

if TYPE_CHECKING:
    from caseway.demo.stories.tale import Tale

_HABITS = {
    Habit.STEADY: 44, Habit.CHILD_SICK: 14, Habit.LATE_FIRST: 8, Habit.SLIPPING: 10,
    Habit.PART_DAYS: 6, Habit.UNPROVEN: 13, Habit.REJECTED: 5,
}  # fmt: skip


class Book:
    """Writes what a case's adults did with their days since they took part in anything.

    It has a chance of its own, so that the rest of the case's story stays as it was.
    """

    def __init__(self, tale: "Tale", offered: Offered) -> None:
        self._tale, self.offered = tale, offered
        self.rng = Random(f"{offered.seed}:{tale.number}:hours")
        self.sheets, self.family = tale.sheets, tale.family
        self.site_id, self.case_id = tale.built.site.pk, tale.case_id
        self.window: Window = offered.window
        self.today = offered.window.today
        self.at = tale.cal.at
        self.remembered = Remembered(self.today)
        self.habit = self.family.shape.habit or self._drawn_habit()

    def keep(self, way: Way, closed_on: date | None) -> None:
        """Put everything down: call it once, when the case stands."""
        told = engagements(self.family, way, closed_on, self.rng, self.habit)
        for one in told:
            if one.starts_on < self.today and (one.ends_on or self.today) > self.window.since:
                self._enrol(one)
        self._agreed()
        FamilyBook(self, way, closed_on, told).keep()

    # Who and where

    def worker(self, day: date) -> int | None:
        """Whose hand it was on the case that day."""
        return self._tale.by(day, self._tale.post_for(self._tale.stage, day))

    def hand(self, one: Engagement, day: date) -> int | None:
        return self.offered.clerk_id if self.is_hosted(one) else self.worker(day)

    def is_hosted(self, one: Engagement) -> bool:
        """Whether the place's own people write its days down."""
        return one.place in self.offered.has_staff

    def place_name(self, one: Engagement) -> str:
        found = (row.name for row in self._places() if row.key == one.place)
        return next(found, one.employer or "At home")

    def supervisor(self, one: Engagement) -> str:
        return next((row.supervisor for row in self._places() if row.key == one.place), "")

    def name_of(self, one: Engagement) -> str:
        partner = self.family.partner
        if partner is not None and partner.person_id == one.person_id:
            return partner.full
        return self.family.name.full

    def _places(self) -> tuple[offers.Place, ...]:
        return offers.places(self._tale.built.design.letter)

    def _drawn_habit(self) -> Habit:
        habit = self.rng.choices(list(_HABITS), list(_HABITS.values()))[0]
        return Habit.STEADY if habit == Habit.CHILD_SICK and not self.family.children else habit

    # Rows

    def _enrol(self, one: Engagement) -> None:
        enrolment_id = self.sheets[ActivityEnrolment].add(
            site_id=self.site_id,
            case_id=self.case_id,
            person_id=one.person_id,
            provider_id=self.offered.providers.get(one.employer or one.place),
            activity=one.activity,
            title=one.title,
            aim=one.aim,
            supervisor=self.supervisor(one),
            starts_on=one.starts_on,
            ends_on=one.ends_on,
            end_reason=one.end_reason if one.ends_on else "",
            homework_minutes_a_week=one.homework,
            after_vocational=one.after,
            created_by_id=self.worker(one.starts_on),
            created_at=self.at(on_workday(one.starts_on - timedelta(days=3)), 13, 20),
        )
        for weekday, opens_at, minutes in one.week:
            self.sheets[ScheduledDay].add(
                site_id=self.site_id,
                enrolment_id=enrolment_id,
                weekday=weekday,
                opens_at=opens_at,
                minutes=minutes,
                starts_on=one.starts_on,
                ends_on=one.ends_on,
            )
        self._days(one, enrolment_id)
        if one.activity == ActivityKind.JOB_SEARCH:
            self._modules(one, enrolment_id)

    def _days(self, one: Engagement, enrolment_id: int) -> None:
        if self._is_own_business(one):
            return  # its month is known by what came in, not by the day
        until = project(self, one, enrolment_id) if one.is_paid else None
        days = [day for day in days_of(one, self.window, self.rng) if not until or day.on < until]
        if one.activity == ActivityKind.OTHER:
            _go_further(days, one)
        if one.person_id == self.family.person_id:
            self.remembered.add(one, days)
        for _, month in groupby(days, key=lambda day: day.on.replace(day=1)):
            told = list(month)
            counts = one.activity != ActivityKind.OTHER
            proven = prove(self, one, enrolment_id, told) if counts else Proven(ProofState.UNPROVEN)
            self._entries(one, enrolment_id, told, proven)
            if one.person_id == self.family.person_id and counts:
                self.remembered.proof(one, told, proven.state)

    def _is_own_business(self, one: Engagement) -> bool:
        return self.family.shape.home.braids_hair and one.is_paid and not one.employer

    def _entries(self, one: Engagement, enrolment_id: int, days: list[Day], proven: Proven) -> None:
        hosted, source = self.is_hosted(one), self._source(one, proven)
        add = self.sheets[AttendanceEntry].add
        month: dict[str, Any] = {
            "site_id": self.site_id,
            "case_id": self.case_id,
            "person_id": one.person_id,
            "enrolment_id": enrolment_id,
            "period": days[0].on.year * 100 + days[0].on.month,
            "activity": one.activity,
            "proof": proven.state,
            "evidence_id": proven.evidence_id,
            "source": source,
        }
        written = date.min
        for day in days:
            on = recorded(day.on, self.today, hosted=hosted)
            if on != written:  # a week's days are mostly written down together
                month |= {"recorded_by_id": self.hand(one, on), "recorded_at": self._moment(on)}
                written = on
            common = month | {"day": day.on.day}
            add(
                mark=day.mark,
                scheduled=day.scheduled,
                attended=day.attended,
                arrived_late=day.late,
                reason=day.reason,
                note=day.note,
                **common,
            )
            if one.homework and day.on.weekday() == _HOMEWORK_DAY and day.attended:
                minutes = self.rng.choice((60, 90, 120, 150))
                add(mark=MarkCode.HOMEWORK_UNSUPERVISED, attended=minutes, **common)

    def _source(self, one: Engagement, proven: Proven) -> EntrySource:
        if self.is_hosted(one):
            return EntrySource.PROVIDER
        paid = one.is_paid and proven.state != ProofState.UNPROVEN
        return EntrySource.PAY_STUB if paid else EntrySource.WORKER

    def _moment(self, on: date) -> datetime:
        return self.at(on, 17, 30)

    def _modules(self, one: Engagement, enrolment_id: int) -> None:
        """About one module in two weeks of the search, each with what the person takes from it."""
        ended = min(one.ends_on or self.today, self.today)
        names = list(self.offered.modules)
        self.rng.shuffle(names)
        on = one.starts_on + timedelta(days=9)
        for name in names:
            if on >= ended:
                return
            said = self.rng.choice(("", *offers.modules()[name]))
            self.sheets[ModuleDone].add(
                site_id=self.site_id,
                enrolment_id=enrolment_id,
                module_id=self.offered.modules[name],
                on=on,
                takeaway=said,
                recorded_by_id=self.worker(on),
            )
            on += timedelta(days=self.rng.choice((9, 12, 14)))

    def _agreed(self) -> None:
        agreed = self.family.shape.home.agreed
        if agreed is None:
            return
        starts_on = max(self._tale.opened_on, self.window.since)
        self.sheets[AgreedHours].add(
            site_id=self.site_id,
            case_id=self.case_id,
            person_id=self.family.person_id,
            minutes_a_week=agreed[0],
            basis=agreed[1],
            starts_on=starts_on,
            agreed_by_id=self.worker(starts_on),
        )


_HOMEWORK_DAY = 3


def _go_further(days: list[Day], one: Engagement) -> None:
    """A step goes a little further each time; what was reached stands at the day."""
    progress = next(row.progress for row in offers.steps() if row.title == one.title)
    for place, day in enumerate(days):
        if day.attended:
            day.note = progress[place * len(progress) // len(days)].capitalize()
