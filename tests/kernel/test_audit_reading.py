"""Every look at a person's record is written down, or the page is not shown."""

from datetime import UTC, datetime

import pytest
import structlog
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import HttpResponse
from django.urls import path

from caseway.kernel import audit
from caseway.kernel.models import AccessEvent, Disclosure
from caseway.kernel.personal import FieldClass
from tests.kernel.sample.models import Record

AT = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)
Kind = AccessEvent.Kind


def show(request):
    record = Record.objects.get()
    audit.read(Kind.OPENED, on=record, by=request.user, at=AT)
    return HttpResponse(record.name)


urlpatterns = [path("record/", show)]


@pytest.fixture
def record(db):
    return Record.objects.create(name="Eva Lund")


def test_opening_a_record_says_who_what_when_and_in_which_request(record, ana):
    with structlog.contextvars.bound_contextvars(request_id="r-1"):
        audit.read(
            Kind.REVEALED,
            on=record,
            by=ana,
            at=AT,
            case_id=7,
            field_class=FieldClass.IDENTIFIER,
            reason="benefit letter",
        )

    event = AccessEvent.objects.get()
    assert (event.at, event.user_id, event.kind) == (AT, ana.pk, "revealed")
    assert (event.table, event.row, event.case_id) == ("sample_record", str(record.pk), 7)
    assert (event.field_class, event.reason) == ("identifier", "benefit letter")
    assert (event.request_id, event.hits) == ("r-1", 1)


def test_a_search_says_how_many_were_shown_and_not_what_was_sought(ana):
    audit.read(Kind.SEARCHED, on=Record, by=ana, at=AT, hits=12)

    event = AccessEvent.objects.get()
    assert (event.table, event.row, event.hits) == ("sample_record", "", 12)


def test_opening_must_name_the_row(ana):
    with pytest.raises(IntegrityError), transaction.atomic():
        audit.read(Kind.OPENED, on=Record, by=ana, at=AT)


@pytest.mark.urls(__name__)
def test_a_page_is_shown_once_its_reading_is_written(client, record, ana):
    client.force_login(ana)

    answer = client.get("/record/")

    assert answer.content == b"Eva Lund"
    assert AccessEvent.objects.count() == 1


@pytest.mark.urls(__name__)
def test_a_page_whose_reading_cannot_be_written_is_not_shown(client, record, ana):
    client.force_login(ana)
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_accessevent RENAME COLUMN hits TO gone")

    answer = client.get("/record/")

    assert answer.status_code == 500
    assert b"Eva Lund" not in answer.content


@pytest.mark.urls(__name__)
def test_the_error_of_the_audit_is_not_swallowed(client, record, ana):
    client.force_login(ana)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_accessevent RENAME COLUMN hits TO gone")

    with pytest.raises(DatabaseError):
        client.get("/record/")


def test_a_reading_costs_one_query(record, ana, django_assert_num_queries):
    with django_assert_num_queries(1):
        audit.read(Kind.OPENED, on=record, by=ana, at=AT)


def test_a_disclosure_says_to_whom_what_and_by_what_right(record, ana):
    audit.disclose(
        on=record,
        to="City Works",
        what="hours in May",
        legal_basis="signed release",
        by=ana,
        at=AT,
        case_id=7,
    )

    given = Disclosure.objects.get()
    assert (given.recipient, given.what, given.legal_basis) == (
        "City Works",
        "hours in May",
        "signed release",
    )
    assert (given.by, given.at, given.case_id, given.row) == (ana, AT, 7, str(record.pk))


@pytest.mark.parametrize("blank", ["to", "what", "legal_basis"])
def test_a_disclosure_without_recipient_content_or_right_is_refused(record, ana, blank):
    facts = {"to": "a", "what": "b", "legal_basis": "c", blank: ""}

    with pytest.raises(IntegrityError), transaction.atomic():
        audit.disclose(on=record, by=ana, at=AT, **facts)
