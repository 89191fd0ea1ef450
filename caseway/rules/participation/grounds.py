"""What can be said of a month: each sentence with the paragraph it rests on.

The sentences stand in `said_of_people`, `said_of_hours` and `said_of_families`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from caseway.rules.reasons import Sentence

_PLACE = re.compile(r"%\((\w+)\)s")


class Ground(NamedTuple):
    """A sentence, the paragraph it rests on, and the names of its facts in order."""

    sentence: Sentence
    source: str
    names: tuple[str, ...]


GROUNDS: dict[str, Ground] = {}
"""Every ground by its code; filled where the sentences stand."""


def says(code: str, text: str, source: str) -> Sentence:
    """Register what is said under a code, and on what authority."""
    sentence = Sentence(code, text)
    names = tuple(dict.fromkeys(_PLACE.findall(text)))
    GROUNDS[code] = Ground(sentence, source, names)
    return sentence
