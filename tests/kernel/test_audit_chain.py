"""What was sealed into the chain cannot be changed, removed or slipped in unseen."""

import threading
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction

from caseway.kernel import audit
from caseway.kernel.audit import chain
from caseway.kernel.audit.triggers import install
from caseway.kernel.models import AccessEvent, AuditEntry, AuditSeal
from tests.kernel.sample.models import Record

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@pytest.fixture
def history(db, ana):
    Record.objects.bulk_create(Record(name=f"n{i}", note="é", extra={"b": 1.5}) for i in range(5))
    Record.objects.update(note="later")
    audit.read(AccessEvent.Kind.SEARCHED, on=Record, by=ana, at=AT)
    chain.chain_audit(at=AT, rows_a_seal=4)


@pytest.fixture
def behind_the_triggers():
    """What somebody with the database in hand could do."""
    install.remove(connection)
    yield
    install.install(connection)


def test_a_chain_holds_as_long_as_nothing_changes(history):
    assert chain.verify() == []


def test_every_row_is_sealed_once_and_new_rows_by_new_seals(history):
    total = AuditEntry.objects.count()
    rows = AuditSeal.objects.filter(stream="kernel_auditentry").values_list("rows", flat=True)
    assert sum(rows) == total
    assert chain.chain_audit(at=AT) == 0

    Record.objects.create(name="new")

    assert chain.chain_audit(at=AT) == 1
    assert chain.verify() == []


def test_each_stream_has_its_own_chain(history):
    streams = {seal.stream for seal in chain.head()}

    assert streams == {"kernel_auditentry", "kernel_accessevent"}


def test_a_changed_row_breaks_its_seal(history, behind_the_triggers):
    AuditEntry.objects.filter(pk=AuditEntry.objects.first().pk).update(actor="7")

    assert [str(each) for each in chain.verify()] == [
        "kernel_auditentry seal 1: a row under it was changed"
    ]


def test_changed_content_of_a_json_column_breaks_its_seal(history, behind_the_triggers):
    entry = AuditEntry.objects.filter(action="update").first()
    entry.after = {"note": "Later"}
    entry.save()

    assert len(chain.verify()) == 1


def test_a_removed_row_breaks_its_seal(history, behind_the_triggers):
    AuditEntry.objects.filter(pk=AuditEntry.objects.first().pk).delete()

    assert [str(each) for each in chain.verify()] == [
        "kernel_auditentry seal 1: 4 rows were sealed and 3 are there"
    ]


def test_a_seal_made_again_over_changed_rows_breaks_the_one_after_it(history, behind_the_triggers):
    first, second = AuditSeal.objects.filter(stream="kernel_auditentry")[:2]
    changed = AuditEntry.objects.filter(pk=AuditEntry.objects.first().pk).update(actor="7")
    _, first.digest = chain._digest(AuditEntry, first.first, first.last, chain.START)
    first.save()

    assert changed == 1
    assert [each.number for each in chain.verify()] == [second.number]


def test_a_removed_seal_is_missed(history, behind_the_triggers):
    AuditSeal.objects.filter(stream="kernel_auditentry", number=1).delete()

    assert "a seal before it is missing" in str(chain.verify()[0])


def test_a_chain_cut_short_is_caught_by_the_head_kept_elsewhere(history, behind_the_triggers):
    out = StringIO()
    call_command("audit_head", stdout=out)
    line = next(each for each in out.getvalue().split() if each.startswith("kernel_auditentry"))
    call_command("verify_audit", "--head", line, stdout=StringIO())

    newest = AuditSeal.objects.filter(stream="kernel_auditentry").last()
    AuditEntry.objects.filter(pk__gte=newest.first).delete()
    newest.delete()

    assert chain.verify() == []
    with pytest.raises(CommandError, match="no such seal"):
        call_command("verify_audit", "--head", line)


def test_the_command_names_each_break(history, behind_the_triggers):
    AuditEntry.objects.filter(pk=AuditEntry.objects.first().pk).update(actor="7")

    with pytest.raises(CommandError, match="kernel_auditentry seal 1: a row under it was changed"):
        call_command("verify_audit")


@pytest.mark.django_db(transaction=True)
def test_a_row_committed_late_is_never_left_out():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite writes one transaction after the other")
    written, go_on = threading.Event(), threading.Event()

    def write_slowly():
        with transaction.atomic():
            Record.objects.create(name="early id, late commit")
            written.set()
            go_on.wait(30)
        connection.close()

    writer = threading.Thread(target=write_slowly)
    writer.start()
    written.wait(30)
    Record.objects.create(name="late id, early commit")

    with pytest.raises(OperationalError, match="lock timeout"):
        chain.chain_audit(at=AT)
    assert not AuditSeal.objects.exists()
    go_on.set()
    writer.join()
    chain.chain_audit(at=AT)

    assert sum(AuditSeal.objects.values_list("rows", flat=True)) == AuditEntry.objects.count()
    assert chain.verify() == []
