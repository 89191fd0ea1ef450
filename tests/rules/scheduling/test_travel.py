"""How long it takes: estimated, from a table, by a network of lines."""

from datetime import date

import pytest

from caseway.rules.directory.distance import Point
from caseway.rules.scheduling.coach import TravelMode
from caseway.rules.scheduling.places import Place
from caseway.rules.scheduling.travel.built_in import built_in_on
from caseway.rules.scheduling.travel.subway import Link, Subway, Transfer, Waiting, network
from caseway.rules.scheduling.travel.table import Line, read_table

DAY = date(2026, 11, 1)
BUILT_IN = built_in_on(DAY, "new_york_crossings")
CITY_HALL = Place("hall", Point(40.7128, -74.0060), "Manhattan")
NEXT_DOOR = Place("next", Point(40.7128, -74.0060), "Manhattan")
CORNER = Place("corner", Point(40.7134, -74.0060), "Manhattan")
JAMAICA = Place("jamaica", Point(40.7021, -73.8013), "Queens")
ST_GEORGE = Place("george", Point(40.6437, -74.0736), "Staten Island")


@pytest.mark.parametrize(
    ("start", "end", "mode", "minutes"),
    [
        (CITY_HALL, CITY_HALL, TravelMode.TRANSIT, 0),
        (CITY_HALL, NEXT_DOOR, TravelMode.CAR, 0),  # one building, two employers
        (CITY_HALL, CORNER, TravelMode.TRANSIT, 2),  # on foot, where that is faster
        (CITY_HALL, JAMAICA, TravelMode.TRANSIT, 87),  # 9 + 17.3 km x 1.3 / 18 km/h + 3
        (CITY_HALL, JAMAICA, TravelMode.CAR, 76),
        (CITY_HALL, ST_GEORGE, TravelMode.TRANSIT, 81),  # the ferry
        (CITY_HALL, ST_GEORGE, TravelMode.CAR, 60),
    ],
)
def test_the_estimate_goes_by_mode_and_crossing(start, end, mode, minutes):
    assert BUILT_IN.between(start, end, mode) == minutes
    assert BUILT_IN.between(end, start, mode) == minutes


def test_without_crossings_the_ferry_is_free():
    plain = built_in_on(DAY)

    assert plain.between(CITY_HALL, ST_GEORGE, TravelMode.TRANSIT) == 51


def test_a_table_answers_by_zone_and_says_where_it_had_to_estimate():
    table, faults = read_table([Line("Manhattan", "Queens", "55")], BUILT_IN)

    matrix = table.matrix([CITY_HALL, JAMAICA, ST_GEORGE], TravelMode.TRANSIT)

    assert faults == ()
    assert matrix.minutes[0] == (0, 55, 81)
    assert matrix.minutes[1][0] == 55  # the way back, where only one was given
    assert matrix.source == "table"
    assert {(note.values["start"], note.values["end"]) for note in matrix.notes} == {
        ("Manhattan", "Staten Island"),
        ("Staten Island", "Manhattan"),
        ("Queens", "Staten Island"),
        ("Staten Island", "Queens"),
    }


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([Line("A", "B", "ten")], "table_line"),
        ([Line("A", "B", "-1")], "table_line"),
        ([Line("A", "B", "nan")], "table_line"),
        ([Line("A", "B", "10"), Line("A", "B", "11")], "table_twice"),
        ([Line("A", "B", "301")], "table_seconds"),
        ([], "table_empty"),
    ],
)
def test_a_table_that_cannot_be_right_is_refused_with_a_sentence(lines, code):
    table, faults = read_table(lines, BUILT_IN)

    assert table is None
    assert [fault.code for fault in faults] == [f"scheduling.{code}"]


@pytest.mark.parametrize(("time", "minutes"), [("3300", 55), ("3301", 56), ("0", 0)])
def test_a_table_in_seconds_is_taken_when_it_says_so(time, minutes):
    table, _ = read_table([Line("A", "B", time)], BUILT_IN, in_seconds=True)

    assert table.minutes["A", "B"] == minutes


WAITING = Waiting(walk=2.0, stations=2, day_seconds=43_200, wait=10)
STATIONS = {name: Point(40.7 + n / 10, -74.0) for n, name in enumerate("ABCD")}


@pytest.mark.parametrize(
    ("links", "transfers", "seconds"),
    [
        # 72 trips in twelve hours: one every ten minutes, five to wait
        ([Link("A", "B", "1", 120, 72), Link("B", "C", "1", 180, 72)], [], 300 + 300),
        # a change costs the way on foot and another wait
        (
            [Link("A", "B", "1", 120, 72), Link("D", "C", "2", 180, 72)],
            [Transfer("B", "D", 60)],
            300 + 120 + 60 + 300 + 180,
        ),
        # another line at the same station: only the wait
        ([Link("A", "B", "1", 120, 72), Link("B", "C", "2", 180, 720)], [], 300 + 120 + 30 + 180),
        # one train a day: nobody waits longer than ten minutes for it
        ([Link("A", "C", "1", 100, 1)], [], 600 + 100),
        ([Link("C", "A", "1", 100, 72)], [], None),  # one way only
    ],
)  # fmt: skip
def test_a_ride_is_wait_and_seconds_and_changes(links, transfers, seconds):
    found = network(STATIONS, links, transfers, WAITING).seconds_from({"A": 0})

    assert found.get("C") == seconds


def test_places_far_from_any_station_are_estimated():
    made = network(STATIONS, [Link("A", "B", "1", 120, 72)], [], WAITING)
    far = Place("far", Point(41.5, -74.0))
    near = Place("near", STATIONS["A"])

    minutes = Subway(made, WAITING, BUILT_IN).matrix([near, far], TravelMode.TRANSIT).minutes

    assert minutes[0][1] == BUILT_IN.between(near, far, TravelMode.TRANSIT)
