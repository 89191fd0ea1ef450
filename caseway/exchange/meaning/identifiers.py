"""Case numbers and social security numbers: texts, with zeros that Excel likes to drop."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from caseway.exchange.codes import Code, Finding
from caseway.exchange.meaning.issues import Parsed, Weight, held, left_out, noted, stopped
from caseway.exchange.meaning.numbers import only_digits, undo_excel
from caseway.rules.records.social_security import why_check

_LONGEST_CASE_NUMBER = 32
_SSN = re.compile(r"\d{7,9}|\d{3}[\s-]*\d{2}[\s-]*\d{4}")
_MASKED = re.compile(r"^[xX*#•·]{2,5}[- ]?[xX*#•·]{0,4}[- ]?\d{4}$")
_MOST = 0.9


def usual_width(cells: Iterable[str]) -> int:
    """How many digits the numbers of a column have, when nine in ten agree; else 0."""
    plain = [digits.text for cell in cells if cell and (digits := undo_excel(cell)).text.isdigit()]
    if len(plain) < 3:
        return 0
    width, count = Counter(len(text) for text in plain).most_common(1)[0]
    return width if count >= len(plain) * _MOST else 0


class Spelling(NamedTuple):
    """A case number of digits only, as written and without the zeros at its start."""

    digits: str
    bare: str


def without_zeros(text: str) -> Spelling | None:
    """A number whose zeros a spreadsheet can drop; None for one that it leaves alone."""
    digits = undo_excel("".join(text.split()).removeprefix("'"))
    if digits.rounded or not (digits.text.isascii() and digits.text.isdecimal()):
        return None
    return Spelling(digits.text, digits.text.lstrip("0") or "0")


def parse_case_number(text: str, *, width: int = 0) -> Parsed:
    """A case number as text. `width` is the usual number of digits in its column, 0 for none.

    A shorter one may have lost zeros: it is held, and whether such a case is known with its
    zeros is for the matching to find out.
    """
    digits = undo_excel(" ".join(text.split()))
    if digits.rounded:
        return stopped(Code.DIGITS_LOST, text=text)
    value = digits.text
    if len(value) > _LONGEST_CASE_NUMBER:
        return stopped(Code.TEXT_TOO_LONG, limit=_LONGEST_CASE_NUMBER)
    if width and value.isdigit() and len(value) < width:
        return held(value, Code.ZEROS_LOST, text=value)
    if digits.changed:
        return noted(value, Code.DECIMAL_REMOVED, text=text, value=value)
    return Parsed(value)


def parse_ssn(text: str) -> Parsed:
    """Nine digits, with a note when no such number is issued. The messages never repeat them.

    Zeros at the start are put back to a run of digits only: a spreadsheet drops them there. A
    number with marks between has lost something else.
    """
    if _MASKED.match(text.strip()):
        return noted(None, Code.SSN_MASKED)
    digits = undo_excel(text)
    plain = only_digits(digits.text)
    if digits.rounded or not _SSN.fullmatch(digits.text):
        return left_out(Code.SSN_INVALID)
    value = plain.zfill(9)
    said = []
    if len(plain) < 9:
        masked = f"***-**-{value[5:]}"
        said.append((Weight.NOTE, Finding(Code.ZEROS_RESTORED, {"text": masked, "value": masked})))
    if why_check(value):
        said.append((Weight.NOTE, Finding(Code.SSN_NOT_ISSUED)))
    return Parsed(value, tuple(said))
