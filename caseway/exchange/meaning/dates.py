"""Dates as people type them. What can be read in two ways is never guessed."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from caseway.exchange.codes import Code
from caseway.exchange.meaning.issues import Parsed, held, left_out, noted

_NUMERIC = re.compile(r"^(\d{1,2})([/.-])(\d{1,2})\2(\d{2}|\d{4})$")
_ISO = re.compile(r"^(\d{4})([/.-])(\d{1,2})\2(\d{1,2})$")
_COMPACT = re.compile(r"^(19|20)(\d{2})(\d{2})(\d{2})$")
_DAY_WORD = re.compile(
    r"^(\d{1,2})(?:st|nd|rd|th|º)?[ -]+(?:de )?([a-z]+)\.?,?[ -]+(?:del? )?(\d{4}|\d{2})$"
)
_WORD_DAY = re.compile(r"^([a-z]+)\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4}|\d{2})$")
_SERIAL = re.compile(r"^(\d{4,5})(?:\.\d+)?$")
_TIME = re.compile(r"[T ]+\d{1,2}:\d{2}(:\d{2})?(\.\d+)?( ?[ap]\.?m\.?)?z?$", re.IGNORECASE)
_WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +")

_MONTH_WORDS = (
    "january enero", "february febrero", "march marzo", "april abril", "may mayo", "june junio",
    "july julio", "august agosto", "september septiembre setiembre", "october octubre",
    "november noviembre", "december diciembre",
)  # fmt: skip
_MONTHS = {
    word[:length]: number
    for number, words in enumerate(_MONTH_WORDS, start=1)
    for word in words.split()
    for length in range(3, len(word) + 1)
}
_EPOCH_1900, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
# Serials between 1910 and 2070: a five-digit number outside is no date.
_FIRST_SERIAL, _LAST_SERIAL = 3_654, 62_458
OLDEST = date(1900, 1, 1)


class DateOrder(StrEnum):
    """What a column's own cells say about 3/4/2026. UNKNOWN or MIXED until a person says."""

    MONTH_FIRST = "month_first"
    DAY_FIRST = "day_first"
    UNKNOWN = "unknown"  # nothing in it tells
    MIXED = "mixed"  # two hands wrote it, each with a habit


def date_order(cells: Iterable[str]) -> DateOrder:
    """The order that a column proves: a day above twelve in one place and never in the other."""
    month_first = day_first = False
    for cell in cells:
        if match := _NUMERIC.match(_TIME.sub("", cell.strip())):
            first, second = int(match[1]), int(match[3])
            month_first = month_first or (second > 12 >= first)
            day_first = day_first or (first > 12 >= second)
    if month_first and day_first:
        return DateOrder.MIXED
    if not (month_first or day_first):
        return DateOrder.UNKNOWN
    return DateOrder.MONTH_FIRST if month_first else DateOrder.DAY_FIRST


def parse_date(
    text: str, *, order: DateOrder, today: date, epoch_1904: bool = False, future: bool = False
) -> Parsed:
    """A date as "2026-03-14", or why it is none.

    Two-digit years are the latest that are not in the future. `future` allows days to come.
    """
    plain = _WEEKDAY.sub("", _TIME.sub("", text.strip()).strip().casefold())
    found = _written(plain, order, today) or _serial(plain, epoch_1904)
    if found is None:
        return left_out(Code.DATE_UNREADABLE, text=text)
    if isinstance(found, Parsed):
        return _within(found, text, today, future)
    return held(None, found, text=text)


def _within(found: Parsed, text: str, today: date, future: bool) -> Parsed:
    day = date.fromisoformat(found.value)
    if day > today and not future:
        return left_out(Code.DATE_FUTURE, text=text)
    if day < OLDEST:
        return left_out(Code.DATE_TOO_OLD, text=text)
    return found


def _written(plain: str, order: DateOrder, today: date) -> Parsed | Code | None:
    if match := _ISO.match(plain):
        return _made(match[1], int(match[3]), int(match[4]), plain, today)
    if match := _COMPACT.match(plain):
        return _made(match[1] + match[2], int(match[3]), int(match[4]), plain, today)
    if match := _DAY_WORD.match(plain):
        return _named(match[2], match[1], match[3], plain, today)
    if match := _WORD_DAY.match(plain):
        return _named(match[1], match[2], match[3], plain, today)
    if match := _NUMERIC.match(plain):
        return _numeric(int(match[1]), int(match[3]), match[4], plain, order, today)
    return None


def _named(month: str, day: str, year: str, plain: str, today: date) -> Parsed | Code | None:
    number = _MONTHS.get(month)
    return _made(year, number, int(day), plain, today) if number else None


def _numeric(
    first: int, second: int, year: str, plain: str, order: DateOrder, today: date
) -> Parsed | Code | None:
    """3/14 proves itself. 3/4 needs the column's order, unless both readings are one day."""
    if first > 12 or second > 12:
        month, day = (first, second) if second > 12 else (second, first)
    elif first == second or order is DateOrder.MONTH_FIRST:
        month, day = first, second
    elif order is DateOrder.DAY_FIRST:
        month, day = second, first
    else:
        return Code.DATE_AMBIGUOUS
    return _made(year, month, day, plain, today)


def _made(year: str, month: int, day: int, plain: str, today: date) -> Parsed | None:
    full = int(year)
    if len(year) == 2:
        full += 2000 if full <= today.year % 100 else 1900
    try:
        value = date(full, month, day).isoformat()
    except ValueError:
        return None
    if len(year) == 2:
        return noted(value, Code.YEAR_COMPLETED, text=plain, value=value)
    return Parsed(value)


def _serial(plain: str, epoch_1904: bool) -> Parsed | None:
    match = _SERIAL.match(plain)
    if not match or not _FIRST_SERIAL <= int(match[1]) <= _LAST_SERIAL:
        return None
    start = _EPOCH_1904 if epoch_1904 else _EPOCH_1900
    value = (start + timedelta(days=int(match[1]))).isoformat()
    return noted(value, Code.DATE_FROM_SERIAL, text=plain, value=value)
