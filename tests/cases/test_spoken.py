"""The list of languages begins with those that are spoken here."""

import pytest

from caseway.agencies.languages import COMMON
from caseway.cases.models import Person
from caseway.cases.queries import spoken
from caseway.cases.queries.spoken import often_spoken
from tests.factories import make_case, make_world

pytestmark = pytest.mark.django_db


def speakers(world, **counts):
    """People of the site by language, the last named the newest."""
    for code, many in counts.items():
        for number in range(many):
            person = make_case(world, f"{code} {number}").participant
            Person.objects.filter(pk=person.pk).update(language=code)


def test_what_most_people_of_the_site_speak_comes_first_and_the_country_fills_up():
    world = make_world()
    speakers(world, wo=1, en=3, fil=2, qqq=1)

    assert often_spoken([world.site.pk]) == ["fil", "wo", *COMMON][: spoken.SHOWN]


def test_another_site_has_languages_of_its_own(django_assert_num_queries):
    world = make_world()
    speakers(make_world("Elsewhere"), wo=2)

    with django_assert_num_queries(1):
        found = often_spoken([world.site.pk])

    assert found == list(COMMON)[: spoken.SHOWN]


def test_only_the_newest_people_are_asked(monkeypatch):
    world = make_world()
    monkeypatch.setattr(spoken, "NEWEST", 2)
    speakers(world, wo=3, fil=2)

    assert often_spoken([world.site.pk])[:2] == ["fil", COMMON[0]]
