"""A time zone in few words: one rule for each half of the year.

Programs that are sent the long list of past changes show visits an hour late, so what is written
is the rule that holds now: "the second Sunday of March". A zone whose changes follow no such rule
is not written at all, and its visits stand in UTC.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Change:
    """A clock change: the instant, and the offsets from UTC before and after."""

    at: datetime
    before: timedelta
    after: timedelta

    @property
    def wall(self) -> datetime:
        """What the clocks showed when they were changed."""
        return (self.at + self.before).replace(tzinfo=None)


def zone_lines(name: str, year: int) -> list[str] | None:
    """The VTIMEZONE of a zone by the rule that holds from `year` on; None when it follows none."""
    zone = ZoneInfo(name)
    first, second, third = (changes(name, year + step) for step in range(3))
    if not (first or second or third):
        return [*_head(name), *_fixed(zone, year), "END:VTIMEZONE"]
    if not len(first) == len(second) == len(third) == 2:
        return None
    lines = _head(name)
    for one, other, another in zip(first, second, third, strict=True):
        rule = _rule([one.wall, other.wall, another.wall])
        if rule is None or (one.before, one.after) != (another.before, another.after):
            return None
        lines += _half(one, rule, zone)
    return [*lines, "END:VTIMEZONE"]


@lru_cache(maxsize=64)
def changes(name: str, year: int) -> tuple[Change, ...]:
    """The clock changes of one year."""
    zone, found = ZoneInfo(name), []
    at, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    while at < end:
        later = at + timedelta(days=1)
        if _offset(at, zone) != _offset(later, zone):
            found.append(_change_between(at, later, zone))
        at = later
    return tuple(found)


def _change_between(low: datetime, high: datetime, zone: ZoneInfo) -> Change:
    before, after = _offset(low, zone), _offset(high, zone)
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) // 2
        middle = middle.replace(second=0, microsecond=0)
        low, high = (middle, high) if _offset(middle, zone) == before else (low, middle)
    return Change(high, before, after)


def _rule(walls: list[datetime]) -> str | None:
    """ "BYMONTH=3;BYDAY=2SU" when three years agree on it."""
    if len({(one.month, one.weekday(), one.time()) for one in walls}) != 1:
        return None
    day = _DAYS[walls[0].weekday()]
    weeks = {(one.day - 1) // 7 + 1 for one in walls}
    if len(weeks) == 1:
        return f"BYMONTH={walls[0].month};BYDAY={weeks.pop()}{day}"
    if all(one.day + 7 > monthrange(one.year, one.month)[1] for one in walls):
        return f"BYMONTH={walls[0].month};BYDAY=-1{day}"
    return None


def _half(change: Change, rule: str, zone: ZoneInfo) -> list[str]:
    local = change.at.astimezone(zone)
    part = "DAYLIGHT" if local.dst() else "STANDARD"
    return [
        f"BEGIN:{part}",
        f"DTSTART:{change.wall:%Y%m%dT%H%M%S}",
        f"RRULE:FREQ=YEARLY;{rule}",
        f"TZOFFSETFROM:{_signed(change.before)}",
        f"TZOFFSETTO:{_signed(change.after)}",
        f"TZNAME:{local.tzname()}",
        f"END:{part}",
    ]


def _fixed(zone: ZoneInfo, year: int) -> list[str]:
    local = datetime(year, 1, 1, tzinfo=zone)
    offset = _signed(local.utcoffset() or timedelta())
    return [
        "BEGIN:STANDARD",
        f"DTSTART:{date(year, 1, 1):%Y%m%d}T000000",
        f"TZOFFSETFROM:{offset}",
        f"TZOFFSETTO:{offset}",
        f"TZNAME:{local.tzname()}",
        "END:STANDARD",
    ]


def _head(name: str) -> list[str]:
    return ["BEGIN:VTIMEZONE", f"TZID:{name}"]


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _signed(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    sign, minutes = ("-", -minutes) if minutes < 0 else ("+", minutes)
    return f"{sign}{minutes // 60:02d}{minutes % 60:02d}"
