"""A feed as a calendar: one event for each visit, with initials and a place at most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from caseway.api.calendars.lines import text, written
from caseway.api.calendars.zones import changes, zone_lines

PRODUCT = "-//Caseway//Visits//EN"


@dataclass(frozen=True, slots=True)
class Event:
    """A visit as a calendar tells it. `begins_at` None: a call that has its day and no hour yet."""

    uid: str
    sequence: int
    stamp: datetime
    day: date
    begins_at: time | None
    minutes: int
    summary: str
    place: str = ""
    is_cancelled: bool = False


def calendar(name: str, events: Iterable[Event], zone: str, year: int) -> bytes:
    """A whole calendar. `year` is the first whose events may stand in it."""
    # From the year before, so that January has a half of the year to stand in.
    rule = zone_lines(zone, year - 1)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"NAME:{text(name)}",
        f"X-WR-CALNAME:{text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        *(rule or []),
    ]
    for event in events:
        lines += _event(event, zone, named=rule is not None)
    return written([*lines, "END:VCALENDAR"])


def initials(name: str) -> str:
    """ "A.R." for Ana Rivera, "P." for a name of one word."""
    letters = [next((c for c in word if c.isalnum()), "") for word in name.split()]
    return "".join(f"{letter.upper()}." for letter in letters if letter)


def _event(event: Event, zone: str, *, named: bool) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTAMP:{_utc(event.stamp)}",
        f"LAST-MODIFIED:{_utc(event.stamp)}",
        *_times(event, zone, named=named),
        f"SUMMARY:{text(event.summary)}",
    ]
    if event.place:
        lines.append(f"LOCATION:{text(event.place)}")
    lines += [
        f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}",
        f"TRANSP:{'TRANSPARENT' if event.is_cancelled or event.begins_at is None else 'OPAQUE'}",
        "CLASS:PRIVATE",
        "END:VEVENT",
    ]
    return lines


def _times(event: Event, zone: str, *, named: bool) -> list[str]:
    if event.begins_at is None:
        after = event.day + timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    office = ZoneInfo(zone)
    begins = datetime.combine(event.day, event.begins_at, office).astimezone(UTC)
    ends = begins + timedelta(minutes=event.minutes)
    if not named or any(_is_in_doubt(one, zone) for one in (begins, ends)):
        return [f"DTSTART:{_utc(begins)}", f"DTEND:{_utc(ends)}"]
    return [
        f"DT{part};TZID={zone}:{at.astimezone(office):%Y%m%dT%H%M%S}"
        for part, at in (("START", begins), ("END", ends))
    ]


def _is_in_doubt(at: datetime, zone: str) -> bool:
    """Whether clocks show this time twice, so that programs differ on which is meant."""
    return any(
        abs(at - change.at) < timedelta(hours=2)
        for change in changes(zone, at.year)
        if change.after < change.before
    )


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
