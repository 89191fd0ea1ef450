"""People as they have their names, found again however they are spelled."""

from datetime import date

import pytest

from caseway.cases.actions.opening import NewCase, open_case
from caseway.cases.actions.people import Name, PersonFacts, Point, add_name, add_person
from caseway.cases.models import Case, Identifier, NameKind, PointKind
from caseway.cases.queries import finding
from caseway.cases.queries.finding import Sought, find_people, people_by_phone, search_before_create
from caseway.kernel.refusals import NotAllowed
from tests.factories import make_worker, make_world

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def world():
    world = make_world()
    world.worker = make_worker(world)
    world.eligibility = make_worker(world, "eligibility_worker", agency=world.public)
    return world


def person(world, full, given="", family="", **facts):
    """A person with an open case, visible to the public agency."""
    made = add_person(
        site=world.site,
        facts=PersonFacts(name=Name(full, given, family), **facts),
        today=TODAY,
    )
    number = f"W-{made.pk:06d}"
    new = NewCase(world.region, world.program, made, number, date(2026, 3, 2))
    open_case(new=new, by=world.eligibility)
    return made


@pytest.mark.parametrize(
    ("stands", "typed"),
    [
        ("Ana María Rivera-Gómez", "Rivera Gomez Ana"),  # order, accents, hyphen
        ("Ana María Rivera-Gómez", "ana rivera"),
        ("Siobhan O'Neill", "Shivaun Oneil"),  # as heard
        ("Robert D’Angelo", "Bob Dangelo"),  # nickname, apostrophe
        ("Jose de la Cruz", "Josè Delacruz"),
        ("Suharto", "suharto"),  # one word
        ("Nguyễn Thị Bích Ngọc", "Nguyen Ngoc"),
        ("Katherine Martinez", "Katherine Martimez"),  # one letter slipped
    ],
)
def test_a_name_is_found_however_it_is_spelled(world, stands, typed):
    made = person(world, stands)
    person(world, "Li Wei")

    found = find_people(world.eligibility, typed)

    assert found[0].person == made


ONE_WORD = [
    ("Junel Fleurant", "Fleurant"),
    ("Junel Fleurant", "Flurant"),
    ("Junel Fleurant", "Fluerant"),
    ("Junel Fleurant", "Flerant"),
    ("Junel Fleurant", "Fleurrant"),
    ("Alla Panchenko", "Panchenco"),
    ("Zoya Belov", "Beloff"),
    ("Siobhan O'Neill", "oneill"),
    ("Siobhan O'Neill", "o neill"),
]


@pytest.mark.parametrize(("stands", "typed"), ONE_WORD)
def test_one_word_finds_who_has_it_among_her_names_however_it_is_spelled(world, stands, typed):
    made = person(world, stands)
    person(world, "Li Wei")

    assert [one.person for one in find_people(world.eligibility, typed)] == [made]


@pytest.mark.parametrize(("stands", "typed"), ONE_WORD)
def test_before_a_record_is_made_one_word_without_a_birth_date_finds_who_has_it(
    world, stands, typed
):
    made = person(world, stands, birth_on=date(1990, 3, 4))
    person(world, "Li Wei")

    found = search_before_create(world.eligibility, Sought(names=(typed,)))

    assert [one.person for one in found] == [made]


def test_one_word_finds_the_exact_name_first_and_two_words_leave_the_others_out(world):
    near = person(world, "Marc Flurant")
    exact = person(world, "Junel Fleurant")

    one_word = find_people(world.eligibility, "fleurant")
    two_words = find_people(world.eligibility, "junel fleurant")

    assert [one.person for one in one_word] == [exact, near]
    assert two_words[0].person == exact
    assert two_words[0].match.score > one_word[0].match.score


def test_who_has_the_word_is_offered_before_crowds_that_are_only_near_it(world, monkeypatch):
    monkeypatch.setattr(finding, "MOST_CANDIDATES", 2)
    for given in ("Ana", "Eva", "Luz"):
        person(world, f"{given} Flurent Fluran")  # their keys are near, not equal
    exact = person(world, "Junel Plurant")

    assert find_people(world.eligibility, "Plurant")[0].person == exact


def test_every_name_a_person_has_finds_her(world):
    made = person(world, "Ana Rivera")
    add_name(person=made, name=Name("Ana Castillo", kind=NameKind.FORMER), is_used=False)

    assert find_people(world.eligibility, "castillo ana")[0].person == made


def test_somebody_with_another_agency_is_not_found(world):
    person(world, "Ana Rivera")  # the contractor's part is vacant, in the agency's queue
    stranger = make_worker(make_world())

    assert find_people(stranger, "Ana Rivera") == []


def test_before_a_record_is_made_twins_are_told_apart_and_transposed_dates_seen(world):
    twin = person(world, "Luz Ortega", birth_on=date(1999, 4, 3))
    other = person(world, "Paz Ortega", birth_on=date(1999, 4, 3))

    found = search_before_create(
        world.eligibility, Sought(names=("Luz Ortega",), birth_on=date(1999, 3, 4))
    )

    ranked = [one.person for one in found]
    assert ranked[0] == twin
    assert other not in ranked[:1]


def test_an_equal_social_security_number_finds_a_person_under_any_name(world):
    made = person(world, "Ana Rivera", ssn="900123456")

    found = search_before_create(world.eligibility, Sought(names=("Xu Li",), ssn="900123456"))

    assert [one.person for one in found] == [made]


def test_a_social_security_number_is_never_stored_in_plain(world):
    made = person(world, "Ana Rivera", ssn="900123456")

    row = Identifier.objects.get(person=made)
    assert "900123456" not in f"{row.number} {row.number_index}"
    assert (row.unseal("number"), row.last_four) == ("900123456", "3456")


def test_a_phone_is_found_by_its_last_digits(world):
    made = person(world, "Ana Rivera", points=(Point(PointKind.MOBILE, "(718) 555-0134"),))

    assert list(people_by_phone(world.eligibility, "5550134")) == [made]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"name": Name("  ")}, "Enter a name"),
        ({"name": Name("x" * 128)}, None),
        ({"name": Name("x" * 129)}, "at most 128"),
        ({"name": Name("Ana"), "birth_on": date(2026, 11, 23)}, None),  # born today
        ({"name": Name("Ana"), "birth_on": date(2026, 11, 24)}, "date of birth"),
        ({"name": Name("Ana"), "birth_on": date(1896, 1, 1)}, None),
        ({"name": Name("Ana"), "birth_on": date(1895, 12, 31)}, "date of birth"),
        ({"name": Name("Ana"), "birth_on": date(2004, 2, 29)}, None),
        ({"name": Name("Ana"), "ssn": "12345678"}, "nine digits"),
    ],
)
def test_a_person_is_recorded_or_refused_with_a_sentence(world, facts, sentence):
    def act():
        return add_person(site=world.site, facts=PersonFacts(**facts), today=TODAY)

    if sentence is None:
        assert act().pk
    else:
        with pytest.raises(NotAllowed, match=sentence):
            act()


def test_a_case_opens_with_the_parts_that_its_region_needs_and_one_lead(world):
    made = person(world, "Ana Rivera")

    case = Case.objects.get(participant=made)

    parts = case.assignments.order_by("part").values_list("part", "staff", "is_lead")
    assert list(parts) == [
        ("contractor_worker", None, False),
        ("public_worker", None, True),
    ]


def test_a_number_is_taken_once_at_a_site(world):
    made = person(world, "Ana Rivera")
    taken = Case.objects.get(participant=made).number
    new = NewCase(world.region, world.program, made, taken, TODAY)

    with pytest.raises(NotAllowed, match="taken"):
        open_case(new=new, by=world.eligibility)


def test_a_case_from_a_file_is_held_from_the_day_it_was_loaded(world):
    made = add_person(site=world.site, facts=PersonFacts(name=Name("Luz García")), today=TODAY)
    new = NewCase(world.region, world.program, made, "W-004711", date(2026, 3, 6), held_from=TODAY)

    case = open_case(new=new, by=world.eligibility)

    assert case.opened_on == date(2026, 3, 6)
    assert set(case.assignments.values_list("starts_on", flat=True)) == {TODAY}
