"""Whose line it is: names as offices write them, and case numbers, held against the list."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_NUMBER = re.compile(r"^[a-z]{0,4}[- ]?\d{3,}$")
# A name with its number behind it, as the grid itself shows people and a copied sheet keeps them.
_NAME_AND_NUMBER = re.compile(
    r"^(?P<name>.*[^\W\d_])[\s,(]+(?P<number>[a-z]{0,4}-?\d{3,})\)?$", re.I
)


@dataclass(frozen=True, slots=True)
class Listed:
    """An enrolment on the list: its person, case and activity."""

    enrolment: int
    person: int
    name: str
    number: str
    title: str
    kind: str = ""
    place: str = ""


@dataclass
class Roll:
    """The list, ready to be asked."""

    listed: dict[int, Listed] = field(default_factory=dict)
    by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_number: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, rows: Iterable[Listed]) -> "Roll":
        roll = cls()
        for row in rows:
            roll.listed[row.enrolment] = row
            roll.by_name[name_key(row.name)].append(row.enrolment)
            roll.by_number[number_key(row.number)].append(row.enrolment)
        return roll

    def whose(self, texts: Iterable[str]) -> list[int]:
        """The enrolments that a line may mean: none, one, or several to choose from.

        `texts` are what stands before the days: a name, a case number, both, and
        perhaps the activity, by its name, its kind or its place, which decides
        between two activities of one person.
        """
        named: set[int] | None = None
        texts = [part for text in texts for part in _parts(text)]
        for text in texts:
            found = set(self._meant(text))
            if found:
                named = found if named is None else (named & found or named | found)
        ids = sorted(named or ())
        return self._by_activity(ids, texts) if len(ids) > 1 else ids

    def _meant(self, text: str) -> list[int]:
        if is_number(text):
            return self.by_number.get(number_key(text), [])
        return self.by_name.get(name_key(text), []) if text else []

    def _by_activity(self, ids: list[int], texts: Iterable[str]) -> list[int]:
        said = {_folded(text) for text in texts if text}
        for word in ("title", "kind", "place"):
            fitting = [pk for pk in ids if _folded(getattr(self.listed[pk], word)) in said]
            if len(fitting) == 1:
                return fitting
        return ids

    def is_one_person(self, ids: Iterable[int]) -> bool:
        """Whether several enrolments are of one person on one case."""
        return len({(self.listed[pk].person, self.listed[pk].number) for pk in ids}) == 1


def _parts(text: str) -> Iterable[str]:
    """What stands in one cell: a line each, a number behind a name by itself."""
    for line in text.splitlines():
        both = _NAME_AND_NUMBER.match(line.strip())
        yield from both.group("name", "number") if both else (line,)


def is_number(text: str) -> bool:
    """Whether a text is a case number by its looks: "W-104218", "104218"."""
    return bool(_NUMBER.match(text.strip().casefold()))


def number_key(text: str) -> str:
    """The digits of a case number, without the zeros that spreadsheets drop."""
    digits = "".join(letter for letter in text if letter.isdigit())
    return digits.lstrip("0") or text.casefold()


def name_key(text: str) -> str:
    """A name by its words in any order: "Rivera, Ana" and "Ana Rivera" are one."""
    return " ".join(sorted(_WORD.findall(_folded(text))))


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
