"""Digits that a spreadsheet took for numbers: what Excel added, dropped or rounded away."""

import re
from dataclasses import dataclass

_FLOAT = re.compile(r"^(\d+)\.0+$")
_POWER = re.compile(r"^(\d)(?:\.(\d+))?E\+?(\d{1,2})$", re.IGNORECASE)
# Excel shows six digits in a cell of general format; a number typed out has all of them.
_SHOWN_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Digits:
    """`text` without what Excel added. `rounded` when digits are gone for good."""

    text: str
    changed: bool = False
    rounded: bool = False


def undo_excel(text: str) -> Digits:
    """ "43232202.0" is 43232202 and "2.125551234E9" is 2125551234; "4.32E+10" has lost digits."""
    if match := _FLOAT.match(text):
        return Digits(match[1], changed=True)
    if match := _POWER.match(text):
        digits, power = match[1] + (match[2] or ""), int(match[3])
        if len(digits) > power + 1:
            return Digits(text)
        rounded = len(digits) < power + 1 and len(digits) <= _SHOWN_DIGITS
        return Digits(digits.ljust(power + 1, "0"), changed=True, rounded=rounded)
    return Digits(text)


def only_digits(text: str) -> str:
    return "".join(c for c in text if c.isascii() and c.isdigit())
