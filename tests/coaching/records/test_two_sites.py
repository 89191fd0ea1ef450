"""A coach who works at two sites: the month of each is shown and closes by itself."""

import uuid

import pytest

from caseway.agencies.models import Membership
from caseway.coaching.views.whose import whose_month
from caseway.rules.dates import Month
from tests.agencies.staffing import sign_in
from tests.coaching.records.scenes import Scene, make_client, make_scene
from tests.factories import make_world

pytestmark = pytest.mark.django_db
NOVEMBER = Month(2026, 11)
PAGE = "/visits/records/202611/"


@pytest.fixture
def coach():
    """One client in Queens and one in the Bronx, for whichever agency it is there."""
    scene = make_scene(1)
    other = make_world("Bronx")
    post = Membership.objects.filter(user=scene.coach).get()
    post.pk, post.site, post.agency = None, other.site, other.contractor
    post.save()
    make_client(Scene(other, scene.coach, scene.supervisor, []))
    return scene.coach


def seen(rf, coach, query=""):
    request = rf.get(f"{PAGE}{query}")
    request.user = coach
    return whose_month(request, NOVEMBER)


def test_the_first_site_by_name_is_shown_and_the_other_can_be_chosen(rf, coach):
    first = seen(rf, coach)
    queens = first.sites[1]
    second = seen(rf, coach, f"?site={queens.pk}")

    assert [one.name for one in first.sites] == sorted(one.name for one in first.sites)
    assert (first.post.site, second.post.site) == (first.sites[0], queens)
    assert {row.site for row in second.enrolments} == {queens}
    assert second.query == f"?coach={coach.pk}&site={queens.pk}"


@pytest.mark.parametrize("query", ["?site=x", "?site=999999"])
def test_a_site_where_she_supports_nobody_is_not_shown(rf, coach, query):
    whose = seen(rf, coach, query)

    assert whose.post.site == whose.sites[0]


def test_the_page_offers_both_sites_and_keeps_the_choice(client, coach, rf):
    sign_in(client, coach)
    queens = seen(rf, coach).sites[1]

    page = client.get(f"{PAGE}?site={queens.pk}").content.decode()

    assert f'<option value="{queens.pk}" selected>' in page
    back = client.post(
        f"{PAGE}close/",
        {"submission_key": uuid.uuid4(), "coach": coach.pk, "site": queens.pk},
    )
    assert back["Location"].endswith(f"?coach={coach.pk}&site={queens.pk}")
