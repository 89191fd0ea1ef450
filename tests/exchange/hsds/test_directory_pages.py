"""The pages of directory files: sending, columns, loading, mending, undoing, giving out."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from caseway.agencies.models import Role
from caseway.exchange.hsds.forms import guess
from caseway.exchange.models import DirectoryFile, HeldRecord
from caseway.network.models import Place, PlaceAddress, Provider, Service
from tests.exchange.hsds.conftest import zipped
from tests.exchange.hsds.test_export import publish
from tests.exchange.hsds.test_import import as_file, organization
from tests.factories import make_worker, make_world


def send(client, key, world, content, name="directory.json"):
    form = {
        "file": SimpleUploadedFile(name, content),
        "source": "Their list",
        "site": world.site.pk,
        "submission_key": key(),
    }
    return client.post(reverse("exchange:directory_new"), form)


def test_a_file_is_sent_looked_at_loaded_and_undone(world, sign_in, key):
    client = sign_in(world.boss)

    answer = send(client, key, world, as_file(organization()))
    html = client.get(answer.url).content.decode()
    assert "Load this directory" in html
    assert not Provider.objects.exists()
    pk = DirectoryFile.objects.get().pk
    load = reverse("exchange:directory_load", args=[pk])
    client.post(load, {"submission_key": key()})
    assert Service.objects.count() == 1
    client.post(reverse("exchange:directory_undo", args=[pk]))

    assert not Service.objects.exists()
    assert not Provider.objects.exists()


def test_columns_are_asked_once(world, sign_in, key):
    client = sign_in(world.boss)
    content = b"Name of group,What they do\nSutphin Kitchen,Hot meals\nThird Table,Bags\n"

    page = send(client, key, world, content, "orgs.csv").url
    html = client.get(page).content.decode()
    assert "What they do" in html
    assert "Hot meals" in html
    client.post(page, {"s0-column0": "organization.name", "s0-column1": "organization.description"})

    assert DirectoryFile.objects.get().counts == {"organization": {"new": 2}}
    again = send(client, key, world, content, "orgs.csv").url
    assert "Load this directory" in client.get(again).content.decode()


def test_columns_that_say_nothing_of_use_are_refused_with_a_sentence(world, sign_in, key):
    client = sign_in(world.boss)
    page = send(client, key, world, b"Colour,Size\nRed,5\nBlue,6\n", "things.csv").url

    answer = client.post(page, {"s0-column0": "", "s0-column1": ""})

    assert answer.status_code == 422
    assert "No organization, service or place was found" in answer.content.decode()


def test_a_held_record_is_mended_on_its_page(world, sign_in, key, load):
    broken = organization()
    broken["locations"][0]["addresses"][0]["city"] = ""
    load(as_file(broken))
    client = sign_in(world.boss)
    row = HeldRecord.objects.get(kind="location")
    page = reverse("exchange:directory_mend", args=[row.pk])
    assert "Hall" in client.get(reverse("exchange:directory_held")).content.decode()
    form = {"address_1": "12 Heron Street", "city": "Bronx", "state_province": "NY"}
    form |= {"postal_code": "10456", "country": "US", "submission_key": key()}

    client.post(page, form)

    assert PlaceAddress.objects.get().city == "Bronx"
    assert (
        "Nothing has to be mended"
        in client.get(reverse("exchange:directory_held")).content.decode()
    )


def test_a_half_mended_address_keeps_what_was_said(world, sign_in, key, load):
    broken = organization()
    broken["locations"][0]["addresses"][0] |= {"city": "", "postal_code": ""}
    load(as_file(broken))
    client = sign_in(world.boss)
    page = reverse("exchange:directory_mend", args=[HeldRecord.objects.get(kind="location").pk])

    client.post(page, {"city": "Bronx", "submission_key": key()})

    assert 'value="Bronx"' in client.get(page).content.decode()
    assert not Place.objects.exists()


def test_a_record_can_be_left_out_and_comes_up_no_more(world, sign_in, key, load):
    load(as_file(organization(name="")))
    client = sign_in(world.boss)
    row = HeldRecord.objects.get(kind="organization")

    client.post(reverse("exchange:directory_leave_out", args=[row.pk]), {"submission_key": key()})

    assert client.get(reverse("exchange:directory_mend", args=[row.pk])).status_code == 404


@pytest.mark.parametrize("kind", ["json", "zip"])
def test_the_published_directory_is_given_out_site_by_site(world, sign_in, load, kind):
    load(as_file(organization()))
    publish()
    client = sign_in(world.boss)
    url = reverse(f"exchange:directory_{kind}")

    answer = client.get(url, {"site": world.site.pk})

    assert answer["Content-Disposition"].endswith(f'{world.site.slug}.{kind}"')
    assert len(answer.content) > 500
    if kind == "json":
        assert json.loads(answer.content)[0]["name"] == "Third Avenue Table"
    other = make_world("Elsewhere")
    assert client.get(url, {"site": other.site.pk}).status_code == 404


def test_another_site_and_case_managers_see_no_files(world, sign_in, load):
    file = load(as_file(organization()))
    page = reverse("exchange:directory", args=[file.pk])
    stranger = make_worker(make_world("Elsewhere"), Role.SUPERVISOR)

    assert sign_in(stranger).get(page).status_code == 404
    assert sign_in(world.carla).get(page).status_code == 404
    assert sign_in(world.carla).get(reverse("exchange:directories")).status_code == 404


@pytest.mark.parametrize("many", [2, 40])
def test_lists_ask_the_same_however_many(
    world, sign_in, receive, load, django_assert_num_queries, many
):
    lines = range(many // 2)
    load(
        zipped(
            organizations="id,name,description\no,Table,Meals\n",
            services="id,name,status\n" + "".join(f"s{n},S{n},active\n" for n in lines),
            locations="id,organization_id,name\n" + "".join(f"l{n},o,L{n}\n" for n in lines),
            service_at_location="id,service_id,location_id\n"
            + "".join(f"a{n},s{n},l{n}\n" for n in lines),
        ),
        "a.zip",
    )
    client = sign_in(world.boss)
    client.get(reverse("exchange:directories"))

    with django_assert_num_queries(8):
        page = client.get(reverse("exchange:directory_held"))

    assert len(page.context["lines"]) == many
    assert "S0 · L0" in page.content.decode()


def test_a_record_that_waits_leads_to_what_has_to_be_mended_first(world, sign_in, load):
    broken = organization()
    broken["locations"][0]["addresses"][0]["city"] = ""
    load(as_file(broken))
    first, waits = HeldRecord.objects.get(kind="location"), HeldRecord.objects.get(name="")
    client = sign_in(world.boss)

    html = client.get(reverse("exchange:directory_mend", args=[waits.pk])).content.decode()

    assert "Food pantry · Hall" in html
    assert f'href="{reverse("exchange:directory_mend", args=[first.pk])}"' in html


def test_a_confidential_place_is_not_named_to_whoever_may_not_know_it(world, sign_in, load):
    load(as_file(organization()))
    Place.objects.update(is_confidential=True)
    again = organization()
    again["services"][0]["name"] = ""
    at = again["services"][0]["service_at_locations"][0]
    again["services"][0] |= {"id": "9d0f7c26-7b21-4b2c-8f29-3e26b3a80f05"}
    again["services"][0]["service_at_locations"] = [
        {"id": "9d0f7c26-7b21-4b2c-8f29-3e26b3a80f06", "location": at["location"]}
    ]
    load(as_file(again))

    html = sign_in(world.boss).get(reverse("exchange:directory_held")).content.decode()

    assert "Service at a place" in html
    assert "Hall" not in html


@pytest.mark.parametrize(
    ("sheet", "heading", "what"),
    [
        ("organizations", "organization_uuid", "organization.id"),
        ("organizations", "organization_url", "organization.website"),
        ("services", "organization_uuid", "service.organization_id"),
        ("services", "service_min_age", "service.minimum_age"),
        ("services", "service_problem_codes", "service.needs"),
        ("locations", "location_address", "location.address"),
        ("locations", "Colour", ""),
        ("things", "name", ""),
    ],
)
def test_a_heading_proposes_what_its_column_holds(sheet, heading, what):
    assert guess(sheet, heading) == what
