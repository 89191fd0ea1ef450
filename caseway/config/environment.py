"""What the operator says, in environment variables or in files named by them."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

PROJECT_DIR = Path(__file__).resolve().parent.parent.parent
_NONE_SET = (
    "CASEWAY_SECRET_KEY is not set, and without it nobody's sign-in is safe. "
    "Set it to 50 or more random characters, or set CASEWAY_SECRET_KEY_FILE to a file that holds "
    "them; `python3 -c 'import secrets; print(secrets.token_urlsafe(64))'` makes one. "
    "To try Caseway out, set CASEWAY_DEMONSTRATION=1 instead."
)


def setting(name: str, default: str = "") -> str:
    """The value of `name`, or the content of the file that `name`_FILE points at.

    The file form keeps secrets out of process listings and container descriptions. White space
    around the file's content is dropped. Raises ImproperlyConfigured when both are given, so that
    nobody wonders which one holds, and when the file cannot be read.
    """
    path = os.environ.get(f"{name}_FILE")
    if path is None:
        return os.environ.get(name, default)
    if name in os.environ:
        raise ImproperlyConfigured(f"Both {name} and {name}_FILE are set. Set one of them.")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name}_FILE names {path}, which cannot be read: {error.strerror}."
        ) from error


def switched_on(name: str, *, default: bool = False) -> bool:
    """Whether `name` is "1". Raises ImproperlyConfigured for anything but "1", "0" and nothing."""
    value = setting(name, "1" if default else "0")
    if value not in {"", "0", "1"}:
        raise ImproperlyConfigured(f"{name} is {value!r}; use 1 or 0.")
    return value == "1"


def words(name: str, default: str = "") -> list[str]:
    """The comma-separated words of `name`, without the empty ones."""
    return [word.strip() for word in setting(name, default).split(",") if word.strip()]


def secret_key(*, debug: bool, demonstration: bool, var: Path) -> str:
    """The key that signs links and protects second factors.

    A demonstration makes its own key once and keeps it in `var`, so that a demonstration that
    somebody can reach is not signed with a key that everybody can read. Raises
    ImproperlyConfigured when there is none and this is not for trying out or developing.
    """
    if key := setting("CASEWAY_SECRET_KEY"):
        return key
    if demonstration:
        return _kept(var / "secret-key")
    if debug:
        return "only-for-development-" + "x" * 40
    raise ImproperlyConfigured(_NONE_SET)


def _kept(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # Exclusive, because server and worker may both be the first to start.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(64)
        file.write(key)
    return key


VAR_DIR = Path(setting("CASEWAY_VAR", str(PROJECT_DIR / "var")))
DEBUG = switched_on("CASEWAY_DEBUG")
# The demonstration county says so on every page and prints its passwords.
DEMONSTRATION = switched_on("CASEWAY_DEMONSTRATION")
