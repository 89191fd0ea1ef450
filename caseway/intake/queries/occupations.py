"""Occupations by their titles, as somebody would say them."""

from dataclasses import dataclass
from functools import cache

from caseway.intake.shipped import Occupation, occupations
from caseway.network.needs import plain

MOST = 25


@dataclass(frozen=True, slots=True)
class _Listed:
    occupation: Occupation
    words: tuple[str, ...]


def search(text: str, most: int = MOST) -> list[Occupation]:
    """Those whose titles hold a word beginning with each word typed.

    A title that begins with what was typed comes first, then shorter titles.
    """
    typed = [_stem(word) for word in plain(text).split()]
    if not typed or max(map(len, typed)) < 2:
        return []
    found = [one for one in _listed() if all(_begins(one.words, word) for word in typed)]
    found.sort(
        key=lambda one: (
            not one.words[0].startswith(typed[0]),
            len(one.words),
            one.occupation.title,
        )
    )
    return [one.occupation for one in found[:most]]


def _begins(words: tuple[str, ...], typed: str) -> bool:
    return any(word.startswith(typed) for word in words)


def _stem(word: str) -> str:
    """Titles are plural: "cook" finds "Cooks", and "nurses" should find "Nurse" too."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@cache
def _listed() -> tuple[_Listed, ...]:
    return tuple(
        _Listed(one, tuple(plain(one.title).replace(",", " ").replace("-", " ").split()))
        for one in occupations().values()
    )
