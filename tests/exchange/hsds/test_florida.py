"""A real directory in its owner's own columns, through a map that is saved once."""

import io
import zipfile

from caseway.exchange.hsds import actions
from caseway.exchange.hsds.judging import total
from caseway.exchange.models import DirectoryMap, DirectoryState, HeldRecord
from caseway.network.models import Place, PlaceAddress, Provider, Service, ServiceArea, ServiceCode
from tests.attendance.cases.conftest import NOW
from tests.exchange.hsds.conftest import reference, worked

MAPS = {
    "organizations": {
        "organization_uuid": "organization.id",
        "organization_name": "organization.name",
        "organization_email": "organization.email",
        "organization_tax_id": "organization.tax_id",
        "organization_legal_status": "organization.legal_status",
        "organization_url": "organization.website",
        "organization_alternate_name": "organization.alternate_name",
        "organization_year_incorporated": "organization.year_incorporated",
        "organization_description": "organization.description",
    },
    "services": {
        "service_uuid": "service.id",
        "organization_uuid": "service.organization_id",
        "organization_name": "service.organization_name",
        "service_name": "service.name",
        "service_alternate_name": "service.alternate_name",
        "service_description": "service.description",
        "service_email": "service.email",
        "service_url": "service.url",
        "service_min_age": "service.minimum_age",
        "service_max_age": "service.maximum_age",
        "service_problem_codes": "service.needs",
        "service_areas": "service.areas",
        "service_immigration_status": "service.eligibility_description",
    },
    "locations": {
        "organization_name": "location.organization_name",
        "organization_uuid": "location.organization_id",
        "location_name": "location.name",
        "location_uuid": "location.id",
        "location_address": "location.address",
        "location_url": "location.url",
        "phones": "location.phones",
    },
}


def test_the_florida_directory_loads_whole(receive, world):
    folder = reference("CASEWAY_HSDS_FLORIDA")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in MAPS:
            archive.write(folder / f"{name}.csv", f"{name}.csv")
    content = target.getvalue()

    file = receive(content, "florida.zip", source="Florida legal aid")
    assert file.state == DirectoryState.COLUMNS
    sheets = {sheet["key"]: sheet["name"] for sheet in file.take("content", {})["sheets"]}
    columns = {key: MAPS[name] for key, name in sheets.items()}
    file = worked(actions.map_columns(file=file, columns=columns, by=world.boss, at=NOW))
    file = worked(actions.apply(file=file, by=world.boss, at=NOW))

    assert total(file.counts) == 20 + 135 + 378
    assert sum(file.counts["organization"].values()) == 20
    assert file.counts["organization"] == {"new": 20}
    assert file.counts["service"] == {"new": 135}
    held = HeldRecord.objects.filter(kind="location")
    assert Place.objects.count() + held.count() == 378
    assert {tuple(row.mends) for row in held} == {("incomplete_address",)}
    assert (Provider.objects.count(), Service.objects.count()) == (20, 135)
    assert ServiceArea.objects.filter(name="Palm Beach County").exists()
    assert ServiceCode.objects.filter(name="Domestic Violence").exists()
    assert PlaceAddress.objects.filter(postal_code="33157", city="Cutler Bay").exists()
    assert DirectoryMap.objects.count() == 3

    again = receive(content, "florida.zip", source="Florida legal aid")

    assert again.state == DirectoryState.PREVIEW  # the saved map knows its columns
    assert {tuple(fates) for kind, fates in again.counts.items() if kind != "location"} == {
        ("same",)
    }
    assert set(again.counts["location"]) == {"same", "held"}
