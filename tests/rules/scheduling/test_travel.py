"""How long it takes: estimated, from a table, by a network of lines."""

from datetime import date

import pytest

from caseway.rules.directory.distance import Point
from caseway.rules.scheduling.coach import TravelMode
from caseway.rules.scheduling.places import Place
from caseway.rules.scheduling.travel.built_in import built_in_on
from caseway.rules.scheduling.travel.subway import Link, Subway, Transfer, Waiting, network
from caseway.rules.scheduling.travel.table import (
    Line,
    Table,
    Unit,
    holes,
    read_pairs,
)

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
    table = Table(read_pairs([Line("Manhattan", "Queens", "55")]).minutes, BUILT_IN)

    matrix = table.matrix([CITY_HALL, JAMAICA, ST_GEORGE], TravelMode.TRANSIT)

    assert matrix.minutes[0] == (0, 55, 81)
    assert matrix.minutes[1][0] == 55  # the way back, where only one was given
    assert matrix.source == "table"
    (note,) = matrix.notes
    assert note.values["ways"] == "Manhattan – Staten Island, Queens – Staten Island"


def test_two_employers_in_one_building_are_no_way_apart_whatever_the_table_says():
    table = Table({("Manhattan", "Manhattan"): 25}, BUILT_IN)

    matrix = table.matrix([CITY_HALL, NEXT_DOOR, CORNER], TravelMode.TRANSIT)

    assert matrix.minutes[0] == (0, 0, 25)
    assert matrix.notes == ()


def test_holes_are_the_pairs_of_which_neither_way_is_known():
    minutes = {("A", "B"): 10, ("B", "B"): 5}

    assert holes(minutes, ["B", "A", "C", "A"]) == [("A", "A"), ("A", "C"), ("B", "C"), ("C", "C")]


@pytest.mark.parametrize(
    ("lines", "unit", "codes"),
    [
        ([Line("A", "B", "ten")], Unit.FOUND, ["table_line"]),
        ([Line("A", "B", "-1")], Unit.FOUND, ["table_line"]),
        ([Line("A", "B", "nan")], Unit.FOUND, ["table_line"]),
        ([Line("A", "", "10")], Unit.FOUND, ["table_ends"]),
        ([Line("A", "B", "10"), Line("A", "B", "11")], Unit.FOUND, ["table_twice"]),
        ([Line("A", "B", "301")], Unit.MINUTES, ["table_seconds"]),
        ([Line("A", "B", "10"), Line("B", "C", "9"), Line("A", "C", "301")], Unit.FOUND,
         ["table_long"]),
        ([Line("A", "B", "18001")], Unit.SECONDS, ["table_long"]),
        ([], Unit.FOUND, ["table_empty"]),
        ([Line(" ", "", "")], Unit.FOUND, ["table_empty"]),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_right_is_refused_with_a_sentence(lines, unit, codes):
    read = read_pairs(lines, unit)

    assert read.minutes == {}
    assert [fault.code for fault in read.faults] == [f"scheduling.{code}" for code in codes]


@pytest.mark.parametrize(
    ("time", "unit", "minutes", "turned"),
    [
        ("3300", Unit.SECONDS, 55, []),
        ("3301", Unit.SECONDS, 56, []),
        ("0", Unit.SECONDS, 0, []),
        ("300", Unit.FOUND, 300, []),  # five hours: the last that can be minutes
        ("301", Unit.FOUND, 6, ["scheduling.table_turned"]),
        ("12.4", Unit.MINUTES, 13, []),
    ],
)
def test_a_table_in_seconds_is_turned_into_minutes_and_says_so(time, unit, minutes, turned):
    read = read_pairs([Line("A", "B", time)], unit)

    assert read.minutes == {("A", "B"): minutes}
    assert [note.code for note in read.notes] == turned
    assert read.faults == ()


def test_a_line_without_minutes_is_a_hole_and_faults_name_the_line_of_the_file():
    read = read_pairs([Line("A", "B", "10", 4), Line("A", "C", " ", 5)])
    wrong = read_pairs([Line("A", "B", "10", 4), Line("A", "C", "soon", 7)])

    assert (read.minutes, [note.code for note in read.notes]) == (
        {("A", "B"): 10},
        ["scheduling.table_blank"],
    )
    assert wrong.faults[0].values["line"] == 7


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
