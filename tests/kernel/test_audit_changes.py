"""Every change is recorded by the database, whoever makes it and by whatever way."""

import threading
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction

from caseway.kernel import audit
from caseway.kernel.audit import replay
from caseway.kernel.models import AccessEvent, AuditEntry, Disclosure
from caseway.kernel.refusals import NotAllowed
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


# Who


def test_a_write_with_no_actor_is_the_systems(record):
    assert entries()[0].actor == "system"


def test_a_change_is_recorded_under_the_name_and_reason_given(ana):
    with audit.acting_as(ana.pk, reason="merge of twins"):
        Record.objects.create(name="x")

    assert (entries()[0].actor, entries()[0].reason) == (str(ana.pk), "merge of twins")


def test_the_system_follows_a_user_on_the_same_connection(ana):
    with audit.acting_as(ana.pk):
        Record.objects.create(name="x")
    Record.objects.create(name="y")

    assert [e.actor for e in entries()] == [str(ana.pk), "system"]


def test_the_system_follows_a_user_whose_work_failed(ana):
    with pytest.raises(RuntimeError), audit.acting_as(ana.pk):
        raise RuntimeError
    Record.objects.create(name="y")

    assert [e.actor for e in entries()] == ["system"]


def test_an_inner_name_holds_until_its_block_ends(ana, bo):
    with audit.acting_as(ana.pk, "outer"):
        Record.objects.create(name="1")
        with audit.acting_as(bo.pk, "inner"):
            Record.objects.create(name="2")
        Record.objects.create(name="3")
        with pytest.raises(RuntimeError), audit.acting_as(bo.pk):
            raise RuntimeError
        Record.objects.create(name="4")

    a, b = str(ana.pk), str(bo.pk)
    assert [(e.actor, e.reason) for e in entries()] == [
        (a, "outer"),
        (b, "inner"),
        (a, "outer"),
        (a, "outer"),
    ]


@pytest.mark.django_db(transaction=True)
def test_another_thread_is_not_the_user_of_this_one(ana):
    def work():
        Record.objects.create(name="thread")
        connection.close()

    if connection.vendor == "sqlite":
        # One writer at a time: the thread writes while the name is set and
        # this connection's transaction has not begun.
        from caseway.kernel.audit.actor import Acting, _acting

        token = _acting.set(Acting(str(ana.pk)))
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        _acting.reset(token)
    else:
        with audit.acting_as(ana.pk):
            Record.objects.create(name="main")
            thread = threading.Thread(target=work)
            thread.start()
            thread.join()

    assert {e.after["name"]: e.actor for e in entries()}["thread"] == "system"


@pytest.mark.django_db(transaction=True)
def test_a_real_transaction_leaves_no_name_behind(ana):
    with audit.acting_as(ana.pk):
        Record.objects.create(name="x")
    Record.objects.create(name="y")

    assert [e.actor for e in entries()] == [str(ana.pk), "system"]


@pytest.mark.django_db(transaction=True)
def test_a_change_and_its_entry_roll_back_together(ana):
    def make_and_fail():
        with audit.acting_as(ana.pk):
            Record.objects.create(name="x")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        make_and_fail()

    assert (Record.objects.count(), entries()) == (0, [])


def test_an_act_of_business_can_be_named(record, ana):
    audit.record(
        "record.approved", on=record, by=ana, at=datetime(2026, 11, 22, tzinfo=UTC), facts={"n": 1}
    )

    entry = entries(action="record.approved")[0]
    assert (entry.actor, entry.row, entry.after) == (str(ana.pk), str(record.pk), {"n": 1})


# Nobody rewrites it

WRITTEN_ONCE = {
    AuditEntry: {"actor": "7"},
    AccessEvent: {"user_id": 7},
    Disclosure: {"recipient": "nobody"},
}


@pytest.fixture
def written(record, ana):
    now = datetime(2026, 11, 22, tzinfo=UTC)
    audit.read(AccessEvent.Kind.OPENED, on=record, by=ana, at=now)
    audit.disclose(on=record, to="City", what="hours", legal_basis="release", by=ana, at=now)


@pytest.mark.parametrize("model", WRITTEN_ONCE)
def test_what_was_written_cannot_be_changed(written, model):
    with pytest.raises(IntegrityError, match="only added to"), transaction.atomic():
        model.objects.update(**WRITTEN_ONCE[model])


@pytest.mark.parametrize("model", WRITTEN_ONCE)
def test_what_was_written_cannot_be_deleted(written, model):
    with pytest.raises(IntegrityError, match="only added to"), transaction.atomic():
        model.objects.all().delete()


def test_replacing_a_row_does_not_get_round_the_refusal(record):
    if connection.vendor != "sqlite":
        pytest.skip("REPLACE is SQLite's")
    with (
        pytest.raises(IntegrityError, match="only added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "REPLACE INTO kernel_auditentry SELECT id, at, '7', reason, action, \"table\","
            ' "row", before, after FROM kernel_auditentry'
        )


def test_emptying_the_table_is_refused(record):
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE is PostgreSQL's")
    with (
        pytest.raises(IntegrityError, match="only added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE kernel_auditentry")


# Loading the demonstration county


def test_a_suspended_audit_says_so_once_and_records_nothing_else(db):
    with audit.suspended_audit("loading the county"):
        Record.objects.bulk_create(Record(name=f"n{i}") for i in range(5))
    Record.objects.create(name="after")

    said = AuditEntry.objects.filter(action="audit suspended").get()
    assert (said.actor, said.reason) == ("system", "loading the county")
    assert [e.after["name"] for e in entries()] == ["after"]


def test_the_audit_cannot_be_suspended_where_people_are_served(db, settings):
    settings.DEMONSTRATION = False

    with pytest.raises(NotAllowed), audit.suspended_audit("hurry"):
        Record.objects.create(name="x")

    assert not Record.objects.exists()


def test_groups_of_other_makers_are_not_audited_by_us(db):
    Group.objects.create(name="g")

    assert entries(table="auth_group") == []
