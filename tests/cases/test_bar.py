"""Every tab of a case is headed alike: who this is, what keeps them safe, what can be done."""

import re

import pytest
from django.urls import reverse

from caseway.cases.models import ContactPoint
from tests.cases.test_safety_pages import keep_safe
from tests.cases.test_safety_pages import world as world
from tests.factories import make_person

pytestmark = pytest.mark.django_db
TABS = [
    ("desk:case", "Overview"),
    ("attendance:case", "Activities and hours"),
    ("intake:case", "Intake"),
    ("plans:case", "Plans"),
    ("network:case", "Referrals and support"),
    ("cases:person", "Person"),
    ("cases:household", "Household"),
    ("documents:papers", "Papers"),
    ("cases:team", "Team"),
    ("desk:who", "Who does what"),
]


def phone(world, value, kind="mobile", **more):
    person = world.case.participant
    ContactPoint.objects.create(site=world.site, person=person, kind=kind, value=value, **more)


def bar_of(client, world, tab):
    """The bar of a tab, and how many main headings the page has."""
    pk = world.case.participant_id if tab == "cases:person" else world.case.pk
    html = client.get(reverse(tab, args=[pk])).content.decode()
    found = re.search(r'<div class="c-identity">.*?</nav>', html, re.S)
    assert found, tab
    return found[0], html.count("<h1")


@pytest.mark.parametrize(("tab", "label"), TABS)
def test_each_tab_says_who_this_is_and_where_the_reader_is(client, world, tab, label):
    keep_safe(world)
    phone(world, "2125550101")
    client.force_login(world.carla)

    bar, headings = bar_of(client, world, tab)

    assert headings == 1
    assert f'<h1 class="c-identity__name">{world.case.participant.name_used}</h1>' in bar
    assert world.case.number in bar
    assert 'href="tel:2125550101"' in bar
    assert "Safety record" in bar
    assert "Log contact" in bar
    current = re.findall(r'aria-current="page">([^<]*?)\s*<', bar)
    assert current == [label]


@pytest.mark.parametrize(("tab", "label"), TABS)
def test_no_tab_tells_an_untrained_reader_that_there_is_a_safety_record(client, world, tab, label):
    keep_safe(world)
    client.force_login(world.untrained)

    bar, _headings = bar_of(client, world, tab)

    assert "Safety" not in bar
    assert reverse("cases:safety", args=[world.case.pk]) not in bar


def test_a_number_that_ended_is_not_called_and_the_preferred_one_is(client, world):
    person = world.case.participant
    phone(world, "2125550101")
    phone(world, "2125550102", kind="phone", is_preferred=True)
    phone(world, "ana@example.org", kind="email", is_preferred=True)
    client.force_login(world.carla)
    assert "tel:2125550102" in bar_of(client, world, "plans:case")[0]

    person.contact_points.filter(kind="phone").update(ends_on=world.case.opened_on)

    assert "tel:2125550101" in bar_of(client, world, "plans:case")[0]


def test_somebody_else_of_the_household_is_not_headed_as_the_participant(client, world):
    other = make_person(world, "Luz Rivera")
    world.case.household.members.create(
        site=world.site, person=other, relation="child", starts_on=world.case.opened_on
    )
    client.force_login(world.carla)

    html = client.get(reverse("cases:person", args=[other.pk])).content.decode()

    assert "c-identity" not in html
    assert html.count("<h1") == 1
    assert "Luz Rivera" in html
