"""What a password may not be. Length is what counts; nobody is asked for signs or for changes.

Each validator refuses what a guesser tries first. A few unrelated words pass easily.
Source: NIST SP 800-63B, section on memorised secrets: a list of common, repeated, sequential and
site-specific passwords to refuse, no composition rules, no rotation.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from caseway.kernel.models import User

LONGEST = 256
FEWEST_LETTERS_LEFT = 8
# Signs that people write for letters: "p@ssw0rd".
_LOOK_ALIKES = str.maketrans("@4831!057$", "aaebiiosts")
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz" * 2,
    "1234567890" * 3,
    "qwertyuiopasdfghjklzxcvbnm" * 2,
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
)


class NotTooLong:
    """Refuse more than `longest` characters: hashing a book would let one request tire a server."""

    def __init__(self, longest: int = LONGEST) -> None:
        self.longest = longest

    def validate(self, password: str, user: object = None) -> None:
        if len(password) > self.longest:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        return ngettext(
            "Use at most %(count)d character.", "Use at most %(count)d characters.", self.longest
        ) % {"count": self.longest}


class NotOneCommonWord(CommonPasswordValidator):
    """Refuse a common password, also with digits and signs around it or letters disguised."""

    def validate(self, password: str, user: object = None) -> None:
        super().validate(password, user)  # type: ignore[arg-type]
        core = re.sub(r"^[^a-z]+|[^a-z]+$", "", password.lower())
        spoken = core.translate(_LOOK_ALIKES)
        parts = set(re.findall(r"[a-z]+", spoken))
        if len(parts) == 1 and parts <= self.passwords:
            raise ValidationError(
                _("This is a common word with something around it. Put several words together."),
                code="password_common_word",
            )

    def get_help_text(self) -> str:
        return _("A few unrelated words make a good password. Do not use a common one.")


class NotAPattern:
    """Refuse repetition, alphabets, counting and rows of the keyboard."""

    FEWEST_DIFFERENT = 5

    def validate(self, password: str, user: object = None) -> None:
        text = re.sub(r"[\s\-_.]", "", password.lower())
        if len(set(text)) < self.FEWEST_DIFFERENT or _repeats(text) or _follows_a_row(text):
            raise ValidationError(
                _("This password repeats or follows a pattern. Put several words together."),
                code="password_pattern",
            )

    def get_help_text(self) -> str:
        return _("Do not repeat or count: 123412341234 is guessed first.")


class NotTheSitesWords:
    """Refuse a password whose strength is the name of the place it opens."""

    def __init__(self, words: Sequence[str] = ()) -> None:
        self.words = [word for word in words if len(word) > 2]

    def validate(self, password: str, user: object = None) -> None:
        if word := _leans_on(self.words, password):
            raise ValidationError(
                _("Do not build the password from “%(word)s”, which belongs to this site.")
                % {"word": word},
                code="password_site_word",
            )

    def get_help_text(self) -> str:
        return _("Do not use the name of this site or of your office.")


class NotAboutYou:
    """Refuse a password made of the person's own name or address.

    Django's validator compares bags of letters and so refuses innocent pass-phrases.
    """

    def validate(self, password: str, user: "User | None" = None) -> None:
        if user is None:
            return
        words = re.findall(r"[^\W_]{3,}", f"{user.name} {user.email}")
        if _leans_on([*words, user.email, user.email.partition("@")[0]], password):
            raise ValidationError(
                _("Do not build the password from your own name or e-mail address."),
                code="password_about_you",
            )

    def get_help_text(self) -> str:
        return _("Do not use your own name or e-mail address.")


def _leans_on(words: Iterable[str], password: str) -> str:
    """The longest of `words` in a password that has too few letters without them, or ""."""
    left = password.lower()
    found = []
    for word in sorted({word.lower() for word in words if word}, key=len, reverse=True):
        if word in left:
            found.append(word)
            left = left.replace(word, " ")
    few = sum(letter.isalpha() for letter in left) < FEWEST_LETTERS_LEFT
    return found[0] if found and few else ""


def _repeats(text: str) -> bool:
    return any(
        len(text) >= 3 * size and text == (text[:size] * len(text))[: len(text)]
        for size in range(1, len(text) // 3 + 1)
    )


def _follows_a_row(text: str) -> bool:
    return _counts(text) or any(text in row or text[::-1] in row for row in _ROWS)


def _counts(text: str) -> bool:
    return len({ord(b) - ord(a) for a, b in pairwise(text)}) == 1
