"""What a checklist asks: parts of the house in words of the site's own, and parts of its own.

A template is plain data, so that it can be edited on screen and kept as it was:

    {"parts": [{"key": "response", "label": {"en": "How did it go?"}, "must": True},
               {"key": "own-1", "kind": "yes_no", "label": {"en": "Badge worn"}, "must": False}]}

A part that the funder requires can be re-worded and moved, and never taken out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from caseway.rules.reasons import Reason, Sentence, Term, _, because
from caseway.rules.records.visits.asks import Asks
from caseway.rules.records.visits.elements import Element

LANGUAGES = ("en", "es")
MOST_PARTS = 40
LONGEST_LABEL = 120


class Kind(StrEnum):
    """How a part of the site's own is answered."""

    YES_NO = "yes_no"
    TEXT = "text"


class Part(StrEnum):
    """The parts that Caseway knows, in the order in which they are shipped."""

    STARTED = "started"
    STOPPED = "stopped"
    MODE = "mode"
    PLACE = "place"
    SETTING = "setting"
    CONTACT = "contact"
    ACTIVITIES = "activities"
    RESPONSE = "response"
    SUPPORT = "support"
    SEEN = "seen"
    PROBLEMS = "problems"
    CHANGES = "changes"
    NOTE = "note"
    AROUND = "around"


PART_LABELS: Mapping[str, str] = {
    Part.STARTED: _("Start"),
    Part.STOPPED: _("Stop"),
    Part.MODE: _("How we met"),
    Part.PLACE: _("Where"),
    Part.SETTING: _("With one person or a group"),
    Part.CONTACT: _("With the person or on the person’s behalf"),
    Part.ACTIVITIES: _("What we did, and for which goal"),
    Part.RESPONSE: _("How the person took part"),
    Part.SUPPORT: _("Support needed"),
    Part.SEEN: _("What you saw"),
    Part.PROBLEMS: _("What was hard"),
    Part.CHANGES: _("What we will change"),
    Part.NOTE: _("Short note"),
    Part.AROUND: _("Minutes before, after and on the way"),
}

# Which elements a part answers: while the funder asks for one of them, the part stays.
ANSWERS: Mapping[str, tuple[Element, ...]] = {
    Part.STARTED: (Element.STARTED, Element.DATE),
    Part.STOPPED: (Element.STOPPED,),
    Part.MODE: (Element.MODE,),
    Part.PLACE: (Element.PLACE,),
    Part.SETTING: (Element.SETTING,),
    Part.CONTACT: (Element.CONTACT,),
    Part.ACTIVITIES: (Element.ACTIVITY, Element.GOAL),
    Part.RESPONSE: (Element.RESPONSE,),
}

NOT_A_TEMPLATE = Sentence("visit_template.unreadable", _("This is not a checklist."))
TAKEN_OUT = Sentence(
    "visit_template.taken_out",
    _("“%(part)s” is required by the funder. Put it back; its words may be your own."),
)
NOT_A_MUST = Sentence(
    "visit_template.not_a_must",
    _("“%(part)s” is required by the funder, so it must be answered."),
)
NO_WORDS = Sentence("visit_template.no_words", _("A part of your own has no words in English."))
LONG_WORDS = Sentence(
    "visit_template.long_words",
    _("The words of a part have room for %(most)s characters; “%(start)s” has more."),
)
TWICE = Sentence("visit_template.twice", _("“%(part)s” stands there twice. Take one out."))
TOO_MANY = Sentence(
    "visit_template.too_many",
    _("A checklist has room for %(most)s parts. It should take less than a minute to fill in."),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One part as a template asks it. `label` by language; empty where the house's words hold."""

    key: str
    kind: Kind | None
    label: Mapping[str, str]
    must: bool

    @property
    def own(self) -> bool:
        """Whether the site made it."""
        return self.kind is not None

    def words(self, language: str) -> str:
        """Its own words in the language, else in English; empty for the words of the house."""
        return self.label.get(language[:2], "") or self.label.get("en", "")


def shipped(asks: Asks | None) -> dict[str, Any]:
    """The checklist that Caseway ships: every part of the house, musts by the funder."""
    return {
        "parts": [{"key": part.value, "label": {}, "must": required(part, asks)} for part in Part]
    }


def required(key: str, asks: Asks | None) -> bool:
    """Whether the funder asks for what the part answers."""
    if asks is None:
        return False
    return any(element in asks.elements for element in ANSWERS.get(key, ()))


def parts_of(content: Mapping[str, Any]) -> tuple[Asked, ...]:
    """The parts of a sound template, in order."""
    return tuple(
        Asked(
            part["key"],
            Kind(part["kind"]) if part.get("kind") else None,
            part.get("label", {}),
            bool(part.get("must")),
        )
        for part in content["parts"]
    )


def problems(content: Any, asks: Asks | None) -> list[Reason]:
    """Everything that keeps a template from being published; empty where it is sound."""
    if not _readable(content):
        return [because(NOT_A_TEMPLATE)]
    parts = parts_of(content)
    return [*_required(parts, asks), *_twice(parts), *_words(parts), *_count(parts)]


def _readable(content: Any) -> bool:
    if not isinstance(content, Mapping) or not isinstance(content.get("parts"), list):
        return False
    return all(_part_is_readable(part) for part in content["parts"])


def _part_is_readable(part: Any) -> bool:
    if not isinstance(part, Mapping) or not isinstance(part.get("key"), str):
        return False
    label = part.get("label", {})
    if not isinstance(label, Mapping) or not all(isinstance(one, str) for one in label.values()):
        return False
    if part["key"] in set(Part):
        return not part.get("kind")
    return part["key"].startswith("own-") and part.get("kind") in set(Kind)


def _required(parts: tuple[Asked, ...], asks: Asks | None) -> Iterator[Reason]:
    musts = {part.key: part.must for part in parts}
    for part in Part:
        if not required(part, asks):
            continue
        if part not in musts:
            yield because(TAKEN_OUT, part=Term(PART_LABELS[part]))
        elif not musts[part]:
            yield because(NOT_A_MUST, part=Term(PART_LABELS[part]))


def _twice(parts: tuple[Asked, ...]) -> Iterator[Reason]:
    for key, times in Counter(part.key for part in parts).items():
        if times > 1:
            yield because(TWICE, part=Term(PART_LABELS.get(key, key)))


def _words(parts: tuple[Asked, ...]) -> Iterator[Reason]:
    for part in parts:
        if part.own and not part.label.get("en", "").strip():
            yield because(NO_WORDS)
        for words in part.label.values():
            if len(words) > LONGEST_LABEL:
                yield because(LONG_WORDS, most=LONGEST_LABEL, start=words[:30])


def _count(parts: tuple[Asked, ...]) -> Iterator[Reason]:
    if len(parts) > MOST_PARTS:
        yield because(TOO_MANY, most=MOST_PARTS)
