"""Two records of one person: found by what they share, compared, made one, taken apart."""

from datetime import date

import pytest
from django.urls import reverse

from caseway.agencies.models import Role
from caseway.cases.actions.people import Name, PersonFacts, Point, add_person
from caseway.cases.models import Case, Merge, Person, PointKind
from caseway.kernel.models import AccessEvent
from tests.cases.conftest import TODAY
from tests.factories import make_case, make_worker, make_world

pytestmark = pytest.mark.django_db
BORN = date(1991, 4, 3)


@pytest.fixture
def world(now):
    world = make_world()
    world.carla = make_worker(world, name="Carla Contractor")
    world.boss = make_worker(world, Role.SUPERVISOR, agency=world.public, name="Simon Supervisor")
    return world


@pytest.fixture
def page(world, sign_in):
    return sign_in(world.boss)


def known(world, name, **facts):
    made = add_person(site=world.site, facts=PersonFacts(name=Name(name), **facts), today=TODAY)
    make_case(world, person=made, worker=world.carla)
    return made


def pairs(page):
    rows = page.get(reverse("cases:merge")).context["rows"]
    return [{row["twins"].one.name_used, row["twins"].other.name_used} for row in rows]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (("Ana Rivera", {"birth_on": BORN}), ("Anna Rivera", {"birth_on": BORN}), True),
        (("Ana Rivera", {"birth_on": BORN}), ("Ana Rivera", {"birth_on": date(1991, 3, 4)}), True),
        (("Ana Rivera", {"ssn": "900123456"}), ("Ana Rivera Luna", {"ssn": "900123456"}), True),
        (("Bob Diaz", {"birth_on": BORN}), ("Robert Diaz", {"birth_on": BORN}), True),
        (("Luz Ortega", {"birth_on": BORN}), ("Paz Ortega", {"birth_on": BORN}), False),  # twins
        (("Ana Rivera", {"birth_on": BORN}), ("Li Wei", {"birth_on": BORN}), False),
        (("Ana Rivera", {"ssn": "900123456"}), ("Ana Rivera", {"ssn": "900123457"}), False),
    ],
)
def test_likely_pairs_are_found_and_twins_are_not(world, page, one, other, found):
    for name, facts in (one, other):
        known(world, name, **facts)

    assert pairs(page) == ([{one[0], other[0]}] if found else [])


def test_an_office_phone_shared_by_many_pairs_nobody(world, page):
    phone = (Point(PointKind.PHONE, "718 555 0100"),)
    for name in ("Ana Rivera", "Li Wei", "Bo Chen", "Ida Roy", "Max Ito", "Uma Das", "Eve Paz"):
        known(world, name, points=phone)

    assert pairs(page) == []


def test_the_page_of_pairs_writes_only_that_it_was_searched(world, page):
    known(world, "Ana Rivera", birth_on=BORN)
    known(world, "Anna Rivera", birth_on=BORN)

    page.get(reverse("cases:merge"))

    event = AccessEvent.objects.get()
    assert (event.kind, event.hits) == ("searched", 1)


def test_two_records_are_compared_made_one_and_taken_apart(world, page, key):
    kept = known(world, "Ana Rivera", birth_on=BORN)
    gone = known(world, "Anna Rivera", birth_on=BORN)
    url = reverse("cases:merge_pair", args=[kept.pk, gone.pk])

    html = page.get(url).content.decode()
    fields = {"keep": kept.pk, "reason": "Same card", "submission_key": key()}
    done = page.post(url, fields)
    page.post(url, fields)
    merge = Merge.objects.get()
    after = {case.participant_id for case in Case.objects.all()}
    shown = page.get(done.url).content.decode()
    page.post(reverse("cases:merge_undo", args=[merge.pk]), {"submission_key": key()})

    assert "differs" in html
    assert after == {kept.pk}
    assert "Undo: take them apart" in shown
    assert {case.participant_id for case in Case.objects.all()} == {kept.pk, gone.pk}
    assert Person.objects.get(pk=gone.pk).merged_into is None
    assert pairs(page) == []  # somebody looked and took them apart


@pytest.mark.parametrize("fields", [{"keep": ""}, {"reason": " "}, {"keep": "0"}])
def test_without_a_choice_and_a_reason_nothing_is_merged(world, page, key, fields):
    one, other = known(world, "Ana Rivera"), known(world, "Anna Rivera")
    url = reverse("cases:merge_pair", args=[one.pk, other.pk])
    sent = {"keep": one.pk, "reason": "Same card", "submission_key": key()}

    assert page.post(url, sent | fields).status_code == 422
    assert not Merge.objects.exists()


def test_a_worker_is_told_who_merges(world, sign_in):
    one, other = known(world, "Ana Rivera"), known(world, "Anna Rivera")
    page = sign_in(world.carla)

    for url in (
        reverse("cases:merge"),
        reverse("cases:merge_pair", args=[one.pk, other.pk]),
    ):
        answer = page.get(url)
        assert answer.status_code == 403
        assert "merged by supervisors" in answer.content.decode()


def test_records_of_another_site_are_not_there(world, sign_in, key):
    one, other = known(world, "Ana Rivera"), known(world, "Anna Rivera")
    stranger = make_worker(make_world("Elsewhere"), Role.SUPERVISOR)
    page = sign_in(stranger)
    url = reverse("cases:merge_pair", args=[one.pk, other.pk])

    assert pairs(page) == []
    assert page.get(url).status_code == 404
    sent = {"keep": one.pk, "reason": "x", "submission_key": key()}
    assert page.post(url, sent).status_code == 404


@pytest.mark.parametrize("rows", [2, 40])
def test_forty_pairs_cost_no_more_questions_than_two(world, page, rows, django_assert_num_queries):
    for number in range(rows):
        day = date(1980, 1, 1).replace(year=1950 + number)
        family = f"R{'aeiou'[number % 5]}v{'bcdfghkl'[number // 5]}ra"
        known(world, f"Ana {family}", birth_on=day)
        known(world, f"Anna {family}", birth_on=day)

    with django_assert_num_queries(MERGE_QUERIES):
        page.get(reverse("cases:merge"))


MERGE_QUERIES = 20
