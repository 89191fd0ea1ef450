"""What a month's summary is drafted from. No name of anybody comes in, so none can come out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseway.rules.records.visits.codes import (
    Activity,
    Change,
    Mode,
    Problem,
    Progress,
    Response,
    Seen,
    Support,
)


class From(StrEnum):
    """What kind of record a sentence comes from."""

    VISIT = "visit"
    JOB = "job"


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """One field of one record: where a sentence comes from."""

    kind: From
    key: str
    field: str


@dataclass(frozen=True, slots=True)
class Toward:
    """What was done for a goal of the plan: its key, its words, and where it stands."""

    activity: Activity
    goal: str
    words: str
    progress: Progress | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One session of the month, as its checklist tells it.

    `held` is False where the person was not met: `moved` says that it was put off. `minutes` are
    those of the session. `note` is quoted word for word, but never that of a group: it may speak of
    others.
    """

    key: str
    day: date
    mode: Mode
    held: bool = True
    moved: bool = False
    group: bool = False
    minutes: int | None = None
    toward: tuple[Toward, ...] = ()
    response: Response | None = None
    support: Support | None = None
    seen: tuple[Seen, ...] = ()
    problems: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """Hours a week (in minutes) and wage an hour (in cents) from a day on; None where not known.

    `ended_on`: the last day of the job, where it ended in the month.
    """

    key: str
    since: date
    weekly_minutes: int | None
    wage_cents: int | None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Ahead:
    """A session planned for the next month."""

    key: str
    day: date
    mode: Mode


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of one person's month."""

    visits: tuple[Visit, ...]
    jobs: tuple[Terms, ...] = ()
    ahead: tuple[Ahead, ...] = ()
