"""Active but unproven: hours that would count if one more paper came, the best paper first."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from caseway.attendance.facts.entries import few_rows
from caseway.attendance.facts.families import Batch, families
from caseway.attendance.models import (
    ActivityEnrolment,
    ActivityKind,
    AttendanceEntry,
    Evidence,
    ProofState,
)
from caseway.attendance.queries.scope import cases_in
from caseway.attendance.queries.spans import OPEN_TO_PROOF
from caseway.kernel.models import User
from caseway.rules.params import ParamError
from caseway.rules.participation.assess import assess
from caseway.rules.participation.entries import Proof, RawEntry
from caseway.rules.participation.results import FamilyResult
from caseway.rules.participation.standing import Standing

# How many papers are weighed at once; past that the list says that there are more.
WEIGHED = 2000
NEEDED, WAITING = "needed", "waiting"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader chose to see."""

    period: int
    scope: str = ""
    provider: int | None = None
    state: str = NEEDED


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper that could come: an activity in a month. Minutes.

    `gain`: what would count more in the month; `makes_met`: the family would meet
    the rate with it, and does not without.
    """

    enrolment: int
    case: int
    person: int
    days: int
    minutes: int
    first: int
    last: int
    gain: int = 0
    makes_met: bool = False
    known: bool = True


@dataclass(frozen=True)
class Line:
    """A paper with what the list prints."""

    paper: Paper
    row: ActivityEnrolment
    evidence: Evidence | None


@dataclass(frozen=True)
class Unproven:
    """The papers that would help, best first. `idle`: hours whose proof would change nothing."""

    papers: list[Paper]
    idle: int
    unknown: int
    is_cut: bool

    @property
    def minutes(self) -> int:
        """All that would count more, each paper weighed alone."""
        return sum(paper.gain for paper in self.papers)

    @property
    def families(self) -> int:
        """How many families would meet the rate with one paper."""
        return len({paper.case for paper in self.papers if paper.makes_met})


def unproven(user: User, choice: Choice) -> Unproven:
    """Weigh every paper of the scope against the rule. As many queries for 2 as for 2,000.

    One query for the papers, those of `families` for the facts, and one for the
    entries of each way of counting months.
    """
    found = list(_groups(user, choice))
    papers = _weighed([_paper(row) for row in found[:WEIGHED]], choice)
    helping = [paper for paper in papers if paper.gain > 0]
    helping.sort(key=lambda paper: (not paper.makes_met, -paper.gain, paper.enrolment))
    unknown = sum(1 for paper in papers if not paper.known)
    return Unproven(
        helping, len(papers) - len(helping) - unknown, unknown, is_cut=len(found) > WEIGHED
    )


def lines(papers: Collection[Paper], choice: Choice) -> list[Line]:
    """One page of papers with names, provider and, where it waits, the proof. Two queries."""
    ids = [paper.enrolment for paper in papers]
    rows = ActivityEnrolment.objects.filter(pk__in=ids).select_related(
        "person", "case__participant", "case__region", "provider"
    )
    by_id = {row.pk: row for row in rows}
    waiting: dict[int, Evidence] = {}
    if choice.state == WAITING:
        for proof in Evidence.objects.filter(enrolment__in=ids, state=ProofState.SUBMITTED):
            waiting.setdefault(proof.enrolment_id, proof)
    return [Line(paper, by_id[paper.enrolment], waiting.get(paper.enrolment)) for paper in papers]


def gain_of(before: FamilyResult, after: FamilyResult) -> int:
    """Minutes that count more with the proof than without, of everybody in the family.

    None in a family that the rate leaves out even so.
    """
    if not (after.overall.in_denominator or after.two_parent.in_denominator):
        return 0
    return max(0, _countable(after) - _countable(before))


def makes_met(before: FamilyResult, after: FamilyResult) -> bool:
    """Whether the family meets a rate with the proof that it misses without."""
    return any(
        now == Standing.NOT_ENGAGED and then == Standing.ENGAGED
        for now, then in (
            (before.overall, after.overall),
            (before.two_parent, after.two_parent),
        )
    )


def states_of(choice: Choice) -> tuple[int, ...]:
    """The states of proof that a choice asks for."""
    if choice.state == WAITING:
        return (int(ProofState.SUBMITTED),)
    return tuple(int(state) for state in OPEN_TO_PROOF)


def _groups(user: User, choice: Choice) -> "QuerySet[AttendanceEntry, Any]":
    rows = AttendanceEntry.objects.filter(
        period=choice.period,
        case__in=cases_in(user, choice.scope),
        proof__in=states_of(choice),
        attended__gt=0,
    ).exclude(activity=ActivityKind.OTHER)
    if choice.provider:
        rows = rows.filter(enrolment__provider=choice.provider)
    found: QuerySet[AttendanceEntry, Any] = (
        rows.order_by()
        .values("enrolment_id", "case_id", "person_id")
        .annotate(
            days=Count("day", distinct=True),
            minutes=Sum("attended"),
            first=Min("day"),
            last=Max("day"),
        )
        .order_by("-minutes", "enrolment_id")
    )
    return found[: WEIGHED + 1]


def _paper(row: dict[str, Any]) -> Paper:
    return Paper(
        enrolment=row["enrolment_id"],
        case=row["case_id"],
        person=row["person_id"],
        days=row["days"],
        minutes=row["minutes"],
        first=row["first"],
        last=row["last"],
    )


def _weighed(papers: list[Paper], choice: Choice) -> list[Paper]:
    """Each paper with what it would change, alone."""
    cases = {paper.case for paper in papers}
    if not cases:
        return papers
    try:
        batch = families(cases, choice.period)
    except ParamError:
        return [replace(paper, known=False) for paper in papers]
    entries = _entries(batch)
    before = {
        case: assess(
            facts.family, [row for _pk, row in entries[case]], batch.rules[facts.head.site]
        )
        for case, facts in batch.facts.items()
        if facts.known
    }
    return [_weigh(paper, batch, entries, before, states_of(choice)) for paper in papers]


def _weigh(
    paper: Paper,
    batch: Batch,
    entries: dict[int, list[tuple[int, RawEntry]]],
    before: dict[int, FamilyResult],
    states: Iterable[int],
) -> Paper:
    now = before.get(paper.case)
    if now is None:
        return replace(paper, known=False)
    facts = batch.facts[paper.case]
    proven = [
        _proven(row) if pk == paper.enrolment and row[4] in states else row
        for pk, row in entries[paper.case]
    ]
    then = assess(facts.family, proven, batch.rules[facts.head.site])
    return replace(paper, gain=gain_of(now, then), makes_met=makes_met(now, then))


def _proven(row: RawEntry) -> RawEntry:
    day, person, activity, mark, _proof, scheduled, attended = row
    return (day, person, activity, mark, int(Proof.VERIFIED), scheduled, attended)


def _countable(result: FamilyResult) -> int:
    return sum(line.countable for person in result.persons for line in person.lines)


def _entries(batch: Batch) -> dict[int, list[tuple[int, RawEntry]]]:
    """Entries by family, each with its enrolment. One query for each way of counting months."""
    by_state: dict[str, list[int]] = defaultdict(list)
    for case, facts in batch.facts.items():
        by_state[facts.head.state].append(case)
    found: dict[int, list[tuple[int, RawEntry]]] = {case: [] for case in batch.facts}
    for cases in by_state.values():
        calendar = batch.rules[batch.facts[cases[0]].head.site].calendar
        days_before = calendar.month.plus(-1).days
        rows = few_rows(calendar, Q(case_id__in=cases)).values_list(
            "case_id",
            "enrolment_id",
            "period",
            "day",
            "person_id",
            "activity",
            "mark",
            "proof",
            "scheduled",
            "attended",
        )
        for case, enrolment, period, day, person, activity, mark, proof, planned, done in rows:
            number = day if period == calendar.month.number else day - days_before
            entry = (number, person, activity, mark, proof, planned, done)
            found[case].append((enrolment, entry))
    return found


def day_in(period: int, day: int) -> date:
    """A day of the month that a list shows."""
    return date(period // 100, period % 100, day)
