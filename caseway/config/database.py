"""One database address for SQLite and PostgreSQL alike."""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit


def database_from_url(url: str | None, var: Path) -> dict[str, Any]:
    """Django's database settings for `url`, or the SQLite file in `var` when there is none.

    Accepts `sqlite:///absolute/path` and `postgresql://user:password@host:port/name?option=value`,
    special characters percent-encoded. Options, such as `sslmode`, go to the driver.
    Raises ValueError, without the password, for anything else.
    """
    if not url:
        return _sqlite(var / "caseway.sqlite3")
    scheme = url.partition("://")[0] if "://" in url else ""
    if scheme == "sqlite":
        return _sqlite(_sqlite_file(url))
    if scheme in {"postgres", "postgresql"}:
        return _postgresql(url)
    raise ValueError(f"DATABASE_URL begins with {scheme!r}; use sqlite or postgresql.")


def _sqlite_file(url: str) -> Path:
    parts = urlsplit(url)
    if parts.netloc:
        raise ValueError("DATABASE_URL needs three slashes and a full path: sqlite:///srv/a.db")
    if not parts.path.strip("/"):
        raise ValueError("DATABASE_URL names no file; write sqlite:///srv/caseway.sqlite3")
    return Path(unquote(parts.path))


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    name = unquote(parts.path.removeprefix("/"))
    # Unencoded, one of these would end the address early and cut the password short.
    if "#" in url or not _port_is_number(parts):
        raise ValueError("DATABASE_URL: percent-encode # ? / @ and : in the name and password.")
    if not name:
        raise ValueError("DATABASE_URL names no database; it ends in /name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": _host(parts),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query, keep_blank_values=True)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _host(parts: SplitResult) -> str:
    """The host, or the folder of a socket, whose capitals `hostname` would lose."""
    written = parts.netloc.rpartition("@")[2]
    if written.lower().startswith("%2f"):
        return unquote(written.partition(":")[0])
    return unquote(parts.hostname or "")


def _port_is_number(parts: SplitResult) -> bool:
    try:
        return parts.port is None or parts.port > 0
    except ValueError:  # its message quotes what stands there: a piece of a password
        return False


def _sqlite(path: Path) -> dict[str, Any]:
    # Immediate transactions take the write lock at the start, so that two
    # writers wait for each other instead of failing halfway (SQLITE_BUSY).
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                "PRAGMA foreign_keys=ON; PRAGMA cache_size=-32000;"
            ),
        },
    }
