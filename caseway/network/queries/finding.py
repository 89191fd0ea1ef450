"""Finding a service: by need, words, language, distance, opening hours and free places.

Four thousand services are gone through at once: columns are read, not rows made, and only the
services of one page are read in full.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from caseway.kernel.models import User
from caseway.network.models import (
    Capacity,
    Language,
    Place,
    PlaceAddress,
    Provider,
    Schedule,
    Service,
    ServiceAtPlace,
    ServiceNeed,
    ServiceStatus,
)
from caseway.network.needs import Need, plain
from caseway.network.points import point_of, zip_points
from caseway.rules.directory import Hours, Point, is_open_at, is_open_on, miles_between

FEW = 500  # services whose hours are asked by name; more are picked out of all
SHOWN = (ServiceStatus.ACTIVE, ServiceStatus.PAUSED)
_RULE = (
    "freq", "byday", "opens_at", "closes_at", "interval", "bymonthday", "valid_from", "valid_to",
    "dtstart", "until",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What somebody looks for. Empty is anything.

    `near` is a ZIP code, `miles` how far from it at most. `day` is "now" or a weekday from 0,
    `at` an hour of it. `free` asks for a place that is free.
    """

    need: str = ""
    words: str = ""
    language: str = ""
    near: str = ""
    miles: int | None = None
    day: str = ""
    at: time | None = None
    free: bool = False

    @property
    def by_time(self) -> bool:
        return bool(self.day)


@dataclass(frozen=True)
class Found:
    """Services by id, best first, with how many miles each is away where that is known."""

    ids: tuple[int, ...]
    miles: dict[int, float] = field(default_factory=dict)
    unknown_zip: bool = False


def find(user: User, asked: Asked, now: datetime) -> Found:
    """Services that this person may send people to, nearest first, else by name.

    `now` is on the office's clock. At most nine queries, however many services.
    """
    rows = narrowed(services_of(user), asked)
    ids = [pk for (pk,) in rows.order_by("name", "pk").values_list("pk")]
    if asked.by_time:
        open_then = _open(ids, asked, now)
        ids = [pk for pk in ids if pk in open_then]
    origin = point_of(asked.near) if asked.near else None
    if origin is None:
        return Found(tuple(ids), unknown_zip=bool(asked.near))
    miles = miles_from(origin, ids)
    if asked.miles is not None:
        ids = [pk for pk in ids if pk in miles and miles[pk] <= asked.miles]
    ids.sort(key=lambda pk: miles.get(pk, float("inf")))  # stable: by name where equal
    return Found(tuple(ids), miles)


def services_of(user: User) -> "QuerySet[Service]":
    """Services that run, of providers in use, that this person may see."""
    rows: QuerySet[Service] = Service.objects.visible_to(user)
    return rows.filter(status__in=SHOWN, provider__closed_on=None)


def few_for(user: User, needs: Collection[str], most: int = 5) -> dict[str, list[Service]]:
    """The first few services by name for each need. Two queries, however many needs."""
    if not needs:
        return {}
    running = services_of(user).filter(status=ServiceStatus.ACTIVE)
    asked = ServiceNeed.objects.filter(need__in=needs, service__in=running.order_by())
    ids: dict[str, list[int]] = defaultdict(list)
    for need, pk in asked.order_by("service__name", "service_id").values_list("need", "service_id"):
        if len(ids[need]) < most:
            ids[need].append(pk)
    rows = Service.objects.select_related("provider").in_bulk(
        {pk for a in ids.values() for pk in a}
    )
    return {need: [rows[pk] for pk in found] for need, found in ids.items()}


def narrowed(rows: "QuerySet[Service]", asked: Asked) -> "QuerySet[Service]":
    """Those that fit what the database can tell."""
    if asked.need:
        rows = rows.filter(
            Exists(ServiceNeed.objects.filter(service=OuterRef("pk"), need=asked.need))
        )
    for word in plain(asked.words).split():
        rows = rows.filter(search_text__contains=word)
    if asked.language:
        rows = rows.filter(_speaks(asked.language))
    if asked.free:
        rows = rows.filter(Exists(Capacity.objects.filter(service=OuterRef("pk"), available__gt=0)))
    return rows


def _speaks(code: str) -> Q:
    """Spoken at the service, or at a place of it."""
    spoken = Language.objects.filter(code=code)
    places = ServiceAtPlace.objects.filter(place__languages__code=code)
    return Q(Exists(spoken.filter(service=OuterRef("pk")))) | Q(
        Exists(places.filter(service=OuterRef("pk")))
    )


def languages_spoken(user: User) -> list[str]:
    """Codes of the languages that some service or place says it speaks, for the filter."""
    seen = Provider.objects.visible_to(user)
    rows = Language.objects.exclude(code="").filter(
        Q(service__provider__in=seen) | Q(place__provider__in=seen)
    )
    return sorted(set(rows.order_by().values_list("code", flat=True).distinct()))


def needs_met(user: User) -> list[Need]:
    """The needs that some service here answers."""
    rows = ServiceNeed.objects.filter(service__in=services_of(user)).order_by()
    return [Need(code) for code in sorted(set(rows.values_list("need", flat=True).distinct()))]


def miles_from(origin: Point, ids: Collection[int]) -> dict[int, float]:
    """Miles to the nearest place of each service. A confidential place tells no distance."""
    points = _points()
    near = {key: miles_between(origin, point) for key, point in points.by_place.items()}
    found: dict[int, float] = {}
    wanted = set(ids)
    at_places = list(ServiceAtPlace.objects.order_by().values_list("service_id", "place_id"))
    for service, place in at_places:
        if service in wanted and place in near:
            found[service] = min(near[place], found.get(service, float("inf")))
    # A service that no place is named for is at its provider's.
    at_provider: dict[int, float] = {}
    for place, provider in points.provider.items():
        at_provider[provider] = min(near[place], at_provider.get(provider, float("inf")))
    placed = {service for service, _place in at_places}
    for service, provider in Service.objects.values_list("pk", "provider_id"):
        if service in wanted and service not in placed and provider in at_provider:
            found[service] = at_provider[provider]
    return found


@dataclass(frozen=True)
class _Points:
    by_place: dict[int, Point]
    provider: dict[int, int]


def _points() -> _Points:
    """Where places are: their own point, else that of their ZIP code."""
    known = zip_points()
    by_place: dict[int, Point] = {}
    provider: dict[int, int] = {}
    rows = Place.objects.filter(is_confidential=False).order_by()
    for pk, owner, north, east in rows.values_list("pk", "provider_id", "latitude", "longitude"):
        provider[pk] = owner
        if north is not None and east is not None:
            by_place[pk] = Point(north, east)
    rest = PlaceAddress.objects.filter(place__latitude=None, place__is_confidential=False)
    for pk, code in rest.order_by("-pk").values_list("place_id", "postal_code"):
        if code[:5] in known:
            by_place[pk] = known[code[:5]]
    return _Points(by_place, {pk: owner for pk, owner in provider.items() if pk in by_place})


def _open(ids: list[int], asked: Asked, now: datetime) -> set[int]:
    """Services open at the moment asked for."""
    moment = when(asked, now)
    hours = hours_of(ids)
    if moment is None:
        day = _next(int(asked.day), now.date())
        return {pk for pk, rules in hours.items() if is_open_on(rules, day)}
    return {pk for pk, rules in hours.items() if is_open_at(rules, moment)}


def when(asked: Asked, now: datetime) -> datetime | None:
    """The moment asked for; None for a whole day."""
    if asked.day == "now":
        return now.replace(tzinfo=None)
    if asked.at is None:
        return None
    return datetime.combine(_next(int(asked.day), now.date()), asked.at)


def _next(weekday: int, today: date) -> date:
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def hours_of(ids: Collection[int]) -> dict[int, list[Hours]]:
    """The rules of each service: its own at a place, else its own, else those of its places."""
    wanted = set(ids)
    levels = (
        ("at_place__service_id", Schedule.objects.filter(at_place__isnull=False)),
        ("service_id", Schedule.objects.filter(service__isnull=False)),
        ("of_service", _at_their_places()),
    )
    found: dict[int, list[Hours]] = {}
    made: dict[tuple[Any, ...], Hours] = {}  # most services keep the same few hours
    for column, rows in levels:
        if len(wanted) <= FEW:
            rows = rows.filter(**{f"{column}__in": wanted})
        of_level: dict[int, list[Hours]] = defaultdict(list)
        for service, *rule in rows.order_by().values_list(column, *_RULE):
            if service in wanted and service not in found:
                of_level[service].append(_hours(tuple(rule), made))
        found |= of_level
    return found


def _hours(rule: tuple[Any, ...], made: dict[tuple[Any, ...], Hours]) -> Hours:
    known = made.get(rule)
    if known is None:
        said = dict(zip(_RULE, rule, strict=True))
        known = made[rule] = Hours(**said | {"interval": said["interval"] or 1})
    return known


def _at_their_places() -> "QuerySet[Schedule]":
    rows = Schedule.objects.filter(place__isnull=False, place__is_confidential=False)
    return rows.annotate(of_service=F("place__at_services__service")).filter(
        of_service__isnull=False
    )


def in_full(ids: Iterable[int]) -> list[Any]:
    """The services of one page with all that a line shows, in the order given."""
    listed = list(ids)
    rows = (
        Service.objects.filter(pk__in=listed)
        .select_related("provider__site")
        .prefetch_related(
            "needs",
            "languages",
            "capacities",
            "at_places__place__addresses",
            "phones",
            "provider__phones",
        )
    )
    by_id = {row.pk: row for row in rows}
    return [by_id[pk] for pk in listed if pk in by_id]
