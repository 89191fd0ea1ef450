"""Which way of telling travel times a coach chose."""

from collections.abc import Callable
from datetime import date

from caseway.coaching.models import CoachSetup
from caseway.coaching.subway import subway_on
from caseway.coaching.travel.chosen import by_osrm, by_valhalla
from caseway.rules.scheduling.travel.built_in import BuiltIn, built_in_on
from caseway.rules.scheduling.travel.matrix import TravelTimes

NEW_YORK = frozenset({"Manhattan", "Brooklyn", "Queens", "Bronx", "Staten Island"})


def estimate_for(setup: CoachSetup, day: date) -> BuiltIn:
    """The built-in estimate, with the crossings of the city that her base lies in."""
    return built_in_on(day, "new_york_crossings" if setup.base_zone in NEW_YORK else "")


def _estimate(setup: CoachSetup, day: date) -> TravelTimes:
    return estimate_for(setup, day)


def _subway(setup: CoachSetup, day: date) -> TravelTimes:
    return subway_on(day) if setup.base_zone in NEW_YORK else estimate_for(setup, day)


def _osrm(setup: CoachSetup, day: date) -> TravelTimes:
    return by_osrm(estimate_for(setup, day))


def _valhalla(setup: CoachSetup, day: date) -> TravelTimes:
    return by_valhalla(estimate_for(setup, day))


# By `CoachSetup.travel_source`. What is not here is estimated.
SOURCES: dict[str, Callable[[CoachSetup, date], TravelTimes]] = {
    "built_in": _estimate,
    "subway": _subway,
    "osrm": _osrm,
    "valhalla": _valhalla,
}


def travel_for(setup: CoachSetup, day: date) -> TravelTimes:
    """Travel times as the coach chose them, in force on `day`."""
    return SOURCES.get(setup.travel_source, _estimate)(setup, day)
