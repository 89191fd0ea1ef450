"""The clock of these tests stands still: Mon, Nov 23, 2026, 10:00 a.m. in the office."""

import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

TODAY = date(2026, 11, 23)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> datetime:
    moment = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("America/New_York"))
    monkeypatch.setattr(timezone, "now", lambda: moment)
    return moment


@pytest.fixture
def sign_in(client, now):
    """Signs a worker in; `recently` as if she had typed her password this minute."""

    def signed_in(user, *, recently=False):
        client.force_login(user)
        if recently:
            session = client.session
            proof = {"method": "password", "at": now.timestamp()}
            session["account_authentication_methods"] = [proof]
            session["account_authentication_methods_user"] = str(user.pk)
            session.save()
        return client

    return signed_in


@pytest.fixture
def key():
    """A fresh key for a form."""
    return lambda: str(uuid.uuid4())
