"""How strict sign-in is: two profiles, each a row of one table.

`standard` suits a county office. `strict` suits an agency that must meet federal rules for
government systems: shorter sessions, fewer tries, a second step for everybody, and password
hashing that federal validation knows (PBKDF2).
"""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Profile:
    """`idle`: signed out after this long without a request. `absolute`: however busy."""

    name: str
    idle: timedelta
    absolute: timedelta
    recent: timedelta
    tries: int
    locked_for: timedelta
    second_step_for_all: bool
    password_hashers: tuple[str, ...]


ARGON2 = "django.contrib.auth.hashers.Argon2PasswordHasher"
PBKDF2 = "django.contrib.auth.hashers.PBKDF2PasswordHasher"

STANDARD = Profile(
    name="standard",
    idle=timedelta(minutes=30),
    absolute=timedelta(hours=12),
    recent=timedelta(minutes=10),
    tries=5,
    locked_for=timedelta(minutes=15),
    second_step_for_all=False,
    password_hashers=(ARGON2, PBKDF2),
)
STRICT = Profile(
    name="strict",
    idle=timedelta(minutes=15),
    absolute=timedelta(hours=8),
    recent=timedelta(minutes=5),
    tries=3,
    locked_for=timedelta(minutes=30),
    second_step_for_all=True,
    # Argon2 stays second, so that passwords kept under `standard` still open the door once;
    # they are hashed anew with PBKDF2 at that moment.
    password_hashers=(PBKDF2, ARGON2),
)
_ALL = {profile.name: profile for profile in (STANDARD, STRICT)}


def named(name: str) -> Profile:
    """The profile called `name`. Raises ValueError for any other name."""
    try:
        return _ALL[name]
    except KeyError:
        raise ValueError(f"CASEWAY_PROFILE is {name!r}; use standard or strict.") from None
