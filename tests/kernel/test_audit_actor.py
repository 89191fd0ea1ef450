"""A change is recorded under the name of who made it, and never under somebody else's."""

import threading
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection

from caseway.kernel import audit
from caseway.kernel.models import AuditEntry
from tests.kernel.sample.models import Record

TABLE = "sample_record"


def entries(**only):
    return list(AuditEntry.objects.filter(**{"table": TABLE, **only}).order_by("id"))


@pytest.fixture
def record(db):
    return Record.objects.create(name="Eva", happy=True, hours=Decimal("7.50"), extra={"a": [1]})


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
