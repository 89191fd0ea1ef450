"""Who owns each function of a case: exactly one person, or a vacancy with a queue.

A case needs certain parts filled (`required_parts`). A specialist owns the
function that they were assigned for; otherwise the lead parts own it, the
contractor first where both kinds of agency may.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from caseway.rules.functions.codes import FunctionCode
from caseway.rules.functions.labels import FUNCTION_LABELS, PART_WORDS
from caseway.rules.functions.permission import why_not_hold
from caseway.rules.functions.table import FUNCTIONS, SiteHolders
from caseway.rules.functions.words import EmployerKind, Holders, Model, Part
from caseway.rules.reasons import Reason, Sentence, Term, _, because

SPECIALIST = Sentence("owner.specialist", _("%(function)s: assigned to a specialist."))
LEAD_PART = Sentence("owner.part", _("%(function)s: done by the %(part)s on this case."))
VACANT = Sentence(
    "owner.vacant", _("%(function)s: no %(part)s on this case. It waits in that queue.")
)
NOT_NEEDED = Sentence(
    "owner.not_needed", _("%(function)s: not needed while work is not required on this case.")
)
UNCOVERED = Sentence("part.uncovered", _("No %(part)s since %(since)s. Assign one."))
NO_LEAD = Sentence("part.no_lead", _("Nobody leads this case. Name one lead."))
TWO_LEADS = Sentence("part.two_leads", _("More than one person leads this case. Name one lead."))


@dataclass(frozen=True, slots=True)
class Assignment:
    """One person's part on a case, with who employs them.

    `function` is what a specialist was assigned for, and None for every other
    part. Raises ValueError when the two disagree.
    """

    person: int
    part: Part
    employer_kind: EmployerKind
    since: date
    function: FunctionCode | None = None
    is_lead: bool = False

    def __post_init__(self) -> None:
        if (self.part == Part.SPECIALIST) != (self.function is not None):
            raise ValueError("A specialist, and nobody else, is assigned for one function")


@dataclass(frozen=True, slots=True)
class Owner:
    """The one person who owns a function, and why."""

    person: int
    part: Part
    reason: Reason


@dataclass(frozen=True, slots=True)
class Vacant:
    """Nobody owns the function. Work on it waits in `queue`, unless it is not needed."""

    queue: Part
    needed: bool
    reason: Reason


def required_parts(
    holders: SiteHolders, work_required: bool, model: Model | None = None
) -> tuple[Part, ...]:
    """The parts that a case needs filled, given who may do what at its site and region.

    One case manager oversees everything where the site is set up so, or where
    contractors may do all twelve functions of the table; the public worker
    alone where the public agency does all; otherwise the public worker, and the
    contractor's worker while work is required.
    Source: Privatization in Practice (2003), two-worker and single-worker models.
    """
    table = [held for code, held in holders.items() if not FUNCTIONS[code].reserved]
    if model == Model.SINGLE_WORKER or all(held.admits(EmployerKind.CONTRACTOR) for held in table):
        return (Part.CASE_MANAGER,)
    if not work_required or all(held is Holders.PUBLIC for held in table):
        return (Part.PUBLIC_WORKER,)
    return (Part.PUBLIC_WORKER, Part.CONTRACTOR_WORKER)


def owner_of(
    function: FunctionCode,
    assignments: Iterable[Assignment],
    holders: Holders,
    required: Sequence[Part] = (Part.PUBLIC_WORKER, Part.CONTRACTOR_WORKER),
) -> Owner | Vacant:
    """The owner of one function of one case, among the assignments in force.

    Only people whose employer may perform the function are considered; a team
    member helps but owns nothing. Ties go to the lead, then to the longest
    assigned, then to the lower person number.
    """
    able = [
        one
        for one in assignments
        if one.function in (None, function)
        and one.part != Part.TEAM_MEMBER
        and why_not_hold(function, one.employer_kind, holders) is None
    ]
    if not able:
        return _vacant(function, holders, required)
    chosen = min(able, key=_precedence)
    sentence = SPECIALIST if chosen.part == Part.SPECIALIST else LEAD_PART
    return Owner(chosen.person, chosen.part, because(sentence, **_words(function, chosen.part)))


def uncovered(
    required: Sequence[Part], assignments: Iterable[Assignment], since: date
) -> tuple[Reason, ...]:
    """Alerts for a case: required parts nobody fills (since when), and not exactly one lead."""
    current = tuple(assignments)
    filled = parts_filled(current)
    alerts = [
        because(UNCOVERED, part=Term(PART_WORDS[part]), since=since)
        for part in required
        if part not in filled
    ]
    leads = {one.person for one in current if one.is_lead}
    if len(leads) != 1:
        alerts.append(because(TWO_LEADS if leads else NO_LEAD))
    return tuple(alerts)


def parts_filled(assignments: Iterable[Assignment]) -> frozenset[Part]:
    """The parts that these people fill. A job coach also stands for the worker of her agency."""
    filled = {one.part for one in assignments}
    if Part.JOB_COACH in filled:
        filled |= {Part.CASE_MANAGER, Part.CONTRACTOR_WORKER}
    return frozenset(filled)


def _precedence(one: Assignment) -> tuple[bool, bool, bool, date, int, str]:
    return (
        one.part != Part.SPECIALIST,
        one.employer_kind != EmployerKind.CONTRACTOR,
        not one.is_lead,
        one.since,
        one.person,
        one.part,  # one person may hold two parts from the same day
    )


def _vacant(function: FunctionCode, holders: Holders, required: Sequence[Part]) -> Vacant:
    if FUNCTIONS[function].reserved or holders is Holders.PUBLIC:
        wanted = Part.PUBLIC_WORKER
    else:
        wanted = Part.CONTRACTOR_WORKER
    if wanted not in required and not FUNCTIONS[function].reserved:
        if Part.CASE_MANAGER in required:
            wanted = Part.CASE_MANAGER
        elif holders is Holders.BOTH and required:
            wanted = required[0]
        else:
            return Vacant(wanted, False, because(NOT_NEEDED, function=_label(function)))
    return Vacant(wanted, True, because(VACANT, **_words(function, wanted)))


def _label(function: FunctionCode) -> Term:
    return Term(FUNCTION_LABELS[function])


def _words(function: FunctionCode, part: Part) -> dict[str, Term]:
    return {"function": _label(function), "part": Term(PART_WORDS[part])}
