"""A form sent twice has one effect, and both senders see it."""

import threading
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.urls import path

from caseway.kernel.models import Submission
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.submissions import once, purge_submissions
from tests.kernel.sample.models import Record

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def send(key, user, *, name="note", page="/notes/"):
    with once(key, user=user, path=page, at=AT) as submission:
        if submission.first:
            record = Record.objects.create(name=name)
            submission.leads_to(f"/notes/{record.pk}/")
    return submission.result_url


@pytest.fixture
def key():
    return str(uuid.UUID(int=7))


def test_a_second_sending_leads_to_the_first_ones_result(ana, key):
    first = send(key, ana)
    second = send(key, ana)

    assert Record.objects.count() == 1
    assert first == second == f"/notes/{Record.objects.get().pk}/"


def test_two_forms_are_two_records(ana):
    send(str(uuid.UUID(int=1)), ana)
    send(str(uuid.UUID(int=2)), ana)

    assert Record.objects.count() == 2


def test_one_key_of_two_people_are_two_sendings(ana, bo, key):
    send(key, ana)
    send(key, bo)

    assert Record.objects.count() == 2


def test_a_sending_that_failed_can_be_sent_again(ana, key):
    def fail():
        with once(key, user=ana, path="/notes/", at=AT):
            Record.objects.create(name="half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    send(key, ana)

    assert [record.name for record in Record.objects.all()] == ["note"]


def test_an_effect_without_an_address_leads_back_to_its_page(ana, key):
    with once(key, user=ana, path="/notes/", at=AT) as submission:
        pass

    assert submission.result_url == "/notes/"
    assert send(key, ana) == "/notes/"


def test_a_key_used_for_another_page_is_refused(ana, key):
    send(key, ana)

    with pytest.raises(NotAllowed, match="another page"):
        send(key, ana, page="/other/")


@pytest.mark.parametrize("junk", [None, "", "x", "'; --"])
def test_a_form_without_a_key_is_refused(ana, junk):
    with pytest.raises(NotAllowed, match="Reload the page"):
        send(junk, ana)

    assert not Record.objects.exists()


def test_keys_are_forgotten_after_two_days(ana, key):
    send(key, ana)

    assert purge_submissions(at=AT + timedelta(days=2)) == 0
    assert purge_submissions(at=AT + timedelta(days=2, seconds=1)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_sendings_at_once_make_one_record(ana, key):
    start = threading.Barrier(2)
    results = []

    def work():
        try:
            start.wait(timeout=10)
            results.append(send(key, ana))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Record.objects.count() == 1
    assert results == [f"/notes/{Record.objects.get().pk}/"] * 2


# The tag


def tag(request):
    template = Template("{% load submissions %}{% submission_key %}")
    return template.render(RequestContext(request))


urlpatterns = [path("x/", lambda request: HttpResponse(tag(request)))]


def test_each_showing_of_a_form_has_a_key_of_its_own():
    get = RequestFactory().get("/x/")

    assert tag(get) != tag(get)
    assert tag(get).startswith('<input type="hidden" name="submission_key" value="')


def test_a_form_shown_again_with_errors_keeps_its_key(key):
    assert key in tag(RequestFactory().post("/x/", {"submission_key": key}))


def test_a_key_made_up_by_the_sender_is_not_shown_back():
    assert "<script>" not in tag(RequestFactory().post("/x/", {"submission_key": '"><script>'}))


def test_forgetting_keys_leaves_the_new_ones(ana, key):
    send(key, ana)
    Submission.objects.update(made_at=AT - timedelta(days=3))
    send(str(uuid.UUID(int=9)), ana)

    assert purge_submissions(at=AT) == 1
    assert Submission.objects.get().key == uuid.UUID(int=9)
