"""How long somebody stays signed in, and what becomes of her page when it ends."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from caseway.kernel.signin import queries, sessions
from caseway.kernel.signin.recent import recently_signed_in
from caseway.kernel.signin.sessions import Ended, Limits

NINE = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)  # 9 a.m. in New York
HALF_HOUR = Limits(idle=timedelta(minutes=30), absolute=timedelta(hours=12))


def seen(*, signed_in=NINE, last=NINE):
    session = {}
    sessions.begin(session, at=signed_in)
    session[sessions.LAST_SEEN_AT] = int(last.timestamp())
    return session


@pytest.mark.parametrize(
    ("idle_for", "ended"),
    [
        (timedelta(0), None),
        (timedelta(minutes=29, seconds=59), None),
        (timedelta(minutes=30), Ended.IDLE),
        (timedelta(hours=3), Ended.IDLE),
    ],
)
def test_half_an_hour_without_a_request_ends_it(idle_for, ended):
    assert sessions.why_ended(seen(), at=NINE + idle_for, limits=HALF_HOUR) is ended


@pytest.mark.parametrize(
    ("worked_for", "ended"),
    [
        (timedelta(hours=11, minutes=59, seconds=59), None),
        (timedelta(hours=12), Ended.ABSOLUTE),
    ],
)
def test_twelve_hours_end_it_however_busy(worked_for, ended):
    session = seen(last=NINE + worked_for - timedelta(minutes=1))

    assert sessions.why_ended(session, at=NINE + worked_for, limits=HALF_HOUR) is ended


@given(st.lists(st.integers(min_value=1, max_value=29 * 60), max_size=60))
def test_it_lasts_as_long_as_requests_come_and_never_past_the_end_of_the_day(pauses):
    session, at = {}, NINE
    sessions.begin(session, at=at)
    for pause in pauses:
        at += timedelta(seconds=pause)
        over = at >= NINE + HALF_HOUR.absolute
        assert (sessions.why_ended(session, at=at, limits=HALF_HOUR) is not None) is over
        if over:
            return
        sessions.touch(session, at=at)
        assert at < sessions.expires_at(session, limits=HALF_HOUR) <= NINE + HALF_HOUR.absolute


@pytest.mark.parametrize(("after", "written"), [(59, False), (60, True)])
def test_the_time_is_written_once_a_minute(after, written):
    session = seen()

    sessions.touch(session, at=NINE + timedelta(seconds=after))

    assert (session[sessions.LAST_SEEN_AT] > NINE.timestamp()) is written


class TestInTheBrowser:
    def test_idle_ends_the_session_and_the_sign_in_page_says_why(self, client, ana, sign_in, at):
        sign_in()
        at.now += timedelta(minutes=30)

        answer = client.get("/me/?x=1")
        page = client.get(answer.headers["Location"]).content.decode()

        assert answer.headers["Location"] == "/sign-in/?next=%2Fme%2F%3Fx%3D1&ended=idle"
        assert "nothing happened here for 30 minutes" in page
        assert not Session.objects.filter(session_key=client.session.session_key).exists()

    def test_a_minute_less_does_not(self, client, ana, sign_in, at):
        sign_in()
        at.now += timedelta(minutes=29)

        assert client.get("/me/").status_code == 200

    def test_the_longest_day_ends_too(self, client, ana, sign_in, at):
        sign_in()
        for _ in range(48):
            at.now += timedelta(minutes=15)
            last = client.get("/me/")

        assert last.headers["Location"].endswith("ended=absolute")

    def test_after_signing_in_again_she_is_on_the_same_page(self, client, ana, sign_in, at):
        sign_in()
        at.now += timedelta(minutes=31)
        client.get("/me/sessions/")

        assert sign_in(to="/me/sessions/").headers["Location"] == "/me/sessions/"

    def test_a_form_sent_too_late_leads_back_to_its_page(self, client, ana, sign_in, at):
        sign_in()
        at.now += timedelta(minutes=31)

        answer = client.post("/still-here/", headers={"Referer": "http://testserver/me/?tab=2"})

        assert answer.headers["Location"] == "/sign-in/?next=%2Fme%2F%3Ftab%3D2&ended=idle"

    def test_a_referer_from_elsewhere_is_not_followed(self, client, ana):
        answer = client.post("/still-here/", headers={"Referer": "https://evil.example/trap"})

        assert answer.headers["Location"] == "/sign-in/?next="

    def test_a_piece_of_a_page_moves_the_whole_page_to_sign_in(self, client, ana, sign_in, at):
        sign_in()
        at.now += timedelta(minutes=31)

        answer = client.get(
            "/me/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/me/"}
        )

        assert answer.headers["HX-Redirect"] == "/sign-in/?next=%2Fme%2F&ended=idle"
        assert answer.content == b""

    def test_what_the_page_asks_by_itself_keeps_nobody_signed_in(self, client, ana, sign_in, at):
        sign_in()
        for _ in range(2):
            at.now += timedelta(minutes=15)
            last = client.get("/me/", headers={"X-Caseway-Background": "1"})

        assert last.status_code == 302

    def test_stay_signed_in_starts_the_half_hour_anew(self, client, ana, sign_in, at):
        sign_in()
        at.now += timedelta(minutes=26)
        stayed = client.post("/still-here/").status_code
        at.now += timedelta(minutes=26)

        assert (stayed, client.get("/me/").status_code) == (204, 200)

    def test_the_page_knows_how_many_seconds_are_left(self, client, ana, sign_in, at):
        sign_in()
        at.now += timedelta(seconds=50)

        page = client.get("/me/").content.decode()

        assert '<meta name="caseway-session" content="1750">' in page

    def test_the_cookie_ends_with_the_browser_and_hides_from_scripts(self, ana, sign_in):
        cookie = sign_in().cookies["session"]

        assert cookie["expires"] == ""
        assert cookie["max-age"] == ""
        assert cookie["httponly"] is True
        assert cookie["samesite"] == "Lax"

    def test_strict_is_shorter(self):
        from caseway.kernel.signin.profiles import STANDARD, STRICT

        assert (STRICT.idle, STRICT.absolute) == (timedelta(minutes=15), timedelta(hours=8))
        assert STRICT.tries == 3 < STANDARD.tries
        assert STRICT.second_step_for_all


class TestWhereIAmSignedIn:
    PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5) AppleWebKit/605 Version/18.5 Safari/604.1"
    DESK = "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537 Chrome/140.0 Safari/537 Edg/140.0"

    def test_devices_are_listed_and_the_others_can_be_signed_out(self, ana, sign_in):
        desk, phone = Client(HTTP_USER_AGENT=self.DESK), Client(HTTP_USER_AGENT=self.PHONE)
        sign_in(by=desk)
        sign_in(by=phone)

        page = desk.get("/me/sessions/").content.decode()
        desk.post("/me/sessions/")

        assert "Edge on Windows" in page
        assert "Safari on iPhone" in page
        assert desk.get("/me/").status_code == 200
        assert phone.get("/me/").status_code == 302

    def test_nobody_elses_devices_are_shown(self, ana, rosa, sign_in):
        hers, his = Client(HTTP_USER_AGENT=self.DESK), Client(HTTP_USER_AGENT=self.PHONE)
        sign_in(by=hers)
        sign_in(rosa.email, by=his)

        assert "iPhone" not in hers.get("/me/sessions/").content.decode()

    def test_a_session_that_ran_out_is_not_listed(self, ana, sign_in, at):
        old, new = Client(HTTP_USER_AGENT=self.PHONE), Client(HTTP_USER_AGENT=self.DESK)
        sign_in(by=old)
        at.now += timedelta(minutes=31)
        sign_in(by=new)

        found = queries.places(ana, this_session=new.session.session_key, at=at.now)

        assert [place.device for place in found] == ["Edge on Windows"]
        assert found[0].is_this_one

    def test_an_unknown_device_is_said_to_be_one(self):
        assert queries.device("curl/8") == "A device we do not know"


class TestRecentSignIn:
    @pytest.fixture
    def ask(self, rf, ana):
        """A guarded view, asked by somebody whose password was typed `age` ago."""
        view = recently_signed_in(lambda request: HttpResponse("the list of everybody"))

        def asked(request, age):
            request.user = ana
            request.session = {
                "account_authentication_methods": [
                    {"method": "password", "at": (NINE - age).timestamp()}
                ],
                "account_authentication_methods_user": str(ana.pk),
            }
            request._messages = _Messages()
            return view(request)

        return asked

    @pytest.mark.parametrize(
        ("age", "status"),
        [(timedelta(minutes=9, seconds=59), 200), (timedelta(minutes=10), 302)],
    )
    def test_ten_minutes_count_as_recent(self, ask, rf, at, age, status):
        assert ask(rf.get("/export/"), age).status_code == status

    def test_a_page_comes_back_by_itself(self, ask, rf, at):
        answer = ask(rf.get("/export/?month=2026-10"), timedelta(hours=1))

        assert answer.headers["Location"] == "/sign-in/again/?next=%2Fexport%2F%3Fmonth%3D2026-10"

    def test_what_a_form_carried_is_not_kept(self, ask, rf, at):
        request = rf.post(
            "/reveal/", {"ssn": "078-05-1120"}, headers={"Referer": "http://testserver/case/7/"}
        )

        answer = ask(request, timedelta(hours=1))

        assert answer.headers["Location"] == "/sign-in/again/?next=%2Fcase%2F7%2F"
        assert "078-05-1120" not in str(request.session)
        assert "press the button once more" in request._messages.said[0]

    def test_confirming_with_the_password_makes_it_recent(self, client, ana):
        client.force_login(ana)
        before = client.get("/me/second-step/app/").status_code
        from tests.signin.conftest import PASSWORD

        confirmed = client.post(
            "/sign-in/again/", {"password": PASSWORD, "next": "/me/second-step/app/"}
        )

        assert before == 302
        assert confirmed.headers["Location"] == "/me/second-step/app/"
        assert client.get("/me/second-step/app/").status_code == 200
        assert get_user(client) == ana

    def test_another_persons_password_does_not(self, client, ana, rosa):
        rosa.set_password("seven quiet river stones")
        rosa.save()
        client.force_login(ana)

        answer = client.post("/sign-in/again/", {"password": "seven quiet river stones"})

        assert answer.status_code == 422


class _Messages:
    def __init__(self):
        self.said = []

    def add(self, level, message, extra_tags):
        self.said.append(str(message))
