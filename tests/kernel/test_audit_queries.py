"""The audit can be asked: what became of this row, what did she change, who looked at it."""

from datetime import UTC, date, datetime

import pytest

from caseway.kernel import audit
from caseway.kernel.audit import queries
from caseway.kernel.models import AccessEvent, AuditEntry
from caseway.kernel.personal import FieldClass
from tests.kernel.sample.models import Record, Tag

AT = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)


@pytest.fixture
def record(ana):
    with audit.acting_as(ana.pk):
        return Record.objects.create(name="Eva")


def test_the_history_of_rows_is_theirs_alone_newest_first(record):
    tag = Tag.objects.create(name="north")
    Record.objects.create(name="another")
    Record.objects.filter(pk=record.pk).update(note="x")

    found = [(e.table, e.action) for e in queries.history_of([record, tag])]

    assert found == [
        ("sample_record", "update"),
        ("sample_tag", "insert"),
        ("sample_record", "insert"),
    ]


def test_the_history_of_nothing_is_empty(record):
    assert not queries.history_of([]).exists()


def test_what_a_person_changed_is_told_from_what_the_system_did(record, ana):
    Record.objects.update(note="x")

    assert [e.action for e in queries.entries_by(ana)] == ["insert"]
    assert queries.entries_by(None).filter(table="sample_record").get().action == "update"


def test_looks_are_found_by_case_and_by_person(record, ana, bo):
    audit.read(AccessEvent.Kind.OPENED, on=record, by=ana, at=AT, case_id=7)
    audit.read(AccessEvent.Kind.PRINTED, on=record, by=bo, at=AT, case_id=7)
    audit.read(AccessEvent.Kind.OPENED, on=record, by=bo, at=AT, case_id=8)

    assert [e.user_id for e in queries.looks_at_case(7)] == [bo.pk, ana.pk]
    assert [e.case_id for e in queries.looks_by(bo)] == [8, 7]


def test_changes_come_with_label_class_and_python_values(record):
    Record.objects.filter(pk=record.pk).update(
        name="Eva Lund", born_on=date(1990, 2, 28), happy=True, secret="hunter2"
    )

    found = queries.changes(AuditEntry.objects.filter(action="update").get())

    assert [(c.name, c.field_class, c.before, c.after) for c in found] == [
        ("name", FieldClass.PERSONAL, "Eva", "Eva Lund"),
        ("happy", FieldClass.OPEN, None, True),
        ("born_on", FieldClass.PERSONAL, None, date(1990, 2, 28)),
        ("secret", FieldClass.IDENTIFIER, "(withheld)", "(withheld)"),
    ]
    assert found[0].label == "name"


def test_a_column_or_table_that_is_gone_is_shown_as_personal(db):
    entry = AuditEntry(table="sample_gone", after={"old": "text"})
    assert queries.changes(entry)[0].field_class is FieldClass.PERSONAL

    entry = AuditEntry(table="sample_record", after={"name": "x", "old": "text"})
    assert [c.name for c in queries.changes(entry)] == ["name", "old"]
