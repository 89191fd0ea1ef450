"""Guessing what each column holds, from its heading first and its cells where that is silent."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz import fuzz, process

from caseway.exchange.meaning.fields import SYNONYMS, Field

_BY_WORDS: Mapping[str, Field] = {text: field for field, all_ in SYNONYMS.items() for text in all_}
# Below this likeness two headings are different words ("phase" and "phone" are 80 alike).
_ALIKE = 88
_SHORTEST_TO_COMPARE = 5


class Sure(IntEnum):
    """How a guess was made; the surest one wins when two columns claim one fact."""

    CELLS = 1
    ALIKE = 2
    PART = 3
    EXACT = 4


@dataclass(frozen=True, slots=True)
class Guess:
    field: Field
    sure: Sure


_CELL_SHAPES: Mapping[Field, re.Pattern[str]] = {
    Field.EMAIL: re.compile(r"^\S+@\S+\.\S+$"),
    Field.SSN: re.compile(r"^(\d{3}|\*{3}|X{3})-(\d{2}|\*{2}|X{2})-\d{4}$", re.IGNORECASE),
    Field.PHONE: re.compile(r"^(\+?1[ .-]?)?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}$"),
}
_MOST = 0.8


def guess_columns(header: Sequence[str], sample: Sequence[Sequence[str]]) -> dict[int, Guess]:
    """Our field for each column (from 0) that can be guessed. No field is given twice.

    `sample` is some rows of cells. Where two columns have an equal claim the first has it.
    """
    guesses = [_guess(heading, position, sample) for position, heading in enumerate(header)]
    taken: dict[Field, int] = {}
    ranked = sorted(
        ((guess.sure, -position) for position, guess in enumerate(guesses) if guess), reverse=True
    )
    for _sure, negative in ranked:
        guess = guesses[-negative]
        if guess and guess.field not in taken:
            taken[guess.field] = -negative
    return {
        position: guess
        for position, guess in enumerate(guesses)
        if guess and taken[guess.field] == position
    }


def fold(heading: str) -> str:
    """Small letters without accents or punctuation: "Fecha de Últ. Contacto:" gives its words."""
    plain = unicodedata.normalize("NFKD", heading.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", plain.replace("#", " number ")))


def _guess(heading: str, position: int, sample: Sequence[Sequence[str]]) -> Guess | None:
    if found := _by_heading(heading):
        return found
    return _by_cells([row[position] for row in sample if position < len(row) and row[position]])


def _by_heading(heading: str) -> Guess | None:
    """The whole heading, else what stands after the group ("Person / DOB"), else a near miss."""
    words = fold(heading)
    tail = fold(heading.rpartition(" / ")[2])
    if field := _BY_WORDS.get(words):
        return Guess(field, Sure.EXACT)
    if field := _BY_WORDS.get(tail) or _BY_WORDS.get(_without_remarks(heading)):
        return Guess(field, Sure.PART)
    if len(tail) < _SHORTEST_TO_COMPARE:
        return None
    near = process.extractOne(tail, _BY_WORDS.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return Guess(_BY_WORDS[near[0]], Sure.ALIKE) if near else None


def _without_remarks(heading: str) -> str:
    """ "DOB (mm/dd/yyyy)" and "Phone*" without what only explains them."""
    return fold(re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", heading))


def _by_cells(cells: Sequence[str]) -> Guess | None:
    if not cells:
        return None
    for field, shape in _CELL_SHAPES.items():
        if sum(1 for cell in cells if shape.match(cell)) >= len(cells) * _MOST:
            return Guess(field, Sure.CELLS)
    return None
