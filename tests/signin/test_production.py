"""Served to the world: the settings an operator gives, and what happens without them."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from caseway.config.environment import secret_key, setting, switched_on

KEY = "".join(chr(33 + (i * 7) % 90) for i in range(64))


def python(code, **variables):
    """Run `code` in a fresh interpreter with only these of our variables."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("CASEWAY_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, *code],
        env={**clean, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def production(tmp_path):
    return {
        "CASEWAY_SECRET_KEY": KEY,
        "CASEWAY_HOSTS": "caseway.county.example",
        "CASEWAY_VAR": str(tmp_path),
    }


@pytest.mark.slow
@pytest.mark.parametrize("profile", ["standard", "strict"])
def test_the_deployment_check_finds_nothing(production, profile):
    answer = python(
        ["manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        **production,
        CASEWAY_PROFILE=profile,
    )

    assert answer.returncode == 0, answer.stderr
    assert "no issues" in answer.stdout


@pytest.mark.slow
def test_without_a_secret_key_it_does_not_start_and_says_what_to_do(production):
    del production["CASEWAY_SECRET_KEY"]

    answer = python(["-c", "import caseway.config.settings"], **production)

    assert answer.returncode != 0
    assert "CASEWAY_SECRET_KEY is not set" in answer.stderr
    assert "secrets.token_urlsafe" in answer.stderr


_SHOW = (
    "from caseway.config import settings as s;"
    "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
    " s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS, s.SECURE_PROXY_SSL_HEADER)"
)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("extra", "shown"),
    [
        ({}, "__Host-session __Host-csrf True True 63072000 None"),
        ({"CASEWAY_DEMONSTRATION": "1"}, "session csrf False False 0 None"),
        ({"CASEWAY_DEBUG": "1"}, "session csrf False False 0 None"),
        (
            {"CASEWAY_DEMONSTRATION": "1", "CASEWAY_HTTPS": "1", "CASEWAY_PROXIES": "1"},
            "__Host-session __Host-csrf True True 63072000 ('HTTP_X_FORWARDED_PROTO', 'https')",
        ),
    ],
)
def test_cookies_and_transport_are_safe_wherever_there_is_https(production, extra, shown):
    assert python(["-c", _SHOW], **production, **extra).stdout.strip() == shown


_PROFILE = (
    "from caseway.config import settings as s;"
    "print(s.AXES_FAILURE_LIMIT, s.AXES_COOLOFF_TIME, s.SESSION_IDLE, s.SESSION_ABSOLUTE,"
    " s.RECENTLY_SIGNED_IN, s.SECOND_FACTOR_FOR_ALL, s.PASSWORD_HASHERS[0].rpartition('.')[2],"
    " s.ACCOUNT_RATE_LIMITS['login_failed'], s.SECOND_FACTOR_REQUIRED.rpartition('.')[2])"
)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("profile", "shown"),
    [
        (
            "standard",
            "5 0:15:00 0:30:00 12:00:00 0:10:00 False Argon2PasswordHasher 5/900s/key"
            " needs_second_step",
        ),
        (
            "strict",
            "3 0:30:00 0:15:00 8:00:00 0:05:00 True PBKDF2PasswordHasher 3/1800s/key"
            " needs_second_step",
        ),
    ],
)
def test_a_profile_sets_every_limit(production, profile, shown):
    answer = python(["-c", _PROFILE], **production, CASEWAY_PROFILE=profile)

    assert answer.stdout.strip() == shown


@pytest.mark.slow
def test_an_unknown_profile_is_refused(production):
    answer = python(["-c", "import caseway.config.settings"], **production, CASEWAY_PROFILE="lax")

    assert "CASEWAY_PROFILE is 'lax'; use standard or strict." in answer.stderr


class TestSettingsFromTheEnvironment:
    def test_a_value(self, monkeypatch):
        monkeypatch.setenv("CASEWAY_X", "plain")

        assert setting("CASEWAY_X") == "plain"

    def test_the_default(self, monkeypatch):
        monkeypatch.delenv("CASEWAY_X", raising=False)

        assert setting("CASEWAY_X", "else") == "else"

    def test_a_file_without_its_line_end(self, monkeypatch, tmp_path):
        file = tmp_path / "secret"
        file.write_text("from a file\n")
        monkeypatch.setenv("CASEWAY_X_FILE", str(file))

        assert setting("CASEWAY_X") == "from a file"

    def test_a_file_that_cannot_be_read_is_said(self, monkeypatch, tmp_path):
        monkeypatch.setenv("CASEWAY_X_FILE", str(tmp_path / "nothing"))

        with pytest.raises(ImproperlyConfigured, match="cannot be read: No such file"):
            setting("CASEWAY_X")

    def test_both_at_once_are_refused(self, monkeypatch, tmp_path):
        monkeypatch.setenv("CASEWAY_X", "plain")
        monkeypatch.setenv("CASEWAY_X_FILE", str(tmp_path / "secret"))

        with pytest.raises(ImproperlyConfigured, match="Set one of them"):
            setting("CASEWAY_X")

    @pytest.mark.parametrize(("value", "on"), [("1", True), ("0", False), ("", False)])
    def test_a_switch(self, monkeypatch, value, on):
        monkeypatch.setenv("CASEWAY_X", value)

        assert switched_on("CASEWAY_X") is on

    @pytest.mark.parametrize("value", ["yes", "true", "2"])
    def test_a_switch_is_1_or_0(self, monkeypatch, value):
        monkeypatch.setenv("CASEWAY_X", value)

        with pytest.raises(ImproperlyConfigured, match="use 1 or 0"):
            switched_on("CASEWAY_X")


class TestSecretKey:
    @pytest.fixture(autouse=True)
    def _none_set(self, monkeypatch):
        monkeypatch.delenv("CASEWAY_SECRET_KEY", raising=False)

    def test_a_demonstration_makes_one_and_keeps_it_for_itself(self, tmp_path):
        first = secret_key(debug=False, demonstration=True, var=tmp_path)
        second = secret_key(debug=False, demonstration=True, var=tmp_path)

        assert first == second
        assert len(first) >= 64
        assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600

    def test_two_demonstrations_have_two(self, tmp_path):
        one, two = (
            secret_key(debug=False, demonstration=True, var=tmp_path / name) for name in "ab"
        )

        assert one != two

    def test_for_real_there_is_none_to_fall_back_on(self, tmp_path):
        with pytest.raises(ImproperlyConfigured, match="CASEWAY_SECRET_KEY is not set"):
            secret_key(debug=False, demonstration=False, var=tmp_path)
