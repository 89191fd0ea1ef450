"""Languages that workers speak, by ISO code and by the name that the reader knows."""

from babel import Locale
from django.utils.translation import get_language

# Languages of everyday life in the country's cities first come first in the list; the
# rest follow by name. Two- and three-letter codes only: the list of a form, not of scripts.
COMMON = ("es", "zh", "ru", "bn", "ht", "ar", "ko", "ur", "fr", "pl", "ase", "vi", "pt", "yi")


def language_name(code: str) -> str:
    """The name of the language in the reader's language; the code when it has none."""
    return str(_locale().languages.get(code, code))


def choices() -> list[tuple[str, str]]:
    """Every language as code and name: common ones first, then all by name."""
    names = {
        code: name
        for code, name in _locale().languages.items()
        if len(code) in (2, 3) and code not in _NOT_SPOKEN
    }
    first = [(code, str(names[code])) for code in COMMON if code in names]
    rest = sorted(
        ((code, str(name)) for code, name in names.items() if code not in COMMON),
        key=lambda pair: pair[1],
    )
    return [*first, *rest]


def common_choices() -> list[tuple[str, str]]:
    """English and the common languages, for a list that stays short."""
    return [(code, language_name(code)) for code in ("en", *COMMON)]


def is_language(code: str) -> bool:
    """Whether the code names a language that somebody can speak."""
    return len(code) in (2, 3) and code in _locale().languages and code not in _NOT_SPOKEN


_NOT_SPOKEN = frozenset({"und", "mul", "zxx", "mis", "root"})


def _locale() -> Locale:
    return Locale.parse(get_language() or "en", sep="-")
