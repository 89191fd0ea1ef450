"""The travel servers that the operator named in the settings."""

from __future__ import annotations

from django.conf import settings

from caseway.coaching.travel.asking import Server
from caseway.coaching.travel.by_road import ByRoad
from caseway.coaching.travel.servers import Osrm, Valhalla
from caseway.rules.scheduling.travel.matrix import TravelTimes


def by_osrm(otherwise: TravelTimes) -> TravelTimes:
    """By `CASEWAY_OSRM`; `otherwise` when there is none."""
    if not settings.OSRM:
        return otherwise
    return ByRoad(Osrm(_server(settings.OSRM)), settings.OSRM, otherwise)


def by_valhalla(otherwise: TravelTimes) -> TravelTimes:
    """By `CASEWAY_VALHALLA`; `otherwise` when there is none."""
    if not settings.VALHALLA:
        return otherwise
    return ByRoad(Valhalla(_server(settings.VALHALLA)), settings.VALHALLA, otherwise)


def _server(base: str) -> Server:
    return Server(base, settings.TRAVEL_SECONDS)
