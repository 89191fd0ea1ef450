"""Travel times over HTTP: what a server says, and the estimate whenever it does not."""

import socket
import time
from datetime import date

import pytest
from django.core.cache import caches

from caseway.coaching.forms.planner import travel_sources
from caseway.coaching.travel import chosen
from caseway.coaching.travel.asking import NoAnswer, Server
from caseway.coaching.travel.by_road import ByRoad
from caseway.coaching.travel.servers import Osrm, Valhalla
from caseway.rules.directory.distance import Point
from caseway.rules.scheduling.coach import TravelMode
from caseway.rules.scheduling.places import Place
from caseway.rules.scheduling.travel.built_in import built_in_on
from tests.coaching.travel.server import serving

ESTIMATE = built_in_on(date(2026, 11, 1))
HALL = Place("hall", Point(40.7128, -74.0060))
NEXT_DOOR = Place("next", Point(40.71281, -74.00602))
JAMAICA = Place("jamaica", Point(40.7021, -73.8013))
TWO = [HALL, JAMAICA]
CAR = TravelMode.CAR


@pytest.fixture(autouse=True)
def _nothing_remembered():
    caches["travel"].clear()


def osrm(base, seconds=2.0):
    return ByRoad(Osrm(Server(base, seconds)), base, ESTIMATE)


def valhalla(base, seconds=2.0):
    return ByRoad(Valhalla(Server(base, seconds)), base, ESTIMATE)


def durations(rows):
    return {"code": "Ok", "durations": rows}


def times(rows):
    return {"sources_to_targets": [[{"time": cell} for cell in row] for row in rows]}


def codes(matrix):
    return [note.code for note in matrix.notes]


def assert_estimated(matrix, places, code, mode=CAR):
    estimate = ESTIMATE.matrix(places, mode)
    assert matrix.minutes == estimate.minutes
    assert matrix.source == "built_in"
    assert codes(matrix) == [f"scheduling.{code}"]


def test_osrm_is_asked_for_its_table_and_its_seconds_are_minutes_upwards():
    with serving(durations([[0, 1741], [1800.1, 0]])) as (base, asked):
        matrix = osrm(base).matrix(TWO, CAR)

    assert matrix.minutes == ((0, 30), (31, 0))
    assert (matrix.source, matrix.notes) == ("osrm", ())
    points = "-74.006000,40.712800;-73.801300,40.702100"
    assert asked.paths == [f"/table/v1/driving/{points}?annotations=duration"]


def test_valhalla_is_asked_for_all_from_all():
    with serving(times([[0, 1740], [1801, 0]])) as (base, asked):
        matrix = valhalla(f"{base}/roads/").matrix(TWO, TravelMode.WALK)

    assert matrix.minutes == ((0, 29), (31, 0))
    assert matrix.source == "valhalla"
    assert asked.paths == ["/roads/sources_to_targets"]
    where = [{"lat": 40.7128, "lon": -74.006}, {"lat": 40.7021, "lon": -73.8013}]
    assert asked.bodies == [{"sources": where, "targets": where, "costing": "pedestrian"}]


def test_places_in_one_building_are_asked_for_once():
    with serving(durations([[0, 600], [660, 0]])) as (base, asked):
        matrix = osrm(base).matrix([HALL, NEXT_DOOR, JAMAICA], CAR)

    assert matrix.minutes == ((0, 0, 10), (0, 0, 10), (11, 11, 0))
    assert asked.paths[0].count(";") == 1


def test_what_was_answered_is_remembered_by_place_mode_and_period():
    with serving(durations([[0, 60], [60, 0]])) as (base, asked):
        for places, mode, period in (
            (TWO, CAR, "daytime"),
            ([NEXT_DOOR, JAMAICA], CAR, "daytime"),  # eleven meters on: the same
            (TWO, TravelMode.WALK, "daytime"),
            (TWO, CAR, "evening"),
        ):
            assert osrm(base).matrix(places, mode, period).minutes == ((0, 1), (1, 0))

    assert len(asked.paths) == 3


@pytest.mark.parametrize("way", [osrm, valhalla])
def test_a_server_that_hangs_costs_its_deadline_once(way):
    with serving({}, hangs=True) as (base, asked):
        began = time.monotonic()
        first = way(base, seconds=0.2).matrix(TWO, CAR)
        spent = time.monotonic() - began
        again = way(base, seconds=0.2).matrix([*TWO, Place("c", Point(40.6, -73.9))], CAR)

    assert_estimated(first, TWO, "server_silent")
    assert 0.2 <= spent < 5
    assert codes(again) == ["scheduling.server_silent"]  # not asked again at once, for nobody
    assert len(asked.paths) == 1


def test_a_server_that_drips_is_late_as_well():
    with serving(durations([[0, 60], [60, 0]]), drips=True) as (base, _):
        matrix = osrm(base, seconds=0.2).matrix(TWO, CAR)

    assert_estimated(matrix, TWO, "server_silent")


def test_a_server_that_is_not_there_is_said_to_be():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: nobody answers, nobody else comes
        matrix = osrm(f"http://127.0.0.1:{taken.getsockname()[1]}").matrix(TWO, CAR)

    assert_estimated(matrix, TWO, "server_away")


@pytest.mark.parametrize("status", [400, 404, 429, 500, 503])
@pytest.mark.parametrize("way", [osrm, valhalla])
def test_an_error_is_not_an_answer(way, status):
    with serving(durations([[0, 60], [60, 0]]), status=status) as (base, _):
        matrix = way(base).matrix(TWO, CAR)

    assert_estimated(matrix, TWO, "server_refused")


def test_nobody_but_the_configured_address_is_asked():
    with serving(durations([[0, 60], [60, 0]])) as (elsewhere, strangers):
        headers = [("Location", f"{elsewhere}/table")]
        with serving({}, status=302, headers=headers) as (base, asked):
            matrix = osrm(base).matrix(TWO, CAR)

    assert_estimated(matrix, TWO, "server_refused")
    assert (len(asked.paths), strangers.paths) == (1, [])


def test_a_proxy_of_the_machine_is_not_used(monkeypatch):
    with serving({}) as (proxy, strangers), serving(durations([[0, 60], [60, 0]])) as (base, _):
        monkeypatch.setenv("http_proxy", proxy)
        monkeypatch.delenv("no_proxy", raising=False)
        assert osrm(base).matrix(TWO, CAR).source == "osrm"

    assert strangers.paths == []


@pytest.mark.parametrize(
    "answer",
    [
        b"<html>",
        b"",
        b"\xff\xfe",
        b"[" * 5000,
        [],
        {"code": "Ok"},
        {"code": "NoSegment", "durations": [[0, 60], [60, 0]]},
        durations([[0, 60]]),
        durations([[0, 60], [60]]),
        durations([[0, 60], [60, 0], [1, 1]]),
        durations([[0, "60"], [60, 0]]),
        durations([[0, True], [60, 0]]),
        durations([[0, -1], [60, 0]]),
        durations([[0, 86_401], [60, 0]]),
        b'{"code": "Ok", "durations": [[0, NaN], [60, 0]]}',
    ],
)
def test_an_answer_of_another_shape_is_not_believed(answer):
    with serving(answer) as (base, _):
        matrix = osrm(base).matrix(TWO, CAR)

    assert_estimated(matrix, TWO, "server_unclear")


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"sources_to_targets": None},
        {"sources_to_targets": [[{"time": 0}, {"time": 1}], None]},
        {"sources_to_targets": [[{"time": 0}, {"distance": 1}], [{"time": 1}, {"time": 0}]]},
        times([[0, 60]]),
    ],
)
def test_an_answer_of_another_shape_from_valhalla_is_not_believed_either(answer):
    with serving(answer) as (base, _):
        matrix = valhalla(base).matrix(TWO, CAR)

    assert_estimated(matrix, TWO, "server_unclear")


@pytest.mark.parametrize(
    ("way", "answer"),
    [(osrm, durations([[0, None], [600, 0]])), (valhalla, times([[0, None], [600, 0]]))],
)
def test_a_way_that_the_server_does_not_know_is_estimated_alone(way, answer):
    with serving(answer) as (base, _):
        matrix = way(base).matrix(TWO, CAR)

    estimate = ESTIMATE.matrix(TWO, CAR).minutes
    assert matrix.minutes == ((0, estimate[0][1]), (10, 0))
    assert codes(matrix) == ["scheduling.server_no_way"]
    assert matrix.source == way.__name__


def test_nulls_within_one_place_are_no_hole():
    with serving(durations([[None, 60], [60, None]])) as (base, _):
        matrix = osrm(base).matrix(TWO, CAR)

    assert (matrix.minutes, matrix.notes) == (((0, 1), (1, 0)), ())


def test_trains_are_estimated_and_the_server_is_not_asked():
    with serving({}) as (base, asked):
        matrix = osrm(base).matrix(TWO, TravelMode.TRANSIT)

    assert_estimated(matrix, TWO, "server_no_mode", TravelMode.TRANSIT)
    assert asked.paths == []


def test_an_answer_without_end_is_not_read_to_its_end(monkeypatch):
    monkeypatch.setattr("caseway.coaching.travel.asking.LARGEST", 1000)
    with serving(b" " * 5000) as (base, _), pytest.raises(NoAnswer, match="shape"):
        Server(base).get("/")


@pytest.mark.parametrize(
    "base",
    [
        "",
        "osrm:5000",
        "ftp://osrm",
        "file:///etc/passwd",
        "http://",
        "http://a:b@osrm",
        "http://o/?a=b",
    ],
)
def test_an_address_that_is_no_servers_is_refused(base):
    with pytest.raises(ValueError, match="travel server"):
        Server(base)


def test_the_operator_names_the_servers(settings):
    with serving(durations([[0, 60], [60, 0]])) as (base, asked):
        settings.OSRM, settings.VALHALLA = base, ""

        assert chosen.by_osrm(ESTIMATE).matrix(TWO, CAR).source == "osrm"
        assert chosen.by_valhalla(ESTIMATE) is ESTIMATE

    assert len(asked.paths) == 1


def test_a_server_can_be_chosen_only_where_it_is_named(settings):
    settings.OSRM, settings.VALHALLA = "http://osrm.internal:5000", ""

    assert [name for name, _ in travel_sources()] == ["built_in", "subway", "table", "osrm"]
