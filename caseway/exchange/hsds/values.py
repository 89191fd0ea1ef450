"""One cell at a time: what it certainly says, as the standard writes it; None when it does not."""

import re
import uuid
from datetime import UTC, date, datetime, time
from functools import cache
from urllib.parse import urlsplit

from babel import Locale
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from caseway.network.needs import NAMESPACE, plain

STATUSES = ("active", "inactive", "defunct", "temporarily closed")
_CLOCK = re.compile(
    r"^(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))?(?::(?P<second>\d{2}))?(?:\.\d+)?\s*"
    r"(?P<half>[ap]\.?\s?m\.?)?(?:Z|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_US_DATE = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")
_BARE_HOST = re.compile(r"^[\w-]+(\.[\w-]+)+(/\S*)?$")
_COUNTRIES = {"usa": "US", "u.s.": "US", "u.s.a.": "US", "united states": "US"}
_COUNTRIES |= {"united states of america": "US"}
_TYPES = {"physical", "postal", "virtual"}
_NOT_URI = re.compile(r"[\s<>\"{}|\\^`]")


def identity(source: str, table: str, said: str) -> str:
    """The UUID of a record: theirs if it is one, else made of the source and what they call it."""
    try:
        return str(uuid.UUID(said))
    except ValueError:
        return str(uuid.uuid5(uuid.uuid5(NAMESPACE, f"source:{source}"), f"{table}:{said}"))


def cleaned(kind: str, text: str) -> str | None:
    """The value in the standard's own form. `kind` as in `tables.py`."""
    text = text.strip().replace("\0", "")
    reader = _READERS.get(kind)
    return text if reader is None else reader(text)


def _uri(text: str) -> str | None:
    if _BARE_HOST.match(text):
        text = f"http://{text}"
    try:
        parts = urlsplit(text)
        whole = bool(parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0)
    except ValueError:
        return None
    return text if whole and text.isascii() and not _NOT_URI.search(text) else None


def _email(text: str) -> str | None:
    try:
        validate_email(text)
    except ValidationError:
        return None
    return text if text.isascii() else None


def _date(text: str) -> str | None:
    found = _US_DATE.match(text)
    try:
        if found:
            month, day, year = map(int, found.groups())
            return date(year, month, day).isoformat()
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return None


def _time(text: str) -> str | None:
    found = _CLOCK.match(text)
    if found is None:
        return None
    hour, half = int(found["hour"]), (found["half"] or "").lower()[:1]
    if not half and not found["minute"]:
        return None
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, int(found["minute"] or 0), int(found["second"] or 0)).isoformat()
    except ValueError:
        return None


def _moment(text: str) -> str | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment_text(at if at.tzinfo else at.replace(tzinfo=UTC))


def moment_text(at: datetime) -> str:
    """A moment as the standard writes it, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _number(text: str) -> str | None:
    try:
        number = float(text)
    except ValueError:
        return None
    if not abs(number) < 1e15:
        return None
    return str(int(number)) if number.is_integer() else repr(number)


def _integer(text: str) -> str | None:
    found = re.fullmatch(r"(?:x|ext\.?)?\s*(\d{1,9})(?:\.0)?", text.strip(), re.IGNORECASE)
    return str(int(found[1])) if found else None


def every_so_many(text: str) -> str | None:
    """Every so many weeks or months; what is longer than a lifetime is none."""
    number = _integer(text)
    return number if number and 1 <= int(number) <= 999 else None


_READERS = {
    "uri": _uri,
    "email": _email,
    "date": _date,
    "time": _time,
    "datetime": _moment,
    "number": _number,
    "integer": _integer,
}


def status(text: str) -> str | None:
    said = " ".join(text.casefold().replace("_", " ").split())
    return said if said in STATUSES else None


def place_kind(text: str) -> str | None:
    said = text.strip().casefold()
    return said if said in _TYPES else None


def country(text: str) -> str | None:
    said = text.strip()
    if re.fullmatch(r"[A-Za-z]{2}", said):
        return said.upper()
    return _COUNTRIES.get(said.casefold())


@cache
def _codes() -> dict[str, str]:
    """Names of languages, in English, in Spanish and in the language itself, to codes."""
    found: dict[str, str] = {}
    for reader in ("en", "es"):
        for code, name in Locale(reader).languages.items():
            if len(code) in (2, 3):
                found.setdefault(plain(str(name)), code)
    for code in ("es", "zh", "fr", "ru", "ar", "pt", "ht", "ko", "vi", "pl", "bn", "ur"):
        found.setdefault(plain(str(Locale(code).languages.get(code, code))), code)
    return found | _OTHER_LANGUAGES


_OTHER_LANGUAGES = {
    "mandarin": "zh",
    "creole": "ht",
    "haitian creole": "ht",
    "farsi": "fa",
    "tagalog": "tl",
    "american sign language": "ase",
    "american sign language (asl)": "ase",
    "asl": "ase",
    "cantonese": "yue",
    "bangla": "bn",
}


def language_code(text: str) -> str:
    """The code of a language named in words, or of a code; empty when neither is certain."""
    said = plain(text)
    if re.fullmatch(r"[a-z]{2,3}", said) and said in Locale("en").languages:
        return said
    return _codes().get(said, "")


def languages_in(text: str) -> list[str]:
    """The languages that one cell names; the whole cell when one of them is not certain."""
    pieces = [piece.strip() for piece in re.split(r"[,;/]|\band\b", text) if piece.strip()]
    if len(pieces) > 1 and all(language_code(piece) for piece in pieces):
        return pieces
    return [text]
