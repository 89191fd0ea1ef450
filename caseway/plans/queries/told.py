"""What a person said before a plan begins: the story of the interview, and strengths on record."""

from dataclasses import dataclass

from django.utils.translation import get_language

from caseway.cases.models import Case
from caseway.intake.models import Interview
from caseway.intake.queries.conversation import Conversation, conversation
from caseway.kernel.models import User
from caseway.rules.interviews.questions import Question
from caseway.rules.interviews.words import AnswerKind, Keeping, State

# Where in the plan an answer belongs; every other story says what somebody can do.
FAMILY = frozenset({"hopes", "family_matters"})


@dataclass(frozen=True)
class Told:
    """Something that can be taken into a plan. `field` is where: can_do or family_words."""

    key: str
    field: str
    asked: str
    asked_lang: str
    words: str


def told_before(user: User, case: Case) -> list[Told]:
    """What the participant told of herself, as far as it may stand in a plan that others read.

    What was told in private stays in the interview. Eight queries at most.
    """
    rows = Interview.objects.filter(case=case, person=case.participant_id)
    newest = (
        rows.exclude(asks__slug="mini")
        .select_related("asks", "person", "case__participant")
        .order_by("-began_at", "-pk")
        .first()
    )
    return _stories(conversation(user, newest)) if newest else []


def strengths_of(case: Case) -> list[str]:
    """Her strengths on record. One query."""
    rows = case.participant.strengths.order_by("recorded_at", "pk")
    return list(rows.values_list("words", flat=True))


def _stories(page: Conversation) -> list[Told]:
    language = (get_language() or "en")[:2]
    found = []
    for _section, question in page.questions.questions():
        words = _said(page, question)
        if words:
            found.append(
                Told(
                    key=question.key,
                    field="family_words" if question.key in FAMILY else "can_do",
                    asked=question.text.said_in(language),
                    asked_lang=question.text.language_for(language),
                    words=words,
                )
            )
    return found


def _said(page: Conversation, question: Question) -> str:
    if question.kind is not AnswerKind.STORY or question.keeping is not Keeping.PLAIN:
        return ""
    given = page.given.get((question.key, 0))
    if given is None or given.state is not State.ANSWERED:
        return ""
    return " ".join(given.values).strip()
