"""What the audit holds cannot be rewritten; it falls silent for demonstration data only."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction

from caseway.kernel import audit
from caseway.kernel.models import AccessEvent, AuditEntry, Disclosure
from caseway.kernel.refusals import NotAllowed
from tests.kernel.sample.models import Record

TABLE = "sample_record"


def entries(**only):
    return list(AuditEntry.objects.filter(**{"table": TABLE, **only}).order_by("id"))


@pytest.fixture
def record(db):
    return Record.objects.create(name="Eva", happy=True, hours=Decimal("7.50"), extra={"a": [1]})


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
