"""What a person takes part in at each stage: a course, unpaid work, the search, a job, a step."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from caseway.attendance.models import PAID, ActivityKind
from caseway.cases.models import Relation, Stage
from caseway.demo.hours import offers
from caseway.demo.stories.family import Family, Habit
from caseway.demo.stories.way import Way

if TYPE_CHECKING:
    from random import Random

_K = ActivityKind
# Weekday (0 is Monday), when it begins, for how many minutes.
Week = tuple[tuple[int, time, int], ...]


@dataclass(frozen=True)
class Engagement:
    """One enrolment to be: who, what, where, when in the week, from when until when."""

    person_id: int
    activity: int
    title: str
    place: str  # a key of offers.toml, "employer" for a job, "" for a step of one's own
    week: Week
    starts_on: date
    ends_on: date | None
    habit: Habit
    aim: str = ""
    end_reason: str = ""
    employer: str = ""
    homework: int = 0
    after: int | None = None

    @property
    def is_paid(self) -> bool:
        return self.activity in PAID

    @property
    def minutes_a_week(self) -> int:
        return sum(minutes for _, _, minutes in self.week)


def engagements(
    family: Family, way: Way, closed_on: date | None, rng: "Random", habit: Habit
) -> list[Engagement]:
    """What the family's adults take part in along the way, oldest first."""
    found: list[Engagement] = []
    ends = [day for _, day in way[1:]]
    for (stage, begun), ended in zip(way, [*ends, closed_on], strict=True):
        if stage in _BY_STAGE:
            # A job goes on while it is being kept: retention is no new one.
            until = closed_on if stage == Stage.PLACED else ended
            span = _Span(family, rng, _monday(begun), until, habit)
            found += [each for each in _BY_STAGE[stage](span) if _lasts(each)]
    if family.shape.step and found:
        found.append(_step(found[-1], rng))
    if family.partner is not None and found:
        found += _partner(family, rng, found)
    return sorted(found, key=lambda each: (each.starts_on, each.person_id, each.activity))


@dataclass(frozen=True)
class _Span:
    family: Family
    rng: "Random"
    since: date
    until: date | None
    habit: Habit

    @property
    def full(self) -> bool:
        """Whether thirty hours a week are asked; twenty with a small child and no second parent."""
        return self.family.partner is not None or not _has_child_under(self.family, self.since, 6)

    def engaged(self, activity: int, title: str, place: str, week: Week) -> Engagement:
        reason = ""
        if self.until is not None:
            reason = "Went on to the next step of the plan"
        return Engagement(
            self.family.person_id, activity, title, place, week, self.since, self.until,
            self.habit, end_reason=reason,
        )  # fmt: skip


def _activities(span: _Span) -> list[Engagement]:
    if span.family.child_relation == Relation.GRANDCHILD:
        week = _week((1, 3), 10, 180)
        service = offers.services()[0]
        return [span.engaged(service.activity, service.title, service.place, week)]
    if _age(span.family.born, span.since) < 19:
        week = _week(range(5), 9, 300)
        return [span.engaged(_K.SCHOOL, "High school, last year", "high_school", week)]
    return _course(span)


def _course(span: _Span) -> list[Engagement]:
    said = span.family.facts["course"]
    course = offers.course(said)
    title = said.removeprefix("the ")
    if course.activity == _K.VOCATIONAL_EDUCATION:
        main = span.engaged(course.activity, _capital(title), course.place, _week(range(5), 9, 255))
        main = replace(main, homework=240, after=course.after, aim=_aim(span.family))
        beside = _week((0, 2, 4), 14, 225) if span.full else ()
    else:
        main = span.engaged(course.activity, _capital(title), course.place, _week((0, 2), 9, 315))
        main = replace(main, aim=_aim(span.family))
        beside = _week((1, 3, 4), 9, 435)
    return [main, _service(span, beside)] if beside else [main]


def _search(span: _Span) -> list[Engagement]:
    days, minutes = ((0, 2, 4), 300) if span.full else ((0, 3), 300)
    search = span.engaged(_K.JOB_SEARCH, "Job club and search", "search", _week(days, 9, minutes))
    beside = _week((1, 3), 9, 480) if span.full else _week((1, 4), 9, 375)
    return [search, _service(span, beside)]


def _job(span: _Span) -> list[Engagement]:
    facts, rng = span.family.facts, span.rng
    shift = rng.choice((300, 330, 360, 360, 390, 420))
    weekdays = rng.choice((range(5), range(5), (0, 1, 2, 4, 5), (1, 2, 3, 4, 5)))
    home = span.family.shape.home
    if home.braids_hair:
        week = _week((2, 3, 4, 5), 11, 300)
        return [span.engaged(_K.UNSUBSIDIZED, "Braiding hair, own business", "", week)]
    week = _week(weekdays, rng.choice((7, 8, 9, 11)), shift)
    title = facts["job"][0].upper() + facts["job"][1:]
    job = span.engaged(_K.UNSUBSIDIZED, title, "employer", week)
    job = replace(job, employer=facts["employer"])
    if span.family.partner is None and rng.random() < _SUBSIDIZED:
        return [replace(job, activity=_K.ON_THE_JOB_TRAINING)]
    return [job]


_SUBSIDIZED = 0.12
_BY_STAGE = {Stage.ACTIVITIES: _activities, Stage.JOB_SEARCH: _search, Stage.PLACED: _job}


def _service(span: _Span, week: Week) -> Engagement:
    has_pupil = _has_child_under(span.family, span.since, 13, at_least=5)
    fitting = [row for row in offers.services() if has_pupil or not row.parents]
    service = span.rng.choice(fitting)
    return replace(
        span.engaged(service.activity, service.title, service.place, week), aim=service.aim
    )


def _step(main: Engagement, rng: "Random") -> Engagement:
    step = rng.choice(offers.steps())
    return replace(
        main,
        activity=_K.OTHER,
        title=step.title,
        aim=step.aim,
        place="",
        employer="",
        week=_week((1, 4), 16, step.minutes),
        homework=0,
        after=None,
        ends_on=None,
        end_reason="",
    )


def _partner(family: Family, rng: "Random", found: list[Engagement]) -> list[Engagement]:
    """What the second parent does: a few shifts, unpaid work, or care at home."""
    assert family.partner is not None
    chance = rng.random()
    if chance > _PARTNER_TAKES_PART:
        return []
    own = replace(
        found[0],
        person_id=family.partner.person_id,
        habit=Habit.STEADY,
        homework=0,
        after=None,
        aim="",
        employer="",
    )
    if chance < _PARTNER_WORKS:
        return [
            replace(
                own,
                activity=_K.UNSUBSIDIZED,
                title="Evening shift",
                place="employer",
                employer=rng.choice(("Kestrel Building Services", "Uptown Parcel Center")),
                week=_week(rng.choice(((0, 1, 2), (1, 2, 3, 4), range(5))), 16, 300),
                ends_on=None,
                end_reason="",
            )
        ]
    service = rng.choice(offers.services()[:3])
    return [
        replace(
            own,
            activity=service.activity,
            title=service.title,
            place=service.place,
            week=_week((1, 3, 4), 9, 360),
        )
    ]


_PARTNER_TAKES_PART, _PARTNER_WORKS = 0.75, 0.5


def _lasts(each: Engagement) -> bool:
    return each.ends_on is None or each.ends_on > each.starts_on


def _week(weekdays: "range | tuple[int, ...]", hour: int, minutes: int) -> Week:
    return tuple((weekday, time(hour), minutes) for weekday in weekdays)


def _monday(day: date) -> date:
    """The Monday on or after the day: places take people in at the start of a week."""
    return day + timedelta(days=-day.weekday() % 7)


def _aim(family: Family) -> str:
    return _capital(family.facts["hope"])


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _has_child_under(family: Family, on: date, age: int, *, at_least: int = 0) -> bool:
    return any(at_least <= _age(child.born, on) < age for child in family.children)
