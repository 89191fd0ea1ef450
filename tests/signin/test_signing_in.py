"""E-mail and password, and everything somebody may try at that door."""

from unittest import mock

import pytest
from django.contrib.auth import get_user
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import NoReverseMatch, reverse

from caseway.kernel.jobs.worker import Worker
from caseway.kernel.models import User
from caseway.kernel.signin import jobs, letters
from caseway.kernel.signin.passwords import LONGEST
from tests.signin.conftest import PASSWORD

SIGN_IN = "/sign-in/"


def test_right_password_opens_the_door_and_returns_to_the_page(client, ana, sign_in):
    first = client.get("/me/")

    answer = sign_in(to="/me/")

    assert first.headers["Location"] == "/sign-in/?next=%2Fme%2F"
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/me/"
    assert get_user(client) == ana


@pytest.mark.parametrize(
    "typed", ["Ana@County.Example", "  ana@county.example ", "ANA@COUNTY.EXAMPLE"]
)
def test_capitals_and_blanks_in_the_address_do_not_matter(client, ana, sign_in, typed):
    sign_in(typed)

    assert get_user(client) == ana


def test_sign_up_has_no_address(client, ana):
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("ana@county.example", "not her password"),  # she exists
        ("nobody@county.example", "not her password"),  # nobody does
    ],
)
def test_wrong_password_and_unknown_address_get_the_same_answer(sign_in, ana, email, password):
    answer = sign_in(email, password)

    text = answer.content.decode().replace(email, "")
    assert answer.status_code == 422
    assert "This e-mail address and password do not match. Check both and try again." in text
    assert text.count("do not match") == 1


@pytest.mark.parametrize("email", ["ana@county.example", "nobody@county.example"])
def test_a_password_is_hashed_once_whether_the_account_exists_or_not(sign_in, ana, email):
    hasher = "django.contrib.auth.hashers.MD5PasswordHasher.encode"
    from django.contrib.auth.hashers import MD5PasswordHasher

    with mock.patch(hasher, autospec=True, side_effect=MD5PasswordHasher.encode) as encode:
        sign_in(email, "not her password")

    assert encode.call_count == 1


def test_somebody_whose_account_is_closed_learns_so_only_with_the_right_password(client, sign_in):
    User.objects.create_user("old@county.example", PASSWORD, name="Old Hand", is_active=False)

    wrong = sign_in("old@county.example", "not the password")
    right = sign_in("old@county.example")

    assert wrong.status_code == 422
    assert right.headers["Location"] == "/sign-in/closed/"
    assert not get_user(client).is_authenticated


@pytest.mark.parametrize(
    "trap",
    [
        "https://evil.example/",
        "//evil.example/",
        r"/\evil.example/",
        "javascript:alert(1)",
        "http:///evil.example",
        "https://testserver@evil.example/",
    ],
)
def test_next_never_leads_to_another_site(sign_in, ana, trap):
    answer = sign_in(to=trap)

    assert answer.headers["Location"] == "/"


def test_a_session_planted_before_sign_in_is_worthless_after_it(client, ana, sign_in):
    client.get(SIGN_IN)
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    planted = session.session_key
    client.cookies["session"] = planted

    sign_in()

    assert client.session.session_key != planted
    client.cookies["session"] = planted
    assert client.get("/me/").status_code == 302


def test_signing_out_needs_a_post_and_ends_the_session_on_the_server(client, ana, sign_in):
    sign_in()
    key = client.session.session_key

    asked = client.get("/sign-out/")
    still = get_user(client)
    client.post("/sign-out/")

    assert asked.status_code == 200
    assert still == ana
    client.cookies["session"] = key
    assert client.get("/me/").status_code == 302


def test_forms_without_the_token_are_refused(ana):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)

    answer = strict.post(SIGN_IN, {"login": ana.email, "password": PASSWORD})

    assert answer.status_code == 403


def test_password_is_never_sent_back(sign_in, ana):
    answer = sign_in(password="sunflower-bridge-onion")

    assert b"sunflower-bridge-onion" not in answer.content


def test_a_very_long_password_is_refused_before_it_is_hashed(client, ana, sign_in):
    sign_in()

    answer = client.post(
        "/me/password/",
        {"oldpassword": PASSWORD, "password1": "ab c" * LONGEST, "password2": "ab c" * LONGEST},
    )

    assert answer.status_code == 422
    assert "Use at most 256 characters." in answer.content.decode()


class TestForgottenPassword:
    URL = "/password/forgotten/"

    def test_known_and_unknown_addresses_get_the_same_answer_and_the_same_work(self, client, ana):
        answers, work = [], []
        for email in ("ana@county.example", "nobody@county.example"):
            with mock.patch.object(jobs, "send_password_link") as job:
                answer = client.post(self.URL, {"email": email}, follow=True)
            answers.append((answer.redirect_chain, answer.context["request"].path))
            work.append(job.enqueue.call_count)

        assert answers[0] == answers[1]
        assert work == [1, 1]

    def test_the_job_is_told_no_address_and_no_link(self, client, ana):
        with mock.patch.object(jobs, "send_password_link") as job:
            client.post(self.URL, {"email": ana.email})

        assert job.enqueue.call_args.kwargs == {
            "user_id": ana.pk,
            "site": "http://testserver/",
            "language": "en",
        }

    def test_nobody_gets_a_letter_for_an_unknown_address(self, client, ana):
        client.post(self.URL, {"email": "nobody@county.example"})
        done = Worker().drain()

        assert done > 0
        assert mail.outbox == []

    def test_the_link_works_once(self, client, ana):
        client.post(self.URL, {"email": ana.email})
        Worker().drain()
        link = next(w for w in mail.outbox[0].body.split() if w.startswith("http"))
        new = {"password1": "seven quiet river stones", "password2": "seven quiet river stones"}

        page = client.get(link, follow=True)
        done = client.post(page.redirect_chain[-1][0], new)
        again = client.get(link, follow=True)

        assert page.status_code == 200
        assert done.headers["Location"] == "/password/new/done/"
        assert "This link does not work any more" in again.content.decode()
        ana.refresh_from_db()
        assert ana.check_password("seven quiet river stones")

    def test_the_key_is_not_in_the_address_of_the_page_that_uses_it(self, client, ana):
        client.post(self.URL, {"email": ana.email})
        Worker().drain()
        link = next(w for w in mail.outbox[0].body.split() if w.startswith("http"))

        page = client.get(link, follow=True)

        assert page.redirect_chain[-1][0].endswith("-set-password/")

    def test_letter_is_in_the_persons_language(self, client, ana):
        ana.language = "es"
        ana.save()

        with mock.patch.object(jobs, "send_password_link") as job:
            client.post(self.URL, {"email": ana.email})

        assert job.enqueue.call_args.kwargs["language"] == "es"

    def test_a_new_password_ends_every_session(self, client, ana, sign_in):
        sign_in()
        ana.set_password("seven quiet river stones")
        ana.save()

        assert client.get("/me/").status_code == 302


class Down(BaseEmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError("no mail server")


def test_a_mail_server_that_is_down_does_not_undo_a_changed_password(
    client, ana, sign_in, settings, caplog
):
    settings.EMAIL_BACKEND = f"{__name__}.Down"
    sign_in()
    new = "seven quiet river stones"

    answer = client.post(
        "/me/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )

    assert answer.headers["Location"] == "/me/"
    ana.refresh_from_db()
    assert ana.check_password(new)
    assert "letter.not_sent" in caplog.text
    assert ana.email not in caplog.text


def test_changing_the_password_tells_its_owner(client, ana, sign_in):
    sign_in()
    new = "seven quiet river stones"

    client.post("/me/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert [m.to for m in mail.outbox] == [[ana.email]]
    assert "Your password was changed." in mail.outbox[0].body


def test_every_occasion_that_the_library_tells_of_has_its_sentence():
    import re
    from pathlib import Path

    import allauth

    told = set()
    for path in Path(allauth.__file__).parent.glob("*/**/*.py"):
        told |= set(
            re.findall(
                r'send_notification_mail\(\s*"((?:account|mfa)/email/\w+)"', path.read_text()
            )
        )

    # Addresses are changed by administrators only: those pages have no URL here.
    assert told - {t for t in told if "email_" in t} <= set(letters.WHAT)
    assert len(told) > 5
