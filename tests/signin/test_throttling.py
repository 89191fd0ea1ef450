"""Too many tries: both sides of the limit, who is held and who is not, and how it ends."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import get_user
from django.test import Client
from django.utils import timezone

from caseway.kernel.models import SharedCache
from caseway.kernel.signin import throttle

HERE, ELSEWHERE = "203.0.113.7", "203.0.113.8"


@pytest.fixture
def wrong(sign_in):
    def tries(times, email="ana@county.example", address=HERE):
        return [sign_in(email, "wrong password", REMOTE_ADDR=address) for _ in range(times)][-1]

    return tries


def test_four_wrong_tries_leave_the_door_open(client, ana, sign_in, wrong):
    last = wrong(4)

    right = sign_in(REMOTE_ADDR=HERE)

    assert last.status_code == 422
    assert right.status_code == 302
    assert get_user(client) == ana


def test_the_fifth_wrong_try_holds_even_the_right_password(client, ana, sign_in, wrong):
    last = wrong(5)

    right = sign_in(REMOTE_ADDR=HERE)

    assert last.status_code == 429
    assert right.status_code == 429
    assert not get_user(client).is_authenticated


def test_the_page_says_when_to_try_again(ana, wrong, monkeypatch):
    wrong(4)
    last = wrong(1)

    until = throttle.held(at=timezone.now())[0].until
    text = last.content.decode()
    local = timezone.localtime(until)
    assert f"{local:%b} {local.day}, {local.year}" in text
    assert "You can try again from" in text
    assert 0 < int(last.headers["Retry-After"]) <= 15 * 60


def test_the_answer_is_the_same_for_an_address_without_an_account(ana, wrong):
    known, unknown = wrong(5), wrong(5, email="nobody@county.example")

    assert known.status_code == unknown.status_code == 429
    assert "Too many tries" in unknown.content.decode()


def test_trying_while_held_does_not_lengthen_the_wait(ana, wrong):
    wrong(5)
    before = AccessAttempt.objects.get().attempt_time

    wrong(3)

    assert AccessAttempt.objects.get().attempt_time == before


@pytest.mark.parametrize(
    ("since", "status"),
    [(timedelta(minutes=14), 429), (timedelta(minutes=15, seconds=1), 302)],
)
def test_the_wait_is_fifteen_minutes(ana, sign_in, wrong, since, status):
    wrong(5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - since)

    assert sign_in(REMOTE_ADDR=HERE).status_code == status


def test_a_stranger_elsewhere_does_not_lock_her_out(ana, sign_in, wrong):
    wrong(5, address=ELSEWHERE)

    assert sign_in(REMOTE_ADDR=HERE).status_code == 302


def test_capitals_do_not_start_a_new_count(ana, wrong):
    wrong(4)

    assert wrong(1, email="ANA@county.example").status_code == 429


def test_another_browser_does_not_start_a_new_count(ana, sign_in, wrong):
    wrong(4)

    answer = sign_in("ana@county.example", "wrong", REMOTE_ADDR=HERE, HTTP_USER_AGENT="Another/1")

    assert answer.status_code == 429


def test_signing_in_wipes_the_count(ana, sign_in, wrong):
    wrong(4)
    sign_in(REMOTE_ADDR=HERE)

    assert not AccessAttempt.objects.exists()


def test_an_account_has_a_hundred_wrong_tries_a_day_from_everywhere_together(
    ana, sign_in, settings
):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "account_tries": "6/d/key"}

    answers = [
        sign_in("ana@county.example", "wrong", REMOTE_ADDR=f"203.0.113.{n}").status_code
        for n in range(7)
    ]

    assert answers == [422] * 6 + [429]


def test_nothing_that_was_typed_is_kept_with_the_tries(ana, wrong):
    wrong(2)

    kept = AccessAttempt.objects.get()
    assert "wrong password" not in kept.post_data
    assert "ana@county.example" not in kept.post_data + kept.get_data


def test_tries_are_not_written_to_the_log_with_their_address(ana, wrong, caplog):
    caplog.set_level("DEBUG")

    wrong(5)

    assert "ana@county.example" not in caplog.text
    assert HERE not in caplog.text


class TestConfirmingAgain:
    URL = "/sign-in/again/"

    def test_wrong_passwords_there_are_counted_with_the_others(self, client, ana, sign_in):
        sign_in()

        answers = [client.post(self.URL, {"password": "wrong"}).status_code for _ in range(5)]

        assert answers == [422] * 4 + [429]


class TestLettingSomebodyTryAgain:
    LIST, UNLOCK = "/administration/locked-out/", "/administration/locked-out/unlock/"
    WHOM = {"email": "ana@county.example", "address": HERE}

    def test_administrator_sees_who_is_held_and_lets_her_try(self, ana, rosa, sign_in, wrong):
        wrong(5)
        office = Client()
        office.force_login(rosa)

        page = office.get(self.LIST).content.decode()
        office.post(self.UNLOCK, self.WHOM)

        assert "Ana Rivera" in page
        assert HERE in page
        assert sign_in(REMOTE_ADDR=HERE).status_code == 302

    def test_only_that_address_is_let_in_again(self, ana, rosa, sign_in, wrong):
        wrong(5)
        wrong(5, address=ELSEWHERE)
        office = Client()
        office.force_login(rosa)

        office.post(self.UNLOCK, self.WHOM)

        assert sign_in(REMOTE_ADDR=ELSEWHERE).status_code == 429

    def test_nobody_else_finds_the_page(self, client, ana, wrong):
        client.force_login(ana)

        assert client.get(self.LIST).status_code == 404
        assert client.post(self.UNLOCK, self.WHOM).status_code == 404

    def test_four_tries_are_not_listed(self, ana, rosa, wrong):
        wrong(4)

        assert throttle.held(at=timezone.now()) == []

    @pytest.mark.parametrize("people", [2, 40])
    def test_the_list_asks_the_database_the_same_for_2_and_40(
        self, rosa, people, django_assert_num_queries
    ):
        for n in range(people):
            AccessAttempt.objects.create(
                username=f"p{n}@county.example", ip_address=HERE, failures_since_start=5
            )
        office = Client()
        office.force_login(rosa)
        office.get(self.LIST)

        # Session, person, tries, names; her posts, for the menu.
        with django_assert_num_queries(5):
            page = office.get(self.LIST)

        assert page.content.decode().count("No such account") == people


def test_counts_of_tries_are_kept_where_all_workers_see_them(ana, sign_in, wrong):
    wrong(1)

    assert SharedCache.objects.filter(cache_key__contains="account_tries").count() == 1
