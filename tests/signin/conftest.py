"""People who sign in, and a clock that tests set."""

import time
from datetime import UTC, datetime

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.urls import reverse

from caseway.kernel.models import User
from caseway.kernel.signin import clock

PASSWORD = "correct horse battery staple"


@pytest.fixture(autouse=True)
def _no_tries_from_before(db):
    cache.clear()


@pytest.fixture
def ana(db):
    return User.objects.create_user("ana@county.example", PASSWORD, name="Ana Rivera")


@pytest.fixture
def rosa(db):
    return User.objects.create_superuser("rosa@county.example", PASSWORD, name="Rosa Marte")


@pytest.fixture
def sign_in(client):
    """Types the two fields as a person would, and answers what came back."""

    def typed(email="ana@county.example", password=PASSWORD, *, by=client, to="", **extra):
        data = {"login": email, "password": password, **({"next": to} if to else {})}
        return by.post(reverse("account_login"), data, **extra)

    return typed


class Clock:
    def __init__(self):
        self.now = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)

    def __call__(self):
        return self.now


@pytest.fixture
def at(monkeypatch):
    """Monday, Nov 23, 2026, 9 a.m. in New York, until a test moves it."""
    it = Clock()
    monkeypatch.setattr(clock, "now", it)
    return it


@pytest.fixture
def app_secret(ana):
    """Ana's authenticator app is set up; this is the secret in it."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(ana, secret)
    return secret


@pytest.fixture
def recovery_codes(ana, app_secret):
    return RecoveryCodes.activate(ana).generate_codes()


def code_now(secret, *, steps=0):
    """What the app shows `steps` half-minutes from now."""
    counter = int(time.time()) // 30 + steps
    return totp.format_hotp_value(totp.hotp_value(secret, counter))
