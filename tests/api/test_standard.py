"""The running API against the description of the standard, with questions nobody thought of."""

import json

import pytest

from caseway.api.hsds import views
from caseway.kernel.throttle import Throttle
from tests.api.test_hsds import directory, load, now, receive, world  # noqa: F401
from tests.exchange.hsds.conftest import reference


@pytest.mark.slow
def test_the_api_holds_against_its_description(directory, settings, monkeypatch):  # noqa: F811
    schemathesis = pytest.importorskip("schemathesis", reason="NOT RUN: needs schemathesis")
    from django.core.handlers.wsgi import WSGIHandler
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections
    from hypothesis import HealthCheck, Phase, given
    from hypothesis import settings as effort
    from schemathesis.specs.openapi.checks import response_schema_conformance

    folder = reference("CASEWAY_HSDS_REFERENCE")
    settings.DIRECTORY_API = True
    monkeypatch.setattr(views, "throttle", Throttle(1_000_000))
    # The description asks for files beside it, which a loader finds by their own address.
    raw = (
        (folder / "openapi.json")
        .read_text()
        .replace('"schema/', f'"{(folder / "schema").as_uri()}/')
    )
    said = json.loads(raw)
    said["paths"] = {f"/api/hsds{path}": what for path, what in said["paths"].items()}
    schema = schemathesis.openapi.from_dict(said)
    schema.app = WSGIHandler()
    for signal in (request_started, request_finished):
        monkeypatch.setattr(
            signal,
            "receivers",
            [one for one in signal.receivers if one[1]() is not close_old_connections],
        )  # the test's own transaction must outlive each question
        signal.sender_receivers_cache.clear()
    asked = 0
    for result in schema.get_all_operations():
        operation = result.ok()

        @given(case=operation.as_strategy())
        @effort(
            max_examples=15,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def ask(case):
            nonlocal asked
            asked += 1
            answer = case.call()
            assert answer.status_code in {200, 400, 404}, (case.path, answer.status_code)
            if answer.status_code == 200 and "ndjson" not in str(case.query):
                case.validate_response(answer, checks=[response_schema_conformance])

        ask()
    assert asked > 100
