"""Large directories: read, loaded and undone by the worker, and each record taken up once."""

import json
import signal
import sqlite3

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from caseway.exchange.hsds import actions
from caseway.exchange.hsds.actions import applying, receiving
from caseway.exchange.hsds.judging import total
from caseway.exchange.models import (
    DirectoryFile,
    DirectoryMap,
    DirectoryPart,
    DirectoryState,
    HeldRecord,
)
from caseway.network.models import Place, Provider, Service
from tests.attendance.cases.conftest import NOW
from tests.exchange.hsds.conftest import worked
from tests.exchange.hsds.test_directory_pages import send
from tests.exchange.test_killed import _run


def county(services, broken=1):
    """A directory of one organization; the first of its places have no city."""
    places = [
        {
            "id": f"00000000-0000-4000-8000-{number:012d}",
            "name": f"Hall {number}",
            "location_type": "physical",
            "addresses": [
                {
                    "address_1": f"{number} Heron Street",
                    "city": "" if number < broken else "Bronx",
                    "state_province": "NY",
                    "postal_code": "10456",
                    "country": "US",
                    "address_type": "physical",
                }
            ],
        }
        for number in range(services)
    ]
    offered = [
        {
            "id": f"10000000-0000-4000-8000-{number:012d}",
            "name": f"Pantry {number}",
            "status": "active",
            "service_at_locations": [
                {
                    "id": f"20000000-0000-4000-8000-{number:012d}",
                    "location": {"id": place["id"]},
                }
            ],
        }
        for number, place in enumerate(places)
    ]
    organization = {
        "id": "30000000-0000-4000-8000-000000000000",
        "name": "Third Avenue Table",
        "description": "Bags of food",
        "locations": places,
        "services": offered,
    }
    return json.dumps([organization]).encode()


@pytest.fixture
def nothing_is_small(monkeypatch):
    """Five records at a time, and nothing while somebody waits."""
    monkeypatch.setattr(receiving, "READ_AT_ONCE", 0)
    monkeypatch.setattr(applying, "LOAD_AT_ONCE", 0)
    monkeypatch.setattr("caseway.exchange.hsds.actions.undoing.LOAD_AT_ONCE", 0)
    monkeypatch.setattr(applying, "CHUNK", 5)


def sent(world, content, name="directory.json"):
    upload = actions.Upload(name, "Their list", [content])
    return actions.receive(upload=upload, site=world.site, by=world.boss, at=NOW)


def stored():
    """What stands in the directory, without the keys of rows."""
    rows = Service.objects.order_by("uuid").values_list("uuid", "name", "digest", "version")
    return list(rows), list(HeldRecord.objects.order_by("uuid").values_list("uuid", "mends"))


def test_the_worker_makes_of_a_file_what_a_request_makes_of_it(world, load, request):
    load(county(20))
    at_once, counted = stored(), DirectoryFile.objects.get().counts
    HeldRecord.objects.all().delete()
    Service.objects.all().delete()
    Place.objects.all().delete()
    Provider.objects.all().delete()
    request.getfixturevalue("nothing_is_small")

    file = sent(world, county(20))
    assert (file.state, file.counts) == (DirectoryState.RECEIVED, {})
    file = worked(file)
    assert (file.state, file.counts) == (DirectoryState.PREVIEW, counted)
    assert not Service.objects.exists()
    file = actions.apply(file=file, by=world.boss, at=NOW)
    assert file.state == DirectoryState.LOADING
    file = worked(file)

    assert file.state == DirectoryState.APPLIED
    assert (file.applied_by, file.applied_at) == (world.boss, NOW)
    assert (file.counts, total(file.counts)) == (counted, 61)
    assert stored() == at_once


def test_a_load_stopped_anywhere_goes_on_with_the_first_record_not_loaded(
    world, nothing_is_small, monkeypatch
):
    file = actions.apply(file=worked(sent(world, county(12))), by=world.boss, at=NOW)
    real, calls = applying.load, []

    def load(judged, **options):
        calls.append(len(judged))
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(judged, **options)

    monkeypatch.setattr(applying, "load", load)
    with pytest.raises(KeyboardInterrupt):
        actions.load_on(file_id=file.pk, clock=lambda: NOW)
    file.refresh_from_db()
    assert (file.state, file.records_done, total(file.counts)) == ("loading", 10, 10)

    file = worked(file)

    assert (file.state, total(file.counts)) == ("applied", 37)
    assert calls == [5] * 8 + [2]  # the third is asked twice
    assert Service.objects.count() == 12
    assert HeldRecord.objects.count() == 2  # the hall without a city, and what waits for it


def test_what_somebody_changes_while_the_file_is_loaded_is_asked_about(
    world, load, nothing_is_small, monkeypatch
):
    load(county(12))
    changed = county(12).replace(b"Pantry", b"Larder")
    file = actions.apply(file=worked(sent(world, changed)), by=world.boss, at=NOW)
    last = Service.objects.order_by("-uuid").first()
    real = applying.load

    def load_then_somebody_writes(judged, **options):
        done = real(judged, **options)
        Service.objects.filter(pk=last.pk).update(name="Ours", edited_here=True)
        return done

    monkeypatch.setattr(applying, "load", load_then_somebody_writes)
    file = worked(file)

    last.refresh_from_db()
    assert last.name == "Ours"
    assert file.counts["service"] == {"changed": 11, "held": 1}


def test_a_large_file_is_undone_to_the_last_record(world, nothing_is_small):
    file = worked(actions.apply(file=worked(sent(world, county(12))), by=world.boss, at=NOW))
    Service.objects.filter(name="Pantry 3").update(is_published=True)

    file = actions.undo(file=file, by=world.boss, at=NOW)
    assert file.state == DirectoryState.UNDOING
    file = worked(file)

    # The published service stays, and its organization; its place and being there do not.
    assert (file.state, file.counts["undone"]) == ("undone", {"back": 33, "left": 2})
    assert [service.name for service in Service.objects.all()] == ["Pantry 3"]
    assert not HeldRecord.objects.exists()
    assert not DirectoryPart.objects.exists()


def test_its_bytes_are_forgotten_once_they_are_read(world, nothing_is_small):
    file = sent(world, county(2))
    assert DirectoryPart.objects.count() == 1

    worked(file)

    assert not DirectoryPart.objects.exists()


def test_all_of_it_is_forgotten_on_its_day(world, nothing_is_small):
    file = worked(actions.apply(file=worked(sent(world, county(2))), by=world.boss, at=NOW))

    actions.forget_expired(today=file.expires_on, at=NOW)

    file.refresh_from_db()
    assert (file.content, file.purged_at) == (None, NOW)
    assert not DirectoryPart.objects.exists()
    assert Service.objects.exists()


def test_a_large_file_that_cannot_be_read_says_why(world, nothing_is_small, sign_in):
    file = worked(sent(world, b'[{"id": 1'))

    html = sign_in(world.boss).get(reverse("exchange:directory", args=[file.pk])).content.decode()

    assert file.state == DirectoryState.REFUSED
    assert "ends too early" in html
    assert "Send another file" in html


def test_columns_explained_wrongly_are_asked_anew(world, nothing_is_small, sign_in):
    file = worked(sent(world, b"Colour,Size\nRed,5\nBlue,6\n", "things.csv"))
    client = sign_in(world.boss)
    page = reverse("exchange:directory", args=[file.pk])
    client.post(page, {"s0-column0": "", "s0-column1": ""})

    file = worked(file)

    assert file.state == DirectoryState.COLUMNS
    assert "No organization, service or place was found" in client.get(page).content.decode()
    assert not DirectoryMap.objects.exists()
    client.post(page, {"s0-column0": "organization.name", "s0-column1": ""})
    assert worked(file).counts == {"organization": {"new": 2}}


def test_the_page_follows_the_work_and_then_shows_what_came_of_it(
    world, nothing_is_small, sign_in, key
):
    client = sign_in(world.boss)
    page = send(client, key, world, county(12)).url
    file = DirectoryFile.objects.get()
    follow = reverse("exchange:directory_progress", args=[file.pk])
    assert "Being read" in client.get(page).content.decode()
    actions.read(file_id=file.pk)
    assert client.get(follow)["HX-Redirect"] == page
    client.post(reverse("exchange:directory_load", args=[file.pk]), {"submission_key": key()})
    assert "0 of 37 records" in client.get(follow).content.decode()
    DirectoryFile.objects.update(records_done=10)
    assert "10 of 37 records" in client.get(page).content.decode()
    DirectoryFile.objects.update(records_done=0)
    actions.load_on(file_id=file.pk, clock=timezone.now)
    assert client.get(follow)["HX-Redirect"] == page
    assert "Mend 2 records" in client.get(page).content.decode()
    client.post(reverse("exchange:directory_undo", args=[file.pk]))

    assert "0 of 35 records" in client.get(follow).content.decode()
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    assert sorted(one.task_path.rpartition(".")[2] for one in waiting) == [
        "load_directory",
        "read_directory",
        "undo_directory",
    ]


def standing(database):
    with sqlite3.connect(database) as connection:
        services = connection.execute("SELECT count(*) FROM network_service").fetchone()[0]
        done = connection.execute("SELECT records_done FROM exchange_directoryfile").fetchone()[0]
    return services, done


@pytest.mark.slow
def test_a_killed_load_is_resumed_to_the_same_end_with_each_record_once(tmp_path, migrated):
    database = tmp_path / "killed.sqlite3"
    migrated(database)
    prepared = _run(database, "prepare_directory", 30)
    assert prepared.returncode == 0, prepared.stderr

    before = []
    for die_at in (1, 3, 2):
        killed = _run(database, "load_directory", die_at)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        before.append(standing(database)[1])
    resumed = _run(database, "load_directory")

    assert resumed.returncode == 0, resumed.stderr
    assert before == [0, 10, 15]  # what a transaction had not ended is not there
    assert json.loads(resumed.stdout.splitlines()[-1]) == {
        "state": "applied",
        "records": 91,
        "services": 30,
        "held": 2,
        "audited": 30,
    }
