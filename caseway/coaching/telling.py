"""Sentences of a monthly summary as they are kept: the rule's code and facts, or her own words.

A kept sentence is a mapping:

    {"topic": "done", "code": "month_story.met", "values": {"count": 2, "first": {"day": "…"}},
     "sources": [["visit", "<uuid>", "mode"]], "own": "", "out": false}

`own` is what the coach wrote in its place, `out` that she left it out. One of hers has no code.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from caseway.kernel.words import say
from caseway.rules.reasons import Reason, Term, Value
from caseway.rules.records.visits.elements import Topic
from caseway.rules.records.visits.story.draft import Told
from caseway.rules.records.visits.story.evidence import From, Source
from caseway.rules.records.visits.story.words import by_code

Kept = Mapping[str, Any]
_SENTENCES = by_code()
OWN = 600


@dataclass(frozen=True)
class Telling:
    """One sentence to show: what it says, what the draft says, and where it comes from."""

    number: int
    code: str
    topic: Topic
    text: str
    drafted: str
    is_own: bool
    is_out: bool
    sources: tuple[Source, ...]

    @property
    def edited(self) -> bool:
        """Whether she put her words in place of the draft's."""
        return self.is_own and bool(self.drafted)


def keep(told: Told) -> dict[str, Any]:
    """A sentence of the draft as it is kept."""
    return {
        "topic": told.topic.value,
        "code": told.reason.code,
        "values": {name: _kept_value(value) for name, value in told.reason.values.items()},
        "sources": [[one.kind.value, one.key, one.field] for one in told.sources],
        "own": "",
        "out": False,
    }


def own_sentence(topic: Topic, text: str) -> dict[str, Any]:
    """A sentence that is hers alone."""
    return {
        "topic": topic.value,
        "code": "",
        "values": {},
        "sources": [],
        "own": text,
        "out": False,
    }


def _kept_value(value: Value) -> Any:
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return {"term": str(value)} if isinstance(value, Term) else value


def _value(kept: Any) -> Value:
    if isinstance(kept, Mapping):
        return date.fromisoformat(kept["day"]) if "day" in kept else Term(kept["term"])
    value: Value = kept
    return value


def reason_of(sentence: Kept) -> Reason | None:
    """What the rule said, ready for any language; None for a sentence of hers."""
    if not sentence["code"]:
        return None
    said = _SENTENCES[sentence["code"]]
    values = {name: _value(one) for name, one in sentence["values"].items()}
    return Reason(said.code, said.one, values, None, said.many, said.count_by)


def tell(sentences: Iterable[Kept]) -> list[Telling]:
    """Kept sentences in the reader's language, numbered by their place."""
    return [_telling(number, one) for number, one in enumerate(sentences)]


def _telling(number: int, sentence: Kept) -> Telling:
    reason = reason_of(sentence)
    drafted = say(reason) if reason else ""
    return Telling(
        number=number,
        code=sentence["code"],
        topic=Topic(sentence["topic"]),
        text=sentence["own"] or drafted,
        drafted=drafted,
        is_own=bool(sentence["own"]),
        is_out=bool(sentence["out"]),
        sources=tuple(Source(From(kind), key, name) for kind, key, name in sentence["sources"]),
    )


def about(sentence: Kept) -> tuple[str, str, str]:
    """What a sentence is about, by which a new draft finds what she made of the old one.

    The sentence and, for one of several alike, its goal, day or record.
    """
    values = sentence["values"]
    which = str(values.get("goal", "")) or (
        str(sentence["sources"][0][1]) if "note" in values or sentence["topic"] == "work" else ""
    )
    return sentence["topic"], sentence["code"], which


def drafted_anew(told: Iterable[Told], before: Iterable[Kept]) -> list[dict[str, Any]]:
    """A new draft that keeps her words: those in place of a sentence, and those beside them."""
    hers = {about(one): one for one in before if one["code"] and (one["own"] or one["out"])}
    found = []
    for one in map(keep, told):
        if old := hers.pop(about(one), None):
            one |= {"own": old["own"], "out": old["out"]}
        found.append(one)
    # What she wrote in place of a sentence that the evidence no longer gives stays, as her own.
    left = [own_sentence(Topic(one["topic"]), one["own"]) for one in hers.values() if one["own"]]
    alone = [dict(one) for one in before if not one["code"]]
    order = list(Topic)
    return sorted([*found, *left, *alone], key=lambda one: order.index(Topic(one["topic"])))
