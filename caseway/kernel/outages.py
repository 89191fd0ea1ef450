"""Why the database could not do what was asked, when that will pass: a full disk, a restart.

Such an error is no bug, and nothing of what was asked was done. The page says so plainly.
"""

from enum import StrEnum

from django.db import InterfaceError, OperationalError


class Outage(StrEnum):
    """What stands in the way. The page has a sentence for each."""

    FULL = "full"
    HELD = "held"
    AWAY = "away"


# https://www.sqlite.org/rescode.html; a file that may not grow reports an I/O error.
_SQLITE = {
    "SQLITE_FULL": Outage.FULL,
    "SQLITE_IOERR_WRITE": Outage.FULL,
    "SQLITE_IOERR_SHMSIZE": Outage.FULL,
    "SQLITE_BUSY": Outage.HELD,
    "SQLITE_BUSY_SNAPSHOT": Outage.HELD,
    "SQLITE_LOCKED": Outage.HELD,
    "SQLITE_CANTOPEN": Outage.AWAY,
    "SQLITE_READONLY": Outage.AWAY,
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html, by class or whole code.
_POSTGRESQL = {
    "53100": Outage.FULL,
    "53": Outage.AWAY,  # out of memory or connections
    "55P03": Outage.HELD,
    "40P01": Outage.HELD,
    "57P": Outage.AWAY,  # restarting
    "08": Outage.AWAY,
}


def outage_of(error: BaseException | None) -> Outage | None:
    """What kept the database from answering; None for an error that is a bug."""
    if isinstance(error, InterfaceError):
        return Outage.AWAY
    if not isinstance(error, OperationalError):
        return None
    cause = error.__cause__
    if name := getattr(cause, "sqlite_errorname", ""):
        return _SQLITE.get(name) or (Outage.AWAY if name.startswith("SQLITE_IOERR") else None)
    state = getattr(cause, "sqlstate", None)
    if state is None:  # psycopg has no state for a connection that could not be made
        return Outage.AWAY
    return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:3]) or _POSTGRESQL.get(state[:2])
