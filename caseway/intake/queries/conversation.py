"""One conversation as its reader may know it."""

from dataclasses import dataclass

from caseway.cases.models import Person
from caseway.intake import access
from caseway.intake.actions.interviews import given_of
from caseway.intake.facts import children_of, known, question_set
from caseway.intake.models import Answer, Interview
from caseway.kernel.models import User
from caseway.rules.interviews.questions import (
    Progress,
    Question,
    QuestionSet,
    Section,
    about_of,
    progress,
)
from caseway.rules.interviews.words import Given, Keeping, State


@dataclass(frozen=True)
class Conversation:
    """Questions, answers and children. What the reader may not read is not in it."""

    interview: Interview
    questions: QuestionSet
    rows: dict[tuple[str, int], Answer]
    given: dict[tuple[str, int], Given]
    children: list[Person]
    may_read: frozenset[Keeping]
    refusal: str | None

    @property
    def child_ids(self) -> tuple[int, ...]:
        return tuple(child.pk for child in self.children)

    def about(self, section: Section) -> tuple[int, ...]:
        return about_of(section, self.child_ids)

    def fact(self, question: Question) -> str:
        """What the record knows; such a question is not asked again."""
        return known(question.fact, self.interview.person) if question.fact else ""

    def reads(self, question: Question) -> bool:
        return question.keeping in self.may_read

    def sections(self) -> list[Section]:
        """The sections in which something is asked of this person, by this reader."""
        return [
            section
            for section in self.questions.sections
            if self.about(section) and any(map(self.reads, section.questions))
        ]

    def progress(self, section: Section) -> Progress:
        """How far a section has come, what is on record counted as said."""
        readable = tuple(q for q in section.questions if self.reads(q))
        seen = Section(
            section.key, section.title, section.lead, section.guidance, section.each, readable
        )
        return progress(seen, self.given, self.child_ids)


def conversation(user: User, interview: Interview) -> Conversation:
    """Everything of a conversation that exists for the reader. Six queries, however long it is."""
    case = interview.case
    questions = question_set(interview.asks)
    may_read = access.readable(user, case)
    readable = {q.key: q for _s, q in questions.questions() if q.keeping in may_read}
    rows = {
        (row.key, row.about_id or 0): row
        for row in Answer.objects.filter(interview=interview).select_related("by").order_by("pk")
        if row.key in readable
    }
    given = {place: given_of(row) for place, row in rows.items()}
    for question in readable.values():
        if question.fact and (words := known(question.fact, interview.person)):
            given.setdefault((question.key, 0), Given(State.ANSWERED, (words,)))
    return Conversation(
        interview=interview,
        questions=questions,
        rows=rows,
        given=given,
        children=children_of(case),
        may_read=may_read,
        refusal=access.why_not_interview(user, case, interview.asks.slug),
    )
