"""Names as people have them, made comparable.

Accents, apostrophes, hyphens, particles, several surnames, one-word names and
other scripts. Nothing here changes a stored name; these are forms for finding.
Phonetic codes are Double Metaphone's (package metaphone), English nicknames the
package nicknames'. Why these: docs/adr/0020-matching-parts.md.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from metaphone import doublemetaphone
from nicknames import NickNamer

from caseway.rules.params import read_toml

_DATA = read_toml("names")
PARTICLES = frozenset(_DATA["particles"])
SUFFIXES = frozenset(_DATA["suffixes"])
_LETTERS = str.maketrans(_DATA["letters"])
_HEARD_ALIKE = [(re.compile(rule["written"]), rule["heard"]) for rule in _DATA["heard_alike"]]
_APOSTROPHES = re.compile("['’‘ʼʻ`´′ʹ]")
_ACCENTS = re.compile("[\u0300-\u036f]")
LONGEST_KEY = 40


@lru_cache(maxsize=16384)
def normal(text: str) -> str:
    """Lower case, no accents or apostrophes, single spaces; other scripts keep their letters."""
    text = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    text = _ACCENTS.sub("", _APOSTROPHES.sub("", text))
    text = unicodedata.normalize("NFC", text)
    return " ".join("".join(char if _is_letter(char) else " " for char in text).split())


def _is_letter(char: str) -> bool:
    # Vowel signs of other scripts are marks, not letters, and belong to the word.
    return char.isalnum() or unicodedata.category(char)[0] == "M"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name. `joined` carries the particles before it: "cruz" and "delacruz"."""

    text: str
    joined: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart: its words in order, its suffix, and all letters run together."""

    words: tuple[Word, ...]
    suffix: str
    run_together: str


@lru_cache(maxsize=16384)
def read_name(text: str) -> Name:
    """Take a name apart.

    A particle belongs to the word after it. In a name of two parts, and at the
    end of any name, it is a word: "Van Tran", "Thi Van".
    """
    parts = normal(text).split()
    suffix = parts[-1] if len(parts) > 2 and parts[-1] in SUFFIXES else ""
    parts = parts[:-1] if suffix else parts
    words: list[Word] = []
    pending = ""
    for place, part in enumerate(parts, start=1):
        pending += part
        leads_on = part in PARTICLES and place < len(parts)
        if not leads_on or len(parts) == 2:
            words.append(Word(part, pending))
        if not leads_on:
            pending = ""
    return Name(tuple(words), suffix, "".join(parts))


def heard_alike(word: str) -> str:
    """The word as a Spanish speaker may hear it: b/v, ll/y, s/z/soft c, silent h."""
    for written, heard in _HEARD_ALIKE:
        word = written.sub(heard, word)
    return word


@lru_cache(maxsize=65536)
def codes(word: str) -> frozenset[str]:
    """Phonetic codes of a normal word; the word itself where it has none (other scripts).

    A code of one symbol finds half the county, and is kept only for a word that
    has no other ("Lee", "Li").
    """
    found = {*doublemetaphone(word), *doublemetaphone(heard_alike(word))} - {""}
    telling = {code for code in found if len(code) > 1}
    return frozenset(telling or found or {word})


def _groups() -> dict[str, frozenset[str]]:
    """Each name or short form, with the full names it may stand for."""
    groups: dict[str, set[str]] = {}
    for full, short_forms in NickNamer().nickname_lookup.items():
        for short in short_forms:
            groups.setdefault(normal(short), set()).add(normal(full))
    for full, short_forms in _DATA["short_names"].items():
        for short in short_forms:
            groups.setdefault(short, set()).add(full)
    return {short: frozenset(full) for short, full in groups.items()}


_FULL_NAMES = _groups()


def full_names(word: str) -> frozenset[str]:
    """The names that a normal word stands for: itself, and those it is short for."""
    return _FULL_NAMES.get(word, frozenset()) | {word}


def name_keys(name: str) -> frozenset[str]:
    """Keys to store and look up, so that a search finds the name by an index.

    Two names that differ by order, accents, particles, a nickname or a
    misspelling of one word share a key. At least one key for any name that is
    not blank; each at most 40 characters.
    """
    keys: set[str] = set()
    for word in read_name(name).words:
        for text in {word.text, word.joined}:
            for full in full_names(text):
                keys |= codes(full)
    if not keys:
        keys = set("".join(name.split()).casefold()[:1])
    return frozenset(key[:LONGEST_KEY] for key in keys)


_SYMBOLS = "0AFHJKLMNPRSTX"


def search_keys(name: str) -> frozenset[str]:
    """Keys to look up when searching: the name's own, and each code with one symbol changed.

    Finds a one-word search with a slip in it ("Martimez") among stored keys, and
    "Cui Ping" where "Cuiping" is stored.
    """
    keys = set(name_keys(name))
    words = read_name(name).words
    for left, right in pairwise(words):
        keys |= {code[:LONGEST_KEY] for code in codes(left.text + right.text)}
    for word in words:
        for code in codes(word.text):
            if 3 <= len(code) <= LONGEST_KEY and code.isascii() and code != word.text:
                keys |= _one_off(code)
    return frozenset(keys)


def _one_off(code: str) -> set[str]:
    splits = [(code[:at], code[at:]) for at in range(len(code) + 1)]
    shorter = {head + tail[1:] for head, tail in splits if tail}
    swapped = {head + symbol + tail[1:] for head, tail in splits if tail for symbol in _SYMBOLS}
    longer = {head + symbol + tail for head, tail in splits for symbol in _SYMBOLS}
    return shorter | swapped | longer
