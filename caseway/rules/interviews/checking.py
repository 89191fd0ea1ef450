"""Whether plain data make a question set that can be asked: every problem in a sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from caseway.rules.interviews.words import CHOSEN, AnswerKind, Each, Keeping, State
from caseway.rules.reasons import Reason, Sentence, _, because

NO_SECTIONS = Sentence("questions.empty", _("A question set needs at least one section."))
NO_TITLE = Sentence("questions.no_title", _("Give section %(n)s a title in English."))
NO_QUESTIONS = Sentence("questions.no_questions", _("“%(section)s” has no question yet."))
NO_TEXT = Sentence("questions.no_text", _("A question in “%(section)s” has no words in English."))
BAD_KEY = Sentence(
    "questions.bad_key",
    _("“%(key)s” is no short name: use small letters, digits and _, beginning with a letter."),
)
TWICE = Sentence("questions.twice", _("Two sections or two questions are called “%(key)s”."))
NO_KIND = Sentence("questions.no_kind", _("“%(key)s” has no kind of answer that exists."))
NO_KEEPING = Sentence("questions.no_keeping", _("“%(key)s” does not say who may read the answer."))
NO_EACH = Sentence("questions.no_each", _("“%(key)s” does not say for whom it is asked."))
NO_OPTIONS = Sentence("questions.no_options", _("“%(key)s” needs at least two things to choose."))
NO_WHY = Sentence("questions.no_why", _("“%(key)s” is sensitive: say in English why you ask it."))
UNKNOWN = Sentence(
    "questions.unknown", _("“%(key)s” is asked after “%(other)s”, which does not exist.")
)
NOT_BEFORE = Sentence(
    "questions.not_before",
    _("“%(key)s” is asked after “%(other)s”, which must stand before it."),
)
NO_ANSWER = Sentence(
    "questions.no_answer", _("“%(key)s” waits for the answer “%(answer)s”, which nobody can give.")
)
SHAPE = Sentence("questions.shape", _("This is not a question set: %(what)s."))

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")


def problems(
    content: Any, *, barriers: Collection[str] = (), needs: Collection[str] = ()
) -> list[Reason]:
    """Everything that keeps the set from being asked; an empty list when nothing does.

    `barriers` and `needs` are the codes that exist; none given, none are checked.
    """
    try:
        return list(_problems(content, set(barriers), set(needs)))
    except (KeyError, TypeError, AttributeError) as fault:
        return [because(SHAPE, what=str(fault))]


def answers_to(row: Mapping[str, Any]) -> frozenset[str]:
    """Every code that an answer to this question can carry."""
    states = {str(State.ANSWERED), str(State.NO), str(State.PREFER_NOT)}
    if row["kind"] == AnswerKind.YES_NO:
        return frozenset(states | {"yes"})
    return frozenset(states | {one["code"] for one in row.get("options", ())})


def _problems(content: Any, barriers: set[str], needs: set[str]) -> Iterator[Reason]:
    sections = content.get("sections") or []
    if not sections:
        yield because(NO_SECTIONS)
    named = Counter(q["key"] for one in sections for q in one.get("questions", ()))
    for names in (Counter(one["key"] for one in sections), named):
        yield from (because(TWICE, key=key) for key, n in names.items() if n > 1)
        yield from (because(BAD_KEY, key=key) for key in names if not _KEY.match(key))
    before: dict[str, Mapping[str, Any]] = {}
    every = set(named)
    for number, section in enumerate(sections, 1):
        title = (section.get("title") or {}).get("en", "")
        if not title:
            yield because(NO_TITLE, n=number)
        if section.get("each", "") not in set(Each):
            yield because(NO_EACH, key=section["key"])
        if not section.get("questions"):
            yield because(NO_QUESTIONS, section=title or section["key"])
        for row in section.get("questions", ()):
            yield from _of_question(row, title, before, every)
            yield from _of_leads(row, barriers, needs)
            before[row["key"]] = row


def _of_question(
    row: Mapping[str, Any], title: str, before: Mapping[str, Any], every: set[str]
) -> Iterator[Reason]:
    key = row["key"]
    if not (row.get("text") or {}).get("en"):
        yield because(NO_TEXT, section=title)
    if row.get("kind") not in set(AnswerKind):
        yield because(NO_KIND, key=key)
        return
    if row["kind"] in CHOSEN and len(row.get("options", ())) < 2:
        yield because(NO_OPTIONS, key=key)
    yield from _of_keeping(row)
    for condition in row.get("only_if", ()):
        other = condition["question"]
        if other not in before:
            yield because(NOT_BEFORE if other in every else UNKNOWN, key=key, other=other)
            continue
        for answer in set(condition["is"]) - answers_to(before[other]):
            yield because(NO_ANSWER, key=key, answer=answer)


def _of_keeping(row: Mapping[str, Any]) -> Iterator[Reason]:
    keeping = row.get("keeping", "plain")
    if keeping not in set(Keeping):
        yield because(NO_KEEPING, key=row["key"])
    elif keeping != Keeping.PLAIN and not (row.get("why") or {}).get("en"):
        yield because(NO_WHY, key=row["key"])


def _of_leads(row: Mapping[str, Any], barriers: set[str], needs: set[str]) -> Iterator[Reason]:
    for one in row.get("leads", ()):
        for answer in set(one["when"]) - answers_to(row):
            yield because(NO_ANSWER, key=row["key"], answer=answer)
        named = {one["barrier"]} if one.get("barrier") else set()
        strange = (named - barriers if barriers else set()) | (
            set(one.get("needs", ())) - needs if needs else set()
        )
        yield from (because(NO_ANSWER, key=row["key"], answer=code) for code in strange)
