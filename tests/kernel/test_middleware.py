"""A request that may change something is one transaction under its sender's name."""

import io

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpResponse
from django.urls import path

from caseway.kernel.audit.actor import acting
from caseway.kernel.middleware import ActingMiddleware
from caseway.kernel.models import AuditEntry
from tests.kernel.sample.models import Record

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


def save(request):
    Record.objects.create(name="x")
    return HttpResponse(acting().actor)


def fail(request):
    Record.objects.create(name="x")
    raise RuntimeError


def forbid(request):
    Record.objects.create(name="x")
    raise PermissionDenied


def answer_503(request):
    Record.objects.create(name="x")
    return HttpResponse(status=503)


@login_not_required
def anonymous(request):
    Record.objects.create(name="x")
    return HttpResponse(acting().actor)


urlpatterns = [
    path("save/", save),
    path("fail/", fail),
    path("forbid/", forbid),
    path("503/", answer_503),
    path("anonymous/", anonymous),
]


@pytest.fixture
def signed_in(client, ana):
    client.force_login(ana)
    client.raise_request_exception = False
    return client


def actors():
    return list(AuditEntry.objects.filter(table="sample_record").values_list("actor", flat=True))


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_change_is_recorded_under_the_name_of_its_sender(signed_in, ana, method):
    getattr(signed_in, method)("/save/")

    assert actors() == [str(ana.pk)]


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_page_that_only_reads_costs_nothing_here(rf, ana, django_assert_num_queries, method):
    request = getattr(rf, method)("/")
    request.user = ana

    with django_assert_num_queries(0):
        ActingMiddleware(lambda request: HttpResponse(acting().actor))(request)


def test_a_page_that_only_reads_has_no_name_to_write_under(signed_in):
    assert signed_in.get("/save/").content == b"system"


@pytest.mark.parametrize(("page", "code"), [("fail", 500), ("forbid", 403), ("503", 503)])
def test_a_request_that_fails_changes_nothing(signed_in, page, code):
    assert signed_in.post(f"/{page}/").status_code == code

    assert (Record.objects.count(), actors()) == (0, [])


def test_somebody_who_is_not_signed_in_acts_as_the_system(client):
    assert client.post("/anonymous/").content == b"system"


def test_the_name_ends_with_the_request(signed_in):
    signed_in.post("/save/")
    Record.objects.create(name="y")

    assert actors()[-1] == "system"
    assert connection.in_atomic_block


class Arriving(io.BytesIO):
    """What a sender sends; notes whether a transaction waited for it."""

    def __init__(self, content):
        super().__init__(content)
        self.waited = []

    def read(self, *size):
        self.waited.append(connection.in_atomic_block)
        return super().read(*size)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "application/json"])
def test_no_transaction_waits_for_a_slow_sender(rf, ana, kind):
    sent = Arriving(b"name=x" * 100)
    request = rf.generic("POST", "/", content_type=kind, CONTENT_LENGTH=600)
    request._stream = request.environ["wsgi.input"] = sent
    request.user = ana

    ActingMiddleware(lambda request: HttpResponse(request.body))(request)

    assert sent.waited
    assert not any(sent.waited)


@pytest.mark.django_db(transaction=True)
def test_no_transaction_waits_for_an_upload(rf, ana):
    post = rf.post("/", {"file": io.BytesIO(b"a,b" * 1000)})
    sent = Arriving(post.environ["wsgi.input"].read())
    post._stream = post.environ["wsgi.input"] = sent
    post.user = ana

    answer = ActingMiddleware(lambda request: HttpResponse(len(request.FILES)))(post)

    assert answer.content == b"1"
    assert not any(sent.waited)
