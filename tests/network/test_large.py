"""Four thousand services are searched, in any combination, with few questions."""

import random
import uuid
from datetime import time as clock

import pytest

from caseway.network.models import (
    Capacity,
    Language,
    Place,
    PlaceAddress,
    Schedule,
    Service,
    ServiceAtPlace,
    ServiceNeed,
)
from caseway.network.needs import Need
from caseway.network.points import zip_points
from caseway.network.queries.finding import Asked, find, in_full
from caseway.network.wording import search_text
from tests.attendance.cases.conftest import NOW
from tests.factories import make_provider

MANY = 4000
MOST_QUESTIONS = 18


@pytest.fixture
def large(world):
    """200 providers, 500 places and 4,000 services with hours, languages, needs and free places."""
    dice = random.Random(7)
    providers = [make_provider(world, f"Provider {n}") for n in range(200)]
    codes = sorted(zip_points())
    places = Place.objects.bulk_create(
        Place(provider=dice.choice(providers), name=f"Hall {n}") for n in range(500)
    )
    PlaceAddress.objects.bulk_create(
        PlaceAddress(
            place=place, address_1="5 Tallow Street", city="Bronx", state_province="NY",
            postal_code=dice.choice(codes),
        )
        for place in places
    )  # fmt: skip
    rows = []
    for number in range(MANY):
        row = Service(
            provider=dice.choice(providers),
            name=f"Service {number} {dice.choice(['pantry', 'class', 'clinic', 'club'])}",
            description="Help for families with children, in a friendly place near the train. " * 4,
        )
        row.search_text = search_text(row, row.provider)
        rows.append(row)
    rows = Service.objects.bulk_create(rows)
    ServiceNeed.objects.bulk_create(
        ServiceNeed(service=row, need=need) for row in rows for need in dice.sample(list(Need), 2)
    )
    Language.objects.bulk_create(
        Language(service=row, code=code)
        for row in rows
        for code in dice.sample(["en", "es", "zh", "ht"], 2)
    )
    ServiceAtPlace.objects.bulk_create(
        ServiceAtPlace(service=row, place=place) for row in rows for place in dice.sample(places, 1)
    )
    Schedule.objects.bulk_create(
        Schedule(
            service=row, freq="WEEKLY", byday=days, opens_at=clock(9), closes_at=clock(17)
        )
        for row in rows
        for days in ("MO,TU,WE", "TH,FR")
    )  # fmt: skip
    Capacity.objects.bulk_create(
        Capacity(
            service=row, unit="places", unit_uuid=uuid.UUID(int=1), available=dice.randrange(4),
            updated_at=NOW,
        )
        for row in rows
    )  # fmt: skip
    return world


@pytest.mark.slow
@pytest.mark.parametrize(
    "asked",
    [
        Asked(),
        Asked(words="class train"),
        Asked(need="food", language="es", free=True),
        Asked(near="10451", miles=5),
        Asked(need="food", near="10451", day="now"),
        Asked(near="10451", day="now"),
    ],
    ids=["all", "words", "need", "near", "together", "widest"],
)
def test_a_search_among_four_thousand_asks_few_questions(
    large, asked, django_assert_max_num_queries
):
    with django_assert_max_num_queries(MOST_QUESTIONS):
        found = find(large.carla, asked, NOW)
        shown = in_full(found.ids[:25])

    assert found.ids
    assert len(list(shown)) == min(25, len(found.ids))
