"""A question set: sections, questions, and when each is asked. Read from plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from caseway.rules.interviews.words import (
    NO_WORDS,
    NOTHING,
    AnswerKind,
    Answers,
    Each,
    Given,
    Keeping,
    State,
    Text,
)


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class Condition:
    """Ask only if the answer to another question is one of these."""

    question: str
    is_one_of: frozenset[str]


@dataclass(frozen=True, slots=True)
class Leads:
    """What an answer leads to, for somebody to accept or dismiss."""

    when: frozenset[str]
    barrier: str = ""
    severity: str = ""
    needs: tuple[str, ...] = ()
    proof: Text = NO_WORDS
    strength: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question, with why it is asked and who may read the answer."""

    key: str
    kind: AnswerKind
    text: Text
    why: Text = NO_WORDS
    hint: Text = NO_WORDS
    options: tuple[Option, ...] = ()
    only_if: tuple[Condition, ...] = ()
    keeping: Keeping = Keeping.PLAIN
    fact: str = ""
    leads: tuple[Leads, ...] = ()
    # The answer that says "ready", where the question is about being ready for work.
    ready: frozenset[str] = frozenset()

    def is_asked(self, given: Answers, about: int = 0) -> bool:
        """Whether what was said so far leads to this question.

        In a section asked for each child a condition looks at that child's
        answers first, then at those given once.
        """
        return all(_holds(one, given, about) for one in self.only_if)


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that belong together, with a word on how to ask them."""

    key: str
    title: Text
    lead: Text
    guidance: Text
    each: Each
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Everything one conversation may ask, in the order it is shown. Any order is right."""

    title: Text
    sections: tuple[Section, ...]

    def questions(self) -> Iterator[tuple[Section, Question]]:
        for section in self.sections:
            for question in section.questions:
                yield section, question

    def find(self, key: str) -> tuple[Section, Question]:
        """The question under a key, with its section. Raises KeyError."""
        for section, question in self.questions():
            if question.key == key:
                return section, question
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a section has come: asked, and said something to (a "no" is something)."""

    asked: int
    said: int

    @property
    def is_done(self) -> bool:
        return self.asked == self.said


def read(content: Mapping[str, Any]) -> QuestionSet:
    """The question set that plain data describe. Raises KeyError or ValueError where they do not.

    `checking.problems` says in sentences what is wrong; ask it first of what people wrote.
    """
    return QuestionSet(_text(content.get("title")), tuple(map(_section, content["sections"])))


def about_of(section: Section, children: tuple[int, ...]) -> tuple[int, ...]:
    """For whom a section is asked: each child by id, or once."""
    return children if section.each is Each.CHILD else (0,)


def progress(section: Section, given: Answers, children: tuple[int, ...]) -> Progress:
    """How many of the questions asked have an answer of any kind."""
    asked = [
        given.get((question.key, about), NOTHING)
        for about in about_of(section, children)
        for question in section.questions
        if question.is_asked(given, about)
    ]
    return Progress(len(asked), sum(one.state is not State.UNANSWERED for one in asked))


def depends_on(questions: QuestionSet, key: str) -> tuple[Question, ...]:
    """Every question that is asked or not because of what is said to `key`, near or far."""
    near = [q for _s, q in questions.questions() if any(c.question == key for c in q.only_if)]
    found = {q.key: q for q in near}
    for one in near:
        found |= {q.key: q for q in depends_on(questions, one.key)}
    return tuple(found.values())


def _holds(condition: Condition, given: Answers, about: int) -> bool:
    said: Given = given.get((condition.question, about)) or given.get(
        (condition.question, 0), NOTHING
    )
    return bool(said.codes & condition.is_one_of)


def _section(row: Mapping[str, Any]) -> Section:
    return Section(
        key=row["key"],
        title=_text(row["title"]),
        lead=_text(row.get("lead")),
        guidance=_text(row.get("guidance")),
        each=Each(row.get("each", "")),
        questions=tuple(map(_question, row["questions"])),
    )


def _question(row: Mapping[str, Any]) -> Question:
    return Question(
        key=row["key"],
        kind=AnswerKind(row["kind"]),
        text=_text(row["text"]),
        why=_text(row.get("why")),
        hint=_text(row.get("hint")),
        options=tuple(Option(one["code"], _text(one["text"])) for one in row.get("options", ())),
        only_if=tuple(
            Condition(one["question"], frozenset(one["is"])) for one in row.get("only_if", ())
        ),
        keeping=Keeping(row.get("keeping", "plain")),
        fact=row.get("fact", ""),
        leads=tuple(map(_leads, row.get("leads", ()))),
        ready=frozenset(row.get("ready", ())),
    )


def _leads(row: Mapping[str, Any]) -> Leads:
    return Leads(
        when=frozenset(row["when"]),
        barrier=row.get("barrier", ""),
        severity=row.get("severity", ""),
        needs=tuple(row.get("needs", ())),
        proof=_text(row.get("proof")),
        strength=row.get("strength", False),
    )


def _text(row: Any) -> Text:
    return Text(row.get("en", ""), row.get("es", "")) if row else NO_WORDS
