"""What a state's families do in the month measured: invented, in the proportions of a state.

The month is November 2026: four weeks from Saturday, October 31 to Friday, November 27.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from caseway.rules.dates import Month
from caseway.rules.participation.activities import Activity

MONTH = Month(2026, 11)
FIRST, LAST = date(2026, 10, 31), date(2026, 11, 27)
HOLIDAYS = (date(2026, 11, 11), date(2026, 11, 26))
_A = Activity


@dataclass(slots=True)
class Line:
    """One entry: day, mark, proof, minutes scheduled and attended."""

    on: date
    mark: int
    proof: int
    scheduled: int
    attended: int


@dataclass(slots=True)
class Work:
    """One enrolment and its entries. `projected`: minutes a week counted ahead, or none."""

    activity: int
    lines: list[Line] = field(default_factory=list)
    homework: int = 0
    projected: int = 0


@dataclass(slots=True)
class Adult:
    born: date
    works: list[Work]
    receives: bool = True
    disability: bool = False
    diploma: bool = False
    # What the month before used up: minutes of absence, of job search, and its weeks.
    used: tuple[int, int, int] | None = None


@dataclass(slots=True)
class StateFamily:
    adults: list[Adult]
    children: list[date]
    is_caretaker: bool = False
    tanf_cents: int = 57500
    sanction_cents: int = 0
    child_care: bool = False
    first_day: int | None = None


def state_families(count: int, seed: int) -> Iterator[StateFamily]:
    """Families one after another; the same for the same seed."""
    rng = Random(f"{seed}:state")
    return (_family(rng) for _ in range(count))


def _family(rng: Random) -> StateFamily:
    chance = rng.random
    two = chance() < 0.16
    adults = [_adult(rng) for _ in range(2 if two else 1)]
    children = [_born(rng, 0, 16) for _ in range(rng.choice((1, 1, 2, 2, 3)))]
    caretaker = chance() < 0.08
    if caretaker:
        adults = [Adult(_born(rng, 50, 70), [], receives=False)]
    return StateFamily(
        adults,
        children,
        is_caretaker=caretaker,
        sanction_cents=18900 if chance() < 0.04 else 0,
        child_care=chance() < 0.25,
        first_day=rng.randint(3, 25) if chance() < 0.02 else None,
    )


def _adult(rng: Random) -> Adult:
    works = []
    if rng.random() < _TAKES_PART:
        works = [_work(rng, kind) for kind in rng.choices(_MIXES, _WEIGHTS)[0]]
    used = None
    if rng.random() < 0.15:
        used = rng.choice((0, 240, 960, 4000)), rng.choice((0, 1200, 6000)), rng.choice((0, 12, 15))
    return Adult(
        _born(rng, 18, 55), works, disability=rng.random() < 0.04, diploma=rng.random() < 0.5,
        used=used,
    )  # fmt: skip


_TAKES_PART = 0.83
_MIXES: tuple[tuple[tuple[int, int, int], ...], ...] = (
    # activity, days a week, minutes a day
    ((_A.UNSUB, 5, 360),),
    ((_A.UNSUB, 5, 300), (_A.JOBSKILL, 2, 180)),
    ((_A.COMSERV, 5, 300),),
    ((_A.WORKEXP, 4, 360), (_A.JOBSKILL, 3, 180)),
    ((_A.VOCED, 5, 255), (_A.COMSERV, 3, 225)),
    ((_A.VOCED, 5, 300),),
    ((_A.JSJR, 3, 300), (_A.COMSERV, 3, 360)),
    ((_A.SCHOOL, 5, 300),),
    ((_A.OJT, 5, 420),),
    ((_A.OTHER, 2, 60), (_A.COMSERV, 4, 360)),
)
_WEIGHTS = (30, 6, 12, 9, 10, 6, 14, 4, 4, 5)
_PAID = (_A.UNSUB, _A.OJT)


def _work(rng: Random, kind: tuple[int, int, int]) -> Work:
    activity, days, minutes = kind
    work = Work(int(activity))
    if activity in _PAID and rng.random() < 0.15:
        work.projected = days * minutes
        return work
    weekdays = frozenset(rng.sample(range(7 if activity in _PAID else 5), days))
    proven = 2 if rng.random() < 0.9 else rng.choice((0, 1, 3))
    on = FIRST
    while on <= LAST:
        if on.weekday() in weekdays:
            work.lines.append(_line(rng, on, activity, minutes, proven))
        if activity == _A.VOCED and on.weekday() == 4:
            work.homework = 240
            work.lines.append(Line(on, 6, proven, 0, rng.choice((60, 120, 180))))
        on += _DAY
    return work


_DAY = timedelta(days=1)


def _line(rng: Random, on: date, activity: int, minutes: int, proof: int) -> Line:
    if on in HOLIDAYS:
        return Line(on, 4, proof, minutes, minutes if activity in _PAID else 0)
    chance = rng.random()
    if chance < 0.05 and activity not in _PAID:
        return Line(on, 2, proof, minutes, rng.choice((0, 0, minutes // 2)))
    if chance < 0.07:
        return Line(on, 3, proof, minutes, 0)
    return Line(on, 1, proof, minutes, minutes)


def _born(rng: Random, youngest: int, oldest: int) -> date:
    return MONTH.first - timedelta(days=rng.randint(youngest * 365 + 10, oldest * 365 + 300))
