"""Which way of telling travel times a coach chose."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import fmean

from caseway.coaching.models import CoachSetup, MeetingPlace, TravelTable
from caseway.coaching.subway import subway_on
from caseway.coaching.travel.chosen import by_osrm, by_valhalla
from caseway.employment.models import JobSite
from caseway.rules.directory.distance import Point
from caseway.rules.reasons import Sentence, _, because
from caseway.rules.scheduling.coach import TravelMode
from caseway.rules.scheduling.places import Place
from caseway.rules.scheduling.travel.built_in import BuiltIn, built_in_on
from caseway.rules.scheduling.travel.matrix import DAYTIME, Matrix, TravelTimes
from caseway.rules.scheduling.travel.table import Pair, Table, holes

NEW_YORK = frozenset({"Manhattan", "Brooklyn", "Queens", "Bronx", "Staten Island"})
NO_TABLE = Sentence(
    "scheduling.no_table",
    _("No table of travel times is in force for this month. They were estimated."),
)


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


def table_of(setup: CoachSetup, day: date) -> TravelTable | None:
    """The table in force on a day for how she gets about. One query."""
    rows = TravelTable.objects.filter(
        site=setup.site_id,
        agency=setup.agency_id,
        travels_by=setup.travels_by,
        starts_on__lte=day,
        withdrawn_at=None,
    )
    found: TravelTable | None = rows.order_by("-starts_on", "-pk").first()
    return found


@dataclass(frozen=True, slots=True)
class _WithoutTable:
    """The estimate, which says that it stands for a table."""

    otherwise: TravelTimes

    def matrix(self, places: Sequence[Place], mode: TravelMode, period: str = DAYTIME) -> Matrix:
        found = self.otherwise.matrix(places, mode, period)
        return replace(found, notes=(because(NO_TABLE), *found.notes))


def _table(setup: CoachSetup, day: date) -> TravelTimes:
    estimate, found = estimate_for(setup, day), table_of(setup, day)
    return Table(found.pairs, estimate) if found else _WithoutTable(estimate)


# By `CoachSetup.travel_source`. What is not here is estimated.
SOURCES: dict[str, Callable[[CoachSetup, date], TravelTimes]] = {
    "built_in": _estimate,
    "subway": _subway,
    "table": _table,
    "osrm": _osrm,
    "valhalla": _valhalla,
}


def travel_for(setup: CoachSetup, day: date) -> TravelTimes:
    """Travel times as the coach chose them, in force on `day`."""
    return SOURCES.get(setup.travel_source, _estimate)(setup, day)


def ground_of(setup: CoachSetup, day: date) -> object:
    """What a plan's travel times stand on: when it changes, the plan is out of date."""
    if setup.travel_source != "table":
        return setup.travel_source
    table = table_of(setup, day)
    return (setup.travel_source, table.pk if table else None)


def areas_of(site: int) -> dict[str, Point]:
    """The areas where people of a site are met or coaches set out, each with its middle.

    Three queries.
    """
    found: dict[str, list[Point]] = defaultdict(list)
    bases = CoachSetup.objects.filter(site=site).order_by("pk")
    for zone, *point in bases.values_list("base_zone", "latitude", "longitude"):
        found[zone].append(Point(*point))
    for model in (JobSite, MeetingPlace):
        rows = model.objects.filter(site=site).exclude(latitude=None).exclude(longitude=None)
        for zone, *point in rows.order_by("pk").values_list("zone", "latitude", "longitude"):
            found[zone].append(Point(*point))
    return {
        zone: Point(fmean(one.latitude for one in held), fmean(one.longitude for one in held))
        for zone, held in sorted(found.items())
        if zone
    }


@dataclass(frozen=True)
class Hole:
    """A way that a table lacks; `minutes` from middle to middle, None within one area."""

    pair: Pair
    minutes: int | None


def holes_of(
    minutes: dict[Pair, int], areas: dict[str, Point], mode: TravelMode, day: date
) -> list[Hole]:
    """What the estimate fills in of a table, for the areas of a site."""
    estimate = built_in_on(day, "new_york_crossings" if NEW_YORK & areas.keys() else "")
    places = {zone: Place(zone, point, zone) for zone, point in areas.items()}
    return [
        Hole(
            (start, end),
            None if start == end else estimate.between(places[start], places[end], mode),
        )
        for start, end in holes(minutes, areas)
    ]
