"""Providers of a site: added once by name, put right, closed and used again."""

import pytest
from django.urls import reverse

from caseway.agencies.models import Role
from caseway.kernel.refusals import NotAllowed
from caseway.network.actions import Place, add_provider, close_provider, reopen_provider
from caseway.network.models import Provider
from tests.attendance.cases.conftest import TODAY
from tests.factories import make_provider, make_worker, make_world

PANTRY = Place(name="Third Avenue Table", contact_name="Sister Bernadine", phone="212-555-0150")


def add(world, place=PANTRY, by=None):
    return add_provider(site=world.site, place=place, by=by or world.carla, today=TODAY)


def test_a_provider_is_added_once_by_name(world):
    add(world)

    with pytest.raises(NotAllowed, match="on the list already"):
        add(world, Place(name=" third avenue table "))
    assert Provider.objects.count() == 1


def test_a_closed_name_may_be_used_anew_and_then_the_old_one_stays_closed(world):
    old = close_provider(provider=add(world), by=world.carla, on=TODAY, today=TODAY)
    add(world)

    with pytest.raises(NotAllowed, match="on the list already"):
        reopen_provider(provider=old, by=world.carla)


def test_its_staff_sign_in_only_with_an_agency_of_the_site(world):
    other = make_world("Elsewhere")

    with pytest.raises(NotAllowed, match="does not work at this site"):
        add(world, Place(name="Theirs", agency=other.contractor))
    assert add(world, Place(name="Ours", agency=world.contractor)).agency == world.contractor


def test_workers_of_another_site_neither_see_nor_edit_it(world, sign_in):
    row = add(world)
    stranger = make_worker(make_world("Elsewhere"))

    with pytest.raises(NotAllowed):
        add(world, by=stranger)
    client = sign_in(stranger)
    assert client.get(reverse("network:provider", args=[row.pk])).status_code == 404
    assert "Third Avenue Table" not in client.get(reverse("network:providers")).content.decode()


def test_provider_staff_see_no_list_of_other_places(world, sign_in):
    add(world)
    teacher = make_worker(world, Role.PROVIDER)

    html = sign_in(teacher).get(reverse("network:providers")).content.decode()

    assert "Third Avenue Table" not in html


def sent(key, **fields):
    return {"name": "Elm Street School", "submission_key": key()} | fields


def test_a_provider_is_added_on_its_page_and_a_double_click_adds_one(world, sign_in, key):
    client = sign_in(world.carla)
    form = sent(key)

    for _click in range(2):
        assert client.post(reverse("network:add"), form).status_code == 302

    assert Provider.objects.filter(name="Elm Street School").count() == 1


def test_two_people_who_put_it_right_see_both_texts(world, sign_in, key):
    row = add(world)
    client = sign_in(world.carla)
    url = reverse("network:provider", args=[row.pk])
    client.post(url, sent(key, name="Theirs", version="1"))

    answer = client.post(url, sent(key, name="Mine", version="1"))

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in html
    assert "Mine" in html
    assert Provider.objects.get().name == "Theirs"


@pytest.mark.parametrize("many", [2, 40])
def test_the_list_asks_the_same_however_many(world, sign_in, django_assert_num_queries, many):
    for number in range(many):
        make_provider(world, f"Provider {number}")
    client = sign_in(world.carla)
    client.get(reverse("network:providers"))

    with django_assert_num_queries(5):
        client.get(reverse("network:providers"))
