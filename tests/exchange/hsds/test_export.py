"""The published directory as files: what goes out, comes back the same, and fits."""

import io
import json
import zipfile

import pytest

from caseway.exchange.hsds.archive import write_zip
from caseway.exchange.hsds.nested import nest
from caseway.exchange.hsds.writing import json_file, published_tables, tables_of, zip_file
from caseway.network.models import Place, Provider, Service, ServiceAtPlace
from tests.exchange.hsds.conftest import reference
from tests.exchange.hsds.test_import import as_file, organization


@pytest.fixture
def directory(load):
    """Two organizations, published record by record."""
    second = json.loads(json.dumps(organization()).replace("-", "-"))
    for old, new in (("6a84f8e7", "6a84f8e8"), ("5bc27d12", "5bc27d13"), ("5bd38bd0", "5bd38bd1")):
        second = json.loads(json.dumps(second).replace(old, new))
    for old, new in (("7c0f7c26", "7c0f7c27"), ("0a5cf2bb", "0a5cf2bc"), ("1d0f7c26", "1d0f7c27")):
        second = json.loads(json.dumps(second).replace(old, new))
    second["name"] = "Sutphin Kitchen"
    second["services"][0] |= {
        "minimum_age": 12,
        "url": "https://kitchen.example.org/a?b=c",
        "assured_date": "2026-10-02",
        "assurer_email": "desk@example.org",
        "cost_options": [{"option": "Under 12", "amount": 2.5, "currency": "usd"}],
        "contacts": [{"name": "Ann Persona", "email": "ann@example.org"}],
        "service_areas": [{"name": "Queens County"}],
    }
    second["locations"][0] |= {"latitude": 40.700511, "longitude": -73.807969}
    second["locations"][0]["accessibility"] = [{"description": "Ramp at the back"}]
    second["organization_identifiers"] = [
        {"identifier_scheme": "US-EIN", "identifier_type": "EIN", "identifier": "90-0089501"}
    ]
    load(as_file(organization(), second))
    publish()


def publish():
    for model in (Provider, Service, Place, ServiceAtPlace):
        for row in model.objects.all():
            row.is_published = True
            row.save(update_fields=["is_published"])


def wipe():
    for model in (ServiceAtPlace, Service, Place, Provider):
        model.objects.all().delete()


@pytest.mark.parametrize(("write", "name"), [(json_file, "a.json"), (zip_file, "a.zip")])
def test_export_import_export_gives_the_same_bytes(directory, load, write, name):
    first = write(published_tables())
    wipe()

    load(first, name, source="Ourselves")
    publish()

    assert write(published_tables()) == first


def test_only_what_is_published_goes_out_and_never_what_is_confidential(directory):
    hidden = Place.objects.get(latitude=None)
    Place.objects.filter(pk=hidden.pk).update(is_published=False, is_confidential=True)
    Service.objects.filter(provider__name="Third Avenue Table").update(is_published=False)

    tables = published_tables()

    assert [row["name"] for row in tables["service"]] == ["Food pantry"]
    assert len(tables["location"]) == len(tables["service_at_location"]) == 1
    assert str(hidden.uuid) not in json_file(tables).decode()
    assert all(row.get("location_id") != str(hidden.uuid) for row in tables["address"])


def test_a_closed_or_unpublished_provider_takes_its_services_along(directory):
    Provider.objects.filter(name="Third Avenue Table").update(is_published=False)
    Provider.objects.filter(name="Sutphin Kitchen").update(closed_on="2026-11-02")

    assert published_tables() == {}


def test_codes_of_others_named_staff_and_whom_to_call_stay_here(directory):
    Provider.objects.update(contact_name="Hector Lugo", phone="718-555-0101", email="h@example.org")
    Service.objects.update(quality_note="They were kind to Ana")

    text = json_file(published_tables()).decode()

    for secret in ("XX-1800", "Ann Persona", "Hector Lugo", "555-0101", "h@example.org", "kind to"):
        assert secret not in text
    assert "Caseway needs" in text


def test_the_database_refuses_to_publish_what_is_confidential(directory):
    from django.db import IntegrityError, transaction

    for model in (Provider, Service, Place, ServiceAtPlace):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.update(is_confidential=True)


def test_an_empty_directory_is_a_file_all_the_same(db):
    assert json_file(published_tables()) == b"[]\n"
    assert zipfile.ZipFile(io.BytesIO(zip_file({}))).read("units.csv").startswith(b"id,name")


def schema_of(name, folder):
    """A schema of the standard with the others that it points to."""
    jsonschema_rs = pytest.importorskip("jsonschema_rs", reason="NOT RUN: needs jsonschema-rs")
    schemas = {
        path.name: json.loads(path.read_text()) for path in (folder / "schema").glob("*.json")
    }

    def retrieve(uri):
        return schemas[uri.rpartition("/")[2]]

    return jsonschema_rs.validator_for(
        {"$ref": f"https://example.org/{name}"}, retriever=retrieve, validate_formats=True
    )


def test_the_json_fits_the_schemas_of_the_standard(directory):
    folder = reference("CASEWAY_HSDS_REFERENCE")
    tables = published_tables()
    organizations = schema_of("organization.json", folder)
    services = schema_of("service.json", folder)
    terms = schema_of("taxonomy_term.json", folder)

    for said in json.loads(json_file(tables)):
        assert [error.message for error in organizations.iter_errors(said)] == []
        for service in said["services"]:
            assert [error.message for error in services.iter_errors(service)] == []
    for term in nest(tables, "taxonomy_term"):
        assert [error.message for error in terms.iter_errors(term)] == []
    assert not services.is_valid({"id": "1", "name": "A", "status": "on"})


def test_the_csv_fits_the_description_of_the_standard(directory, tmp_path):
    frictionless = pytest.importorskip("frictionless", reason="NOT RUN: needs frictionless")
    folder = reference("CASEWAY_HSDS_REFERENCE")
    content = zip_file(published_tables())
    for described in ("datapackage.json", str(folder / "datapackage.json")):
        base = tmp_path / ("theirs" if described.startswith("/") else "ours")
        zipfile.ZipFile(io.BytesIO(content)).extractall(base)
        if described.startswith("/"):
            (base / "datapackage.json").write_bytes((folder / "datapackage.json").read_bytes())

        report = frictionless.validate(str(base / "datapackage.json"))

        assert report.flatten(["fieldName", "rowNumber", "note"]) == []
        assert report.valid


def test_the_example_of_the_standard_comes_in_and_goes_out(load):
    folder = reference("CASEWAY_HSDS_REFERENCE")
    content = (folder / "examples" / "organization_full.json").read_bytes()

    file = load(content, "organization_full.json")
    publish()

    assert {tuple(fates) for fates in file.counts.values()} == {("new",)}
    organizations = schema_of("organization.json", folder)
    said = json.loads(json_file(published_tables()))
    assert [error.message for error in organizations.iter_errors(said[0])] == []
    assert "Ann Persona" not in json.dumps(said)


def test_the_same_rows_in_another_order_give_the_same_bytes():
    rows = [{"id": key, "name": key, "description": ""} for key in ("b", "a", "c")]

    assert write_zip({"organization": rows}) == write_zip({"organization": rows[::-1]})
    assert tables_of([]) == {}
