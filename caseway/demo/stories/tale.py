"""One case being told: what it is, what happened so far, and what is due next."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from caseway.agencies.models import SiteModel
from caseway.cases.models import (
    Assignment,
    Case,
    LastLook,
    Part,
    Stage,
    StageChange,
    Task,
    TaskKind,
)
from caseway.cases.models import TaskOutcome as Outcome
from caseway.demo.calendar import on_workday
from caseway.demo.county.staff import vacancy_day
from caseway.demo.county.teams import Post
from caseway.demo.hours.book import Book
from caseway.demo.stories.family import Family
from caseway.demo.stories.log import Log
from caseway.demo.stories.way import FUNCTION_OF, INTAKE, Way, way_to
from caseway.rules.functions import FunctionCode


class Tale(Log):
    """A case on its way."""

    def opens(
        self,
        stage: Stage,
        days_in_stage: int,
        *,
        closed_days_ago: int | None = None,
        close_reason: str = "",
        earlier: int = 0,
    ) -> None:
        """The case stands in `stage` since so many days; all before it is told too.

        `earlier` leaves so many days between the stage and what came before it.
        """
        since = self.cal.day(-days_in_stage - (closed_days_ago or 0))
        way = way_to(stage, since, self.rng, coached=self.coached)
        if earlier:
            way = [(at, day - timedelta(days=earlier)) for at, day in way[:-1]] + way[-1:]
        closed_on = None if closed_days_ago is None else self.cal.day(-closed_days_ago)
        self.opened_on, self.stage, self.stage_since = way[0][1], stage, since
        self.referred_on = next((day for at, day in way if at not in INTAKE), None)
        self.family = self.enter(self.opened_on)
        self.case_id = self._case(closed_on, close_reason)
        for at, day in way:
            self.entered(at, day)
        if closed_on:
            self.entered(Stage.CLOSED, closed_on, close_reason)
        self._assign(closed_on)
        self._keep_hours(way, closed_on)
        self._tell_the_way(way)

    def due(
        self,
        kind: TaskKind,
        title: str,
        day: date,
        *,
        function: FunctionCode | None = None,
        hour: int | None = None,
        outcome: Outcome | None = None,
        note: str = "",
    ) -> int:
        """Something to do by a day, or (with an outcome) what became of it."""
        made = max(self.opened_on, min(day, self.cal.today) - timedelta(days=8))
        post, facts = self.post_for(self.stage), self.facts()
        return self.sheets[Task].add(
            site_id=self.built.site.pk,
            case_id=self.case_id,
            kind=kind,
            title=title.format_map(facts)[:200],
            function=function or FUNCTION_OF[self.stage],
            due_on=day,
            starts_at=None if hour is None else self.cal.at(day, hour, self.rng.choice((0, 30))),
            closed_at=self.cal.at(day, 16, 30) if outcome else None,
            closed_by_id=self.by(day, post) if outcome else None,
            outcome=outcome or "",
            outcome_note=note.format_map(facts)[:300],
            created_by_id=self.by(made, post),
            created_at=self.cal.at(made, 11, 20),
        )

    def entered(self, stage: Stage, day: date, note: str = "") -> None:
        """The case went into the stage that day."""
        self.sheets[StageChange].add(
            site_id=self.built.site.pk,
            case_id=self.case_id,
            stage=stage,
            starts_on=day,
            by_id=self.by(day, self.post_for(stage, day)),
            note=note,
        )

    def looked_at(self) -> None:
        """Most workers opened the case some days ago: what came since is new to them."""
        post = self.post_for(self.stage)
        if post.user_id is None or self.rng.random() < 0.3:
            return
        before, last = sorted(self.rng.sample(range(2, 9), 2), reverse=True)
        self.sheets[LastLook].add(
            case_id=self.case_id,
            user_id=post.user_id,
            site_id=self.built.site.pk,
            looked_at=self.cal.at(self.cal.workday(-last), 14, 40),
            before_at=self.cal.at(self.cal.workday(-before), 10, 15),
        )

    def colleague(self) -> Post:
        """Somebody of another agency at the site who is at work."""
        return self.rng.choice(self.elsewhere)

    def again(self, enter: Callable[[date], Family], number: str) -> "Tale":
        """A second case told from the same desk, as when a person was entered twice."""
        return replace(self, enter=enter, number=number, said=set(), met_on=set(), book=None)

    def _case(self, closed_on: date | None, close_reason: str) -> int:
        return self.sheets[Case].add(
            site_id=self.built.site.pk,
            region_id=self.region_id,
            program_id=self.built.program.pk,
            household_id=self.family.household_id,
            participant_id=self.family.person_id,
            number=self.number,
            stage=Stage.CLOSED if closed_on else self.stage,
            stage_since=closed_on or self.stage_since,
            opened_on=self.opened_on,
            closed_on=closed_on,
            close_reason=close_reason,
            created_at=self.cal.at(self.opened_on, 9, 10),
        )

    def _keep_hours(self, way: Way, closed_on: date | None) -> None:
        """Days and their proof first, so that whoever meets the person knows of them."""
        if self.offered is None:
            return
        self.book = Book(self, self.offered)
        self.book.keep(way, closed_on)
        self._stayed_home()

    def _stayed_home(self) -> None:
        """A parent writes on the morning when a child is ill, and is answered."""
        if self.book is not None:
            for on, _days in self.book.remembered.sick_spells():
                self.child_is_ill(on)

    def _tell_the_way(self, way: Way) -> None:
        """A meeting or a few in each stage gone through."""
        for (stage, begun), (_, ended) in itertools.pairwise(way):
            self.rhythm(stage, begun, ended, every=21, at_most=3)
        care = self.specialist(FunctionCode.REFERRALS)
        if care is not None and self.referred_on is not None and self.family.children:
            day = self.referred_on + timedelta(days=self.rng.randint(6, 20))
            self.meeting(day, "child_care", post=care)
        self._reviews()

    def _reviews(self) -> None:
        """Where two share the work, the public worker sees the family about every five months."""
        if self.built.design.model != SiteModel.TWO_WORKER or self.hands.public is None:
            return
        day = (self.referred_on or self.cal.today) + timedelta(days=self.rng.randint(120, 165))
        while day < self.cal.today:
            # A day that already has a meeting gives way to the next one free.
            while on_workday(day) in self.met_on:
                day += timedelta(days=1)
            self.meeting(day, "review", post=self.hands.public, stage=Stage.ELIGIBILITY)
            day += timedelta(days=self.rng.randint(130, 165))

    # Who works on it

    def _assign(self, closed_on: date | None) -> None:
        two_worker = self.built.design.model == SiteModel.TWO_WORKER
        if self.hands.public is not None:
            leads = two_worker and self.referred_on is None
            self._hold(self.hands.public, Part.PUBLIC_WORKER, self.opened_on, closed_on, leads)
        starts = self.referred_on if two_worker else self.opened_on
        if starts is not None:
            starts = self._held_before(starts, closed_on)
            part = self.built.design.lead_part
            self._hold(self.hands.worker, part, starts, closed_on, True)
            for post, function in self.hands.specialists:
                self._hold(post, Part.SPECIALIST, starts, closed_on, False, function=function)
            if self.hands.member is not None:
                self._hold(self.hands.member, Part.TEAM_MEMBER, starts, closed_on, False)

    def _held_before(self, starts: date, closed_on: date | None) -> date:
        """Tell who held the worker's part before, if anybody; since when it is held as now."""
        part, worker = self.built.design.lead_part, self.hands.worker
        if self.hands.before is not None:
            self._hold(self.hands.before, part, starts, self.hands.since, False)
            return self.hands.since
        left = vacancy_day(self.cal)
        if worker.user_id is None and starts < left and closed_on is None:
            self._hold(worker, part, starts, left, False, staff=worker.former_id)
            return left
        return starts

    def _hold(
        self,
        post: Post,
        part: Part,
        starts_on: date,
        ends_on: date | None,
        leads: bool,
        *,
        staff: int | None = None,
        function: str = "",
    ) -> None:
        # A closed case keeps the name of who held it, not a vacancy.
        held_by = staff or post.user_id or (post.former_id if ends_on else None)
        self.sheets[Assignment].add(
            site_id=self.built.site.pk,
            case_id=self.case_id,
            agency_id=post.agency_id,
            staff_id=held_by,
            part=part,
            function=function,
            is_lead=leads,
            starts_on=starts_on,
            ends_on=ends_on,
        )
