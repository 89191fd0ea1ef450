"""Finding a service: each filter on both sides, distance, hours, and what stays unseen."""

from datetime import date, time

import pytest
from django.urls import reverse

from caseway.network.actions.places import Address, Where, add_place
from caseway.network.actions.services import Beside, Open, Told, add_service, count_free
from caseway.network.models import Place, Provider, Service
from caseway.network.queries.finding import Asked, find
from tests.attendance.cases.conftest import NOW
from tests.factories import make_provider, make_worker, make_world


@pytest.fixture
def trained(world):
    return make_worker(world, name="Tara Trained", safety_trained=True)


def make_service(world, name="Food pantry", *, zip_code="10451", by=None, told=None, **beside):
    provider = beside.pop("provider", None) or make_provider(world, f"{name} people")
    by = by or world.carla
    place = add_place(
        provider=provider,
        where=Where(f"{name} hall", is_confidential=beside.pop("secret", False)),
        address=Address("5 Tallow Street", "", "Bronx", "NY", zip_code),
        ramp="Ramp at the back",
        by=by,
        at=NOW,
    )
    return add_service(
        provider=provider,
        told=told or Told(name),
        beside=Beside(places=(place,), **beside),
        by=by,
        at=NOW,
    )


def names(world, now=NOW, user=None, **asked):
    found = find(user or world.carla, Asked(**asked), now)
    return [Service.objects.get(pk=pk).name for pk in found.ids]


def test_by_need_words_language_and_free_places(world):
    pantry = make_service(world, "Despensa San José", needs=["food"], languages=["es"])
    make_service(world, "Job club", needs=["job_search"], languages=["en"])
    count_free(service=pantry, unit="bags", available=3, maximum=None, by=world.carla, at=NOW)

    assert names(world, need="food") == ["Despensa San José"]
    assert names(world, words="san jose") == ["Despensa San José"]
    assert names(world, words="JOSÉ despensa") == ["Despensa San José"]
    assert names(world, words="jose club") == []
    assert names(world, language="es") == ["Despensa San José"]
    assert names(world, free=True) == ["Despensa San José"]
    assert names(world) == ["Despensa San José", "Job club"]


def test_nearest_first_and_none_beyond_the_distance(world):
    make_service(world, "A far one", zip_code="11224")  # Coney Island
    make_service(world, "B near one", zip_code="10452")
    make_service(world, "C unknown", zip_code="99999")

    assert names(world, near="10451") == ["B near one", "A far one", "C unknown"]
    assert names(world, near="10451", miles=2) == ["B near one"]
    assert names(world, near="10451", miles=50) == ["B near one", "A far one"]


def test_an_unknown_zip_code_is_said_and_the_list_is_by_name(world):
    make_service(world)

    found = find(world.carla, Asked(near="99950"), NOW)

    assert (found.unknown_zip, len(found.ids), found.miles) == (True, 1, {})


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ({"day": "now"}, True),  # Mon, Nov 23, 2026, 10:00 a.m.
        ({"day": "0"}, True),
        ({"day": "1"}, False),
        ({"day": "0", "at": time(8, 59)}, False),
        ({"day": "0", "at": time(9, 0)}, True),
        ({"day": "0", "at": time(13, 30)}, False),
        ({"day": "3", "at": time(12, 0)}, True),
    ],
)
def test_by_opening_hours(world, asked, fits):
    make_service(world, hours=[Open(("MO", "TH"), time(9), time(13, 30))])
    make_service(world, "Nobody says when")

    assert names(world, **asked) == (["Food pantry"] if fits else [])


def test_closed_providers_and_services_that_ended_are_not_offered(world):
    gone = make_service(world, "Gone", told=Told("Gone", status="defunct"))
    closed = make_service(world, "Closed")
    Provider.objects.filter(pk=closed.provider_id).update(closed_on=date(2026, 11, 2))

    assert names(world) == []
    assert Service.objects.filter(pk=gone.pk).exists()


def test_another_site_finds_nothing_of_ours(world):
    make_service(world)
    stranger = make_worker(make_world("Elsewhere"))

    assert names(world, user=stranger) == []


def test_a_confidential_place_is_neither_shown_nor_measured(world, trained, sign_in):
    service = make_service(world, "Safe night", by=trained, secret=True, needs=["housing"])

    assert find(world.carla, Asked(near="10451"), NOW).miles == {}
    assert find(trained, Asked(near="10451"), NOW).miles == {}
    page = reverse("network:service", args=[service.pk])
    html = sign_in(world.carla).get(page).content.decode()
    assert "Safe night" in html
    assert "Tallow" not in html
    assert "Safe night hall" not in html
    listed = sign_in(world.carla).get(reverse("network:services")).content.decode()
    assert "Tallow" not in listed
    seen = sign_in(trained).get(page).content.decode()
    assert "5 Tallow Street" in seen
    assert "never say where it is" in seen


def test_reading_a_confidential_place_is_noted(world, trained, sign_in):
    from caseway.kernel.models import AccessEvent

    service = make_service(world, "Safe night", by=trained, secret=True)
    page = reverse("network:service", args=[service.pk])

    sign_in(world.carla).get(page)
    assert not AccessEvent.objects.filter(field_class="safety").exists()
    sign_in(trained).get(page)

    assert AccessEvent.objects.get(field_class="safety").user_id == trained.pk


def test_a_confidential_service_or_provider_does_not_exist_for_others(world, trained, sign_in):
    service = make_service(
        world, "Shelter line", by=trained, told=Told("Shelter line", is_confidential=True)
    )
    page = reverse("network:service", args=[service.pk])

    assert sign_in(world.carla).get(page).status_code == 404
    assert names(world) == []
    assert names(world, user=trained) == ["Shelter line"]
    Service.objects.update(is_confidential=False)
    Provider.objects.filter(pk=service.provider_id).update(is_confidential=True)
    assert sign_in(world.carla).get(page).status_code == 404
    assert not Provider.objects.visible_to(world.carla).exists()
    assert not Place.objects.visible_to(world.carla).exists()


@pytest.mark.parametrize("many", [2, 40])
def test_the_list_and_a_service_ask_the_same_however_many(
    world, sign_in, django_assert_num_queries, many
):
    first = None
    for number in range(many):
        first = make_service(
            world,
            f"Service {number}",
            needs=["food"],
            languages=["es"],
            hours=[Open(("MO",), time(9), time(17))],
        )
    client = sign_in(world.carla)
    page = reverse("network:services") + "?near=10451&day=now&language=es&need=food"
    client.get(page)

    with django_assert_num_queries(QUERIES_OF_LIST):
        html = client.get(page).content.decode()
    assert html.count("Open now") == min(many, 25)
    with django_assert_num_queries(QUERIES_OF_SERVICE):
        client.get(reverse("network:service", args=[first.pk]))
    with django_assert_num_queries(QUERIES_OF_UNCHECKED):
        client.get(reverse("network:unchecked"))


QUERIES_OF_LIST = 25
QUERIES_OF_SERVICE = 24
QUERIES_OF_UNCHECKED = 6


def test_filters_stand_in_the_address_and_each_can_be_taken_off(world, sign_in):
    make_service(world, needs=["food"])

    html = (
        sign_in(world.carla)
        .get(reverse("network:services"), {"need": "food", "q": "pantry", "near": "1045"})
        .content.decode()
    )

    assert "Food pantry" in html
    assert "?q=pantry&amp;near=1045" in html
    assert "five digits" in html


def test_words_of_the_list_say_where_when_and_what_is_free(world, sign_in):
    pantry = make_service(world, needs=["food"], languages=["es"])
    count_free(service=pantry, unit="bags", available=0, maximum=9, by=world.carla, at=NOW)

    html = sign_in(world.carla).get(reverse("network:services") + "?near=10452").content.decode()

    for words in (
        "5 Tallow Street, Bronx 10451",
        "miles",
        "Spanish",
        "Nothing free",
        "To be checked",
    ):
        assert words in html
