"""What reading a cell gives: a value, something to say about it, or both."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from caseway.exchange import words
from caseway.exchange.codes import Code, Finding


class Weight(StrEnum):
    """What an issue does to its line.

    NOTE only says something. LEAVE_OUT lets the line in without this cell. HOLD lets it wait for
    a person's decision. STOP refuses it.
    """

    NOTE = "note"
    LEAVE_OUT = "leave_out"
    HOLD = "hold"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class RowIssue:
    """Something about one cell (or, with an empty column, about the line)."""

    column: str
    finding: Finding
    weight: Weight

    @property
    def code(self) -> Code:
        return self.finding.code

    @property
    def message(self) -> str:
        return words.sentence(self.finding)

    @property
    def how_to_fix(self) -> str:
        return words.how_to_fix(self.finding)

    @property
    def owner(self) -> words.Owner:
        return words.owner(self.finding)


@dataclass(frozen=True, slots=True)
class Parsed:
    """`value` is JSON-ready, None when the cell holds nothing usable."""

    value: Any = None
    said: tuple[tuple[Weight, Finding], ...] = field(default=())


def noted(value: Any, code: Code, /, **params: str | int) -> Parsed:
    """A value that was repaired or completed, with what was done."""
    return Parsed(value, ((Weight.NOTE, Finding(code, params)),))


def left_out(code: Code, /, **params: str | int) -> Parsed:
    """No value: the rest of the line may go in without it."""
    return Parsed(None, ((Weight.LEAVE_OUT, Finding(code, params)),))


def held(value: Any, code: Code, /, **params: str | int) -> Parsed:
    """A value, or none, on which a person must decide."""
    return Parsed(value, ((Weight.HOLD, Finding(code, params)),))


def waiting(parsed: Parsed) -> Parsed:
    """The same, where a cell that would be left out makes its line wait instead."""
    said = tuple(
        (Weight.HOLD if weight is Weight.LEAVE_OUT else weight, finding)
        for weight, finding in parsed.said
    )
    return Parsed(parsed.value, said)


def stopped(code: Code, /, **params: str | int) -> Parsed:
    """No value, and the line cannot go in without it."""
    return Parsed(None, ((Weight.STOP, Finding(code, params)),))
