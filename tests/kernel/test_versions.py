"""Two people edit one record: one save wins and the other sees both texts."""

import threading

import pytest
from django.db import connection

from caseway.kernel.versions import StaleRecord, save_if_current
from tests.kernel.sample.models import Record


@pytest.fixture
def record(db):
    return Record.objects.create(name="Eva", note="first")


def test_a_save_of_the_current_version_counts_up(record):
    record.note = "second"
    save_if_current(record, 1, ["note"])

    record.refresh_from_db()
    assert (record.note, record.version) == ("second", 2)


def test_only_the_named_fields_are_saved(record):
    record.note, record.name = "second", "Nobody"
    save_if_current(record, 1, ["note"])

    assert Record.objects.get().name == "Eva"


def test_a_stale_save_changes_nothing_and_holds_both_texts(record):
    mine = Record.objects.get()
    record.note = "theirs"
    save_if_current(record, 1, ["note"])

    mine.note = "mine"
    with pytest.raises(StaleRecord) as stale:
        save_if_current(mine, 1, ["note"])

    assert (stale.value.theirs, stale.value.mine) == ({"note": "theirs"}, {"note": "mine"})
    assert stale.value.current == 2
    assert Record.objects.get().note == "theirs"


def test_a_second_try_with_the_current_version_succeeds(record):
    Record.objects.update(version=5)
    record.note = "mine"

    with pytest.raises(StaleRecord) as stale:
        save_if_current(record, 1, ["note"])
    save_if_current(record, stale.value.current, ["note"])

    assert (Record.objects.get().note, record.version) == ("mine", 6)


def test_a_record_that_is_gone_is_stale(record):
    Record.objects.all().delete()

    with pytest.raises(StaleRecord) as stale:
        save_if_current(record, 1, ["note"])

    assert (stale.value.theirs, stale.value.current) == (None, None)


def test_a_save_costs_one_update(record, django_assert_num_queries):
    with django_assert_num_queries(3):  # savepoint, update, release
        save_if_current(record, 1, ["note"])


@pytest.mark.django_db(transaction=True)
def test_of_saves_at_once_exactly_one_wins():
    pk = Record.objects.create(name="Eva").pk
    start = threading.Barrier(4)
    outcomes = []

    def work(text):
        try:
            mine = Record.objects.get(pk=pk)
            start.wait(timeout=10)
            mine.note = text
            save_if_current(mine, 1, ["note"])
            outcomes.append(("won", text))
        except StaleRecord as stale:
            outcomes.append(("stale", stale.theirs["note"]))
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(f"text {i}",)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    kept = Record.objects.get()
    assert sorted(outcomes) == sorted([("won", kept.note)] + [("stale", kept.note)] * 3)
    assert kept.version == 2
