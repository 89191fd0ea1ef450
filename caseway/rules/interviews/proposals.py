"""What a conversation suggests. Nothing of it is done until a person accepts it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from caseway.rules.interviews.questions import Leads, Question, QuestionSet, about_of
from caseway.rules.interviews.words import (
    NO_WORDS,
    NOTHING,
    AnswerKind,
    Answers,
    Keeping,
    State,
    Text,
)


class ProposalKind(StrEnum):
    """What can be proposed, strengths first."""

    STRENGTH = "strength"
    BARRIER = "barrier"
    REFERRAL = "referral"
    PROOF = "proof"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing to accept or dismiss. `key` names it for as long as the conversation is kept.

    `code` is the kind of barrier or the need; `about` the person it concerns,
    0 for the participant; `because` the question whose answer led here.
    """

    kind: ProposalKind
    code: str
    because: str
    about: int
    keeping: Keeping
    severity: str = ""
    words: Text = NO_WORDS

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.code or self.because}:{self.about}"


def proposals(questions: QuestionSet, given: Answers, children: tuple[int, ...]) -> list[Proposal]:
    """Everything that the answers lead to, strengths first, each thing once.

    Two answers that lead to one barrier make one proposal, as severe as the
    more severe of them; it is kept as closely as the closer kept answer.
    """
    found: dict[str, Proposal] = {}
    for one in _all(questions, given, children):
        found[one.key] = _joined(found[one.key], one) if one.key in found else one
    order = list(ProposalKind)
    return sorted(found.values(), key=lambda one: order.index(one.kind))


@dataclass(frozen=True, slots=True)
class Readiness:
    """What somebody looking for work tomorrow has already, and what she still lacks."""

    ready: tuple[Question, ...]
    lacking: tuple[Question, ...]
    open: tuple[Question, ...]


def readiness(questions: QuestionSet, given: Answers) -> Readiness:
    """Question by question, never a score: a thing asked and not yet said is open, not lacking."""
    ready: list[Question] = []
    lacking: list[Question] = []
    unsaid: list[Question] = []
    for _section, question in questions.questions():
        if not question.ready or not question.is_asked(given):
            continue
        said = given.get((question.key, 0), NOTHING)
        if said.state in (State.UNANSWERED, State.PREFER_NOT):
            unsaid.append(question)
        else:
            (ready if said.codes & question.ready else lacking).append(question)
    return Readiness(tuple(ready), tuple(lacking), tuple(unsaid))


_SEVERITIES = ("", "some", "much", "stops")
_KEEPINGS = tuple(Keeping)


def _joined(one: Proposal, other: Proposal) -> Proposal:
    worse = max(one, other, key=lambda p: _SEVERITIES.index(p.severity))
    closer = max(one, other, key=lambda p: _KEEPINGS.index(p.keeping))
    return Proposal(
        one.kind, one.code, worse.because, one.about, closer.keeping, worse.severity, one.words
    )


def _all(questions: QuestionSet, given: Answers, children: tuple[int, ...]) -> Iterator[Proposal]:
    for section, question in questions.questions():
        for about in about_of(section, children):
            said = given.get((question.key, about), NOTHING)
            if not question.is_asked(given, about):
                continue
            for leads in question.leads:
                if said.codes & leads.when:
                    yield from _of(question, leads, about, tuple(said.values))


def _of(q: Question, leads: Leads, about: int, values: tuple[str, ...]) -> Iterator[Proposal]:
    if leads.strength:
        for words in _strengths(q, values):
            yield Proposal(ProposalKind.STRENGTH, _slug(words), q.key, about, q.keeping, "", words)
    if leads.barrier:
        yield Proposal(
            ProposalKind.BARRIER, leads.barrier, q.key, about, q.keeping, leads.severity or "some"
        )
    for need in leads.needs:
        yield Proposal(ProposalKind.REFERRAL, need, q.key, about, q.keeping)
    if leads.proof:
        yield Proposal(ProposalKind.PROOF, "", q.key, about, q.keeping, "", leads.proof)


def _strengths(question: Question, values: tuple[str, ...]) -> Iterator[Text]:
    """The choices by name, or what was said, word for word."""
    if question.kind is AnswerKind.YES_NO:
        yield question.text
        return
    chosen = {one.code: one.text for one in question.options}
    yield from (chosen.get(value, Text(value, value)) for value in values if value.strip())


def _slug(words: Text) -> str:
    return words.en.casefold().strip()[:80]
