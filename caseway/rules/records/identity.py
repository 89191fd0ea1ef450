"""What is known of a person when looking for them, prepared once for many comparisons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseway.rules.records.names import Name, read_name


@dataclass(frozen=True, slots=True)
class Identity:
    """Everything compared: names, birth date, phones, and what may be said of the SSN.

    `ssn_index` is the blind index, equal for equal numbers; the number itself
    never comes here. Phones are in one normal form, as the caller stores them.
    """

    names: tuple[Name, ...]
    birth_on: date | None = None
    phones: frozenset[str] = frozenset()
    ssn_index: str = ""
    last_four: str = ""

    @classmethod
    def of(
        cls,
        names: Iterable[str],
        birth_on: date | None = None,
        phones: Iterable[str] = (),
        ssn_index: str = "",
        last_four: str = "",
    ) -> Identity:
        """Prepare an identity from text. Blank names and phones are left out."""
        read = tuple(dict.fromkeys(read_name(name) for name in names if name.strip()))
        kept = frozenset(phone for phone in phones if phone)
        return cls(read, birth_on, kept, ssn_index, last_four)


class Birth(StrEnum):
    """How two birth dates compare."""

    UNKNOWN = "unknown"
    SAME = "same"
    SWAPPED = "swapped"
    ONE_DIGIT = "one_digit"
    TWO_DIGITS_SWAPPED = "two_digits_swapped"
    DIFFERENT = "different"


def compare_births(one: date | None, other: date | None) -> Birth:
    """Compare two birth dates as people and keyboards confuse them."""
    if one is None or other is None:
        return Birth.UNKNOWN
    if one == other:
        return Birth.SAME
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return Birth.SWAPPED
    left, right = one.isoformat(), other.isoformat()
    differ = [at for at in range(len(left)) if left[at] != right[at]]
    if len(differ) == 1:
        return Birth.ONE_DIGIT
    if len(differ) == 2 and differ[1] == differ[0] + 1:
        first, second = differ
        if left[first] == right[second] and left[second] == right[first]:
            return Birth.TWO_DIGITS_SWAPPED
    return Birth.DIFFERENT
