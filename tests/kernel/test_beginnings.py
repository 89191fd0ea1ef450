"""Rows whose text begins so: the same on both databases, whatever the text holds."""

import pytest
from django.db.models import F, Value
from django.db.models.functions import Lower

from caseway.cases.models import Person
from caseway.kernel.beginnings import Begins
from tests.factories import make_person, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    world = make_world()
    for name in ("Ana Rivera", "Anabel Soto", "ANA", "Ann Lee", "A_b", "A%c", "Zoë 🙂"):
        make_person(world, name)
    return Person.objects.all()


def begun(people, text) -> set[str]:
    found = people.filter(Begins(Lower("name_used"), Lower(Value(text))))
    return set(found.values_list("name_used", flat=True))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ana", {"Ana Rivera", "Anabel Soto", "ANA"}),
        ("Ana r", {"Ana Rivera"}),
        ("Ana Rivera", {"Ana Rivera"}),
        ("Ana Rivera ", set()),
        ("a_", {"A_b"}),  # signs that LIKE reads otherwise mean themselves
        ("a%", {"A%c"}),
        ("zoë 🙂", {"Zoë 🙂"}),
        ("b", set()),
    ],
)
def test_names_are_found_by_how_they_begin(people, text, names):
    assert begun(people, text) == names


def test_without_lower_it_begins_exactly_as_written(people):
    assert people.filter(Begins(F("name_used"), Value("ana"))).count() == 0
    assert people.filter(Begins(F("name_used"), Value("ANA"))).count() == 1
