"""What calls for attention on a case, for those who answer for some of its parts today."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.agencies.functions import function_name
from caseway.agencies.policy import RULES, Act
from caseway.agencies.standing import Standing
from caseway.cases.models import Part
from caseway.desk.facts.foreseen import hours_signals
from caseway.desk.facts.kept import kept_signals
from caseway.desk.facts.pieces import Row
from caseway.desk.facts.plans import plan_signals
from caseway.desk.facts.shapes import DatedPromise, Held, Picture
from caseway.rules.caseload.signals import TASK_SIGNALS, CaseSignals, Signal, SignalKind
from caseway.rules.caseload.snooze import Snoozed
from caseway.rules.contacts.promises import REACHED, chosen
from caseway.rules.dates import days_between
from caseway.rules.functions import Assignment as Owned
from caseway.rules.functions import EmployerKind, FunctionCode, Owner, owner_of
from caseway.rules.functions import Part as RulePart
from caseway.rules.functions.flows import STEP_LABELS
from caseway.rules.functions.labels import PART_WORDS
from caseway.rules.reasons import Term, Value
from caseway.rules.referrals.codes import State

# After this a new assignment without contact is silence like any other.
NEW_FOR = timedelta(days=30)


def case_signals(
    picture: Picture, parts: Collection[int], on: date, decider: int | None = None
) -> CaseSignals:
    """The signals of the parts with these assignment ids. A signal of another part is not hers.

    `decider`: the reader, when she may decide on support; nobody decides on what she asked for.
    """
    mine = [held for held in picture.parts if held.id in parts]
    found: list[Signal] = []
    for held in mine:
        found += _vacancy(held)
        found += _promise(picture, held)
        found += _new_assignment(picture, held, on)
        if held.is_lead or picture.lead is None:
            found += _silence(picture)
    found += _owned(picture, {held.id for held in mine})
    found += _hand_offs(picture, mine)
    found += _by_function(picture, {held.id for held in mine}, on)
    if decider is not None:
        found += support_signals(picture, decider)
    found += group_signals(picture, mine)
    planned = list(
        plan_signals(
            picture.plan_versions,
            picture.plan_acts,
            picture.plan_reviews,
            picture.plan_proposals,
            picture.plan_supports,
            on,
        )
    )
    if planned and _writes(picture, {held.id for held in mine}):
        found += planned
    found += [
        Signal(SignalKind.SAFETY_FOLLOW_UP, row.day, ref=str(row.id))
        for row in picture.safety
        if row.day
    ]
    once = {(signal.kind, signal.ref): signal for signal in found}
    return CaseSignals(picture.card.id, picture.card.number, tuple(once.values()))


def _by_function(picture: Picture, mine: Collection[int], on: date) -> Iterator[Signal]:
    """What belongs to whoever answers for one function. Few cases have any: asked only then."""
    for signals, is_hers in (
        (list(hours_signals(picture)), _watches),
        (list(referral_signals(picture, on)), _refers),
        (list(interview_signals(picture)), _interviews),
        (list(kept_signals(picture, on)), _keeps_at_work),
    ):
        if signals and is_hers(picture, mine):
            yield from signals


def snoozed(picture: Picture) -> dict[str, Snoozed]:
    """What the reader has put off on this case, by signal key; the latest word on each counts."""
    return {
        row.code: Snoozed(
            until=row.day, made_on=timezone.localdate(row.moment), at_score=row.number or 0
        )
        for row in picture.snoozes
        if row.day and row.moment
    }


def owner_part(picture: Picture, function: str) -> Held | None:
    """The part that answers for a function on this case, staffed or vacant. Never nobody.

    A function that nobody here may perform falls to the lead, who can see that it moves on.
    """
    held_by_id = {held.id: held for held in picture.parts}
    if not function or function not in picture.holders:
        return picture.lead
    code = FunctionCode(function)
    rows = [as_owned(held) for held in picture.parts]
    answer = owner_of(code, rows, picture.holders[code], picture.required)
    if isinstance(answer, Owner):
        return held_by_id[answer.person]
    return next((held for held in picture.parts if held.part == answer.queue), picture.lead)


def promise_of(picture: Picture, held: Held) -> tuple[DatedPromise, date] | None:
    """The promise that binds a part in the present stage, and the day its clock began."""
    by_promise = {id(dated.promise): dated for dated in picture.promises}
    promise = chosen((dated.promise for dated in picture.promises), held.part, picture.card.stage)
    if promise is None:
        return None
    dated = by_promise[id(promise)]
    since = max(held.since, dated.starts_on)
    if promise.stage:
        since = max(since, picture.card.stage_since)
    return dated, since


def keeps(picture: Picture, held: Held, by: int | None, agency: int | None) -> bool:
    """Whether a contact by this worker of this agency counts for the part.

    The holder's own do; so do those of colleagues of her agency, who cover for
    her or held the part before, unless they hold another part of the case.
    """
    if by is not None and by == held.staff_id:
        return True
    if agency != held.agency_id:
        return False
    return not any(
        other.staff_id == by and other.id != held.id for other in picture.parts if other.staff_id
    )


def as_owned(held: Held) -> Owned:
    """A part as the ownership rule takes it; `person` is the part's own number."""
    # The rule tells owners apart by a number; the part's own number serves, vacant or not.
    return Owned(
        person=held.id,
        part=RulePart(held.part),
        employer_kind=EmployerKind(held.employer_kind),
        since=held.since,
        function=FunctionCode(held.function) if held.function else None,
        is_lead=held.is_lead,
    )


def _vacancy(held: Held) -> Iterator[Signal]:
    since = held.since if held.staff_id is None else held.away_from if held.uncovered else None
    if since:
        part = Term(str(Part(held.part).label).lower())
        yield Signal(SignalKind.VACANT_PART, since, ref=str(held.id), about={"part": part})


def _promise(picture: Picture, held: Held) -> Iterator[Signal]:
    found = promise_of(picture, held)
    if found is None:
        return
    dated, since = found
    counted = [
        met.on
        for met in picture.met
        if met.kind in dated.promise.counts and keeps(picture, held, met.by, met.agency)
    ]
    due = dated.promise.due_after(max([since, *counted]))
    yield Signal(SignalKind.PROMISE, due, ref=held.part)


def _new_assignment(picture: Picture, held: Held, on: date) -> Iterator[Signal]:
    if held.staff_id is None or held.since < on - NEW_FOR:
        return
    handed = any(row.code == held.part and row.sort == held.function for row in picture.hand_offs)
    spoken = any(
        met.on >= held.since
        for met in picture.met
        if met.kind in REACHED and keeps(picture, held, met.by, met.agency)
    )
    if not handed and not spoken:
        yield Signal(SignalKind.NEW_ASSIGNMENT, held.since, ref=str(held.id))


def _silence(picture: Picture) -> Iterator[Signal]:
    reached = [met.on for met in picture.met if met.kind in REACHED]
    # A case from a file opened before anybody here held it: silence counts from the holding.
    held = min((part.since for part in picture.parts), default=picture.card.opened_on)
    since = max(picture.card.opened_on, held)
    yield Signal(SignalKind.NO_CONTACT, max(reached, default=since))


def _owned(picture: Picture, mine: Collection[int]) -> Iterator[Signal]:
    """Tasks, messages and missed appointments whose function one of her parts answers for."""
    owners: dict[str, int | None] = {}

    def is_mine(row: Row) -> bool:
        if row.sort not in owners:
            owner = owner_part(picture, row.sort)
            owners[row.sort] = owner.id if owner else None
        # A case without any lead shows to whoever holds a part of it.
        return owners[row.sort] in mine or owners[row.sort] is None

    yield from (_task(row) for row in picture.tasks if is_mine(row))
    yield from (_message(row) for row in picture.messages if is_mine(row))
    yield from _missed(picture, [row for row in picture.missed if is_mine(row)])
    yield from (_step(row) for row in picture.way_in if is_mine(row))


def _task(row: Row) -> Signal:
    assert row.day is not None
    return Signal(
        TASK_SIGNALS.get(row.code, SignalKind.TASK),
        row.day,
        sort=row.code,
        ref=str(row.id),
        about={"what": row.text},
    )


def _message(row: Row) -> Signal:
    assert row.moment is not None
    return Signal(SignalKind.MESSAGE, timezone.localdate(row.moment), ref=str(row.id))


def _missed(picture: Picture, rows: list[Row]) -> Iterator[Signal]:
    for row in rows:
        assert row.day is not None
        followed_up = any(met.on >= row.day and met.kind in REACHED for met in picture.met)
        if not followed_up:
            yield Signal(SignalKind.MISSED_APPOINTMENT, row.day, ref=str(row.id))


_REFERRAL = {
    State.MADE: SignalKind.REFERRAL_UNSENT,
    State.SENT: SignalKind.REFERRAL_SILENT,
    State.WAITLISTED: SignalKind.REFERRAL_WAITLIST,
    State.ACCEPTED: SignalKind.REFERRAL_VISIT,
    State.TOLD: SignalKind.REFERRAL_VISIT,
    State.APPOINTMENT: SignalKind.REFERRAL_VISIT,
    State.MISSED: SignalKind.REFERRAL_STUCK,
    State.DECLINED: SignalKind.REFERRAL_STUCK,
    State.ATTENDED: SignalKind.REFERRAL_RESULT,
    State.IN_SERVICE: SignalKind.REFERRAL_RESULT,
}


def referral_signals(picture: Picture, on: date) -> Iterator[Signal]:
    """Referrals that ask for a step, each with how long it has waited."""
    for row in picture.referrals:
        assert row.day is not None
        assert row.moment is not None
        since = timezone.localdate(row.moment)
        about: dict[str, Value] = {
            "what": row.text,
            "since": since,
            "waited": days_between(since, on),
        }
        yield Signal(_REFERRAL[State(row.code)], row.day, ref=str(row.id), about=about)


def _refers(picture: Picture, mine: Collection[int]) -> bool:
    """Whether one of her parts answers for referrals on this case."""
    owner = owner_part(picture, FunctionCode.REFERRALS)
    return owner is None or owner.id in mine


def decider_of(standing: Standing) -> int | None:
    """The reader, when a role of hers decides on support."""
    decides = standing.has_role(*RULES[Act.APPROVE_SUPPORT].roles)
    return standing.user_id if decides else None


def support_signals(picture: Picture, decider: int) -> Iterator[Signal]:
    """Support that waits for the word of somebody else than who asked."""
    for row in picture.supports:
        if row.moment and row.person != decider:
            day = timezone.localdate(row.moment)
            yield Signal(SignalKind.SUPPORT_ASKED, day, ref=str(row.id), about={"what": row.text})


def interview_signals(picture: Picture) -> Iterator[Signal]:
    """Conversations that began and were left."""
    for row in picture.interviews:
        if row.moment:
            day = timezone.localdate(row.moment)
            yield Signal(SignalKind.INTERVIEW_OPEN, day, ref=str(row.id))


def group_signals(picture: Picture, mine: list[Held]) -> Iterator[Signal]:
    """Group sessions held of which nobody noted whether the person came.

    Whoever led it is asked; where she does not work on the case, whoever leads the case is.
    """
    for row in picture.groups:
        leads_it = [held for held in picture.parts if held.staff_id == row.person]
        asked = leads_it or ([picture.lead] if picture.lead else mine)
        if row.moment and any(held in mine for held in asked):
            day = timezone.localdate(row.moment)
            ref, about = str(row.number), {"what": row.text}
            yield Signal(SignalKind.GROUP_UNMARKED, day, ref=ref, about=about)


def _interviews(picture: Picture, mine: Collection[int]) -> bool:
    """Whether one of her parts answers for the assessment."""
    owner = owner_part(picture, FunctionCode.ASSESSMENT)
    return owner is None or owner.id in mine


def _step(row: Row) -> Signal:
    assert row.day is not None
    assert row.moment is not None
    since = timezone.localdate(row.moment)
    about: dict[str, Value] = {"what": Term(STEP_LABELS[row.code]), "since": since}
    return Signal(SignalKind.STEP_WAITING, row.day, ref=str(row.id), about=about)


def _watches(picture: Picture, mine: Collection[int]) -> bool:
    """Whether one of her parts answers for monitoring the plan, and so for its hours."""
    owner = owner_part(picture, FunctionCode.EP_MONITORING)
    return owner is None or owner.id in mine


def _keeps_at_work(picture: Picture, mine: Collection[int]) -> bool:
    """Whether one of her parts answers for placement and retention, as for a job that began."""
    owner = owner_part(picture, FunctionCode.JOB_SEARCH)
    return owner is None or owner.id in mine


def _writes(picture: Picture, mine: Collection[int]) -> bool:
    """Whether one of her parts answers for writing a plan of this case."""
    writers = (FunctionCode.EP_DEVELOPMENT, FunctionCode.PRP_DEVELOPMENT)
    owners = [owner_part(picture, function) for function in writers]
    return any(owner is None or owner.id in mine for owner in owners)


def _hand_offs(picture: Picture, mine: list[Held]) -> Iterator[Signal]:
    for row in picture.hand_offs:
        taken = any(
            held.part == row.code and held.function == row.sort and held.agency_id == row.number
            for held in mine
        )
        if taken and row.day:
            yield Signal(SignalKind.HAND_OFF, row.day, ref=str(row.id))


def part_label(held: Held) -> str:
    """The part in words; a specialist's with her function."""
    if held.function:
        return _("Specialist: %(function)s") % {"function": function_name(held.function)}
    return str(Part(held.part).label)


def part_word(held: Held) -> str:
    """The part as it stands inside a sentence."""
    if held.function:
        return _("specialist (%(function)s)") % {"function": function_name(held.function)}
    return _(PART_WORDS[RulePart(held.part)])
