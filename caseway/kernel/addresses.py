"""Addresses of many records at once."""

from collections.abc import Callable
from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf, reverse

# Longer than any id, so that its digits stand nowhere else in an address.
_PLACES = (9_000_000_000_000_000_001, 9_000_000_000_000_000_002)


def address(name: str, *ids: int) -> str:
    """The address of a record's page, as `reverse` gives it; at most two ids.

    A list prints hundreds, and looking a pattern up takes longer than drawing the
    row around it: here it is looked up once.
    """
    return _pattern(name, len(ids), get_script_prefix(), get_urlconf()) % ids


def addresses(name: str, places: int = 1) -> Callable[..., str]:
    """What `address` gives for one name, for a list of rows: a function of the ids alone."""
    pattern = _pattern(name, places, get_script_prefix(), get_urlconf())
    return lambda *ids: pattern % ids


@lru_cache(maxsize=256)
def _pattern(name: str, places: int, _prefix: str, _urlconf: str | None) -> str:
    found = reverse(name, args=_PLACES[:places]).replace("%", "%%")
    for place in _PLACES[:places]:
        found = found.replace(str(place), "%d")
    return found
