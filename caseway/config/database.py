"""One database address for SQLite and PostgreSQL alike."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


def database_from_url(url: str | None, var: Path) -> dict[str, Any]:
    """Django's database settings for `url`, or the SQLite file in `var` when there is none.

    Accepts `sqlite:///absolute/path` and `postgresql://user:password@host:port/name`.
    Raises ValueError for any other kind.
    """
    if not url:
        return _sqlite(var / "caseway.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ValueError(f"DATABASE_URL begins with {parts.scheme!r}; use sqlite or postgresql.")


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
