"""The key ring is made once, kept for its owner, and refused when damaged."""

import base64
import json
import stat

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from caseway.kernel import keyring
from caseway.kernel.sealed import seal, unseal
from tests.kernel.sample.models import Record

PLACE = {"table": "people", "column": "ssn", "row": "r1"}


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
