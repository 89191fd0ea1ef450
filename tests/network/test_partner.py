"""The provider's own page: by link alone, with as little about the person as she agreed to."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caseway.kernel.models import AuditEntry
from caseway.network.actions import referrals as actions
from caseway.network.actions.referrals import Sent, Told
from caseway.network.jobs import send_referral_link
from caseway.network.models import ReferralLink, Service
from caseway.network.needs import Need
from caseway.network.views.referrals import partner
from tests.factories import make_provider

MON = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("America/New_York"))
TOLD = Told(
    why="He must never learn of this.",
    barrier="Nights",
    message="Two children",
    reach_them="212-555-0199",
    consent="spoken",
)


@pytest.fixture(autouse=True)
def fresh_count(monkeypatch):
    """Nobody has asked yet in this minute."""
    monkeypatch.setattr(partner, "throttle", partner.Throttle(partner.PER_MINUTE))


@pytest.fixture
def made(world):
    owner = make_provider(world, "Morning Nursery", email="office@example.org")
    service = Service.objects.create(provider=owner, name="Full-day child care")
    sent = Sent(owner, Need.CHILD_CARE, service, person=world.case.participant)
    return actions.make_referral(
        case=world.case, sent=sent, told=TOLD, by=world.carla, at=MON, send=True
    )


@pytest.fixture
def link(world, made):
    return actions.make_link(referral=made, sent_to="", by=world.carla, at=MON)


@pytest.fixture
def page(link):
    return reverse("network:answer", args=[link[1]])


def read(page):
    return Client().get(page).content.decode()


def send(page, move, state="sent", **said):
    return Client().post(page, {"move": move, "state": state, **said})


def test_before_they_accept_they_see_initials_and_nothing_that_is_ours(page):
    html = read(page)

    assert "A. R." in html
    assert "Two children" in html
    for secret in ("Ana Rivera", "Rivera", "212-555-0199", "never learn", "Nights", "W-0"):
        assert secret not in html


def test_once_they_accept_they_see_name_and_phone(made, page):
    answer = send(page, "accept", said_by="Mrs. Bell", note="Monday at eight")

    assert (answer.status_code, answer["Location"]) == (302, page)
    html = read(page)
    assert "Ana Rivera" in html
    assert "(212) 555-0199" in html
    made.refresh_from_db()
    assert made.state == "accepted"


def test_of_a_closed_referral_nothing_about_the_person_is_shown(made, page):
    send(page, "accept")
    send(page, "close", state="accepted", result="helped", said_by="Mrs. Bell")

    html = read(page)

    made.refresh_from_db()
    assert (made.state, made.result) == ("closed", "helped")
    assert "Thank you" in html
    for secret in ("Ana", "A. R.", "Two children", "555-0199"):
        assert secret not in html


@pytest.mark.parametrize(
    ("move", "said", "stands"),
    [
        ("waitlist", {"expected_on": "2026-12-07"}, "waitlisted"),
        ("decline", {"reason": "full"}, "declined"),
        ("appoint", {"day": "2026-11-26", "at": "09:30"}, "appointment"),
        ("start", {}, "in_service"),
    ],
)
def test_each_answer_moves_the_referral(made, page, move, said, stands):
    assert send(page, move, **said).status_code == 302

    made.refresh_from_db()
    assert made.state == stands


def test_an_answer_that_lacks_something_comes_back_with_what_was_typed(made, page):
    answer = send(page, "decline", reason="", note="Try the one on Elm Street")

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Try the one on Elm Street" in html
    made.refresh_from_db()
    assert made.state == "sent"


def test_a_second_click_and_an_old_page_answer_nothing_twice(made, page):
    send(page, "accept")
    send(page, "accept")
    send(page, "decline", reason="full")  # from a page that still showed it as sent

    made.refresh_from_db()
    assert made.state == "accepted"
    assert made.steps.filter(by=None).count() == 1


def test_staff_steps_are_none_of_theirs(made, page):
    for move in ("withdraw", "remind", "take_back", "send", "nonsense"):
        assert send(page, move, note="x").status_code == 302

    made.refresh_from_db()
    assert made.state == "sent"


def test_a_link_that_is_cut_short_run_out_or_replaced_opens_nothing(
    world, made, link, page, monkeypatch
):
    assert Client().get(page[:-5] + "/").status_code == 404
    actions.make_link(referral=made, sent_to="", by=world.carla, at=MON)
    answer = Client().get(page)
    assert answer.status_code == 404
    assert "A. R." not in answer.content.decode()
    assert send(page, "accept").status_code == 404

    _new, secret = actions.make_link(referral=made, sent_to="", by=world.carla, at=MON)
    page = reverse("network:answer", args=[secret])
    assert Client().get(page).status_code == 200
    monkeypatch.setattr(timezone, "now", lambda: MON + timedelta(days=30))
    assert Client().get(page).status_code == 404


def test_too_many_tries_from_one_address_wait(page):
    codes = {Client().get(page).status_code for _try in range(partner.PER_MINUTE)}
    answer = Client().get(page)

    assert codes == {200}
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 60


def test_the_page_is_kept_by_nobody_and_that_it_was_opened_is_noted_once(link, page):
    answer = Client().get(page)

    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    row = ReferralLink.objects.get(pk=link[0].pk)
    assert row.opened_at == MON
    noted = AuditEntry.objects.filter(table="network_referrallink").count()
    Client().get(page)
    assert AuditEntry.objects.filter(table="network_referrallink").count() == noted


def test_it_is_read_in_spanish_too(page):
    client = Client(headers={"accept-language": "es"})

    assert '<html lang="es">' in client.get(page).content.decode()


def test_a_letter_brings_a_link_that_opens_and_names_nobody(world, made):
    link, old = actions.make_link(
        referral=made, sent_to="office@example.org", by=world.carla, at=MON
    )

    send_referral_link.call(link_id=link.pk, site="https://caseway.example.org/")

    letter = mail.outbox[0]
    assert letter.to == ["office@example.org"]
    for secret in ("Ana", "Rivera", "A. R.", old):
        assert secret not in letter.subject + letter.body
    path = re.search(r"https://caseway\.example\.org(/answer/\S+/)", letter.body)[1]
    assert Client().get(path).status_code == 200


def test_no_letter_goes_out_for_a_link_that_was_closed_meanwhile(world, made):
    link, _secret = actions.make_link(
        referral=made, sent_to="office@example.org", by=world.carla, at=MON
    )
    actions.revoke_link(link=link, by=world.carla, at=MON)

    send_referral_link.call(link_id=link.pk, site="https://caseway.example.org/")

    assert mail.outbox == []
