"""A calendar's text, and that every program that reads it agrees on every instant."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.api.calendars.events import Event, calendar, initials
from caseway.api.calendars.lines import folded, text
from caseway.api.calendars.zones import zone_lines

READERS = Path(__file__).parent / "readers"
STAMP = datetime(2026, 1, 2, 15, 0, tzinfo=UTC)
NEW_YORK = "America/New_York"
# The clocks of New York change on March 8 and November 1, 2026, and on March 14, 2027.
DAYS = [
    date(2026, 1, 5), date(2026, 3, 7), date(2026, 3, 8), date(2026, 3, 9), date(2026, 7, 1),
    date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 2), date(2026, 12, 24),
    date(2027, 3, 13), date(2027, 3, 14), date(2027, 3, 15), date(2027, 11, 7), date(2027, 11, 8),
]  # fmt: skip
TIMES = [time(0, 30), time(1, 30), time(2, 30), time(3, 30), time(9), time(23, 30)]


def event(number, day, begins_at, minutes=60, **more):
    uid = f"00000000-0000-4000-8000-{number:012d}"
    return Event(uid, 1, STAMP, day, begins_at, minutes, "A.R.", **more)


EVENTS = [
    event(10 * place + number, day, at)
    for place, day in enumerate(DAYS)
    for number, at in enumerate(TIMES)
]
ALL_DAY = event(999, date(2026, 11, 5), None, 30)


def instants(one):
    """When an event begins and ends, worked out anew from the office's clock."""
    begins = datetime.combine(one.day, one.begins_at, ZoneInfo(NEW_YORK)).astimezone(UTC)
    return begins, begins + timedelta(minutes=one.minutes)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("feed") / "visits.ics"
    path.write_bytes(calendar("My visits", [*EVENTS, ALL_DAY], NEW_YORK, 2026))
    return path


def read(command, file):
    """What a program in a process of its own says of each event, by uid."""
    # The zone of the machine is no help to it.
    env = {**os.environ, "TZ": "Asia/Kolkata"}
    done = subprocess.run(
        [*command, str(file)], capture_output=True, text=True, env=env, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return {uid: (begins, ends) for uid, begins, ends in json.loads(done.stdout)}


def agrees(found):
    expected = {one.uid: instants(one) for one in EVENTS}
    got = {
        uid: tuple(datetime.fromisoformat(at.replace("Z", "+00:00")) for at in pair)
        for uid, pair in found.items()
        if uid != ALL_DAY.uid
    }
    assert got == expected
    assert found[ALL_DAY.uid] == ("2026-11-05", "2026-11-06")


@pytest.mark.parametrize("reader", ["icalendar", "recurring", "ics", "vobject", "khal"])
def test_every_reader_agrees_on_every_instant_across_both_clock_changes(reader, file):
    agrees(read([sys.executable, READERS / f"read_{reader}.py"], file))


@pytest.mark.parametrize("reader", ["icaljs", "nodeical"])
def test_readers_of_the_web_agree_too(reader, file):
    """Needs Node, and ical.js and node-ical in a folder that CASEWAY_NODE_READERS names."""
    if not (os.environ.get("CASEWAY_NODE_READERS") and shutil.which("node")):
        pytest.skip("Node's readers are not installed, so their view of the feed was not tried.")
    agrees(read(["node", READERS / f"read_{reader}.mjs"], file))


def test_the_zone_is_written_by_one_rule_for_each_half_of_the_year():
    lines = zone_lines(NEW_YORK, 2025)

    assert [line for line in lines if line.startswith("RRULE")] == [
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
        "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
    ]
    assert "DTSTART:20250309T020000" in lines
    assert "DTSTART:20251102T020000" in lines


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("Europe/Berlin", ["BYMONTH=3;BYDAY=-1SU", "BYMONTH=10;BYDAY=-1SU"]),
        ("America/Phoenix", []),
        ("America/Puerto_Rico", []),
    ],
)
def test_other_zones_have_their_own_rule_or_none(name, rules):
    found = [line for line in zone_lines(name, 2025) if line.startswith("RRULE")]

    assert found == [f"RRULE:FREQ=YEARLY;{rule}" for rule in rules]


def test_a_zone_without_a_rule_is_told_in_universal_time():
    assert zone_lines("Africa/Casablanca", 2025) is None
    body = calendar("x", [event(1, date(2026, 7, 1), time(9))], "Africa/Casablanca", 2026).decode()
    assert "VTIMEZONE" not in body
    assert "DTSTART:20260701T080000Z" in body


def test_a_time_that_clocks_show_twice_is_told_in_universal_time():
    body = calendar("x", [event(1, date(2026, 11, 1), time(1, 30))], NEW_YORK, 2026).decode()

    assert "DTSTART:20261101T053000Z" in body


@given(st.text(min_size=1, max_size=300))
def test_lines_have_at_most_75_octets_and_unfold_to_what_they_were(said):
    line = f"SUMMARY:{text(said)}"
    pieces = folded(line).split("\r\n")

    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert "".join([pieces[0], *(piece[1:] for piece in pieces[1:])]) == line
    assert all(piece.startswith(" ") for piece in pieces[1:])


def test_every_line_ends_with_cr_lf_and_no_line_ends_otherwise():
    body = calendar(
        "a\nb", [event(1, DAYS[0], time(9), place="One;\nTwo, \\Three")], NEW_YORK, 2026
    )

    assert body.endswith(b"END:VCALENDAR\r\n")
    assert body.count(b"\n") == body.count(b"\r\n") == body.count(b"\r")
    assert b"LOCATION:One\\;\\nTwo\\, \\\\Three" in body


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ana Rivera", "A.R."),
        ("María José de la Cruz", "M.J.D.L.C."),
        ("Prince", "P."),
        ("  ", ""),
        ("Émile 'Bo' Zola", "É.B.Z."),
    ],
)
def test_initials_are_the_first_letter_of_each_word(name, said):
    assert initials(name) == said


def test_readers_that_are_part_of_the_tests_are_there():
    """So that the tests above cannot be left out by chance."""
    assert {path.stem for path in READERS.glob("read_*")} == {
        "read_icalendar", "read_recurring", "read_ics", "read_vobject", "read_khal",
        "read_icaljs", "read_nodeical",
    }  # fmt: skip
