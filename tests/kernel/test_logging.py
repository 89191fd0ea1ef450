"""The log says what happened with ids only."""

import json
import logging

import pytest
import structlog
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError
from django.http import HttpResponse
from django.urls import path, re_path

from caseway.kernel import audit
from caseway.kernel.jobs.worker import Worker
from caseway.kernel.logging import formatter, level, settings
from caseway.kernel.models import AccessEvent, User
from tests.kernel.canary import canary, logged
from tests.kernel.sample import tasks
from tests.kernel.sample.models import Record

NAME, SSN, SEARCH = "Zoé Quetzal", "219-09-9999", "quetzalcoatl"


def fail(request, pk):
    User.objects.create(email="zoe@example.org", name=NAME)
    User.objects.create(email="zoe@example.org", name=NAME)


def look(request, pk):
    audit.read(
        AccessEvent.Kind.OPENED,
        on=Record.objects.create(name=NAME),
        by=request.user,
        at="2026-11-23T09:00Z",
    )
    return HttpResponse("ok")


@login_not_required
def keyed(request, key):
    return HttpResponse("ok")


urlpatterns = [
    path("people/<int:pk>/fail/", fail),
    path("people/<int:pk>/", look),
    re_path(r"^password/(?P<key>[^/]+)/$", keyed),
]

pages = pytest.mark.urls(__name__)


def lines(said):
    return [json.loads(line) for line in said.getvalue().splitlines()]


def request_line(said):
    (line,) = [line for line in lines(said) if line["event"] == "request"]
    return line


@pytest.fixture
def signed_in(client, ana):
    client.force_login(ana)
    client.raise_request_exception = False
    return client


@pages
def test_a_request_is_one_line_with_ids_only(signed_in, ana):
    with logged() as said:
        answer = signed_in.get("/people/7/")

    line = request_line(said)
    assert (line["method"], line["page"], line["ids"]) == ("GET", "people/<int:pk>/", {"pk": "7"})
    assert (line["status"], line["user_id"], line["level"]) == (200, ana.pk, "info")
    assert line["request_id"] == answer.headers["X-Request-ID"]


@pages
def test_the_access_event_and_the_log_line_share_the_requests_id(signed_in):
    with logged() as said:
        signed_in.get("/people/7/")

    assert AccessEvent.objects.get().request_id == request_line(said)["request_id"]


@pages
def test_a_request_cannot_choose_its_id(signed_in):
    answer = signed_in.get("/people/7/", headers={"X-Request-ID": "forged"})

    assert answer.headers["X-Request-ID"] != "forged"


@pages
def test_a_search_does_not_reach_the_log(signed_in):
    with canary(SEARCH) as said:
        signed_in.get("/people/7/", {"q": SEARCH})
        signed_in.get("/nowhere/", {"q": SEARCH})

    assert "request" in said.getvalue()


@pages
def test_a_one_time_key_in_an_address_does_not_reach_the_log(client, db):
    with canary("s3cr3t-k3y") as said:
        client.get("/password/s3cr3t-k3y/")

    assert "password/" in request_line(said)["page"]


@pages
def test_a_key_in_an_address_that_is_refused_does_not_reach_the_log(client, db):
    with canary("s3cr3t-k3y") as said:
        client.get("/nowhere/s3cr3t-k3y/")

    assert "Not Found" in [line["event"] for line in lines(said)]


@pages
def test_an_error_is_logged_with_its_kind_and_place_and_not_its_message(signed_in):
    with canary(NAME, "zoe@example.org", SEARCH) as said:
        assert signed_in.get("/people/7/fail/", {"q": SEARCH}).status_code == 500

    (line,) = [line for line in lines(said) if "error" in line]
    assert line["error"] == "django.db.utils.IntegrityError"
    assert any("test_logging.py" in place for place in line["places"])


@pages
def test_what_was_posted_does_not_reach_the_log(signed_in):
    with canary(NAME, SSN):
        signed_in.post("/people/7/fail/", {"name": NAME, "ssn": SSN})


def test_a_failed_job_is_one_line_without_its_message_or_arguments(db):
    tasks.fail_after_effect.enqueue(key=SEARCH)

    with canary("Ana Ruiz", "123-45-6789", SEARCH) as said:
        Worker().drain()

    (line,) = [line for line in lines(said) if line["event"] == "job"]
    assert (line["outcome"], line["error"], line["attempt"]) == ("retry", "ValueError", 1)
    assert line["task"] == "tests.kernel.sample.tasks.fail_after_effect"


def test_our_own_loggers_may_add_facts_and_packages_may_not():
    with logged() as said:
        logging.getLogger("caseway.signin").info("session.ended", extra={"user_id": 7})
        logging.getLogger("other").info("hello", extra={"typed": SEARCH})

    ours, theirs = lines(said)
    assert (ours["event"], ours["user_id"]) == ("session.ended", 7)
    assert "typed" not in theirs


def test_sql_is_not_logged_while_serving():
    assert logging.getLogger("django.db.backends").getEffectiveLevel() == logging.WARNING


def test_no_error_is_mailed_to_administrators():
    handlers = [type(each).__name__ for each in logging.getLogger("django").handlers]

    assert "AdminEmailHandler" not in handlers


def test_an_exception_logged_by_structlog_loses_its_message_too():
    with canary(NAME) as said:
        try:
            raise IntegrityError(NAME)
        except IntegrityError:
            structlog.get_logger("caseway.x").exception("import.failed")

    assert lines(said)[0]["error"] == "django.db.utils.IntegrityError"


def test_lines_for_a_terminal_keep_the_same_silence():
    record = logging.makeLogRecord(
        {"name": "x", "msg": "GET /find?q=Zora HTTP/1.1", "levelname": "INFO"}
    )

    text = formatter("text").format(record)

    assert "GET /find?… HTTP/1.1" in text


def test_the_canary_sings_when_there_is_something_to_hear():
    with pytest.raises(pytest.fail.Exception, match="logged"), canary(NAME):
        logging.getLogger("caseway.x").info("hello Zoé Quetzal")


@pytest.mark.parametrize("said", ["warning", "WARNING"])
def test_the_level_can_be_raised_so_that_requests_are_not_written(said):
    chosen = settings(lines="text", level=level(said))

    assert chosen["root"]["level"] == "WARNING"
    assert chosen["loggers"]["django.server"]["level"] == "WARNING"


def test_a_level_that_is_none_is_refused():
    with pytest.raises(ImproperlyConfigured, match="debug, info, warning, error"):
        level("loud")
