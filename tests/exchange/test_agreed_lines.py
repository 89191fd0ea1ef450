"""Lines that a person answered once: the same file again asks nothing and changes nothing."""

from datetime import date

import pytest
from django.urls import reverse

from caseway.agencies.models import Presence, Region, RegionKind, Role
from caseway.cases.actions.people import rewrite_keys
from caseway.cases.models import Case
from caseway.exchange.actions import deciding
from caseway.exchange.codes import Code
from caseway.exchange.models import Decision
from tests.factories import make_case, make_person, make_worker, make_world

from .loading import TODAY, codes, csv_of, fates, load, preview, undo

pytestmark = pytest.mark.django_db

HEAD = ("Case No", "Name", "DOB")
LONG = [(f"00{4800 + n}", f"Given{n} Family{n}", f"1/{n + 13}/1980") for n in range(12)]
SHORT = ("4711", "Ana Rivera", "3/14/1988")


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def boss(world):
    return make_worker(world, Role.ADMINISTRATOR, agency=world.public)


def _answer(batch, line, decision, person=None):
    row = batch.rows.get(line=line)
    return deciding.decide(row=row, decision=decision, person_id=person, on=TODAY)


def test_a_number_without_zeros_that_was_agreed_to_and_loaded_is_the_same_next_time(world, boss):
    lines = csv_of(HEAD, SHORT, *LONG)
    batch = preview(world, boss, lines)
    assert codes(batch, 2) == [Code.ZEROS_LOST]
    _answer(batch, 2, Decision.AS_READ)
    load(batch, boss)
    assert Case.objects.filter(number="4711").exists()

    again = preview(world, boss, lines)
    elsewhere = preview(world, boss, lines, sender="Another office")

    assert set(fates(again).values()) == {"same"}
    assert set(fates(elsewhere).values()) == {"same"}


def test_a_date_that_was_left_out_on_purpose_is_not_asked_about_again(world, boss):
    lines = csv_of(HEAD, ("A-1", "Ana Rivera", "3/4/1988"))
    batch = preview(world, boss, lines)
    assert fates(batch) == {2: "held"}
    _answer(batch, 2, Decision.AS_READ)
    load(batch, boss)

    again = preview(world, boss, lines)

    assert fates(again) == {2: "same"}
    assert list(again.rows.get(line=2).issues.values_list("weight", flat=True)) == ["note"]
    # Nobody at the other office has said anything about this line.
    assert fates(preview(world, boss, lines, sender="Another office")) == {2: "held"}


def test_an_answer_counts_no_more_when_the_line_was_undone_or_reads_differently(world, boss):
    lines = csv_of(HEAD, ("A-1", "Ana Rivera", "3/4/1988"))
    batch = preview(world, boss, lines)
    _answer(batch, 2, Decision.AS_READ)
    load(batch, boss)
    assert fates(preview(world, boss, csv_of(HEAD, ("A-1", "Ana Rivera", "3/5/1988")))) == {
        2: "held"
    }

    undo(batch, boss)

    assert fates(preview(world, boss, lines)) == {2: "held"}


def test_numbers_that_differ_by_zeros_only_hold_each_other(world, boss, monkeypatch):
    from caseway.exchange.actions import checking

    monkeypatch.setattr(checking, "CHUNK", 1)  # each line in a chunk of its own
    lines = csv_of(
        HEAD,
        ("4711", "Ana Rivera", "3/14/1988"),
        ("4712", "Luz Kant", "3/15/1988"),
        ("004711", "Ana Rivera", "3/14/1988"),
        ("A-4711", "Sol Pena", "3/16/1988"),
    )

    batch = preview(world, boss, lines)

    assert fates(batch) == {2: "held", 3: "new", 4: "held", 5: "new"}
    named = {
        line: batch.rows.get(line=line).issues.get(code=Code.ZEROS_APART).params["line"]
        for line in (2, 4)
    }
    assert named == {2: 4, 4: 2}
    # Answered as two cases, they are two cases, and the same file again is all the same.
    _answer(batch, 2, Decision.AS_READ)
    _answer(batch, 4, Decision.AS_READ)
    load(batch, boss)
    assert Case.objects.filter(number__in=["4711", "004711"]).count() == 2
    assert set(fates(preview(world, boss, lines)).values()) == {"same"}


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("0", "00", True),
        ("4711.0", "04711", True),
        ("4711", "4711.0", False),  # one number, written twice: that is a line too many
        ("4711", "47110", False),
        ("W-11", "W-011", False),
    ],
)
def test_only_zeros_at_the_start_of_plain_digits_tie_numbers(world, boss, one, other, apart):
    lines = csv_of(HEAD, (one, "Ana Rivera", "3/14/1988"), (other, "Luz Kant", "3/15/1988"))

    batch = preview(world, boss, lines)

    found = [Code.ZEROS_APART in codes(batch, line) for line in (2, 3)]
    assert found == [apart, apart]


def _known_with_a_case(world):
    person = make_person(world, "Ana Rivera", birth_on="1988-03-14")
    case = make_case(world, person=person)
    rewrite_keys(person)
    return person, case


def test_the_same_person_with_an_open_case_ties_the_line_to_that_case(world, boss, client):
    ana, case = _known_with_a_case(world)
    lines = csv_of((*HEAD, "Phone"), ("B-1", "Anna Rivera", "3/14/1988", "212-555-1234"))
    batch = preview(world, boss, lines)
    assert fates(batch) == {2: "held"}
    client.force_login(boss)
    page = client.get(reverse("exchange:line", args=[batch.pk, 2])).content.decode()
    assert f"The line would be taken for case {case.number}, which keeps its number." in page

    row = _answer(batch, 2, Decision.SAME_PERSON, ana.pk)

    assert (row.fate, row.case_ref) == ("changed", case.pk)
    assert Code.TIED_TO_CASE in codes(batch, 2)
    page = client.get(reverse("exchange:line", args=[batch.pk, 2])).content.decode()
    assert "A new person" in page  # she can still change her mind
    load(batch, boss)
    case.refresh_from_db()
    assert Case.objects.get() == case
    assert ana.contact_points.get().normal == "+12125551234"
    assert fates(preview(world, boss, lines)) == {2: "same"}


def test_a_line_tied_to_a_case_stays_in_the_region_of_that_case(world, boss):
    ana, case = _known_with_a_case(world)
    north = Region.objects.create(site=world.site, name="North", kind=RegionKind.PUBLIC)
    Presence.objects.create(
        agency=world.public, site=world.site, region=north, starts_on=date(2026, 1, 1)
    )
    Case.objects.filter(pk=case.pk).update(region=north)
    lines = csv_of((*HEAD, "Region"), ("B-1", "Anna Rivera", "3/14/1988", "Central"))
    batch = preview(world, boss, lines)

    row = _answer(batch, 2, Decision.SAME_PERSON, ana.pk)

    assert row.take("values")["region"] == north.pk
    assert Code.CASE_OTHER_REGION in codes(batch, 2)
