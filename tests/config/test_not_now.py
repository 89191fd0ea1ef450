"""A database that cannot answer: plain words, nothing half-saved, and what was typed stays."""

import uuid

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from caseway.cases.models import Contact
from caseway.kernel.models import AuditEntry, Submission
from tests.desk.rows import case_of_carla, make_office

WORDS = "Talked of the interview at the bakery. <b>She</b> starts Monday."


@pytest.fixture
def office(transactional_db):
    return make_office()


@pytest.fixture
def case(office):
    return case_of_carla(office)


@pytest.fixture
def carla(office):
    client = Client(raise_request_exception=False)
    client.force_login(office.workers["carla"])
    return client


@pytest.fixture
def full_disk():
    """The database may not grow by a page, as on a disk without room."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # no page is left free inside it either
        cursor.execute("PRAGMA max_page_count")
        before = cursor.fetchone()[0]
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA max_page_count = {before}")


def form(text: str = WORDS) -> dict[str, str]:
    return {
        "submission_key": str(uuid.uuid4()),
        "kind": "note",
        "mode": "none",
        "at": "2026-11-20T09:30",
        "text": text,
    }


@pytest.mark.skipif(connection.vendor != "sqlite", reason="limits a SQLite database")
def test_a_full_disk_is_said_plainly_saves_nothing_in_part_and_recovers(
    office, case, carla, full_disk
):
    sent = form(WORDS + " and more" * 2_000)
    url = reverse("desk:log_contact", args=[case.pk])

    answer = carla.post(url, sent)

    html = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "The disk that keeps the records is full." in html
    assert "nothing was saved in part" in html
    assert "Talked of the interview at the bakery. &lt;b&gt;She&lt;/b&gt;" in html
    assert f'name="submission_key" value="{sent["submission_key"]}"' in html
    assert not Contact.objects.exists()
    assert not Submission.objects.exists()
    assert not AuditEntry.objects.filter(table="cases_contact").exists()

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1000000")
    again = carla.post(url, sent)

    assert again.status_code == 302
    assert Contact.objects.get().text == sent["text"]


@pytest.fixture
def nobody_answers(monkeypatch):
    def away(*_args, **_kwargs):
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr("caseway.cases.actions.contacts.access.require", away)


def test_a_database_that_is_away_keeps_the_words_and_the_way_back(case, carla, nobody_answers):
    url = reverse("desk:log_contact", args=[case.pk])

    html = carla.post(url, form()).content.decode()

    assert "The database does not answer at this moment." in html
    assert f'<form method="post" action="{url}">' in html
    assert html.count("<blockquote") == 1, "the words, and no key or day"
    assert 'name="csrfmiddlewaretoken"' in html


def test_a_secret_never_stands_in_the_page(case, carla, nobody_answers):
    url = reverse("desk:log_contact", args=[case.pk])

    html = carla.post(url, {**form(), "ssn": "987-65-4320"}).content.decode()

    assert "987-65-4320" not in html
    assert WORDS[:20] not in html
    assert "must be given once more" in html


def test_a_page_that_only_reads_offers_to_try_again(case, carla, monkeypatch):
    def away(*_args, **_kwargs):
        raise OperationalError("no connection")

    monkeypatch.setattr("caseway.desk.views.case_page.open_case", away)

    answer = carla.get(f"/cases/{case.pk}/?nth=2")

    html = answer.content.decode()
    assert answer.status_code == 503
    assert "Not possible right now" in html
    assert f'href="/cases/{case.pk}/?nth=2"' in html
    assert "Nothing of what you just sent" not in html


def test_another_error_is_the_error_page(case, carla, monkeypatch):
    def broken(*_args, **_kwargs):
        raise ValueError("a bug")

    monkeypatch.setattr("caseway.desk.views.case_page.open_case", broken)

    assert carla.get(f"/cases/{case.pk}/").status_code == 500
