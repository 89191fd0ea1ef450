"""The New York subway, as the Metropolitan Transportation Authority publishes it."""

from datetime import date

import pytest

from caseway.demo.subway import _rows, subway_on
from caseway.rules.directory.distance import Point
from caseway.rules.scheduling.coach import TravelMode
from caseway.rules.scheduling.places import Place
from caseway.rules.scheduling.travel.built_in import built_in_on

DAY = date(2026, 11, 1)
ESTIMATE = built_in_on(DAY, "new_york_crossings")
CITY_HALL = Place("hall", Point(40.7128, -74.0060), "Manhattan")
CORNER = Place("corner", Point(40.7134, -74.0060), "Manhattan")
JAMAICA = Place("jamaica", Point(40.7021, -73.8013), "Queens")
ST_GEORGE = Place("george", Point(40.6437, -74.0736), "Staten Island")


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("161 St-Yankee Stadium", "Coney Island-Stillwell Av", 78),
        ("Jamaica Center-Parsons/Archer", "Times Sq-42 St", 40),
        ("Inwood-207 St", "Flatbush Av-Brooklyn College", 77),
    ],
)
def test_the_new_york_subway_takes_as_long_as_it_takes(start, end, minutes):
    ids = {}
    for row in _rows("subway_stations"):
        ids.setdefault(row["name"], []).append(row["stop_id"])
    made = subway_on(DAY).network

    found = made.seconds_from(dict.fromkeys(ids[start], 0.0))

    assert min(found[stop] for stop in ids[end]) / 60 == pytest.approx(minutes, abs=3)


def test_by_subway_is_slower_than_the_ride_and_never_slower_than_walking():
    subway = subway_on(DAY)
    places = [CITY_HALL, CORNER, JAMAICA, ST_GEORGE]

    minutes = subway.matrix(places, TravelMode.TRANSIT)

    assert minutes.source == "subway"
    assert minutes.minutes[0][1] == 2
    assert 35 <= minutes.minutes[0][2] <= 60
    assert minutes.minutes[0][0] == 0
    assert subway.matrix(places, TravelMode.CAR) == ESTIMATE.matrix(places, TravelMode.CAR)
