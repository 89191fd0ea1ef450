"""Headings that name a day: "Mon", "lunes 16", "11/16", "Nov 16", "2026-11-16"."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from caseway.attendance.reading.cells import tidy

_WEEKDAYS = (
    "monday mon mo m lunes lun lu l",
    "tuesday tues tue tu martes mar ma",
    "wednesday wed we w miercoles miércoles mié mie mi x",
    "thursday thurs thur thu th jueves jue ju j",
    "friday fri fr f viernes vie vi v",
    "saturday sat sa sabado sábado sáb sab",
    "sunday sun su domingo dom do",
)
_WEEKDAY = {word: nth for nth, words in enumerate(_WEEKDAYS) for word in words.split()}
_MONTHS = (
    "january enero", "february febrero", "march marzo", "april abril", "may mayo", "june junio",
    "july julio", "august agosto", "september septiembre setiembre", "october octubre",
    "november noviembre", "december diciembre",
)  # fmt: skip
_MONTH = {
    word[:length]: number
    for number, words in enumerate(_MONTHS, start=1)
    for word in words.split()
    for length in range(3, len(word) + 1)
}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?: \d{1,2}:\d{2}(?::\d{2})?)?")
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{2}|\d{4}))?")
_WORD_DAY = re.compile(r"([a-zé]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?")
_DAY_WORD = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[ -](?:de )?([a-zé]+)\.?(?:[ ,-]*(?:de )?(\d{4}))?"
)
_NUMBER = re.compile(r"(\d{1,2})(?:\.0)?")


def day_of_heading(text: str, around: Sequence[date]) -> date | None:
    """The day a heading names, where that can be only one; `around` are the days in view.

    A weekday alone is that of the week in view, and a number that of the month in
    view. Month comes before day, as the office writes, unless only the other
    order is a date. A year that is missing is that which lands nearest.
    """
    plain = tidy(text).strip(".:")
    if not plain or not around:
        return None
    if plain in _WEEKDAY:
        found = [day for day in around if day.weekday() == _WEEKDAY[plain]]
        return found[0] if len(found) == 1 else None
    named = _without_weekday(plain)
    return _written(named, around) or _numbered(named, around)


def days_between(first: date, last: date) -> list[date]:
    """Every day from `first` to `last`, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _without_weekday(plain: str) -> str:
    head, _space, rest = plain.partition(" ")
    if rest and head.strip(".,") in _WEEKDAY and any(letter.isdigit() for letter in rest):
        return rest.strip(" ,")
    return plain


def _written(text: str, around: Sequence[date]) -> date | None:
    if match := _ISO.fullmatch(text):
        return _made(match[1], int(match[2]), int(match[3]), around)
    if match := _SLASHED.fullmatch(text):
        first, second = int(match[1]), int(match[2])
        return _made(match[3], first, second, around) or _made(match[3], second, first, around)
    if (match := _WORD_DAY.fullmatch(text)) and match[1] in _MONTH:
        return _made(match[3], _MONTH[match[1]], int(match[2]), around)
    if (match := _DAY_WORD.fullmatch(text)) and match[2] in _MONTH:
        return _made(match[3], _MONTH[match[2]], int(match[1]), around)
    return None


def _numbered(text: str, around: Sequence[date]) -> date | None:
    match = _NUMBER.fullmatch(text)
    found = [day for day in around if match and day.day == int(match[1])]
    return found[0] if len(found) == 1 else None


def _made(year: str | None, month: int, day: int, around: Sequence[date]) -> date | None:
    middle = around[len(around) // 2]
    if year:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    near = [_date(middle.year + step, month, day) for step in (-1, 0, 1)]
    return min((one for one in near if one), key=lambda one: abs(one - middle), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return datetime(year, month, day).date()  # noqa: DTZ001
    except ValueError:
        return None
