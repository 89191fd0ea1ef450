"""The languages that people and workers speak, by ISO code, in the reader's own words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LANGUAGES: dict[str, Promise] = {
    "en": _("English"),
    "es": _("Spanish"),
    "zh": _("Chinese"),
    "ru": _("Russian"),
    "bn": _("Bengali"),
    "ht": _("Haitian Creole"),
    "ko": _("Korean"),
    "ar": _("Arabic"),
    "ur": _("Urdu"),
    "fr": _("French"),
    "pl": _("Polish"),
    "yi": _("Yiddish"),
    "vi": _("Vietnamese"),
    "hmn": _("Hmong"),
    "so": _("Somali"),
    "pt": _("Portuguese"),
}


def language_name(code: str) -> str:
    """The language in the reader's own; its code when we have no name for it."""
    return str(LANGUAGES.get(code, code))


def language_choices(*, also: str = "") -> list[tuple[str, str]]:
    """English first, the others by name; `also` keeps a code that we have no name for."""
    codes = {*LANGUAGES, also or "en"}
    named = sorted((language_name(code), code) for code in codes if code != "en")
    return [("en", language_name("en")), *((code, name) for name, code in named)]
