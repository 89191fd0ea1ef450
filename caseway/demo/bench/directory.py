"""How long a search takes among thousands of services, which are there for that moment only."""

import uuid
from datetime import datetime, time
from random import Random
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from caseway.agencies.models import Membership, Site
from caseway.demo.bench.measure import measure
from caseway.demo.bench.pages import Page, trivial_page
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
)
from caseway.network.needs import Need
from caseway.network.points import zip_points
from caseway.network.wording import search_text

SERVICES = 4_000
BAR_MS = 150
# The first page, words, each filter, and as many together as anybody would set.
_ASKED = (
    "",
    "?q=class+train",
    "?need=food&language=es&free=1",
    "?near=10451&miles=5",
    "?need=food&near=10451&day=now",
    "?near=10451&day=now",
)


def searches(rounds: int, services: int = SERVICES) -> list[dict[str, Any]]:
    """Time searches in a directory of so many services at the site of the busiest case manager.

    Everything runs in one transaction that is undone, so the county stays as it was.
    """
    trivial = trivial_page()
    with transaction.atomic():
        post = Membership.objects.filter(user=trivial.user, ends_on=None).order_by("pk")[0]
        grow(post.site, services, timezone.now())
        name = f"Find a service among {Service.objects.count():,}"
        addresses = tuple(reverse("network:services") + asked for asked in _ASKED)
        found = measure([trivial, Page(name, trivial.user, addresses, BAR_MS)], rounds)
        transaction.set_rollback(True)
    return found[1:]


def grow(site: Site, services: int, at: datetime, seed: int = 7) -> None:
    """Services with hours, two needs, two languages and free places, at places all over the city.

    Each of a twentieth as many providers has two or three places.
    """
    rng = Random(seed)
    providers = Provider.objects.bulk_create(
        Provider(site=site, name=f"Provider {n}") for n in range(max(1, services // 20))
    )
    rows = Service.objects.bulk_create(
        _service(number, rng.choice(providers), rng) for number in range(services)
    )
    _place(rows, _places(providers, max(1, services // 8), rng), rng)
    needs, codes = list(Need), ["en", "es", "zh", "ht"]
    ServiceNeed.objects.bulk_create(
        ServiceNeed(service=row, need=need) for row in rows for need in rng.sample(needs, 2)
    )
    Language.objects.bulk_create(
        Language(service=row, code=code) for row in rows for code in rng.sample(codes, 2)
    )
    _hours_and_free_places(rows, at, rng)


def _service(number: int, provider: Provider, rng: Random) -> Service:
    kind = rng.choice(["pantry", "class", "clinic", "club"])
    row = Service(
        provider=provider,
        name=f"Service {number} {kind}",
        description="Help for families with children, in a friendly place near the train. " * 4,
    )
    row.search_text = search_text(row, provider)
    return row


def _places(providers: list[Provider], many: int, rng: Random) -> list[Place]:
    codes = sorted(zip_points())
    places = Place.objects.bulk_create(
        Place(provider=rng.choice(providers), name=f"Hall {n}") for n in range(many)
    )
    PlaceAddress.objects.bulk_create(
        PlaceAddress(
            place=place,
            address_1="5 Tallow Street",
            city="Bronx",
            state_province="NY",
            postal_code=rng.choice(codes),
        )
        for place in places
    )
    return places


def _place(rows: list[Service], places: list[Place], rng: Random) -> None:
    ServiceAtPlace.objects.bulk_create(
        ServiceAtPlace(service=row, place=rng.choice(places)) for row in rows
    )


def _hours_and_free_places(rows: list[Service], at: datetime, rng: Random) -> None:
    Schedule.objects.bulk_create(
        Schedule(service=row, freq="WEEKLY", byday=days, opens_at=time(9), closes_at=time(17))
        for row in rows
        for days in ("MO,TU,WE", "TH,FR")
    )
    Capacity.objects.bulk_create(
        Capacity(
            service=row,
            unit="places",
            unit_uuid=uuid.UUID(int=1),
            available=rng.randrange(4),
            updated_at=at,
        )
        for row in rows
    )
