"""A short text that changes when anything changes that a result was worked out from."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from hashlib import blake2b
from itertools import chain

from caseway.rules.participation.entries import RawEntry
from caseway.rules.participation.family import Family


def fingerprint(family: Family, entries: Sequence[RawEntry]) -> str:
    """Sixteen hexadecimal digits for a family's facts and its entries, in any order."""
    numbers = array("q", chain.from_iterable(sorted(entries)))
    digest = blake2b(repr(family).encode(), digest_size=8)
    digest.update(numbers.tobytes())
    return digest.hexdigest()
