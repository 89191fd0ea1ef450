"""Lines that a person answered once: the same file again asks nothing and changes nothing."""

import pytest

from caseway.agencies.models import Role
from caseway.cases.models import Case
from caseway.exchange.actions import deciding
from caseway.exchange.codes import Code
from caseway.exchange.models import Decision
from tests.factories import make_worker, make_world

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
