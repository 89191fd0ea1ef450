"""Find: by name, number, phone, birth date and act; nobody beyond what she may see."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from caseway.cases.models import (
    Assignment,
    ContactPoint,
    HouseholdMember,
    LastLook,
    NameKey,
    Stage,
)
from caseway.cases.queries import finding
from caseway.kernel.models import AccessEvent
from caseway.kernel.prepared import Prepared
from caseway.rules.records.names import name_keys
from tests.desk.rows import TODAY, at, case_of_carla, make_office
from tests.factories import make_case, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def case(office):
    case = case_of_carla(office, "María Elena Rodríguez")
    person = case.participant
    person.birth_on = date(1990, 3, 14)
    person.save()
    keys = sorted(name_keys(person.name_used))
    NameKey.objects.bulk_create(NameKey(site=case.site, person=person, key=key) for key in keys)
    ContactPoint.objects.create(
        site=case.site,
        person=person,
        kind="mobile",
        value="(718) 555-0134",
        normal="+17185550134",
    )
    return case


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def find(user, text: str) -> str:
    return signed_in(user).post(reverse("desk:find"), {"q": text}).content.decode()


@pytest.mark.parametrize(
    "text",
    [
        "María Elena Rodríguez",
        "Rodriguez Maria",
        "maria rodrigues",
        "elena",
        "rodr",
        "(718) 555-0134",
        "0134",
        "3/14/1990",
        "1990-03-14",
    ],
)
def test_a_person_is_found_however_she_is_asked_for(office, case, text):
    assert reverse("desk:case", args=[case.pk]) in find(office.workers["carla"], text)


def test_a_misspelt_surname_alone_leads_to_the_case(office, case):
    text = find(office.workers["carla"], "Rodrigez")

    assert reverse("desk:case", args=[case.pk]) in text
    assert "Nobody you may see" not in text


def test_who_is_spelled_as_typed_comes_before_who_only_sounds_like_it(office):
    for name in ("Ana Marten", "Zoe Martinelli"):
        made = case_of_carla(office, name)
        keys = sorted(name_keys(name))
        NameKey.objects.bulk_create(
            NameKey(site=made.site, person=made.participant, key=key) for key in keys
        )

    text = find(office.workers["carla"], "Martin")

    assert text.index("Zoe Martinelli") < text.index("Ana Marten")


@pytest.mark.parametrize("text", ["marí", "María El", "rodr", "rodríguez, ma", "ele"])
def test_half_a_name_is_enough(office, case, text):
    # Not a key of hers among them: what sounds alike does not help half a name.
    NameKey.objects.all().delete()

    assert reverse("desk:case", args=[case.pk]) in find(office.workers["carla"], text)


def test_a_name_so_common_that_the_list_is_cut_still_finds_her_own(office, monkeypatch):
    monkeypatch.setattr(finding, "MOST_CANDIDATES", 3)
    monkeypatch.setattr(finding, "_KEYED", Prepared(finding._keyed))
    cases = [make_case(office, "María Rodríguez") for _ in range(5)]
    NameKey.objects.bulk_create(
        NameKey(site=office.site, person=case.participant, key=key)
        for case in cases
        for key in sorted(name_keys("María Rodríguez"))
    )
    hers = cases.pop()
    Assignment.objects.filter(case__in=cases, agency=office.contractor).delete()

    found = finding.named_like(office.workers["carla"], "Maria Rodriguez")

    assert [pk for pk, _match in found] == [hers.participant_id]


def test_a_person_with_closed_cases_only_leads_to_the_newest(office):
    person = make_person(office, "Ines Okafor")
    spans = [
        (date(2025, 9, 1), date(2026, 2, 2)),
        (date(2024, 3, 4), date(2025, 6, 2)),
    ]
    last, _first = (
        make_case(office, person=person, opened_on=begun, closed_on=over, stage=Stage.CLOSED)
        for begun, over in spans
    )
    carla = office.workers["carla"]

    assert finding.newest_cases(carla, [person.pk]) == {person.pk: last}
    assert reverse("desk:case", args=[last.pk]) in find(carla, "okaf")


def test_a_case_is_found_by_its_number_with_and_without_its_letters(office, case):
    for text in (case.number, case.number.lower(), case.number.removeprefix("W-")):
        assert reverse("desk:case", args=[case.pk]) in find(office.workers["carla"], text)


@pytest.mark.parametrize("text", ["Rodríguez", "0134", "3/14/1990", "number"])
def test_another_agency_finds_nobody(office, case, text):
    text = case.number if text == "number" else text

    assert reverse("desk:case", args=[case.pk]) not in find(office.workers["stranger"], text)


def test_a_child_of_the_household_leads_to_the_familys_case(office, case):
    child = make_person(office, "Tomás Rodríguez")
    HouseholdMember.objects.create(
        site=case.site,
        household=case.household,
        person=child,
        relation="child",
        starts_on=date(2026, 3, 2),
    )

    text = find(office.workers["carla"], "Tomás")

    assert "lives with the participant of this case" in text


def test_a_search_is_written_down_with_its_hits_and_without_its_words(office, case):
    find(office.workers["carla"], "Rodríguez")

    event = AccessEvent.objects.get()
    assert (event.kind, event.hits, event.row) == ("searched", 1, "")
    assert "odr" not in str(vars(event))


def test_opening_find_writes_nothing_and_shows_whom_she_looked_at_last(office, case):
    carla = office.workers["carla"]
    LastLook.objects.create(case=case, user=carla, site=case.site, looked_at=at(TODAY, 9))

    text = signed_in(carla).get(reverse("desk:find")).content.decode()

    assert "You looked at last" in text
    assert "María Elena Rodríguez" in text
    assert "Log contact with María Elena Rodríguez" in text
    assert not AccessEvent.objects.exists()


def test_acts_are_found_by_their_words(office, case):
    text = find(office.workers["carla"], "who does")

    assert "Who does what here" in text
    assert "Team: cases by worker" not in find(office.workers["carla"], "team")
    assert "Team: cases by worker" in find(office.workers["simon"], "team")


def test_what_is_not_found_says_what_to_try(office, case):
    assert "Nobody you may see fits “Zzyzx”." in find(office.workers["carla"], "Zzyzx")


def test_find_asks_by_post_so_that_no_name_stands_in_an_address(office, case):
    page = signed_in(office.workers["carla"]).get(reverse("desk:find"), {"q": "Rodríguez"})

    assert "Nobody" not in page.content.decode()
    assert 'method="get" action="/find/"' not in page.content.decode()
    assert 'hx-get="/find/"' not in page.content.decode()


@pytest.mark.parametrize("people", [2, 40])
def test_a_search_asks_the_same_number_of_questions_however_many_it_finds(
    office, case, people, django_assert_max_num_queries
):
    for _ in range(people):
        other = case_of_carla(office, "María Rodríguez")
        keys = sorted(name_keys("María Rodríguez"))
        NameKey.objects.bulk_create(
            NameKey(site=other.site, person=other.participant, key=key) for key in keys
        )
    client = signed_in(office.workers["carla"])
    client.post(reverse("desk:find"), {"q": "María Rodríguez"})

    # A savepoint stands for the transaction; PostgreSQL is told who acts, and until when.
    with django_assert_max_num_queries(15 if connection.vendor == "postgresql" else 13):
        client.post(reverse("desk:find"), {"q": "María Rodríguez"})


def test_who_finds_nobody_is_shown_the_way_in_for_emergencies(client):
    world = make_office()
    client.force_login(world.workers["carla"])

    page = client.post(reverse("desk:find"), {"q": "W-999999"}).content.decode()

    assert reverse("administration:emergency_access") in page
