"""Every change is recorded by the database, whoever makes it and by whatever way."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection

from caseway.kernel.audit import replay
from caseway.kernel.models import AuditEntry
from tests.kernel.sample.models import Record, Tag

TABLE = "sample_record"


def entries(**only):
    return list(AuditEntry.objects.filter(**{"table": TABLE, **only}).order_by("id"))


@pytest.fixture
def record(db):
    return Record.objects.create(name="Eva", happy=True, hours=Decimal("7.50"), extra={"a": [1]})


def test_an_insert_is_recorded_with_every_column(record):
    (entry,) = entries()

    assert (entry.action, entry.row, entry.before) == ("insert", str(record.pk), None)
    assert entry.after["name"] == "Eva"
    assert entry.after["happy"] is True
    assert entry.after["extra"] == {"a": [1]}
    assert entry.after["born_on"] is None
    assert set(entry.after) == {field.column for field in Record._meta.concrete_fields}


def test_an_update_records_only_what_changed(record):
    Record.objects.filter(pk=record.pk).update(name="Eva Lund", happy=None)

    entry = entries(action="update")[0]
    assert entry.before == {"name": "Eva", "happy": True}
    assert entry.after == {"name": "Eva Lund", "happy": None}


def test_an_update_that_changes_nothing_leaves_no_entry(record):
    record.save()

    assert entries(action="update") == []


def test_a_delete_records_what_was_lost(record):
    pk = record.pk
    record.delete()

    entry = entries(action="delete")[0]
    assert (entry.row, entry.before["name"], entry.after) == (str(pk), "Eva", None)


def test_bulk_create_records_each_row(db):
    made = Record.objects.bulk_create(Record(name=f"n{i}") for i in range(3))

    assert [(e.row, e.after["name"]) for e in entries()] == [
        (str(made[0].pk), "n0"),
        (str(made[1].pk), "n1"),
        (str(made[2].pk), "n2"),
    ]


def test_an_upsert_records_an_update(record):
    again = Record(pk=record.pk, name="Other", seal_key=record.seal_key)
    Record.objects.bulk_create(
        [again], update_conflicts=True, unique_fields=["id"], update_fields=["name"]
    )

    assert entries(action="update")[0].after == {"name": "Other"}


def test_raw_sql_is_recorded(record):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sample_record SET note = 'by hand' WHERE id = %s", [record.pk])

    assert entries(action="update")[0].after == {"note": "by hand"}


def test_a_link_of_a_many_to_many_relation_is_recorded(record):
    record.tags.add(Tag.objects.create(name="north"))

    assert [e.action for e in entries(table="sample_record_tags")] == ["insert"]


def test_identifiers_that_are_not_sealed_and_files_are_withheld(record):
    Record.objects.filter(pk=record.pk).update(secret="hunter2", photo=b"\x00\xff")

    entry = entries(action="update")[0]
    assert entry.after == {"secret": "(withheld)", "photo": "(withheld)"}


def test_sealed_values_stay_sealed(record):
    record.seal("ssn", "123456789")
    record.save()

    entry = entries(action="update")[0]
    assert entry.after["ssn"] == record.ssn
    assert "123456789" not in str(entry.after)


def test_a_password_never_reaches_the_audit(ana):
    ana.set_password("correct horse battery")
    ana.save()

    assert [e.after for e in entries(table="kernel_user", action="update")] == [
        {"password": "(withheld)"}
    ]


def test_text_with_quotes_accents_and_emoji_is_kept_exactly(db):
    text = 'O\'Neill said "sí"\\ \n\t 😀 {}'
    Record.objects.create(name="x", note=text)

    assert entries()[0].after["note"] == text


def test_the_audit_rebuilds_the_row(record):
    Record.objects.filter(pk=record.pk).update(
        born_on=date(1990, 2, 28), seen_at=datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
    )
    record.refresh_from_db()

    rebuilt = replay.rebuilt(Record, record.pk)

    for field in Record._meta.concrete_fields:
        if field.name not in ("secret", "photo"):
            assert rebuilt[field.attname] == field.value_from_object(record)


def test_the_audit_knows_that_a_row_is_gone(record):
    pk = record.pk
    record.delete()

    assert replay.rebuilt(Record, pk) is None
