"""What is offered at the county's sites: places, courses, unpaid work, steps, modules, amounts."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "offers.toml"


@dataclass(frozen=True)
class Place:
    """A provider: `supervisor` answers for each day there, `contact` picks up the phone."""

    key: str
    name: str
    supervisor: str
    contact: str


@dataclass(frozen=True)
class Course:
    """A course by its activity; `after` is what it counts as after twelve vocational months."""

    activity: int
    place: str
    after: int | None = None


@dataclass(frozen=True)
class Service:
    """Unpaid work. `parents`: for those with a child in school only."""

    activity: int
    place: str
    title: str
    aim: str
    parents: bool = False


@dataclass(frozen=True)
class Step:
    """Something useful that no law counts; `progress` is how far it went, first to last."""

    title: str
    aim: str
    minutes: int
    progress: tuple[str, ...]


@dataclass(frozen=True)
class Staff:
    """Somebody of a provider who signs in."""

    place: str
    name: str
    title: str


@dataclass(frozen=True)
class Amounts:
    """Cents a month by number of people in the family; the last holds for all above."""

    tanf: tuple[int, ...]
    snap: tuple[int, ...]
    working_share: float
    sanction_share: float

    def grant(self, people: int) -> int:
        return self.tanf[min(people, len(self.tanf) - 1)]

    def food(self, people: int) -> int:
        return self.snap[min(people, len(self.snap) - 1)]


@cache
def places(letter: str) -> tuple[Place, ...]:
    """The places of the site with this letter; none where attendance is not kept."""
    return tuple(Place(key, **row) for key, row in _read()["places"].get(letter, {}).items())


@cache
def staff(letter: str) -> Staff:
    return Staff(**_read()["staff"][letter])


@cache
def course(said: str) -> Course:
    """The course that a family's facts speak of, such as "the bookkeeping class"."""
    return Course(**_read()["courses"][said])


@cache
def services() -> tuple[Service, ...]:
    return tuple(Service(**row) for row in _read()["service"])


@cache
def steps() -> tuple[Step, ...]:
    rows = _read()["steps"]
    return tuple(
        Step(row["title"], row["aim"], row["minutes"], tuple(row["progress"])) for row in rows
    )


@cache
def modules() -> dict[str, tuple[str, ...]]:
    """What is taught, and what people took from it."""
    return {name: tuple(said) for name, said in _read()["modules"].items()}


@cache
def amounts() -> Amounts:
    row = _read()["amounts"]
    shares = row["working_share"], row["sanction_share"]
    return Amounts(tuple(row["tanf"]), tuple(row["snap"]), *shares)


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
