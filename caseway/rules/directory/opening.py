"""When something is open, by the rules its directory gives: weekly or monthly, from hour to hour.

Source of the terms: RFC 5545 section 3.3.10, as far as HSDS 3.1.1 `schedule` uses it.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NUMBERED = re.compile(r"^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$")


@dataclass(frozen=True)
class Hours:
    """One rule. `freq` is "WEEKLY", "MONTHLY" or empty; days as in "MO,TH" or "1MO,-1FR".

    Spans of days include both ends. A rule without both times says when in words only, and is
    never counted as open.
    """

    freq: str = "WEEKLY"
    byday: str = ""
    opens_at: time | None = None
    closes_at: time | None = None
    interval: int = 1
    bymonthday: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    dtstart: date | None = None
    until: date | None = None


def is_open_at(hours: Iterable[Hours], moment: datetime) -> bool:
    """Whether some rule has it open at a moment of the local clock: opening counts, closing not.

    Hours that end at or before they begin go on past midnight.
    """
    day, clock = moment.date(), moment.time()
    return any(_open(rule, day, clock) for rule in hours)


def is_open_on(hours: Iterable[Hours], day: date) -> bool:
    """Whether some rule has it open at any time of a day."""
    return any(rule.opens_at is not None and falls_on(rule, day) for rule in hours)


def falls_on(rule: Hours, day: date) -> bool:
    """Whether a rule names the day, whatever the hour."""
    if not _in_span(rule, day):
        return False
    if rule.freq == "WEEKLY":
        return _in_week(rule, day)
    return rule.freq == "MONTHLY" and _in_month(rule, day)


def _open(rule: Hours, day: date, clock: time) -> bool:
    opens, closes = rule.opens_at, rule.closes_at
    if opens is None or closes is None:
        return False
    if opens < closes:
        return opens <= clock < closes and falls_on(rule, day)
    night = clock >= opens and falls_on(rule, day)
    return night or (clock < closes and falls_on(rule, day - timedelta(days=1)))


def _in_span(rule: Hours, day: date) -> bool:
    firsts = [first for first in (rule.valid_from, rule.dtstart) if first]
    lasts = [last for last in (rule.valid_to, rule.until) if last]
    return all(first <= day for first in firsts) and all(day <= last for last in lasts)


def _in_week(rule: Hours, day: date) -> bool:
    if _WEEK[day.weekday()] not in rule.byday.split(","):
        return False
    if rule.interval <= 1:
        return True
    if rule.dtstart is None:
        return False  # every other week, but nobody says which
    weeks = (_monday(day) - _monday(rule.dtstart)).days // 7
    return weeks % rule.interval == 0


def _in_month(rule: Hours, day: date) -> bool:
    if rule.interval > 1 and (
        rule.dtstart is None or _months(rule.dtstart, day) % rule.interval != 0
    ):
        return False
    last = monthrange(day.year, day.month)[1]
    numbers = {int(text) for text in rule.bymonthday.split(",") if re.fullmatch(r"-?\d+", text)}
    if numbers and not ({day.day, day.day - last - 1} & numbers):
        return False
    named = [found for text in rule.byday.split(",") if (found := _NUMBERED.match(text.strip()))]
    if not named:
        return bool(numbers)
    from_start, from_end = (day.day - 1) // 7 + 1, -((last - day.day) // 7 + 1)
    return any(
        name[2] == _WEEK[day.weekday()]
        and (name[1] is None or int(name[1]) in (from_start, from_end))
        for name in named
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _months(one: date, other: date) -> int:
    return (other.year - one.year) * 12 + other.month - one.month
