"""Names by community, and how a family of each is named."""

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random


@dataclass(frozen=True)
class Community:
    """Names as lived in one of the city's communities. Weights are shares, not counts of people."""

    slug: str
    name: str
    weight: int
    languages: tuple[str, ...]
    language_shares: tuple[int, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]
    children: tuple[str, ...]
    surnames: tuple[str, ...]
    two_surnames: bool


@dataclass(frozen=True)
class Name:
    """A name as written, with what is known of its parts."""

    given: str
    family: str

    @property
    def full(self) -> str:
        return f"{self.given} {self.family}".strip()


@cache
def communities() -> tuple[Community, ...]:
    """All communities, by file name."""
    return tuple(_read(path) for path in sorted(Path(__file__).parent.glob("*.toml")))


def draw_community(rng: Random) -> Community:
    """One community, by weight."""
    known = communities()
    return rng.choices(known, cum_weights=_weights())[0]


def community(slug: str) -> Community:
    return next(found for found in communities() if found.slug == slug)


def draw_surname(rng: Random, where: Community) -> str:
    """A surname; often two where families write both the father's and the mother's."""
    first = rng.choice(where.surnames)
    if not where.two_surnames or rng.random() < 0.5:
        return first
    second = rng.choice(where.surnames)
    return first if second == first else f"{first} {second}"


def draw_language(rng: Random, where: Community) -> str:
    return rng.choices(where.languages, where.language_shares)[0]


@cache
def _weights() -> tuple[int, ...]:
    return tuple(accumulate(found.weight for found in communities()))


def _read(path: Path) -> Community:
    row = tomllib.loads(path.read_text(encoding="utf-8"))
    return Community(
        slug=path.stem,
        name=row["name"],
        weight=row["weight"],
        languages=tuple(row["languages"]),
        language_shares=tuple(row["languages"].values()),
        women=tuple(row["women"]),
        men=tuple(row["men"]),
        children=tuple(row["children"]),
        surnames=tuple(row["surnames"]),
        two_surnames=row.get("surnames_worn", 1) == 2,
    )
