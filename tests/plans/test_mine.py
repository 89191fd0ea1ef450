"""The pages behind a link: no account, nothing shown before the date of birth, nothing by GET."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from caseway.kernel.models.audit import AuditEntry
from caseway.plans.actions import links
from caseway.plans.actions.proposing import propose
from caseway.plans.models import Proposal, Side, Signature, SigningLink
from caseway.plans.views import throttle
from tests.plans.rows import make_goal, offered, participant_signs

pytestmark = pytest.mark.django_db

BORN = {"born_month": "5", "born_day": "2", "born_year": "1994"}


@pytest.fixture(autouse=True)
def _nobody_asked_before():
    throttle._counts.clear()


@pytest.fixture
def door(there):
    """A link as it was sent, opened by a browser that nobody signed in."""
    version = offered(there.plan, there.own, timezone.now())
    made = links.make_link(version=version, language="es", by=there.own, at=timezone.now())
    there.version, there.link, there.url = version, made.link, f"/mine/{made.token}/"
    return there


@pytest.fixture
def phone(door):
    client = Client()
    assert client.post(door.url, BORN).status_code == 302
    return client


def text(answer):
    return " ".join(answer.content.decode().split())


def test_nothing_of_the_plan_shows_before_the_date_of_birth(door):
    page = text(Client().get(door.url))

    for word in ("Ana", "kitchen", door.case.number, "plan "):
        assert word not in page
    for rest in ("copy/en.html", "copy/en.pdf"):
        assert Client().get(door.url + rest).status_code == 302
    for act in ("sign/", "decline/", "paper/", "ask/"):
        assert Client().post(door.url + act, {"typed_name": "Ana"}).status_code == 302
    assert not Signature.objects.exists()


def test_the_page_speaks_the_language_of_the_link_until_another_is_chosen(door):
    assert '<html lang="es">' in text(Client().get(door.url))
    client = Client()
    client.cookies["django_language"] = "en"
    assert '<html lang="en">' in text(client.get(door.url))


def test_a_wrong_date_is_told_and_the_fifth_closes_the_link(door):
    client = Client()
    wrong = {**BORN, "born_year": "1990"}
    for _ in range(5):
        assert client.post(door.url, wrong).status_code == 422

    assert client.post(door.url, BORN).status_code == 404
    assert client.get(door.url).status_code == 404


def test_reading_writes_nothing(door, phone):
    before = AuditEntry.objects.count()

    assert phone.get(door.url).status_code == 200
    assert phone.get(door.url + "copy/en.html").status_code == 200

    assert AuditEntry.objects.count() == before


def test_she_signs_with_her_name_and_may_read_it_afterwards(door, phone):
    assert phone.post(door.url + "sign/", {"typed_name": "", "copy": "link"}).status_code == 422

    answer = phone.post(door.url + "sign/", {"typed_name": "Ana Rivera", "copy": "link"})

    assert answer.status_code == 302
    row = Signature.objects.get()
    assert (row.role, row.method, row.language) == ("participant", "link", "es")
    assert row.link == door.link
    again = phone.get(door.url)
    assert "Ana Rivera" in text(again)
    assert phone.get(door.url + "copy/es.html").status_code == 200
    assert phone.post(door.url + "sign/", {"typed_name": "Ana", "copy": "link"}).status_code == 422
    assert Signature.objects.count() == 1


def test_what_is_signed_is_the_text_of_the_language_on_the_page(door, phone):
    phone.cookies["django_language"] = "en"

    phone.post(door.url + "sign/", {"typed_name": "Ana Rivera", "copy": "link"})

    row = Signature.objects.get()
    assert row.text_sha256 == door.version.texts.get(language="en").sha256
    assert "You decide how to sign" in row.disclosure


def test_declining_asks_why_and_paper_is_always_open(door, phone):
    assert phone.post(door.url + "decline/", {"reason": ""}).status_code == 422
    phone.post(door.url + "decline/", {"reason": "The evenings are too long."})
    phone.post(door.url + "paper/")
    phone.post(door.url + "paper/")

    acts = list(Signature.objects.values_list("act", "reason"))
    assert acts == [("declined", "The evenings are too long."), ("paper", "")]


def test_she_asks_for_a_change_once_however_often_it_is_sent(door, phone):
    for _ in range(2):
        phone.post(door.url + "ask/", {"words": "Mornings, please", "why": ""})

    row = Proposal.objects.get()
    assert (row.side, row.by, row.link) == ("participant", None, door.link)


def test_she_answers_what_the_agency_proposed_and_nothing_else(door, phone):
    theirs = propose(
        plan=door.plan, side=Side.STAFF, words="A course", why="", by=door.own, at=timezone.now()
    )
    hers = propose(
        plan=door.plan,
        side=Side.PARTICIPANT,
        words="Mornings",
        why="",
        by=door.own,
        at=timezone.now(),
    )

    assert phone.post(f"{door.url}reply/{theirs.pk}/", {"agreed": "no"}).status_code == 422
    assert phone.post(f"{door.url}reply/{hers.pk}/", {"agreed": "yes"}).status_code == 422
    assert phone.post(f"{door.url}reply/999999/", {"agreed": "yes"}).status_code == 404
    phone.post(f"{door.url}reply/{theirs.pk}/", {"agreed": "no", "words": "Too far"})

    theirs.refresh_from_db()
    assert (theirs.state, theirs.answer) == ("not_agreed", "Too far")


def test_a_link_for_an_older_version_says_so_and_signs_nothing(door, phone):
    make_goal(door.plan, door.own, "See a dentist with Leo")
    offered(door.plan, door.own, timezone.now())

    answer = phone.post(door.url + "sign/", {"typed_name": "Ana Rivera", "copy": "link"})

    assert answer.status_code == 422
    assert not Signature.objects.exists()


def test_an_unknown_a_closed_and_a_link_that_ran_out_look_alike(door):
    unknown = text(Client().get("/mine/nothing-of-ours/"))
    SigningLink.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    run_out = Client().get(door.url)

    assert run_out.status_code == 404
    assert "Ana" not in text(run_out)
    assert Client().get("/mine/nothing-of-ours/").status_code == 404
    assert "Ana" not in unknown


def test_the_cookie_of_one_link_opens_no_other(door, phone):
    other = links.make_link(version=door.version, language="es", by=door.own, at=timezone.now())
    client = Client()
    client.cookies["mine"] = phone.cookies["mine"].value

    assert "kitchen" not in text(client.get(f"/mine/{other.token}/"))


def test_who_asks_too_often_waits(door, monkeypatch):
    monkeypatch.setattr(throttle, "PER_MINUTE", 3)
    now = timezone.now()
    monkeypatch.setattr(throttle.timezone, "now", lambda: now)

    got = [Client().get("/mine/guess/").status_code for _ in range(5)]

    assert got == [404, 404, 404, 429, 429]


def test_nothing_is_kept_by_a_browser_or_told_to_others(door, phone):
    answer = phone.get(door.url)

    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Robots-Tag"] == "noindex"
    assert "HttpOnly" in str(phone.cookies["mine"])


def test_who_signed_before_reads_what_is_different_now(there):
    first = offered(there.plan, there.own, timezone.now() - timedelta(days=30))
    participant_signs(first, there.own, timezone.now() - timedelta(days=29))
    make_goal(there.plan, there.own, words="Learn to drive")
    second = offered(there.plan, there.own, timezone.now())

    page = text(behind(second, there.own))

    assert "What is different now" in page
    new = page.partition("What is different now")[2].partition('<div class="c-paper">')[0]
    assert "Learn to drive" in new
    assert "kitchen" not in new


def test_who_signs_for_the_first_time_reads_no_difference(door):
    make_goal(door.plan, door.own, words="Learn to drive")
    second = offered(door.plan, door.own, timezone.now())

    assert "What is different now" not in text(behind(second, door.own))


def behind(version, by):
    """What the person reads behind a link to a version, in English."""
    made = links.make_link(version=version, language="en", by=by, at=timezone.now())
    client = Client()
    client.post(f"/mine/{made.token}/", BORN)
    return client.get(f"/mine/{made.token}/")
