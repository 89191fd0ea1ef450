"""The numbers that employers and industries go by, put in their usual form."""

from __future__ import annotations

import re

_FEIN = re.compile(r"^\s*(\d{2})\s*-?\s*(\d{7})\s*$", re.ASCII)
_NAICS = re.compile(r"^\s*(\d{2,6})\s*$", re.ASCII)
# First two digits the IRS assigns to no employer.
# Source: IRS, "How EINs are assigned and valid EIN prefixes".
_NO_PREFIX = frozenset(
    {"00", "07", "08", "09", "17", "18", "19", "28", "29", "49", "69", "70", "78", "79", "89"}
    | {"96", "97"}
)
# Source: 2022 NAICS, two-digit sectors.
_SECTORS = frozenset(
    {"11", "21", "22", "23", "31", "32", "33", "42", "44", "45", "48", "49", "51", "52", "53"}
    | {"54", "55", "56", "61", "62", "71", "72", "81", "92"}
)


def fein_of(text: str) -> str | None:
    """A federal employer number as 12-3456789; None for what can be none."""
    found = _FEIN.match(text)
    if found is None or found[1] in _NO_PREFIX:
        return None
    return f"{found[1]}-{found[2]}"


def industry_of(text: str) -> str | None:
    """A NAICS code of two to six digits in a sector that exists; None for what can be none."""
    found = _NAICS.match(text)
    if found is None or found[1][:2] not in _SECTORS:
        return None
    return found[1]
