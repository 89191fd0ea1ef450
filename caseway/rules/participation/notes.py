"""Why an hour, a person or a family counts or does not, in a form cheap enough for millions.

A note is a tuple: a code, then the facts of its sentence in the order in which the sentence
names them, all whole numbers or short texts, so that it can be stored as it is. `explain`
makes it a `Reason`, with its paragraph, to be said in any language.
"""

from __future__ import annotations

from typing import TypeAlias

from caseway.rules.reasons import Reason

Note: TypeAlias = tuple[str | int, ...]
"""A code, then the facts. Minutes, cents, and days as ordinals, by the names of the places."""


def explain(note: Note) -> Reason:
    """The sentence of a note, filled, with its paragraph. Raises KeyError for an unknown code."""
    raise NotImplementedError
