"""Holding a conversation: begin, answer by answer, finish. What is said is saved as it is said."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from caseway.cases.models import Case, Person
from caseway.intake import access
from caseway.intake.actions.questions import version_to_ask
from caseway.intake.facts import question_set
from caseway.intake.models import Answer, AnswerSource, Interview
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.rules.interviews.questions import Question
from caseway.rules.interviews.words import Given, Keeping, State


@dataclass(frozen=True)
class Place:
    """One question of one conversation; `about` is a child's id, 0 where it is asked once."""

    question: Question
    about: int = 0

    @property
    def name(self) -> str:
        return f"{self.question.key}.{self.about}"


class Overtaken(Exception):  # noqa: N818 - a finding to show, not an error
    """Somebody else answered the question since. Holds what stands now and what was meant."""

    def __init__(self, theirs: Answer, mine: Given) -> None:
        super().__init__("The answer was changed by somebody else.")
        self.theirs, self.mine = theirs, mine


@transaction.atomic
def begin(
    *, case: Case, person: Person, slug: str, language: str, by: User, at: datetime
) -> Interview:
    """Begin a conversation, or go on with the one that is open. Nothing is asked twice:

    what the person said in an earlier conversation stands there, marked as said
    earlier. Raises NotAllowed when the function is another's.
    """
    access.require_interview(by, case, slug)
    Case.objects.select_for_update().get(pk=case.pk)  # two begin at once: one conversation
    open_one: Interview | None = Interview.objects.filter(
        case=case, person=person, asks__slug=slug, finished_at=None
    ).first()
    if open_one is not None:
        return open_one
    interview = Interview.objects.create(
        site_id=case.site_id,
        case=case,
        person=person,
        asks=version_to_ask(site_id=case.site_id, slug=slug, by=by, at=at),
        language=language if language in ("en", "es") else "en",
        began_at=at,
        began_by=by,
        last_at=at,
    )
    _carry(interview, by, at)
    return interview


@transaction.atomic
def save_answer(
    *, interview: Interview, place: Place, given: Given, version: int, by: User, at: datetime
) -> Answer:
    """Save what was said to one question, over version `version` of it (0: nothing was there).

    Saving the same words again changes nothing. Raises Overtaken when somebody
    else answered since, and NotAllowed.
    """
    if sentence := why_not_answer(interview, place.question, by):
        raise NotAllowed(sentence)
    row = _row(interview, place)
    if row is not None and given_of(row) == given and row.source == AnswerSource.SAID:
        return row
    if row is None and version == 0:
        row = _new(interview, place, given, by, at)
    elif row is None or not _change(row, given, version, by, at):
        raise Overtaken(row or Answer(interview=interview, key=place.question.key, by=by), given)
    Interview.objects.filter(pk=interview.pk).update(last_key=place.name, last_at=at)
    return row


@transaction.atomic
def finish(*, interview: Interview, by: User, at: datetime) -> Interview:
    """The conversation is over, complete or not: what is unanswered stays so."""
    access.require_interview(by, interview.case, interview.asks.slug)
    if interview.finished_at is None:
        interview.finished_at, interview.finished_by = at, by
        interview.save(update_fields=["finished_at", "finished_by"])
    return interview


@transaction.atomic
def reopen(*, interview: Interview, by: User) -> Interview:
    """Go on with a conversation that was finished."""
    access.require_interview(by, interview.case, interview.asks.slug)
    interview.finished_at, interview.finished_by = None, None
    interview.save(update_fields=["finished_at", "finished_by"])
    return interview


@transaction.atomic
def read_in(*, interview: Interview, language: str, by: User) -> Interview:
    """Show the questions in another language."""
    access.require_interview(by, interview.case, interview.asks.slug)
    interview.language = language if language in ("en", "es") else "en"
    interview.save(update_fields=["language"])
    return interview


def why_not_answer(interview: Interview, question: Question, by: User) -> str | None:
    """The sentence to show when she may not answer this; None when she may."""
    if sentence := access.why_not_interview(by, interview.case, interview.asks.slug):
        return sentence
    if interview.finished_at is not None:
        return _("This interview is finished. Open it again to change an answer.")
    if question.keeping not in access.readable(by, interview.case):
        if question.keeping is Keeping.SAFETY:
            return _("These questions are asked by staff trained for it. Ask your supervisor.")
        return _("These answers are for the workers of the case.")
    return None


def given_of(row: Answer) -> Given:
    """An answer as the rules read it."""
    words = row.unseal("words")
    return Given(State(row.state), tuple(json.loads(words)) if words else ())


def _row(interview: Interview, place: Place) -> Answer | None:
    rows = Answer.objects.filter(
        interview=interview, key=place.question.key, about=place.about or None
    )
    return rows.select_related("by").first()


def _new(interview: Interview, place: Place, given: Given, by: User, at: datetime) -> Answer:
    row = Answer(
        site_id=interview.site_id,
        interview=interview,
        key=place.question.key,
        about_id=place.about or None,
        by=by,
        at=at,
    )
    _fill(row, given)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        now = _row(interview, place)
        if now is None:
            raise
        raise Overtaken(now, given) from None
    return row


def _change(row: Answer, given: Given, version: int, by: User, at: datetime) -> bool:
    """One UPDATE decides, so that two saves at once cannot both win."""
    _fill(row, given)
    done = Answer.objects.filter(pk=row.pk, version=version).update(
        state=row.state,
        words=row.words,
        source=AnswerSource.SAID,
        by=by,
        at=at,
        version=version + 1,
    )
    if not done:
        row.refresh_from_db()
        return False
    row.version, row.by, row.at, row.source = version + 1, by, at, AnswerSource.SAID
    return True


def _fill(row: Answer, given: Given) -> None:
    row.state = str(given.state)
    said = given.state is State.ANSWERED
    row.seal("words", json.dumps(given.values, ensure_ascii=False) if said else None)


def _carry(interview: Interview, by: User, at: datetime) -> None:
    """Lay what was said in the person's last finished conversation beside the questions."""
    before = (
        Interview.objects.filter(person=interview.person, finished_at__isnull=False)
        .filter(case=interview.case, asks__slug=interview.asks.slug)
        .order_by("-finished_at", "-pk")
        .first()
    )
    if before is None:
        return
    asked = {question.key: question for _s, question in question_set(interview.asks).questions()}
    rows = []
    for old in before.answers.exclude(state="").order_by("pk"):
        question = asked.get(old.key)
        if question is None:
            continue
        row = Answer(
            site_id=interview.site_id,
            interview=interview,
            key=old.key,
            about_id=old.about_id,
            source=AnswerSource.EARLIER,
            by=old.by,
            at=old.at,
        )
        _fill(row, given_of(old))
        rows.append(row)
    Answer.objects.bulk_create(rows)
