"""A family: what a story asks of it, and the facts that sentences are made of."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from random import Random
from typing import NamedTuple

from caseway.cases.models import CharacteristicKind, NameKind, Relation
from caseway.demo import places, words
from caseway.demo.names import Name

_PRONOUNS = {"woman": ("she", "her", "her"), "man": ("he", "his", "him")}
_LANGUAGE_NAMES = {
    "es": "Spanish", "bn": "Bengali", "zh": "Chinese", "ht": "Haitian Creole", "fr": "French",
    "ru": "Russian", "uk": "Ukrainian", "ar": "Arabic", "yi": "Yiddish", "ko": "Korean",
}  # fmt: skip


class Child(NamedTuple):
    person_id: int
    given: str
    born: date


class Partner(NamedTuple):
    """The second parent in the home."""

    person_id: int
    given: str
    full: str
    married: bool


class Habit(StrEnum):
    """How somebody's days go at the places where she takes part."""

    STEADY = "steady"
    CHILD_SICK = "child_sick"
    LATE_FIRST = "late_first"
    SLIPPING = "slipping"
    PART_DAYS = "part_days"
    UNPROVEN = "unproven"
    REJECTED = "rejected"
    GONE = "gone"


@dataclass(frozen=True)
class Home:
    """What the participation rule asks of a family besides its hours; told by a story or plain.

    `agreed`: minutes a week that suit the person, and on what basis. `sanctioned`: in how many
    of the last months a work penalty was taken. `state_funded`: paid from state money alone.
    """

    federal_child_care: bool | None = None
    on_ssi: bool = False
    disability: bool = False
    cares_for_disabled: bool = False
    care_is_documented: bool = False
    waiver: bool = False
    state_funded: bool = False
    sanctioned: int = 0
    agreed: tuple[int, str] | None = None
    braids_hair: bool = False
    proof_runs_out: bool = False  # what the pay stubs showed may be reported until next month only


@dataclass(frozen=True)
class Shape:
    """What a story needs of its family; what is not said is drawn."""

    ages: tuple[int, int] = (19, 46)
    children: tuple[int, int] = (1, 3)
    child_relation: Relation = Relation.CHILD
    community: str = ""
    gender: str = ""
    language: str = ""
    interpreter: bool | None = None
    name: Name | None = None
    surname: str = ""
    also_named: tuple[tuple[NameKind, str], ...] = ()
    born: date | None = None
    child_ages: tuple[int, int] = (0, 15)
    twins: bool = False
    kinds: tuple[CharacteristicKind, ...] = ()
    confidential: bool = False
    partner: bool | None = None
    habit: Habit | None = None
    step: bool = False  # works on something that no law counts
    home: Home = Home()


@dataclass
class Family:
    """The rows' ids and the facts that sentences are made of."""

    household_id: int
    person_id: int
    name: Name
    born: date
    language: str
    interpreter: bool
    gender: str
    zip: places.Zip
    phone: str
    children: list[Child]
    child_relation: Relation
    shape: Shape
    partner: Partner | None = None
    facts: dict[str, str] = field(default_factory=dict)


def facts_of(family: Family, rng: Random) -> dict[str, str]:
    """What sentences may say of the family. A fact that is not there is not said."""
    she, her, obj = _PRONOUNS[family.gender]
    employer = rng.choice(words.employers())
    facts = {
        "name": called(family.name),
        "she": she, "her": her, "obj": obj, "She": she.capitalize(),
        "employer": employer.name, "job": rng.choice(employer.jobs),
    }  # fmt: skip
    if family.zip.station:
        facts["station"] = family.zip.station.name
    if family.children:
        facts["child"] = family.children[0].given
        facts["children"] = _listed([child.given for child in family.children])
    if family.language in _LANGUAGE_NAMES:
        facts["language_name"] = _LANGUAGE_NAMES[family.language]
    for fact, kind in _DRAWN:
        facts[fact] = words.fact(rng, kind, facts)
    return facts


def called(name: Name) -> str:
    """How a worker writes the name in a note: the given name, the first word of a long one."""
    given = name.given or name.family
    return given if len(given) <= 16 else given.split(" ")[0]


_DRAWN = (
    ("strength", "strengths"),
    ("hope", "hopes"),
    ("obstacle", "obstacles"),
    ("support", "supports"),
    ("course", "courses"),
)


def _listed(given: list[str]) -> str:
    if len(given) == 1:
        return given[0]
    return f"{', '.join(given[:-1])} and {given[-1]}"
