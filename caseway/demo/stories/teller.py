"""What every telling starts from: the case's people, its workers and the calendar."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from caseway.agencies.models import SiteModel
from caseway.cases.models import Stage
from caseway.demo import words
from caseway.demo.calendar import Calendar, on_workday
from caseway.demo.county.sites import Built
from caseway.demo.county.staff import leave_day, vacancy_day
from caseway.demo.county.teams import Post
from caseway.demo.loader.sheets import Sheets
from caseway.demo.stories.family import Family
from caseway.demo.stories.way import INTAKE
from caseway.rules.functions import FunctionCode

if TYPE_CHECKING:
    from caseway.demo.hours.book import Book
    from caseway.demo.hours.offices import Offered


@dataclass(frozen=True)
class Hands:
    """The posts that a case was given to."""

    public: Post | None
    worker: Post
    specialists: tuple[tuple[Post, FunctionCode], ...] = ()
    member: Post | None = None  # helps the lead, where a team does the work
    # Who held the worker's part before, in a case handed from one agency to another.
    before: Post | None = None
    since: date = date.min


@dataclass
class Teller:
    """One case, before anything is told of it. Rows go to `sheets`."""

    rng: Random
    cal: Calendar
    sheets: Sheets
    built: Built
    region_id: int
    enter: Callable[[date], Family]  # puts the family down, known since a day
    hands: Hands
    number: str
    elsewhere: tuple[Post, ...] = ()  # workers of other agencies who could have held it before
    offered: "Offered | None" = None  # what the site's providers offer, where hours are kept
    book: "Book | None" = None  # the case's attendance, once the case is opened
    case_id: int = 0
    opened_on: date = date.min
    stage: Stage = Stage.INITIAL_CONTACT
    stage_since: date = date.min
    referred_on: date | None = None
    said: set[str] = field(default_factory=set)
    met_on: set[date] = field(default_factory=set)
    family: Family = field(init=False)  # there once the case is opened

    @property
    def coached(self) -> bool:
        return self.built.design.model == SiteModel.SINGLE_WORKER

    def post_for(self, stage: Stage, day: date | None = None) -> Post:
        """Who meets the person in a stage (on a day): the public worker first, where two share."""
        shared = self.built.design.model == SiteModel.TWO_WORKER
        if shared and self.hands.public is not None and stage in INTAKE:
            return self.hands.public
        if self.hands.before is not None and day is not None and day < self.hands.since:
            return self.hands.before
        return self.hands.worker

    def specialist(self, function: FunctionCode) -> Post | None:
        """The specialist who performs the function on this case, if one does."""
        return next((post for post, held in self.hands.specialists if held == function), None)

    def by(self, day: date, post: Post) -> int | None:
        """Whose hand it was that day: the holder's, her cover's, or nobody's."""
        if post.user_id is None:
            return post.former_id if day < vacancy_day(self.cal) else None
        if post.flag in {"away", "alone"} and day >= leave_day(self.cal):
            return post.cover_id
        return post.user_id

    def facts(self, day: date | None = None, stage: Stage | None = None) -> dict[str, str]:
        """The family's facts, with who speaks and when. Before a job, employers vary."""
        day = day or self.cal.today
        when = on_workday(day + timedelta(days=3)).weekday()
        facts = self.family.facts | {
            "worker": self.post_for(stage or self.stage, day).given,
            "when": _WEEKDAYS[when],
            "when_es": _WEEKDAYS_ES[when],
            "month": str(max(1, (day - self.stage_since).days // 30 + 2)),
            "support": words.fact(self.rng, "supports", self.family.facts),
        }
        if self.book is not None:
            facts |= self.book.remembered.facts(day)
        if met := self._met_before(day):
            facts["met"] = met
        if (stage or self.stage) not in _HAS_JOB:
            employer = self.rng.choice(words.employers())
            facts |= {"employer": employer.name, "job": self.rng.choice(employer.jobs)}
        return facts

    def _met_before(self, day: date) -> str:
        """The day of the last meeting as one speaks of it; nothing when it is long past."""
        last = max((one for one in self.met_on if one <= day), default=date.min)
        days = (day - last).days
        if days == 1:
            return "yesterday"
        return _WEEKDAYS[last.weekday()] if 1 < days < 7 else ""


_HAS_JOB = frozenset({Stage.PLACED, Stage.RETENTION, Stage.CLOSED})
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAYS_ES = (
    "el lunes",
    "el martes",
    "el miércoles",
    "el jueves",
    "el viernes",
    "el sábado",
    "el domingo",
)
