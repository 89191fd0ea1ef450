"""The few words of which question sets are made. The codes are those that files and tables hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class AnswerKind(StrEnum):
    """How a question is answered."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    SEVERAL = "several"
    TEXT = "text"
    STORY = "story"
    NUMBER = "number"
    DATE = "date"


CHOSEN = frozenset({AnswerKind.CHOICE, AnswerKind.SEVERAL})


class Keeping(StrEnum):
    """Who may read the answer."""

    PLAIN = "plain"  # whoever sees the case
    PRIVATE = "private"  # the workers of the case
    SAFETY = "safety"  # staff trained for safety, on their own case


class State(StrEnum):
    """Where an answer stands. Nothing said is none of the others."""

    UNANSWERED = ""
    ANSWERED = "answered"
    NO = "no"
    PREFER_NOT = "prefer_not"


class Each(StrEnum):
    """For whom a section is asked anew."""

    ONCE = ""
    CHILD = "child"


@dataclass(frozen=True, slots=True)
class Text:
    """Words in English, and in Spanish where somebody wrote them."""

    en: str = ""
    es: str = ""

    def __bool__(self) -> bool:
        return bool(self.en)

    def said_in(self, language: str) -> str:
        """The words in that language; in English where there are none."""
        return (self.es if language == "es" else "") or self.en

    def language_for(self, language: str) -> str:
        """The language that `said_in` answers in."""
        return "es" if language == "es" and self.es else "en"


NO_WORDS = Text()


@dataclass(frozen=True, slots=True)
class Given:
    """One answer: where it stands, and what was said. Several choices stand in order."""

    state: State = State.UNANSWERED
    values: tuple[str, ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        """What a condition can name: the choices, or the state itself."""
        if self.state is State.ANSWERED:
            return frozenset({*self.values, "answered"})
        return frozenset({str(self.state)}) if self.state else frozenset()


NOTHING = Given()

# By question and, in a section asked for each child, by whom it is about; 0 is about nobody else.
Answers = Mapping[tuple[str, int], Given]
