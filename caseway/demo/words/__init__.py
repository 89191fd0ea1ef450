"""Sentences for contacts and messages, composed from a person's own facts."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from string import Formatter
from typing import Any

HERE = Path(__file__).parent
Facts = Mapping[str, str]


@dataclass(frozen=True)
class Phrase:
    """A sentence, the facts that it needs, and the setting it fits: any, "here" or "far".

    What stands before a bar is the setting, or a fact that must hold without being named.
    """

    text: str
    needs: frozenset[str]
    setting: str = ""

    def said(self, facts: Facts) -> str:
        return self.text.format_map(facts)


@dataclass(frozen=True)
class Employer:
    name: str
    jobs: tuple[str, ...]


def written(rng: Random, topic: str, facts: Facts, said: set[str], *, setting: str = "") -> str:
    """A note on a topic: an opening, one or two things said, what was agreed.

    What the attendance shows and must be spoken of comes before anything else.

    `setting` is "here" for a meeting in one room and "far" for a call; an
    opening that fits only one is said only there. `said` are sentences already
    used about these people; it grows, and what is in it comes again only when
    all else has been said.
    """
    parts = _topics()[topic]
    middle = rng.choice((1, 1, 2, 2, 2))
    pressing = _pressing(parts["body"], facts, said)
    chosen = [
        *_unsaid(rng, _fitting(parts["open"], setting), facts, said, 1),
        *(_unsaid(rng, pressing, facts, said, 1) if pressing else ()),
        *_unsaid(rng, parts["body"], facts, said, middle - bool(pressing)),
        *_unsaid(rng, parts["close"], facts, said, 1),
    ]
    return " ".join(sentence for phrase in chosen if (sentence := phrase.said(facts)))


def message(rng: Random, topic: str, facts: Facts, said: set[str]) -> str:
    """One whole message as it was sent or received; `said` as in `written`."""
    return _unsaid(rng, _messages()[topic], facts, said, 1)[0].said(facts)


def fact(rng: Random, kind: str, facts: Facts) -> str:
    """One item of a list of facts, such as a strength."""
    return _one(rng, _lists()[kind], facts).said(facts)


@cache
def employers() -> tuple[Employer, ...]:
    return tuple(Employer(row["name"], tuple(row["jobs"])) for row in _toml("facts")["employers"])


def _fitting(phrases: tuple[Phrase, ...], setting: str) -> tuple[Phrase, ...]:
    return tuple(phrase for phrase in phrases if phrase.setting in ("", setting))


def _unsaid(
    rng: Random, phrases: tuple[Phrase, ...], facts: Facts, said: set[str], count: int
) -> list[Phrase]:
    known = frozenset(facts)  # asked of hundreds of phrases, and a set answers at once
    sayable = [phrase for phrase in phrases if phrase.needs <= known]
    fresh = [phrase for phrase in sayable if phrase.text not in said]
    if len(fresh) < count:
        said.difference_update(phrase.text for phrase in sayable)
        fresh = sayable
    chosen = rng.sample(fresh, min(count, len(fresh)))
    said.update(phrase.text for phrase in chosen)
    return chosen


PRESSING = frozenset({"ill", "missed", "late", "on_time", "sheet_month", "sent_back_month", "step"})


def _pressing(phrases: tuple[Phrase, ...], facts: Facts, said: set[str]) -> tuple[Phrase, ...]:
    """Sentences on days away, late or unproven that hold today and have not been said yet."""
    if not PRESSING & facts.keys():
        return ()
    return tuple(
        phrase
        for phrase in phrases
        if phrase.needs & PRESSING and phrase.needs <= facts.keys() and phrase.text not in said
    )


def _one(rng: Random, phrases: tuple[Phrase, ...], facts: Facts) -> Phrase:
    known = frozenset(facts)
    return rng.choice([phrase for phrase in phrases if phrase.needs <= known])


@cache
def _topics() -> dict[str, dict[str, tuple[Phrase, ...]]]:
    return {
        topic: {part: _phrases(texts) for part, texts in parts.items()}
        for topic, parts in _toml("contacts").items()
    }


@cache
def _messages() -> dict[str, tuple[Phrase, ...]]:
    return {topic: _phrases(row["texts"]) for topic, row in _toml("messages").items()}


@cache
def _lists() -> dict[str, tuple[Phrase, ...]]:
    return {kind: _phrases(texts) for kind, texts in _toml("facts")["lists"].items()}


def _phrases(texts: list[str]) -> tuple[Phrase, ...]:
    return tuple(_phrase(text) for text in texts)


def _phrase(text: str) -> Phrase:
    before, mark, rest = text.partition("| ")
    text = rest if mark else text
    needs = frozenset(name for _, name, _, _ in Formatter().parse(text) if name)
    if mark and before not in _SETTINGS:
        return Phrase(text, needs | {before})
    return Phrase(text, needs, before if mark else "")


_SETTINGS = frozenset({"here", "far"})


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def passphrase_words() -> tuple[str, ...]:
    return tuple(_toml("passphrase")["words"])
