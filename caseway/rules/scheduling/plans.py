"""What a plan is made of: sessions, days, a score by term, and reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseway.rules.reasons import Reason


class Mode(StrEnum):
    """How a session is held."""

    VISIT = "visit"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class Lock:
    """A session that stands: confirmed with the client, pinned by the coach, or already held.

    `begins` in minutes after midnight; None for a call that has a day and no hour yet.
    """

    client: str
    day: date
    mode: Mode
    begins: int | None


@dataclass(frozen=True, slots=True)
class Announced:
    """A session of the plan that people were told of. To move it costs something."""

    client: str
    day: date
    mode: Mode
    begins: int | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """What another day would cost for a session: minutes more, or why not."""

    day: date
    mode: Mode | None
    minutes: int | None
    why_not: Reason | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """One planned session. `with_clients` are the others of a group session."""

    client: str
    day: date
    mode: Mode
    begins: int
    minutes: int
    locked: bool = False
    with_clients: tuple[str, ...] = ()
    travel_minutes: int = 0
    reasons: tuple[Reason, ...] = ()
    candidates: tuple[Candidate, ...] = ()


class Doing(StrEnum):
    """What a coach does in one stretch of her day."""

    TRAVEL = "travel"
    VISIT = "visit"
    CALL = "call"
    MEAL = "meal"
    DUTY = "duty"


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch of a day. `place` is the key of where it is or where it leads; None: anywhere."""

    doing: Doing
    begins: int
    ends: int
    place: str | None = None
    clients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A day as it will go, in order."""

    day: date
    stretches: tuple[Stretch, ...]
    travel_minutes: int
    load_minutes: int


@dataclass(frozen=True, slots=True)
class Score:
    """What a plan costs, by term: how often or how long, and the price of all together.

    `cost` is in minutes of travel by the policy's weights.
    """

    travel_minutes: int
    visits: int
    calls: int
    missed: int
    over_load_minutes: int
    off_weekday: int
    late: int
    moved: int
    cost: float
    load_spread: float = 0.0


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One change that would let a session be held after all."""

    code: str
    reason: Reason
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Unserved:
    """Sessions of a client that could not be held, why, and the least change that would help."""

    client: str
    sessions: int
    reasons: tuple[Reason, ...]
    helps: tuple[Relaxation, ...] = ()


@dataclass(frozen=True, slots=True)
class ByHand:
    """The same month done by hand: a fixed weekday for each client, in the order of the list."""

    sessions: tuple[Session, ...]
    days: tuple[PlannedDay, ...]
    score: Score


@dataclass(frozen=True, slots=True)
class Plan:
    """A month. `refusals` say why it must not be announced, `notes` what was repaired.

    `engine` is the search that found it.
    """

    sessions: tuple[Session, ...]
    days: tuple[PlannedDay, ...]
    unserved: tuple[Unserved, ...]
    score: Score
    by_hand: ByHand
    refusals: tuple[Reason, ...] = ()
    notes: tuple[Reason, ...] = ()
    iterations: int = 0
    travel_source: str = ""
    engine: str = ""

    @property
    def may_be_announced(self) -> bool:
        """Whether nothing stands against it."""
        return not self.refusals


@dataclass(frozen=True, slots=True)
class Budget:
    """How long to look for a better plan.

    The same seed and `iterations` give the same plan. With `seconds`, whose clock is handed in, it
    stops earlier on a slow machine. `keep_going` is told the share done now and then, and says
    whether to go on; what was found so far is the answer.
    """

    iterations: int = 1000
    seconds: float | None = None
    clock: Callable[[], float] | None = None
    keep_going: Callable[[float], bool] | None = None

    def __post_init__(self) -> None:
        if self.seconds is not None and self.clock is None:
            raise ValueError("Seconds need a clock")
