"""A sealed value opens in its own place, under a key of the ring, and nowhere else."""

import base64
import json
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.kernel import keyring
from caseway.kernel.models.sealing import equal_to
from caseway.kernel.sealed import Unreadable, blind_index, seal, unseal
from tests.kernel.sample.models import Record

PLACE = {"table": "people", "column": "ssn", "row": "r1"}
text = st.text(st.characters(codec="utf-8"))


@given(text)
def test_what_was_sealed_opens_to_the_same_value(value):
    assert unseal(seal(value, **PLACE), **PLACE) == value


@given(text)
def test_one_value_never_seals_to_the_same_text_twice(value):
    assert seal(value, **PLACE) != seal(value, **PLACE)


@given(text.filter(lambda value: len(value) > 3))
def test_the_sealed_text_does_not_show_the_value(value):
    body = base64.urlsafe_b64decode(seal(value, **PLACE).split(".")[2])

    assert value.encode() not in body


@pytest.mark.parametrize("part", ["table", "column", "row"])
@given(value=text, other=text)
def test_a_value_moved_to_another_place_does_not_open(part, value, other):
    if other == PLACE[part]:
        other += "x"

    with pytest.raises(Unreadable):
        unseal(seal(value, **PLACE), **{**PLACE, part: other})


@given(st.data(), text)
def test_a_value_changed_anywhere_does_not_open(data, value):
    sealed = seal(value, **PLACE)
    place = data.draw(st.integers(0, len(sealed) - 1))
    letter = data.draw(st.sampled_from("ABCxyz019-_.=").filter(lambda c: c != sealed[place]))
    changed = sealed[:place] + letter + sealed[place + 1 :]

    with pytest.raises(Unreadable):
        unseal(changed, **PLACE)


@pytest.mark.parametrize("junk", ["", "123-45-6789", "cw1", "cw1.k1", "cw1.k1.", "cw1.k1.%%%", "."])
def test_what_was_never_sealed_is_an_error_and_not_a_blank(junk):
    with pytest.raises(Unreadable):
        unseal(junk, **PLACE)


def test_the_error_names_the_place_and_not_the_value():
    with pytest.raises(Unreadable) as caught:
        unseal("123-45-6789", table="people", column="ssn", row="r9")

    assert str(caught.value) == "people.ssn of row r9 cannot be read: it is not a sealed value."


def test_a_value_whose_key_is_gone_says_which_key(settings):
    sealed = seal("123456789", **PLACE)
    settings.KEYRING = keyring.new_ring().with_key()[0].using("k2").without("k1").as_json()

    with pytest.raises(Unreadable, match="key k1 is not in the key ring"):
        unseal(sealed, **PLACE)


@given(text, text)
def test_blind_indexes_are_equal_exactly_when_the_values_are(one, other):
    same = blind_index(one, purpose="ssn") == blind_index(other, purpose="ssn")

    assert same is (one == other)


@given(text)
def test_two_purposes_give_unlike_indexes(value):
    assert blind_index(value, purpose="ssn") != blind_index(value, purpose="phone")


def test_an_index_does_not_come_from_the_sealing_key(settings):
    before = blind_index("123456789", purpose="ssn")
    ring = json.loads(settings.KEYRING)
    ring["keys"]["k1"] = base64.b64encode(b"z" * 32).decode()
    settings.KEYRING = json.dumps(ring)

    assert blind_index("123456789", purpose="ssn") == before


# Rows


def test_a_row_gives_back_what_it_sealed(sealed_record):
    again = Record.objects.get(pk=sealed_record.pk)

    assert again.unseal("ssn") == "123456789"


def test_no_value_is_no_value(db):
    record = Record.objects.create(name="x")

    assert record.unseal("ssn") is None
    record.seal("ssn", None)
    assert (record.ssn, record.ssn_index) == (None, None)


def test_a_row_is_found_by_an_equal_value_only(sealed_record):
    assert Record.objects.filter(equal_to(Record, "ssn", "123456789")).get() == sealed_record
    assert not Record.objects.filter(equal_to(Record, "ssn", "123456780")).exists()


def test_a_value_copied_to_another_row_does_not_open(sealed_record):
    other = Record.objects.create(name="other", ssn=sealed_record.ssn)

    with pytest.raises(Unreadable, match=f"sample_record.ssn of row {other.seal_key}"):
        other.unseal("ssn")


def test_rows_sealed_before_a_bulk_insert_open_after_it(db):
    rows = [Record(name=f"n{i}") for i in range(3)]
    for i, row in enumerate(rows):
        row.seal("ssn", f"00000000{i}")
    Record.objects.bulk_create(rows)

    assert [r.unseal("ssn") for r in Record.objects.order_by("pk")] == [
        "000000000",
        "000000001",
        "000000002",
    ]


def test_a_plain_field_cannot_be_sealed_by_mistake(db):
    with pytest.raises(TypeError, match="name is not a sealed field"):
        Record(name="x").seal("name", "y")


def test_seal_keys_differ_from_row_to_row():
    assert Record().seal_key != Record().seal_key
    assert isinstance(Record().seal_key, uuid.UUID)
