"""A sealed value opens in its own place, under a key of the ring, and nowhere else."""

import base64
import json
import stat
import threading
import uuid

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from caseway.kernel import keyring, rotation
from caseway.kernel.models import AuditEntry
from caseway.kernel.models.sealing import equal_to
from caseway.kernel.sealed import Unreadable, blind_index, seal, unseal
from tests.kernel.sample.models import Record, Tag

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


@pytest.fixture
def sealed_record(db):
    record = Record(name="Eva")
    record.seal("ssn", "123456789")
    record.save()
    return record


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


# Rotation


def two_keys(settings):
    ring = keyring.parsed(settings.KEYRING).with_key()[0].with_index_key()[0]
    settings.KEYRING = ring.using("k2").using("i2").as_json()
    return ring


def test_a_value_is_readable_and_findable_before_during_and_after_rotation(settings, sealed_record):
    two_keys(settings)
    assert sealed_record.unseal("ssn") == "123456789"
    assert Record.objects.filter(equal_to(Record, "ssn", "123456789")).exists()

    call_command("rotate_keys")

    settings.KEYRING = keyring.parsed(settings.KEYRING).without("k1").without("i1").as_json()
    now = Record.objects.get(pk=sealed_record.pk)
    assert (now.ssn[:7], now.unseal("ssn")) == ("cw1.k2.", "123456789")
    assert Record.objects.filter(equal_to(Record, "ssn", "123456789")).exists()


def test_rotation_stopped_in_the_middle_goes_on_where_it_was(settings, db):
    rows = [Record(name=f"n{i}") for i in range(7)]
    for row in rows:
        row.seal("ssn", row.name)
    Record.objects.bulk_create(rows)
    two_keys(settings)

    class Stopped(Exception):
        pass

    def stop(table, done):
        raise Stopped

    with pytest.raises(Stopped):
        rotation.rotate(chunk=3, progress=stop)
    moved = Record.objects.filter(ssn__startswith="cw1.k2.").count()

    assert (moved, rotation.rotate(chunk=3)) == (3, 4)
    assert [r.unseal("ssn") for r in Record.objects.order_by("pk")] == [r.name for r in rows]


def test_rotation_does_not_overwrite_what_was_saved_meanwhile(settings, sealed_record, monkeypatch):
    two_keys(settings)
    read = Record.unseal

    def saved_meanwhile(self, name):
        value = read(self, name)
        fresh = Record.objects.get(pk=self.pk)
        if fresh.name == "Eva":
            fresh.seal("ssn", "987654321")
            fresh.name = "Eva Lund"
            fresh.save()
        return value

    monkeypatch.setattr(Record, "unseal", saved_meanwhile)
    rotation.rotate()

    assert read(Record.objects.get(), "ssn") == "987654321"


def test_rotation_is_in_the_audit_with_its_reason(settings, sealed_record):
    two_keys(settings)
    rotation.rotate()

    entry = AuditEntry.objects.filter(table="sample_record", action="update").get()
    assert (entry.actor, entry.reason) == ("system", "key rotation")


def test_a_value_that_does_not_open_stops_the_rotation_and_names_its_row(settings, sealed_record):
    Record.objects.update(ssn="cw1.k1.AAAA")
    two_keys(settings)

    with pytest.raises(Unreadable, match=str(sealed_record.seal_key)):
        rotation.rotate()


@pytest.mark.django_db(transaction=True)
def test_keys_are_rotated_while_people_write_and_read(ring_file):
    call_command("make_keyring")
    rows = [Record(name=f"{i:09}") for i in range(60)]
    for row in rows:
        row.seal("ssn", row.name)
    Record.objects.bulk_create(rows)
    done, wrong, writes = threading.Event(), [], []

    def serve():
        try:
            while not done.is_set() or not writes:
                for row in Record.objects.all()[len(writes) % 50 :][:5]:
                    found = Record.objects.filter(equal_to(Record, "ssn", row.name))
                    if row.unseal("ssn") != row.name or list(found) != [row]:
                        wrong.append(row.name)
                    row.seal("ssn", row.name)
                    row.save(update_fields=["ssn", "ssn_index"])
                    writes.append(row.pk)
        finally:
            connection.close()

    server = threading.Thread(target=serve)
    server.start()
    for add, use in (("--add", "k2"), ("--add-index", "i2")):
        call_command("make_keyring", add)
        call_command("make_keyring", "--use", use)
        rotation.rotate(chunk=7)
    done.set()
    server.join()
    rotation.rotate()
    call_command("make_keyring", "--drop", "k1")
    call_command("make_keyring", "--drop", "i1")

    assert wrong == []
    assert [row.unseal("ssn") for row in Record.objects.order_by("pk")] == [r.name for r in rows]


def test_every_model_with_sealed_columns_is_rotated():
    assert Record in rotation.sealed_models()
    assert Tag not in rotation.sealed_models()


# The key ring


@pytest.fixture
def ring_file(tmp_path, settings):
    settings.KEYRING = ""
    settings.KEYRING_FILE = tmp_path / "var" / "keyring.json"
    return settings.KEYRING_FILE


def test_a_missing_key_ring_is_said_plainly(ring_file):
    with pytest.raises(ImproperlyConfigured, match="make_keyring --if-absent"):
        keyring.ring()


def test_a_key_ring_is_made_once_for_its_owner_only(ring_file):
    call_command("make_keyring", "--if-absent", "--path", str(ring_file))
    first = ring_file.read_text()
    call_command("make_keyring", "--if-absent", "--path", str(ring_file))

    assert ring_file.read_text() == first
    assert stat.S_IMODE(ring_file.stat().st_mode) == 0o600
    assert unseal(seal("x", **PLACE), **PLACE) == "x"


def test_an_existing_key_ring_is_never_made_anew(ring_file):
    call_command("make_keyring")

    with pytest.raises(CommandError, match="would make sealed values unreadable"):
        call_command("make_keyring")


def test_a_key_added_while_serving_is_known_at_the_next_value(ring_file):
    call_command("make_keyring")
    assert seal("x", **PLACE).startswith("cw1.k1.")

    call_command("make_keyring", "--add")
    assert seal("x", **PLACE).startswith("cw1.k1.")

    call_command("make_keyring", "--use", "k2")
    assert seal("x", **PLACE).startswith("cw1.k2.")


def test_a_key_that_seals_now_or_still_seals_something_cannot_be_dropped(ring_file, db):
    call_command("make_keyring")
    record = Record(name="x")
    record.seal("ssn", "123456789")
    record.save()
    with pytest.raises(CommandError, match="k1"):
        call_command("make_keyring", "--drop", "k1")
    call_command("make_keyring", "--add")
    call_command("make_keyring", "--use", "k2")
    with pytest.raises(CommandError, match="still sealed"):
        call_command("make_keyring", "--drop", "k1")

    call_command("rotate_keys")
    call_command("make_keyring", "--drop", "k1")

    assert Record.objects.get().unseal("ssn") == "123456789"


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "[]",
        "{}",
        '{"current": "k1", "keys": {"k1": "c2hvcnQ="}, "index_current": "i", "index_keys": {}}',
        '{"current": "k9", "keys": {}, "index_current": "i1", "index_keys": {}}',
        '{"current": "k1", "keys": "SECRET", "index_current": "i1", "index_keys": "SECRET"}',
    ],
)
def test_a_damaged_key_ring_is_refused_without_quoting_it(damage):
    with pytest.raises(ImproperlyConfigured) as caught:
        keyring.parsed(damage)

    assert "SECRET" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_short_key_is_refused(settings):
    ring = json.loads(settings.KEYRING)
    ring["keys"]["k1"] = base64.b64encode(b"z" * 31).decode()

    with pytest.raises(ImproperlyConfigured, match="k1 of the key ring is not 32 bytes"):
        keyring.parsed(json.dumps(ring))


def test_a_key_ring_does_not_print_its_keys():
    ring = keyring.new_ring()

    assert repr(ring) == "KeyRing(current='k1', keys=['k1'])"


def test_seal_keys_differ_from_row_to_row():
    assert Record().seal_key != Record().seal_key
    assert isinstance(Record().seal_key, uuid.UUID)
