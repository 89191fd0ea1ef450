"""Keys change while people work, and no value is lost."""

import threading

import pytest
from django.core.management import call_command
from django.db import connection

from caseway.kernel import keyring, rotation
from caseway.kernel.models import AuditEntry
from caseway.kernel.models.sealing import equal_to
from caseway.kernel.sealed import Unreadable
from tests.kernel.sample.models import Record, Tag


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
