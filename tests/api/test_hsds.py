"""The published directory as an API: what it answers, what it hides, and that it fits."""

import json
import threading
from datetime import UTC, datetime

import pytest

from caseway.api.hsds import views
from caseway.kernel.throttle import Throttle
from caseway.network.models import Place, Provider, Service, ServiceAtPlace
from caseway.network.needs import TAXONOMY, Need, term_id
from tests.attendance.cases.conftest import now  # noqa: F401
from tests.exchange.hsds.conftest import load, receive, reference, world  # noqa: F401
from tests.exchange.hsds.test_export import directory, publish, schema_of  # noqa: F401
from tests.exchange.hsds.test_import import AT, ORG, SERVICE

ALL = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")


@pytest.fixture
def api(directory, client, settings, monkeypatch):  # noqa: F811
    """Asks as anybody would."""
    settings.DIRECTORY_API = True
    monkeypatch.setattr(views, "throttle", Throttle(10_000))

    def ask(path, **query):
        return client.get(f"/api/hsds/{path}", query)

    return ask


@pytest.mark.parametrize("path", ["", *ALL, f"services/{SERVICE}"])
def test_it_is_off_until_somebody_turns_it_on(api, settings, path):
    settings.DIRECTORY_API = False
    assert api(path).status_code == 404

    settings.DIRECTORY_API = True
    assert api(path).status_code == 200


def test_the_root_says_which_edition_it_is(api):
    assert api("").json()["version"] == "3.1.1"


def test_a_page_says_where_it_stands(api):
    page = api("services", per_page=1, page=2).json()

    assert {name: value for name, value in page.items() if name != "contents"} == {
        "total_items": 2,
        "total_pages": 2,
        "page_number": 2,
        "size": 1,
        "first_page": False,
        "last_page": True,
        "empty": False,
    }
    assert len(page["contents"]) == 1
    beyond = api("services", page=9).json()
    assert (beyond["empty"], beyond["size"], beyond["contents"]) == (True, 0, [])


def names(answer):
    return sorted(one["name"] for one in answer.json()["contents"])


def test_services_are_narrowed_by_each_parameter(api):
    Service.objects.filter(uuid=SERVICE).update(modified_at=datetime(2026, 11, 1, tzinfo=UTC))
    total = "total_items"

    assert api("services", search="pantry").json()[total] == 2
    assert api("services", search="sutphin").json()[total] == 1
    assert api("services", organization_id=ORG).json()[total] == 1
    assert api("services", taxonomy_term_id=str(term_id(Need.FOOD))).json()[total] == 2
    assert api("services", taxonomy_term_id=str(term_id(Need.LEGAL))).json()[total] == 0
    assert api("services", taxonomy_id=str(TAXONOMY)).json()[total] == 2
    assert api("services", taxonomy_id=ORG).json()[total] == 0
    assert api("services", modified_after="2026-10-31T00:00:00Z").json()[total] == 1
    assert api("services", modified_after="2026-11-01T00:00:00Z").json()[total] == 1
    assert api("services", modified_after="2026-11-01T00:00:01Z").json()[total] == 0
    assert api("services", organization_id="no-such").json()[total] == 0


def test_minimal_basic_and_full_say_more_and_more(api):
    least = api("services", minimal="true").json()["contents"][0]
    basic = api("services").json()["contents"][0]
    whole = api("services", full="true").json()["contents"][0]

    assert set(least) == {"id", "name", "status", "last_modified"}
    assert basic["organization"]["name"]
    assert "phones" not in basic
    assert whole["phones"]
    assert whole["service_at_locations"][0]["location"]["addresses"]


def test_one_record_of_each_kind(api):
    service = api(f"services/{SERVICE}").json()
    assert service["capacities"][0]["unit"]["name"] == "bags"
    assert service["attributes"][0]["taxonomy_term"]["name"] == "Food"
    assert service["organization"]["name"] == "Third Avenue Table"
    link = api(f"service_at_locations/{AT}").json()
    assert (link["service"]["id"], link["location"]["name"]) == (SERVICE, "Hall")
    owner = api(f"organizations/{ORG}").json()
    assert owner["services"] == [
        {"id": SERVICE, "organization_id": ORG, "name": "Food pantry", "status": "active"}
    ]
    assert api(f"organizations/{ORG}", full_service="true").json()["services"][0]["phones"]
    assert api(f"taxonomies/{TAXONOMY}").json()["name"] == "Caseway needs"
    assert api(f"taxonomy_terms/{term_id(Need.FOOD)}").json()["code"] == "food"


@pytest.mark.parametrize("kind", ALL)
def test_an_unknown_id_is_404_in_json(api, kind):
    for key in ("00000000-0000-0000-0000-000000000000", "no-uuid"):
        answer = api(f"{kind}/{key}")
        assert answer.status_code == 404
        assert answer.json()["error"]


def test_places_near_a_zip_code(api):
    total = "total_items"
    Place.objects.filter(latitude=None).update(latitude=40.8296, longitude=-73.9262)

    assert api("service_at_locations").json()[total] == 2
    assert api("service_at_locations", postcode="10456").json()[total] == 2
    assert api("service_at_locations", postcode="10001").json()[total] == 0
    assert api("service_at_locations", postcode="10451", proximity=3000).json()[total] == 1
    assert api("service_at_locations", postcode="10451", proximity=100_000).json()[total] == 2
    assert api("service_at_locations", postcode="99950", proximity=3000).json()[total] == 0


def test_what_is_not_published_or_confidential_does_not_exist(api):
    Service.objects.filter(uuid=SERVICE).update(is_published=False)
    Place.objects.exclude(at_services__service__uuid=SERVICE).update(
        is_published=False, is_confidential=True
    )

    assert api(f"services/{SERVICE}").status_code == 404
    assert api(f"service_at_locations/{AT}").status_code == 404
    assert api("services").json()["total_items"] == 1
    assert api("service_at_locations").json()["contents"] == []
    assert "service_at_locations" not in api("services", full="true").json()["contents"][0]
    secret = Place.objects.get(is_confidential=True)
    for kind in ALL:
        assert str(secret.uuid) not in api(kind, full="true").content.decode()
    Provider.objects.update(closed_on="2026-11-02")
    assert api("organizations").json()["total_items"] == 0
    assert ServiceAtPlace.objects.count() == 2


@pytest.mark.parametrize(
    "query",
    [{"page": "0"}, {"page": "x"}, {"per_page": "-1"}, {"minimal": "maybe"}, {"format": "xml"},
     {"modified_after": "soon"}, {"page": "9" * 20}],
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_json(api, query):
    answer = api("services", **query)

    assert answer.status_code == 400
    assert answer.json()["error"]


def test_all_of_it_line_by_line(api):
    answer = api("services", format="ndjson", per_page=1)

    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert [json.loads(line)["name"] for line in lines] == ["Food pantry", "Food pantry"]


def test_nothing_can_be_written(api, client):
    assert client.delete("/api/hsds/services").status_code == 405
    assert client.post(f"/api/hsds/services/{SERVICE}").status_code == 405
    assert client.post("/api/hsds/services").status_code == 200  # the standard asks lists so too


def test_more_than_so_many_questions_a_minute_are_held_back(api, monkeypatch):
    monkeypatch.setattr(views, "throttle", Throttle(2))
    at = datetime(2026, 11, 23, 10, 0, 45, tzinfo=UTC)
    monkeypatch.setattr(views.clock, "now", lambda: at)

    answers = [api("services") for _time in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "15"


def test_the_count_of_questions_holds_under_threads():
    throttle, at = Throttle(50), datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    waits = []
    threads = [
        threading.Thread(target=lambda: waits.append(throttle.seconds_to_wait("a", at)))
        for _number in range(60)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(1 for wait in waits if wait) == 10


@pytest.mark.parametrize("many", [2, 40])
def test_a_page_asks_the_same_however_many(
    api,
    load,  # noqa: F811
    many,
    django_assert_num_queries,
):
    from tests.exchange.hsds.conftest import zipped

    rows = "".join(f"s{n},o,Service {n},active\n" for n in range(many))
    load(
        zipped(
            organizations="id,name,description\no,Many,Of all\n",
            services="id,organization_id,name,status\n" + rows,
        ),
        "a.zip",
    )
    publish()

    with django_assert_num_queries(13):
        api("services")
    with django_assert_num_queries(23):
        api("services", full="true")


SCHEMAS = {
    "services": ("service_list.json", "service.json"),
    "organizations": ("organization_list.json", "organization.json"),
    "service_at_locations": ("service_at_location_list.json", "service_at_location.json"),
    "taxonomies": ("taxonomy.json", "taxonomy.json"),
    "taxonomy_terms": ("taxonomy_term.json", "taxonomy_term.json"),
}


@pytest.mark.parametrize("kind", ALL)
def test_answers_fit_the_schemas_of_the_standard(api, kind):
    folder = reference("CASEWAY_HSDS_REFERENCE")
    listed, single = (schema_of(name, folder) for name in SCHEMAS[kind])

    contents = api(kind).json()["contents"]

    assert contents
    for said in contents:
        assert [error.message for error in listed.iter_errors(said)] == []
        whole = api(f"{kind}/{said['id']}").json()
        assert [error.message for error in single.iter_errors(whole)] == []
    for said in api(kind, full="true").json()["contents"]:
        assert [error.message for error in single.iter_errors(said)] == []
