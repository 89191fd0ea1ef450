"""The way through a program: its stages, how long a case stays in each, what is talked about."""

from datetime import date, timedelta
from random import Random

from caseway.cases.models import Stage
from caseway.demo.calendar import on_workday
from caseway.rules.functions import FunctionCode

FUNCTION_OF = {
    Stage.INITIAL_CONTACT: FunctionCode.INITIAL_CONTACT,
    Stage.ELIGIBILITY: FunctionCode.TANF_ELIGIBILITY,
    Stage.ASSESSMENT: FunctionCode.ASSESSMENT,
    Stage.PLANNING: FunctionCode.EP_DEVELOPMENT,
    Stage.ACTIVITIES: FunctionCode.EP_MONITORING,
    Stage.JOB_SEARCH: FunctionCode.JOB_SEARCH,
    Stage.PLACED: FunctionCode.JOB_SEARCH,
    Stage.RETENTION: FunctionCode.JOB_SEARCH,
}
# Before the case is referred to the worker who leads it on.
INTAKE = frozenset({Stage.INITIAL_CONTACT, Stage.ELIGIBILITY})
# Stage, and for how many days a case stays in it: at least, at most.
_LENGTHS: tuple[tuple[Stage, int, int], ...] = (
    (Stage.INITIAL_CONTACT, 4, 9),
    (Stage.ELIGIBILITY, 8, 24),
    (Stage.ASSESSMENT, 8, 22),
    (Stage.PLANNING, 5, 13),
    (Stage.ACTIVITIES, 28, 75),
    (Stage.JOB_SEARCH, 24, 80),
    (Stage.PLACED, 35, 80),
    (Stage.RETENTION, 90, 180),
)
_NOT_COACHED = frozenset({Stage.ELIGIBILITY, Stage.ACTIVITIES})
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

Way = list[tuple[Stage, date]]


def way_to(stage: Stage, since: date, rng: Random, *, coached: bool) -> Way:
    """The stages gone through and when each began, to `stage` which began on `since`."""
    before = []
    for at, least, most in _LENGTHS:
        if at == stage:
            break
        if not (coached and at in _NOT_COACHED):
            before.append((at, rng.randint(least, most)))
    way, day = [(stage, since)], since
    for at, length in reversed(before):
        day = on_workday(day - timedelta(days=length))
        way.insert(0, (at, day))
    return way


def topic_of(stage: Stage, *, coached: bool) -> str:
    """What a meeting in the stage is about: a section of words/contacts.toml."""
    return _COACH_TOPICS.get(stage, "coach_first") if coached else _TOPICS[stage]
