"""Which passwords are good enough."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from caseway.kernel.models import User
from caseway.kernel.signin.passwords import NotAPattern, NotTheSitesWords, NotTooLong

ANA = User(email="ana.rivera@county.example", name="Ana Rivera")


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "seven quiet river stones",
        "tortuga ámbar piano nube",  # accents welcome
        "mnbwqpzoirut",  # twelve letters, no digit, no sign
        "84 51 07 33 92 16",  # digits alone are not forbidden
        "caseway river lantern oak",  # the site's name and enough besides
        "dragon monkey master shadow",  # several common words together
        "🌲🦊🌙🍞 piano door",
        "x" + "correct horse battery staple" * 8,
    ],
)
def test_long_and_unusual_is_all_that_is_asked(password):
    validate_password(password, ANA)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("mnbwqpzoiru", "password_too_short"),  # eleven
        ("ab cd ef gh " * 22, "password_too_long"),  # 264
        ("9876543210987", "password_pattern"),
        ("aaaaaaaaaaaaaa", "password_pattern"),
        ("abcabcabcabcabc", "password_pattern"),
        ("abcdefghijklmnop", "password_pattern"),
        ("ponmlkjihgfedcba", "password_pattern"),
        ("qwertyuiop asdfgh", "password_pattern"),
        ("sunshine2026!", "password_common_word"),
        ("P@ssw0rd!!2026", "password_common_word"),
        ("!!!welcome!!!", "password_common_word"),
        ("football-football", "password_common_word"),
        ("ana.rivera@county", "password_about_you"),
        ("Ana Rivera 2026", "password_about_you"),
        ("Caseway-2026-now", "password_site_word"),
        ("mycaseway2026!!", "password_site_word"),
    ],
)
def test_what_guessers_try_first_is_refused(password, why):
    with pytest.raises(ValidationError) as refused:
        validate_password(password, ANA)

    assert why in {error.code for error in refused.value.error_list}


@given(st.text(min_size=257, max_size=400))
def test_more_than_256_characters_are_always_refused(password):
    with pytest.raises(ValidationError):
        NotTooLong().validate(password)


@given(st.text(alphabet="abcd", min_size=12, max_size=40))
def test_four_different_characters_never_suffice(password):
    with pytest.raises(ValidationError):
        NotAPattern().validate(password)


@pytest.mark.parametrize(("left", "refused"), [("abcdefg", True), ("abcdefgh", False)])
def test_beside_the_sites_words_eight_letters_must_remain(left, refused):
    rule = NotTheSitesWords(words=["Lakeside"])

    if refused:
        with pytest.raises(ValidationError):
            rule.validate(f"lakeside{left}")
    else:
        rule.validate(f"lakeside{left}")


def test_standard_hashes_with_argon2_and_strict_with_pbkdf2():
    from caseway.kernel.signin import profiles

    for profile, sign in ((profiles.STANDARD, "argon2$"), (profiles.STRICT, "pbkdf2_sha256$")):
        with override_settings(PASSWORD_HASHERS=list(profile.password_hashers)):
            user = User(email="x@county.example")
            user.set_password("seven quiet river stones")
            assert user.password.startswith(sign)


def test_a_password_kept_under_standard_is_hashed_anew_under_strict():
    from caseway.kernel.signin import profiles

    user = User(email="x@county.example")
    with override_settings(PASSWORD_HASHERS=list(profiles.STANDARD.password_hashers)):
        user.set_password("seven quiet river stones")
    with override_settings(PASSWORD_HASHERS=list(profiles.STRICT.password_hashers)):
        user.save = lambda **kwargs: None
        assert user.check_password("seven quiet river stones")

    assert user.password.startswith("pbkdf2_sha256$")
