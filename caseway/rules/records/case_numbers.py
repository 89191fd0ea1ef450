"""Case numbers: one written form, checked against the site's pattern.

A pattern is written with 9 for a digit and A for a letter; everything else
stands for itself: "W-999999", "AA9999999". An empty pattern takes any number.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from caseway.rules.reasons import Reason, Sentence, _, because

LONGEST = 32
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_SPREADSHEET_NUMBER = re.compile(r"(\d+)\.0+")

EMPTY = Sentence("number.empty", _("Enter a case number."))
TOO_LONG = Sentence(
    "number.too_long", _("Case numbers have at most %(longest)s characters; this has %(length)s.")
)
NOT_THE_FORM = Sentence(
    "number.form",
    _("“%(number)s” is not a case number here. They look like %(example)s."),
)


class Tidied(NamedTuple):
    """A number in its written form, and whether leading zeros had been lost and were put back."""

    number: str
    zeros_restored: bool = False


def tidy(text: str, pattern: str = "") -> Tidied:
    """Write a number as the site does: capitals, plain dashes, no spaces.

    A spreadsheet's "104218.0" loses its ".0". Where the pattern is all digits
    and only digits came, lost leading zeros are put back, and it says so.
    """
    number = unicodedata.normalize("NFKC", _DASHES.sub("-", text)).upper()
    # Once more without the spaces: some signs come apart into a space and a mark.
    number = unicodedata.normalize("NFKC", "".join(number.split()))
    if found := _SPREADSHEET_NUMBER.fullmatch(number):
        number = found[1]
    digits_only = pattern and not pattern.strip("9")
    if digits_only and number.isdecimal() and len(number) < len(pattern):
        return Tidied(number.zfill(len(pattern)), zeros_restored=True)
    return Tidied(number)


def why_not_number(number: str, pattern: str = "") -> Reason | None:
    """Why a tidied number cannot be a case number here; None when it can."""
    if not number:
        return because(EMPTY)
    if len(number) > LONGEST:
        return because(TOO_LONG, longest=LONGEST, length=len(number))
    if pattern and not _expression(pattern).fullmatch(number):
        return because(NOT_THE_FORM, number=number, example=example(pattern))
    return None


def example(pattern: str) -> str:
    """A number of that form, to show: "W-999999" gives "W-123456"."""
    digits = 0
    shown = []
    for char in pattern:
        digits += char == "9"
        shown.append(str(digits % 10) if char == "9" else char)
    return "".join(shown)


def _expression(pattern: str) -> re.Pattern[str]:
    classes = {"9": "[0-9]", "A": "[A-Z]"}
    return re.compile("".join(classes.get(char, re.escape(char)) for char in pattern))
