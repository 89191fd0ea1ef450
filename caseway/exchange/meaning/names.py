"""Names as people have them: taken apart where that is certain, letters never changed."""

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 128
_SUFFIX = re.compile(r"^(jr|sr|ii|iii|iv)\.?$", re.IGNORECASE)
# Words that belong to the family name that follows them: "Luz de la Cruz", "Jan van Dyk".
_PARTICLES = frozenset(
    """da das de del dela den der di do dos du el la las le los mac mc san santa ten ter van vande
    von y zu bin ibn al st st.""".split()  # noqa: SIM905 - a list of words reads best as words
)


@dataclass(frozen=True, slots=True)
class NameParts:
    """`full` in the order it is spoken. `sure` is False when another split is as likely."""

    full: str
    given: str
    family: str
    sure: bool


def split_name(text: str) -> NameParts:
    """ "RIVERA-GOMEZ, Ana María" and "Luz de la Cruz" into parts; capitals stay as typed."""
    plain = tidy(text)
    family, comma, given = plain.partition(",")
    given = " ".join(given.replace(",", " ").split())
    if comma and given and not _SUFFIX.match(given):
        family, given = _suffix_to_family(family.strip(), given)
        return NameParts(f"{given} {family}".strip(), given, family, sure=True)
    return _split_spoken(plain.replace(",", ""))


def tidy(text: str) -> str:
    """One space between words, accents in their composed form. Nothing else is touched."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def joined_name(given: str, middle: str, family: str) -> NameParts:
    """A name that came in parts."""
    first = " ".join(part for part in (tidy(given), tidy(middle)) if part)
    last = tidy(family)
    return NameParts(" ".join(part for part in (first, last) if part), first, last, sure=True)


def _suffix_to_family(family: str, given: str) -> tuple[str, str]:
    *words, last = given.split()
    if words and _SUFFIX.match(last):
        return f"{family} {last}", " ".join(words)
    return family, given


def _split_spoken(plain: str) -> NameParts:
    """Given names come first. With three words or more, which one starts the family is unsure."""
    words = plain.split()
    if len(words) < 2:
        return NameParts(plain, plain, "", sure=True)
    start = len(words) - (2 if len(words) > 2 and _SUFFIX.match(words[-1]) else 1)
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return NameParts(plain, " ".join(words[:start]), " ".join(words[start:]), sure=start == 1)
