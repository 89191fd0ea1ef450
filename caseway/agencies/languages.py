"""Languages that workers speak, by ISO code and by the name that the reader knows."""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from babel import Locale
from django.utils.translation import get_language

# Languages of everyday life in the country's cities. Two- and three-letter codes only: the
# list of a form, not of scripts.
COMMON = ("es", "zh", "ru", "bn", "ht", "ar", "ko", "ur", "fr", "pl", "ase", "vi", "pt", "yi")


def language_name(code: str) -> str:
    """The name of the language in the reader's language; the code when it has none."""
    return str(_locale().languages.get(code, code))


# What else people call a language. The name that the reader's own list has is left out there.
OTHER_NAMES: dict[str, tuple[str, ...]] = {
    "bn": ("Bengali", "Bangla"),
    "ckb": ("Sorani",),
    "es": ("Spanish", "Español"),
    "fa": ("Farsi", "Persian"),
    "ff": ("Fulani",),
    "ht": ("Kreyòl", "Creole (Haitian)"),
    "km": ("Cambodian", "Khmer"),
    "ku": ("Kurmanji",),
    "man": ("Mandinka",),
    "my": ("Myanmar", "Burmese"),
    "pa": ("Panjabi", "Punjabi"),
    "ps": ("Pushto", "Pashto"),
    "quc": ("Quiché",),
    "yue": ("Chinese (Cantonese)",),
    "zh": ("Mandarin",),
}


def choices() -> list[tuple[str, str]]:
    """Every language as code and name, by name: once under each name that people look for."""
    names = {
        code: str(name)
        for code, name in _locale().languages.items()
        if len(code) in (2, 3) and code not in _NOT_SPOKEN
    }
    found = [*names.items(), *_other_names(names)]
    return sorted(found, key=lambda pair: (_plain(pair[1]), pair[0]))


def _other_names(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The further names of the languages named, each beside the name that the reader's list has."""
    for code, others in OTHER_NAMES.items():
        for other in others:
            if code in names and not _plain(names[code]).startswith(_plain(other)):
                yield code, f"{other} ({names[code]})"


def _plain(name: str) -> str:
    """The name as it sorts: without accents and capitals."""
    spelled = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in spelled if not unicodedata.combining(letter)).casefold()


def common_choices() -> list[tuple[str, str]]:
    """English and the common languages, for a list that stays short."""
    return [(code, language_name(code)) for code in ("en", *COMMON)]


def is_language(code: str) -> bool:
    """Whether the code names a language that somebody can speak."""
    return len(code) in (2, 3) and code in _locale().languages and code not in _NOT_SPOKEN


_NOT_SPOKEN = frozenset({"und", "mul", "zxx", "mis", "root"})


def _locale() -> Locale:
    return _locale_of(get_language() or "en")


@lru_cache(maxsize=16)
def _locale_of(language: str) -> Locale:
    return Locale.parse(language, sep="-")
