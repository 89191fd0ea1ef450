"""Phone numbers, e-mail addresses, ZIP codes, boroughs and languages."""

import re
from functools import lru_cache

import phonenumbers
from babel import Locale
from babel.localedata import exists as locale_identifier_exists

from caseway.exchange.codes import Code
from caseway.exchange.meaning.columns import fold
from caseway.exchange.meaning.issues import Parsed, left_out, noted
from caseway.exchange.meaning.numbers import only_digits, undo_excel

_EMAIL = re.compile(r"^[^@\s,;<>\"]+@[^@\s,;<>\".]+(\.[^@\s,;<>\".]+)+$")
_SEVERAL_PHONES = re.compile(r"\s*(?:/|;|,|\bor\b|\bo\b|\||\n)\s*", re.IGNORECASE)

_BOROUGH_BY_WORDS = {
    "manhattan": "Manhattan", "mn": "Manhattan", "new york": "Manhattan", "man": "Manhattan",
    "new york county": "Manhattan", "ny": "Manhattan",
    "bronx": "Bronx", "bx": "Bronx", "the bronx": "Bronx", "el bronx": "Bronx",
    "bronx county": "Bronx",
    "brooklyn": "Brooklyn", "bk": "Brooklyn", "bklyn": "Brooklyn", "kings": "Brooklyn",
    "kings county": "Brooklyn",
    "queens": "Queens", "qn": "Queens", "qns": "Queens", "queens county": "Queens",
    "staten island": "Staten Island", "si": "Staten Island", "richmond": "Staten Island",
    "richmond county": "Staten Island",
}  # fmt: skip


def parse_phone(text: str) -> Parsed:
    """A number of the United States in E.164. A second number is not lost silently."""
    digits = undo_excel(text)
    if digits.rounded:
        return left_out(Code.DIGITS_LOST, text=text)
    parts = [part for part in _SEVERAL_PHONES.split(digits.text) if only_digits(part)]
    first, *others = parts or [""]
    value = _e164(first)
    if value is None:
        return left_out(Code.PHONE_INVALID, text=text)
    if others:
        return noted(value, Code.PHONE_SEVERAL, value=first)
    if digits.changed:
        return noted(value, Code.DECIMAL_REMOVED, text=text, value=digits.text)
    return Parsed(value)


def _e164(text: str) -> str | None:
    try:
        number = phonenumbers.parse(text, "US")
    except phonenumbers.NumberParseException:
        return None
    # Possible, not valid: numbers held back for fiction (555-01xx) are good enough for practice.
    if not phonenumbers.is_possible_number(number) or len(str(number.national_number)) < 10:
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def parse_email(text: str) -> Parsed:
    plain = text.strip().removeprefix("mailto:").strip("<>")
    if not _EMAIL.match(plain) or len(plain) > 254:
        return left_out(Code.EMAIL_INVALID, text=text)
    return Parsed(plain)


def parse_zip(text: str) -> Parsed:
    """Five digits, or five and four. Four have lost the zero of New England and New Jersey."""
    digits = undo_excel(text)
    plain = only_digits(digits.text)
    if not re.fullmatch(r"[\d\s-]+", digits.text) or digits.rounded:
        return left_out(Code.ZIP_INVALID, text=text)
    if len(plain) in {3, 4, 8}:
        plain = plain.zfill(5 if len(plain) < 5 else 9)
        value = plain if len(plain) == 5 else f"{plain[:5]}-{plain[5:]}"
        return noted(value, Code.ZEROS_RESTORED, text=text, value=value)
    if len(plain) not in {5, 9}:
        return left_out(Code.ZIP_INVALID, text=text)
    value = plain if len(plain) == 5 else f"{plain[:5]}-{plain[5:]}"
    return (
        noted(value, Code.DECIMAL_REMOVED, text=text, value=value)
        if digits.changed
        else Parsed(value)
    )


def parse_borough(text: str) -> Parsed:
    """A borough under its usual name; any other county as written."""
    words = fold(text)
    if found := _BOROUGH_BY_WORDS.get(words):
        return Parsed(found)
    if words.endswith(("county", "condado")) and len(text) <= 40:
        return Parsed(text)
    return left_out(Code.BOROUGH_UNKNOWN, text=text)


def parse_language(text: str) -> Parsed:
    """A language as its ISO 639 code, from its English, Spanish or own name."""
    first = re.split(r"[/,;(&]| and | y ", text)[0]
    if code := _language_codes().get(fold(first)):
        return Parsed(code)
    return left_out(Code.LANGUAGE_UNKNOWN, text=text)


_OFFICE_LANGUAGES = {
    "castellano": "es", "creole": "ht", "haitian": "ht", "mandarin": "zh",
    "mandarin chinese": "zh",
    "cantonese": "yue", "fulani": "ff", "farsi": "fa", "hebrew": "he",
    "american sign language": "ase",
    "asl": "ase", "sign language": "ase", "eng": "en", "spa": "es", "sp": "es", "ingles": "en",
    "twi": "tw", "garifuna": "cab", "kiche": "quc", "k iche": "quc",
    "mixteco": "mix", "mixtec": "mix",
}  # fmt: skip


# Languages whose own names people write; each locale's data costs a megabyte of memory.
_OWN_NAMES = ("es", "fr", "ht", "zh", "ru", "bn", "ar", "ko", "pt", "it", "pl", "ur", "yi", "vi")


@lru_cache(maxsize=1)
def _language_codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for locale in ("en", "es"):
        for code, name in Locale(locale).languages.items():
            if code.isalpha() and len(code) <= 3:
                codes.setdefault(fold(name), code)
                codes.setdefault(code, code)
    for code in _OWN_NAMES:
        if locale_identifier_exists(code):
            codes.setdefault(fold(Locale(code).languages.get(code, code)), code)
    codes.pop("", None)
    return {**codes, **_OFFICE_LANGUAGES}
