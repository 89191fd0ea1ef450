"""The fate of a line. Everything it needs is at hand: no query is made here."""

from dataclasses import replace

from caseway.exchange.checking.compare import case_changes, person_changes
from caseway.exchange.checking.line import Change, Judgement, Line
from caseway.exchange.codes import Code
from caseway.exchange.facts.agreed import Agreed
from caseway.exchange.facts.candidates import telling
from caseway.exchange.facts.known import KnownCase, KnownPerson
from caseway.exchange.meaning import Field, Weight
from caseway.exchange.models import Decision, Fate
from caseway.rules.records.matching import Verdict, score

__all__ = ["Judgement", "Line", "judge"]


def judge(line: Line) -> Judgement:
    """What the line is, with the issues that say why added to it.

    A line that a person decided to leave out is refused; her other decisions
    answer what would otherwise hold it. A line that was answered in an earlier
    file is the same when that answer leaves nothing to change.
    """
    if line.decision is Decision.NONE and line.agreed and (found := _as_agreed(line, line.agreed)):
        return found
    if line.decision is Decision.LEAVE_OUT:
        line.stop(Code.LEFT_OUT)
        return Judgement(Fate.REFUSED)
    if not line.values.get(Field.CASE_NUMBER):
        if not line.has(Weight.STOP):
            line.stop(Code.CASE_NUMBER_MISSING, Field.CASE_NUMBER)
        return Judgement(Fate.REFUSED)
    found = _judge_member(line) if line.is_member else _judge_participant(line)
    if line.has(Weight.STOP):
        return Judgement(Fate.REFUSED)
    if line.has(Weight.HOLD) and line.decision is Decision.NONE:
        return Judgement(Fate.HELD, found.changes, found.person_id, found.case_id, found.versions)
    return found


def _as_agreed(line: Line, agreed: Agreed) -> Judgement | None:
    """The line under the answer it had before, where what was agreed stands on record already."""
    before = replace(
        line, decision=agreed.decision, decided_person=agreed.person, issues=list(line.issues)
    )
    found = judge(before)
    if found.fate is not Fate.SAME:
        return None
    settled = {Weight.HOLD: Weight.NOTE}
    line.issues[:] = [
        replace(issue, weight=settled.get(issue.weight, issue.weight)) for issue in before.issues
    ]
    return found


def _judge_participant(line: Line) -> Judgement:
    if line.case_line is not None:
        line.stop(Code.CASE_TWICE, Field.CASE_NUMBER, line=line.case_line)
        return Judgement(Fate.REFUSED)
    if line.known is not None:
        return _judge_known(line, line.known)
    if line.name is None:
        line.stop(Code.NAME_MISSING, Field.FULL_NAME)
        return Judgement(Fate.REFUSED)
    return _judge_new(line)


def _judge_known(line: Line, known: KnownCase) -> Judgement:
    """A case with this number is here: what differs, if the line may speak of it at all."""
    if not known.visible:
        # Whose it is stays unsaid: to this sender another agency's case does not exist.
        line.stop(Code.CASE_NOT_YOURS, Field.CASE_NUMBER)
        return Judgement(Fate.REFUSED)
    if known.is_closed:
        line.stop(Code.CASE_CLOSED, Field.CASE_NUMBER, number=known.number)
        return Judgement(Fate.REFUSED)
    if line.name and _is_somebody_else(line, known.participant):
        line.hold(Code.OTHER_PERSON_ON_CASE, Field.CASE_NUMBER)
    changes = [*person_changes(line, known.participant), *case_changes(line, known)]
    return _known(changes, known.participant, known)


def _is_somebody_else(line: Line, person: KnownPerson) -> bool:
    return score(person.identity, line.identity).verdict is Verdict.DIFFERENT


def _known(changes: list[Change], person: KnownPerson, known: KnownCase) -> Judgement:
    return Judgement(
        Fate.CHANGED if changes else Fate.SAME,
        tuple(changes),
        person.pk,
        known.pk,
        (known.version, person.version),
    )


def _judge_new(line: Line) -> Judgement:
    """No case has this number: is the person known, or is she new too?"""
    if line.decision is Decision.SAME_PERSON and line.decided_person:
        if line.open_case and line.open_case.visible:
            return _judge_tied(line, line.open_case)
        person_id: int | None = line.decided_person
    elif line.decision is Decision.NEW_PERSON:
        person_id = None
    else:
        person_id = _known_person(line)
    _hold_for_open_case(line, person_id)
    if line.like_line is not None and person_id is None:
        line.hold(Code.MAYBE_SAME_LINE, Field.FULL_NAME, line=line.like_line)
    return Judgement(Fate.NEW, (), person_id)


def _judge_tied(line: Line, known: KnownCase) -> Judgement:
    """Somebody said whose line it is, and she has a case: the line speaks of that one.

    The case keeps its number and its region: moving it is an act of its own.
    """
    line.say(Weight.NOTE, Code.TIED_TO_CASE, Field.CASE_NUMBER, number=known.number)
    changes = [*person_changes(line, known.participant), *case_changes(line, known)]
    return _known(changes, known.participant, known)


def _known_person(line: Line) -> int | None:
    """The one person who is surely meant. Anybody likely holds the line for a decision."""
    likely = telling(line.candidates)
    if len(likely) == 1 and likely[0].match.verdict is Verdict.SAME:
        return likely[0].person_id
    if likely:
        line.hold(Code.MAYBE_KNOWN, Field.FULL_NAME)
    return None


def _hold_for_open_case(line: Line, person_id: int | None) -> None:
    for candidate in line.candidates:
        number = candidate.open_cases.get(line.program_id or 0)
        if candidate.person_id == person_id and number:
            if line.decision is Decision.SAME_PERSON:
                line.stop(Code.HAS_CASE_ALREADY, Field.CASE_NUMBER, number=number)
            else:
                line.hold(Code.HAS_CASE_ALREADY, Field.CASE_NUMBER, number=number)


def _judge_member(line: Line) -> Judgement:
    """Somebody else in the household of the case with this number."""
    known = line.known
    if known is not None and not known.visible:
        line.stop(Code.CASE_NOT_YOURS, Field.CASE_NUMBER)
    elif known is None and line.case_line is None:
        line.stop(Code.MEMBER_WITHOUT_CASE, Field.CASE_NUMBER)
    elif line.name is None:
        line.stop(Code.NAME_MISSING, Field.FULL_NAME)
    elif known is not None and (member := _member(line, known)):
        return _known(person_changes(line, member), member, known)
    if line.has(Weight.STOP):
        return Judgement(Fate.REFUSED)
    person_id = _decided_or_known(line)
    return Judgement(Fate.NEW, (), person_id, known.pk if known else None)


def _decided_or_known(line: Line) -> int | None:
    if line.decision is Decision.SAME_PERSON and line.decided_person:
        return line.decided_person
    return None if line.decision is Decision.NEW_PERSON else _known_person(line)


def _member(line: Line, known: KnownCase) -> KnownPerson | None:
    """The member of the household whom the line means. Twins are told apart by their names."""
    if line.decision is Decision.NEW_PERSON:
        return None
    for person in known.members:
        if line.decided_person == person.pk:
            return person
        if score(person.identity, line.identity).verdict is Verdict.SAME:
            return person
    return None
