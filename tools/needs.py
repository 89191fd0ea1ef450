"""What the tests need beside Python: found, installed, or said to be missing."""

import ctypes.util
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tools import apt, postgres, say


@dataclass(frozen=True)
class Need:
    """A program that some tests need, and Debian's packages that bring it.

    Tests that need it carry `marker`, and are left out where it is missing.
    """

    name: str
    marker: str
    packages: tuple[str, ...]
    is_here: Callable[[], bool]


def chromium() -> str | None:
    """The path of a Chromium or Chrome to drive; CASEWAY_CHROMIUM names another."""
    names = (os.environ.get("CASEWAY_CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if name and (found := shutil.which(name))), None)


NEEDS = (
    Need("PostgreSQL", "postgres", ("postgresql",), lambda: postgres.programs() is not None),
    Need("Chromium", "browser", ("chromium",), lambda: chromium() is not None),
    Need(
        "Pango",
        "pdf",
        ("libpango-1.0-0", "libpangoft2-1.0-0"),
        lambda: ctypes.util.find_library("pango-1.0") is not None,
    ),
)


def missing(needs: tuple[Need, ...] = NEEDS) -> tuple[Need, ...]:
    """What is still missing once all that may be installed has been."""
    absent = [need for need in needs if not need.is_here()]
    if not absent:
        return ()
    names = ", ".join(need.name for need in absent)
    say.step(f"Some tests need what this machine lacks: {names}")
    if reason := apt.why_not():
        say.note(f"It cannot be installed from here: {reason}.")
    for need in absent:
        apt.install(need.packages)
    return tuple(need for need in absent if not need.is_here())


def must_have_all(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a missing need fails the run, as it does for CI: there, nobody reads a warning."""
    return environment.get("CI", "").lower() in {"1", "true", "yes"}
