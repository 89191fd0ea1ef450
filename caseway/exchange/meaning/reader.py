"""One line's cells into values, with an issue for everything that had to be said."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from caseway.exchange.codes import Code, Finding
from caseway.exchange.meaning.contacts import (
    parse_borough,
    parse_email,
    parse_language,
    parse_phone,
    parse_zip,
)
from caseway.exchange.meaning.dates import DateOrder, parse_date
from caseway.exchange.meaning.fields import Field
from caseway.exchange.meaning.identifiers import parse_case_number, parse_ssn
from caseway.exchange.meaning.issues import Parsed, RowIssue, Weight, left_out, waiting
from caseway.exchange.meaning.names import LONGEST, NameParts, joined_name, split_name
from caseway.exchange.meaning.relations import parse_relation

# Words for "nothing here". A family can be called Na or Null, so names know fewer of them.
_NOTHING = frozenset({"", "-", "--", "---", ".", "?", "n/a", "#n/a"})
_NOTHING_BUT_IN_NAMES = frozenset(
    {"na", "none", "null", "nil", "unknown", "unk", "not available", "ninguno", "ninguna",
     "desconocido", "desconocida", "no tiene", "s/n", "tbd"}
)  # fmt: skip
_NAMES = frozenset({Field.FULL_NAME, Field.GIVEN_NAME, Field.MIDDLE_NAME, Field.FAMILY_NAME})

# Without them a case would start on the wrong day, and its person not be found again.
_CASE_NEEDS = frozenset({Field.BIRTH_ON, Field.OPENED_ON})
NEEDED = _NAMES | _CASE_NEEDS
"""Cells that a person must decide about when a spreadsheet lost what stood in them."""

# What a formula shows that has no result. "#N/A" is somebody's way of saying that there is nothing.
_ERROR = re.compile(r"#(REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)")

_LONGEST_TEXT: Mapping[Field, int] = {
    Field.ADDRESS: 200,
    Field.CITY: 80,
    Field.HOUSEHOLD: 128,
    Field.STRENGTHS: 2_000,
    Field.NOTE: 20_000,
}


@dataclass(frozen=True)
class Conventions:
    """How this file writes things, as its columns show or a person said.

    `today` bounds dates of the past; `orders` gives the date order of each date column;
    `case_width` is the usual number of digits of its case numbers, 0 for none.
    """

    today: date
    orders: Mapping[Field, DateOrder] = field(default_factory=dict)
    epoch_1904: bool = False
    case_width: int = 0


def read_cells(
    cells: Sequence[str],
    header: Sequence[str],
    columns: Mapping[int, Field],
    conventions: Conventions,
) -> tuple[dict[Field, Any], list[RowIssue]]:
    """Values by field (no entry for an empty cell), and the issues of this line's cells.

    The name comes back under FULL_NAME as {"full", "given", "family"} whatever columns it had.
    """
    values: dict[Field, Any] = {}
    issues: list[RowIssue] = []
    for position, field_ in columns.items():
        text = _without_guard(cells[position]) if position < len(cells) else ""
        if _is_nothing(text, field_):
            continue
        parsed = _parse(field_, text, conventions)
        heading = header[position] if position < len(header) else ""
        issues += [RowIssue(heading, finding, weight) for weight, finding in parsed.said]
        if parsed.value is not None:
            values[field_] = parsed.value
    issues += _join_name(values, header, columns)
    return values, issues


def _without_guard(text: str) -> str:
    """The apostrophe that keeps a spreadsheet from running a text is no part of it."""
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@" else text


def _is_nothing(text: str, field_: Field) -> bool:
    plain = text.strip().casefold()
    return plain in _NOTHING or (field_ not in _NAMES and plain in _NOTHING_BUT_IN_NAMES)


def _parse(field_: Field, text: str, conventions: Conventions) -> Parsed:
    if _ERROR.fullmatch(text):
        nothing = left_out(Code.ERROR_VALUE, value=text)
        return waiting(nothing) if field_ in NEEDED else nothing
    if field_ in _SIMPLE:
        return _SIMPLE[field_](text)
    if field_ is Field.CASE_NUMBER:
        return parse_case_number(text, width=conventions.case_width)
    if field_ in {Field.BIRTH_ON, Field.OPENED_ON, Field.LAST_CONTACT_ON}:
        parsed = parse_date(
            text,
            order=conventions.orders.get(field_, DateOrder.UNKNOWN),
            today=conventions.today,
            epoch_1904=conventions.epoch_1904,
        )
        return waiting(parsed) if field_ in _CASE_NEEDS else parsed
    if field_ not in _NAMES and len(text) > (limit := _LONGEST_TEXT.get(field_, LONGEST)):
        return left_out(Code.TEXT_TOO_LONG, limit=limit)
    return Parsed(text)


_SIMPLE: Mapping[Field, Callable[[str], Parsed]] = {
    Field.SSN: parse_ssn,
    Field.PHONE: parse_phone,
    Field.EMAIL: parse_email,
    Field.ZIP_CODE: parse_zip,
    Field.BOROUGH: parse_borough,
    Field.LANGUAGE: parse_language,
    Field.RELATION: parse_relation,
    Field.STATE: lambda text: Parsed(text.upper() if len(text) == 2 else None),
}


def _join_name(
    values: dict[Field, Any], header: Sequence[str], columns: Mapping[int, Field]
) -> list[RowIssue]:
    """Put the name's parts together under FULL_NAME; say so when the split is a guess."""
    given, middle, family = (
        values.pop(part, "") for part in (Field.GIVEN_NAME, Field.MIDDLE_NAME, Field.FAMILY_NAME)
    )
    full = values.pop(Field.FULL_NAME, "")
    if given or family:
        name = joined_name(given, middle, family)
    elif full:
        name = split_name(full)
    else:
        return []
    if len(name.full) > LONGEST:
        return [RowIssue(_name_heading(header, columns), Finding(Code.NAME_TOO_LONG), Weight.STOP)]
    values[Field.FULL_NAME] = {"full": name.full, "given": name.given, "family": name.family}
    return [] if name.sure else [_unsure(name, _name_heading(header, columns))]


def _unsure(name: NameParts, heading: str) -> RowIssue:
    parts = f"{name.given} | {name.family}"
    return RowIssue(heading, Finding(Code.NAME_SPLIT_UNSURE, {"value": parts}), Weight.NOTE)


def _name_heading(header: Sequence[str], columns: Mapping[int, Field]) -> str:
    return next((header[i] for i, field_ in columns.items() if field_ in _NAMES), "")
