"""Directories taken in: every record accounted for, twice the same, all of it undone."""

import json

import pytest

from caseway.exchange.hsds import actions, mending
from caseway.exchange.hsds.judging import total
from caseway.exchange.hsds.mending import Answer
from caseway.exchange.models import DirectoryFile, DirectoryState, HeldRecord
from caseway.kernel.refusals import NotAllowed
from caseway.network.models import (
    Capacity,
    Language,
    Phone,
    Place,
    PlaceAddress,
    Provider,
    Schedule,
    Service,
    ServiceAtPlace,
    ServiceCode,
    ServiceNeed,
)
from tests.attendance.cases.conftest import NOW
from tests.exchange.hsds.conftest import zipped

ORG = "6a84f8e7-f0a8-445d-9abc-d24a7b462f82"
SERVICE = "5bc27d12-1b1c-40b5-a798-76cbd0502002"
PLACE = "5bd38bd0-6270-4bbb-9276-0f1ed0502002"
AT = "7c0f7c26-7b21-4b2c-8f29-3e26b3a80f01"


def organization(**more):
    address = {
        "address_1": "12 Heron Street",
        "city": "Bronx",
        "state_province": "NY",
        "postal_code": "10456",
        "country": "US",
        "address_type": "physical",
    }
    return {
        "id": ORG,
        "name": "Third Avenue Table",
        "description": "A pantry",
        "website": "www.table.example.org",
        "locations": [
            {"id": PLACE, "location_type": "physical", "name": "Hall", "addresses": [address]}
        ],
        "services": [
            {
                "id": SERVICE,
                "name": "Food pantry",
                "status": "active",
                "languages": [{"name": "Spanish"}, {"name": "some Garifuna and more"}],
                "schedules": [
                    {
                        "freq": "WEEKLY",
                        "byday": "MO,TH",
                        "opens_at": "9:00 AM",
                        "closes_at": "13:30",
                        "description": "Mondays and Thursdays till we run out",
                    }
                ],
                "capacities": [
                    {
                        "id": "0a5cf2bb-83a8-45b2-9be9-4c8fd97d5b01",
                        "unit": {"id": "6b0a5c55-2c07-4a4b-9df1-0c5b2a0a8b01", "name": "bags"},
                        "available": 4,
                        "updated": "2026-11-20T15:00:00Z",
                    }
                ],
                "attributes": [
                    {
                        "id": "1d0f7c26-7b21-4b2c-8f29-3e26b3a80f02",
                        "taxonomy_term": {
                            "id": "2d0f7c26-7b21-4b2c-8f29-3e26b3a80f03",
                            "code": "XX-1800.2000",
                            "name": "Food Pantries",
                            "taxonomy": "Somebody's",
                        },
                    }
                ],
                "service_at_locations": [{"id": AT, "location": {"id": PLACE}}],
                "phones": [{"number": "718-555-0140", "extension": 12}],
                "last_modified": "2026-03-04T10:00:00+00:00",
            }
        ],
    } | more


def as_file(*organizations):
    return json.dumps(list(organizations)).encode()


def test_a_json_directory_becomes_providers_services_and_places(load):
    file = load(as_file(organization()))

    service = Service.objects.get()
    assert (service.provider.name, str(service.uuid)) == ("Third Avenue Table", SERVICE)
    assert service.provider.website == "http://www.table.example.org"
    assert PlaceAddress.objects.get().postal_code == "10456"
    assert ServiceAtPlace.objects.get().place == Place.objects.get()
    rule = Schedule.objects.get()
    assert (rule.opens_at.isoformat(), rule.closes_at.isoformat()) == ("09:00:00", "13:30:00")
    assert rule.description == "Mondays and Thursdays till we run out"
    assert sorted(Language.objects.values_list("code", flat=True)) == ["", "es"]
    assert Capacity.objects.get().available == 4
    assert Phone.objects.get().extension == 12
    assert ServiceNeed.objects.get().need == "food"
    assert ServiceCode.objects.get().code == "XX-1800.2000"
    assert total(file.counts) == 4
    assert {kind: fates["new"] for kind, fates in file.counts.items()} == {
        "organization": 1,
        "location": 1,
        "service": 1,
        "service_at_location": 1,
    }


def test_nothing_that_came_in_a_file_is_published(load):
    load(as_file(organization()))

    assert not Provider.objects.published().exists()
    assert not Service.objects.published().exists()
    assert not Place.objects.published().exists()


def test_the_same_file_again_changes_nothing(load):
    load(as_file(organization()))
    before = rows()

    again = load(as_file(organization()))

    assert {tuple(fates) for fates in again.counts.values()} == {("same",)}
    assert rows() == before


def rows():
    return [
        list(model.objects.order_by("pk").values())
        for model in (Provider, Service, Place, ServiceAtPlace, PlaceAddress, Schedule, Phone)
    ]


def test_what_changed_in_their_file_changes_here_and_keeps_its_identity(load):
    load(as_file(organization()))
    key = Service.objects.get().pk
    changed = organization(name="Third Avenue Table and Garden")
    changed["services"][0]["phones"] = [{"number": "718-555-0199"}]

    file = load(as_file(changed))

    assert Service.objects.get().pk == key
    assert Provider.objects.get().name == "Third Avenue Table and Garden"
    assert [phone.number for phone in Phone.objects.all()] == ["718-555-0199"]
    assert file.counts["organization"] == {"changed": 1}
    assert file.counts["service"] == {"changed": 1}
    assert file.counts["location"] == {"same": 1}


def test_what_somebody_wrote_here_is_not_overwritten_but_asked_about(load, world):
    load(as_file(organization()))
    Service.objects.update(edited_here=True, description="Ring twice")
    changed = organization()
    changed["services"][0]["description"] = "Bags on Mondays"

    file = load(as_file(changed))

    held = HeldRecord.objects.get()
    assert (held.mends, file.counts["service"]) == (["changed_here"], {"held": 1})
    assert Service.objects.get().description == "Ring twice"
    taken, _came = mending.mend(held=held, answer=Answer(take_theirs=True), by=world.boss, at=NOW)
    assert taken
    assert Service.objects.get().description == "Bags on Mondays"


def test_a_service_without_organization_is_held_and_mended_with_what_waits_for_it(load, world):
    ours = Provider.objects.create(site=world.site, name="Ours")
    files = zipped(
        organizations="id,name,description\n",
        services=f"id,organization_id,name,status\n{SERVICE},,Food pantry,active\n",
        locations=f"id,location_type,organization_id,name\n{PLACE},physical,,Hall\n",
        service_at_location=f"id,service_id,location_id\n{AT},{SERVICE},{PLACE}\n",
    )

    file = load(files, "theirs.zip")

    assert total(file.counts) == 3
    assert dict(file.counts.items()) == {
        "location": {"held": 1},
        "service": {"held": 1},
        "service_at_location": {"held": 1},
    }
    assert not Service.objects.exists()
    for kind, came in (("service", 0), ("location", 1)):
        held = HeldRecord.objects.get(kind=kind)
        assert held.mends == ["no_organization"]
        answer = Answer(organization=ours)
        assert mending.mend(held=held, answer=answer, by=world.boss, at=NOW) == (True, came)
    assert ServiceAtPlace.objects.get().service.provider == ours
    assert not HeldRecord.objects.filter(state="open").exists()


def test_an_incomplete_address_is_held_and_says_what_it_lacks(load, world):
    broken = organization()
    broken["locations"][0]["addresses"][0] |= {"city": "", "postal_code": ""}

    file = load(as_file(broken))

    held = HeldRecord.objects.get(kind="location")
    assert held.mends == ["incomplete_address"]
    assert HeldRecord.objects.get(kind="service_at_location").mends == ["waits"]
    assert file.counts["service"] == {"new": 1}
    address = {"city": "Bronx", "postal_code": "10456"}
    done = mending.mend(held=held, answer=Answer(address=address), by=world.boss, at=NOW)
    assert done == (True, 1)
    assert PlaceAddress.objects.get().address_1 == "12 Heron Street"


def test_a_record_held_twice_is_one_line_of_the_list(load):
    broken = organization()
    broken["locations"][0]["addresses"][0]["city"] = ""

    load(as_file(broken))
    load(as_file(broken))

    assert HeldRecord.objects.filter(kind="location").count() == 1


def test_a_name_that_the_site_uses_is_asked_about(load, world):
    Provider.objects.create(site=world.site, name="third avenue table")

    file = load(as_file(organization()))

    assert file.counts["organization"] == {"held": 1}
    assert HeldRecord.objects.get(kind="organization").mends == ["name_taken"]
    assert HeldRecord.objects.get(kind="service").mends == ["waits"]


def test_what_is_no_record_or_came_twice_is_refused_and_counted(load):
    file = load(json.dumps([organization(), "nothing", {"name": "No identifier"}, 7]).encode())

    assert file.counts["no_record"] == {"refused": 3}
    assert total(file.counts) == 7


def test_undoing_takes_back_what_is_new_and_puts_back_what_changed(load, world):
    load(as_file(organization()))
    before = rows()
    changed = organization(name="Renamed")
    changed["services"].append(
        {"id": "8d0f7c26-7b21-4b2c-8f29-3e26b3a80f04", "name": "Cooking class", "status": "active"}
    )
    file = load(as_file(changed))

    undone = actions.undo(file=file, by=world.boss, at=NOW)

    assert undone.counts["undone"] == {"back": 2, "left": 0}
    after = rows()
    forgotten = {"version", "modified_at"}
    for was, is_now in zip(before, after, strict=True):
        assert [without(row, forgotten) for row in was] == [without(r, forgotten) for r in is_now]
    assert file.pk
    assert DirectoryFile.objects.get(pk=file.pk).state == DirectoryState.UNDONE


def without(row, names):
    return {name: value for name, value in row.items() if name not in names}


def test_what_somebody_changed_since_stays_when_the_file_is_undone(load, world):
    file = load(as_file(organization()))
    Service.objects.update(version=2, edited_here=True)

    undone = actions.undo(file=file, by=world.boss, at=NOW)

    assert undone.counts["undone"] == {
        "back": 2,
        "left": 2,
    }  # the service, and the provider that holds it
    assert Service.objects.exists()


def test_case_managers_take_in_no_files(receive, world):
    with pytest.raises(NotAllowed):
        receive(as_file(organization()), by=world.carla)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b" ", "empty"),
        (b'[{"id": 1', "ends too early"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"[]", "No organization"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(receive, content, words):
    with pytest.raises(NotAllowed, match=words):
        receive(content)


def test_an_identifier_that_is_no_uuid_becomes_the_same_one_each_time(load):
    files = zipped(
        organizations="id,name,description\n7,Sutphin Kitchen,Meals\n",
        services="id,organization_id,name,status\n7,7,Hot meals,active\n",
    )
    load(files, "a.zip", source="Queens")
    first = (Provider.objects.get().uuid, Service.objects.get().uuid)

    again = load(files, "a.zip", source="Queens")

    assert again.counts == {"organization": {"same": 1}, "service": {"same": 1}}
    assert first[0] != first[1]
    assert first[0].version == 5
    assert Provider.objects.get().source_id == "7"
