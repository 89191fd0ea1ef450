"""The county's directory: who helps, where, and what stays unseen and unpublished."""

import pytest

from caseway.exchange.hsds.writing import json_file, published_tables
from caseway.network.models import Place, Provider, Schedule, Service, ServiceNeed
from caseway.network.needs import Need
from caseway.network.points import zip_points

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def _loaded(county):
    return county


def test_most_needs_are_answered_and_every_service_says_when_or_is_confidential():
    met = set(ServiceNeed.objects.values_list("need", flat=True))

    assert Service.objects.count() == 72
    assert set(Need) - met == {Need.VETERANS}
    timed = set(Schedule.objects.values_list("service_id", flat=True))
    assert all(row.is_confidential or row.pk in timed for row in Service.objects.all())


def test_places_stand_at_real_zip_areas_of_their_borough():
    points = set(zip_points().values())

    for place in Place.objects.select_related("provider__site"):
        assert (place.latitude, place.longitude) in points
        assert place.addresses.get().city


def test_confidential_places_and_services_are_not_in_what_is_published():
    text = json_file(published_tables()).decode()

    secret = Place.objects.filter(is_confidential=True)
    assert secret.count() == 2
    assert all(str(place.uuid) not in text for place in secret)
    assert "Emergency stay" not in text
    assert Provider.objects.published().filter(name="Lantern Women's Line").exists()
