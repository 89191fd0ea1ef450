"""The borough of New York City that a ZIP code lies in, so that nobody types it."""

from __future__ import annotations

import re

from caseway.rules.params import read_toml

_DATA = read_toml("boroughs")
_ZIP = re.compile(r"(\d{5})(?:-?\d{4})?")


def borough_of(zip_code: str) -> str:
    """The borough of a five- or nine-digit ZIP code; empty outside the city or for no code."""
    found = _ZIP.fullmatch(zip_code.strip())
    if found is None:
        return ""
    code = found[1]
    return str(_DATA["codes"].get(code) or _DATA["prefixes"].get(code[:3], ""))


def is_zip_code(text: str) -> bool:
    """Whether the text is a ZIP code, with or without the last four digits."""
    return _ZIP.fullmatch(text.strip()) is not None
