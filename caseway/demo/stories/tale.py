"""One case being told: what happened so far, and what is due next."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from caseway.agencies.models import SiteModel
from caseway.cases.models import (
    Assignment,
    Case,
    Contact,
    ContactKind,
    ContactMode,
    ContactPlace,
    Part,
    Stage,
    StageChange,
    Task,
    TaskKind,
    TaskOutcome,
)
from caseway.demo import words
from caseway.demo.calendar import Calendar, on_workday
from caseway.demo.county.sites import Built
from caseway.demo.county.staff import Post, leave_day, vacancy_day
from caseway.demo.loader.sheets import Sheets
from caseway.demo.stories.family import Family
from caseway.rules.functions import FunctionCode

_BY_STAGE = {
    Stage.INITIAL_CONTACT: FunctionCode.INITIAL_CONTACT,
    Stage.ELIGIBILITY: FunctionCode.TANF_ELIGIBILITY,
    Stage.ASSESSMENT: FunctionCode.ASSESSMENT,
    Stage.PLANNING: FunctionCode.EP_DEVELOPMENT,
    Stage.ACTIVITIES: FunctionCode.EP_MONITORING,
    Stage.JOB_SEARCH: FunctionCode.JOB_SEARCH,
    Stage.PLACED: FunctionCode.JOB_SEARCH,
    Stage.RETENTION: FunctionCode.JOB_SEARCH,
}
_PUBLIC_STAGES = {Stage.INITIAL_CONTACT, Stage.ELIGIBILITY}
# The way through a program: stage, and for how many days a case stays in it.
_WAY: tuple[tuple[Stage, int, int], ...] = (
    (Stage.INITIAL_CONTACT, 4, 9),
    (Stage.ELIGIBILITY, 8, 24),
    (Stage.ASSESSMENT, 8, 22),
    (Stage.PLANNING, 5, 13),
    (Stage.ACTIVITIES, 28, 75),
    (Stage.JOB_SEARCH, 24, 80),
    (Stage.PLACED, 35, 80),
    (Stage.RETENTION, 90, 180),
)
_COACH_SKIPS = {Stage.ELIGIBILITY, Stage.ACTIVITIES}


@dataclass(frozen=True)
class Hands:
    """The posts that a case was given to."""

    public: Post | None
    worker: Post
    specialists: tuple[tuple[Post, FunctionCode], ...] = ()
    # Who held the worker's part before, in a case handed from one agency to another.
    before: Post | None = None
    since: date = date.min


@dataclass
class Tale:
    """A case on its way: rows go to `sheets` as they are told."""

    rng: Random
    cal: Calendar
    sheets: Sheets
    built: Built
    region_id: int
    family: Family
    hands: Hands
    number: str
    elsewhere: tuple[Post, ...] = ()  # workers of other agencies who could have held it before
    case_id: int = 0
    opened_on: date = date.min
    stage: Stage = Stage.INITIAL_CONTACT
    stage_since: date = date.min
    referred_on: date | None = None

    # What stands at the beginning

    def opens(self, stage: Stage, days_in_stage: int, *, closed_days_ago: int | None = None,
              close_reason: str = "") -> None:  # fmt: skip
        """The case stands in `stage` since so many days; all before it is told too."""
        way = self._way_to(stage, days_in_stage + (closed_days_ago or 0))
        self.opened_on, self.stage, self.stage_since = way[0][1], stage, way[-1][1]
        closed_on = None if closed_days_ago is None else self.cal.day(-closed_days_ago)
        self.referred_on = next((day for at, day in way if at not in _PUBLIC_STAGES), None)
        self.case_id = self.sheets[Case].add(
            **self._keys(),
            program_id=self.built.program.pk,
            household_id=self.family.household_id,
            participant_id=self.family.person_id,
            number=self.number,
            stage=Stage.CLOSED if closed_on else stage,
            stage_since=closed_on or self.stage_since,
            opened_on=self.opened_on,
            closed_on=closed_on,
            close_reason=close_reason,
            created_at=self.cal.at(self.opened_on, 9, 10),
        )
        for at, day in way:
            self._entered(at, day)
        if closed_on:
            self._entered(Stage.CLOSED, closed_on, close_reason)
        self._assign(closed_on)
        self._tell_the_way(way)

    def _way_to(self, stage: Stage, days: int) -> list[tuple[Stage, date]]:
        coached = self.built.design.model == SiteModel.SINGLE_WORKER
        before = []
        for at, least, most in _WAY:
            if at == stage:
                break
            if not (coached and at in _COACH_SKIPS):
                before.append((at, self.rng.randint(least, most)))
        day = self.cal.day(-days)
        way = [(stage, day)]
        for at, length in reversed(before):
            day = on_workday(day - timedelta(days=length))
            way.insert(0, (at, day))
        return way

    def _entered(self, stage: Stage, day: date, note: str = "") -> None:
        self.sheets[StageChange].add(
            site_id=self.built.site.pk,
            case_id=self.case_id,
            stage=stage,
            starts_on=day,
            by_id=self.by(day, self.post_for(stage)),
            note=note,
        )

    def _assign(self, closed_on: date | None) -> None:
        design = self.built.design
        if self.hands.public is not None:
            leads = design.model == SiteModel.TWO_WORKER and self.referred_on is None
            self.assign(self.hands.public, Part.PUBLIC_WORKER, self.opened_on, closed_on, leads)
        starts = self.opened_on if design.model != SiteModel.TWO_WORKER else self.referred_on
        if starts is None:
            return
        worker, left = self.hands.worker, vacancy_day(self.cal)
        if self.hands.before is not None:
            self.assign(self.hands.before, design.lead_part, starts, self.hands.since, False)
            starts = self.hands.since
        elif worker.user_id is None and starts < left and closed_on is None:
            self.assign(worker, design.lead_part, starts, left, False, staff=worker.former_id)
            starts = left
        self.assign(worker, design.lead_part, starts, closed_on, True)
        for post, function in self.hands.specialists:
            self.assign(post, Part.SPECIALIST, starts, closed_on, False, function=function)

    def assign(
        self,
        post: Post,
        part: Part,
        starts_on: date,
        ends_on: date | None,
        leads: bool,
        *,
        staff: int | None = None,
        function: str = "",
        reason: str = "",
    ) -> None:
        """Give a part to a post, for good or until a day."""
        self.sheets[Assignment].add(
            site_id=self.built.site.pk,
            case_id=self.case_id,
            agency_id=post.agency_id,
            staff_id=staff or post.user_id,
            part=part,
            function=function,
            is_lead=leads and ends_on is None,
            starts_on=starts_on,
            ends_on=ends_on,
            reason=reason,
        )

    def _tell_the_way(self, way: list[tuple[Stage, date]]) -> None:
        """One or two meetings in each stage gone through."""
        for (stage, begun), (_, ended) in zip(way, way[1:], strict=False):
            self.rhythm(stage, begun, ended, every=21, at_most=3)

    # What happens along the way

    def rhythm(
        self, stage: Stage, begun: date, ended: date, *, every: int, at_most: int = 12
    ) -> None:
        """Meetings about every so many days from `begun` until before `ended`, told as they were."""
        day, told = begun + timedelta(days=self.rng.randint(0, 3)), 0
        while day < min(ended, self.cal.today) and told < at_most:
            self.meeting(day, _topic(stage, self.coached), stage=stage)
            if told and self.rng.random() < 0.25:
                self.brief(day + timedelta(days=self.rng.randint(1, 4)), stage=stage)
            day += timedelta(days=every + self.rng.choice((-1, 0, 0, 0, 1)))
            told += 1

    def meeting(self, day: date, topic: str, **said: Any) -> int | None:
        """A meeting on a working day at or just before `day`."""
        mode, place = self.rng.choice(_MEETINGS)
        text = words.written(self.rng, topic, self.facts())
        if self.family.language == "es" and self.rng.random() < 0.12:
            text = words.message(self.rng, "note_es", self.facts())
        values = {"mode": mode, "place": place, "minutes": self.rng.choice((20, 30, 30, 45, 60))}
        return self.contact(day, ContactKind.MEETING, text, **(values | said))

    def brief(self, day: date, **said: Any) -> int | None:
        """A word in passing: contact, though not the promised meeting."""
        text = words.written(self.rng, "brief", self.facts())
        values = {"mode": ContactMode.PHONE, "minutes": 5}
        return self.contact(day, ContactKind.BRIEF, text, **(values | said))

    def attempt(self, day: date, **said: Any) -> int | None:
        text = words.written(self.rng, "attempt", self.facts())
        return self.contact(day, ContactKind.ATTEMPT, text, mode=ContactMode.PHONE, **said)

    def message_in(self, day: date, **said: Any) -> int | None:
        topic = "in_es" if self.family.language == "es" else "in_en"
        text = words.message(self.rng, topic, self.facts())
        values: dict[str, Any] = {"mode": ContactMode.TEXT, "by_person": True}
        return self.contact(day, ContactKind.MESSAGE_IN, text, **(values | said))

    def message_out(self, day: date, **said: Any) -> int | None:
        topic = "out_es" if self.family.language == "es" else "out_en"
        text = words.message(self.rng, topic, self.facts(day))
        return self.contact(day, ContactKind.MESSAGE_OUT, text, mode=ContactMode.TEXT, **said)

    def contact(
        self,
        day: date,
        kind: ContactKind,
        text: str,
        *,
        stage: Stage | None = None,
        post: Post | None = None,
        by_person: bool = False,
        at: datetime | None = None,
        **values: Any,
    ) -> int | None:
        """Put a contact down; None when nobody was there to make it."""
        day = on_workday(day)
        stage = stage or self.stage
        post = post or self.post_for(stage, day)
        by_id = None if by_person else self.by(day, post)
        if day < self.opened_on or day >= self.cal.today or (by_id is None and not by_person):
            return None
        moment = at or self.cal.at(day, self.rng.randint(9, 16), self.rng.choice(_MINUTES))
        return self.sheets[Contact].add(
            site_id=self.built.site.pk,
            case_id=self.case_id,
            person_id=self.family.person_id,
            kind=kind,
            at=moment,
            text=text,
            by_id=by_id,
            agency_id=post.agency_id,
            function=_BY_STAGE[stage],
            recorded_at=moment + timedelta(minutes=self.rng.randint(1, 90)),
            **({"mode": ContactMode.NONE} | values),
        )

    # What is due

    def due(
        self,
        kind: TaskKind,
        title: str,
        day: date,
        *,
        function: FunctionCode | None = None,
        hour: int | None = None,
        outcome: TaskOutcome | None = None,
        note: str = "",
    ) -> int:
        """Something to do by a day, or (with an outcome) what became of it."""
        starts_at = None if hour is None else self.cal.at(day, hour, self.rng.choice((0, 30)))
        made = max(self.opened_on, min(day, self.cal.today) - timedelta(days=8))
        closed = self.cal.at(day, 16, 30) if outcome else None
        post = self.post_for(self.stage)
        return self.sheets[Task].add(
            site_id=self.built.site.pk,
            case_id=self.case_id,
            kind=kind,
            title=title.format_map(self.facts()),
            function=function or _BY_STAGE[self.stage],
            due_on=day,
            starts_at=starts_at,
            closed_at=closed,
            closed_by_id=self.by(day, post) if outcome else None,
            outcome=outcome or "",
            outcome_note=note.format_map(self.facts()),
            created_by_id=self.by(made, post),
            created_at=self.cal.at(made, 11, 20),
        )

    # Who and what it is about

    @property
    def coached(self) -> bool:
        return self.built.design.model == SiteModel.SINGLE_WORKER

    def colleague(self) -> Post:
        """Somebody of another agency at the site who is at work."""
        return self.rng.choice(self.elsewhere)

    def post_for(self, stage: Stage, day: date | None = None) -> Post:
        """Who meets the person in a stage (on a day): the public worker first, where two share."""
        shared = self.built.design.model == SiteModel.TWO_WORKER
        if shared and self.hands.public is not None and stage in _PUBLIC_STAGES:
            return self.hands.public
        if self.hands.before is not None and day is not None and day < self.hands.since:
            return self.hands.before
        return self.hands.worker

    def by(self, day: date, post: Post) -> int | None:
        """Whose hand it was that day: the holder's, her cover's, or nobody's."""
        if post.user_id is None:
            return post.former_id if day < vacancy_day(self.cal) else None
        if post.flag in {"away", "alone"} and day >= leave_day(self.cal):
            return post.cover_id
        return post.user_id

    def facts(self, day: date | None = None) -> dict[str, str]:
        """The family's facts, with who speaks and when."""
        post = self.post_for(self.stage)
        when = (day or self.cal.today) + timedelta(days=3)
        return self.family.facts | {
            "worker": post.given or "Joanne",
            "when": _WEEKDAYS[when.weekday()],
            "when_es": _WEEKDAYS_ES[when.weekday()],
            "month": str(max(1, (self.cal.today - self.stage_since).days // 30 + 2)),
        }

    def again(self, family: Family, number: str) -> "Tale":
        """A second case told from the same desk, as when a person was entered twice."""
        return replace(self, family=family, number=number, case_id=0)

    def _keys(self) -> dict[str, int]:
        return {"site_id": self.built.site.pk, "region_id": self.region_id}


def _topic(stage: Stage, coached: bool) -> str:
    if coached:
        return _COACH_TOPICS.get(stage, "coach_first")
    return _TOPICS[stage]


_TOPICS = {
    Stage.INITIAL_CONTACT: "first_call",
    Stage.ELIGIBILITY: "eligibility",
    Stage.ASSESSMENT: "assessment",
    Stage.PLANNING: "plan",
    Stage.ACTIVITIES: "activity",
    Stage.JOB_SEARCH: "search",
    Stage.PLACED: "placed",
    Stage.RETENTION: "retention",
}
_COACH_TOPICS = {
    Stage.JOB_SEARCH: "coach_search",
    Stage.PLACED: "coach_work",
    Stage.RETENTION: "coach_work",
}
_MINUTES = (0, 5, 10, 15, 20, 30, 40, 45, 50)
_MEETINGS = (
    (ContactMode.IN_PERSON, ContactPlace.OFFICE),
    (ContactMode.IN_PERSON, ContactPlace.OFFICE),
    (ContactMode.IN_PERSON, ContactPlace.OFFICE),
    (ContactMode.IN_PERSON, ContactPlace.HOME),
    (ContactMode.IN_PERSON, ContactPlace.COMMUNITY),
    (ContactMode.VIDEO, ContactPlace.REMOTE),
    (ContactMode.PHONE, ContactPlace.REMOTE),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAYS_ES = ("el lunes", "el martes", "el miércoles", "el jueves", "el viernes", "el sábado", "el domingo")  # fmt: skip
