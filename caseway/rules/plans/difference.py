"""Two versions of a plan, as a person would tell what changed.

A plan's content is plain data (see `plans/content.py`): lists of parts, each with an `id` that
stays the same from version to version.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Content = Mapping[str, Any]

PARTS = ("goals", "steps", "supports", "duties")
"""The lists of a content, in the order in which they are told."""

_OWN = ("can_do", "family_words", "aim_minutes", "aim_basis", "starts_on")
_NOT_TOLD = frozenset({"id", "goal"})


class Did(StrEnum):
    """What happened to a part."""

    ADDED = "added"
    LEFT_OUT = "left_out"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that reads otherwise: its name in the content, before and now."""

    name: str
    before: Any
    now: Any


@dataclass(frozen=True, slots=True)
class Change:
    """One part that came, went or reads otherwise. `part` is one of `PARTS` or "plan"."""

    part: str
    did: Did
    title: str
    fields: tuple[Field, ...] = ()


def difference(before: Content, now: Content) -> tuple[Change, ...]:
    """What changed between two contents, in the order of the newer one. Empty when nothing did."""
    return tuple(_changes(before, now))


def _changes(before: Content, now: Content) -> Iterator[Change]:
    own = _fields(before, now, _OWN)
    if own:
        yield Change("plan", Did.CHANGED, "", own)
    for part in PARTS:
        yield from _of_part(part, before.get(part, ()), now.get(part, ()))


def _of_part(part: str, before: Sequence[Content], now: Sequence[Content]) -> Iterator[Change]:
    were = {one["id"]: one for one in before}
    are = {one["id"] for one in now}
    for one in now:
        old = were.get(one["id"])
        if old is None:
            yield Change(part, Did.ADDED, one["words"], tuple(_of_new(one)))
            continue
        names = [name for name in {**old, **one} if name not in _NOT_TOLD]
        if fields := _fields(old, one, names):
            yield Change(part, Did.CHANGED, one["words"], fields)
    for one in before:
        if one["id"] not in are:
            yield Change(part, Did.LEFT_OUT, one["words"])


def _of_new(one: Content) -> Iterator[Field]:
    for name, value in one.items():
        if name not in _NOT_TOLD and name != "words" and value not in ("", None, [], 0):
            yield Field(name, None, value)


def _fields(before: Content, now: Content, names: Sequence[str]) -> tuple[Field, ...]:
    return tuple(
        Field(name, before.get(name), now.get(name))
        for name in names
        if (before.get(name) or None) != (now.get(name) or None)
    )
