"""Which sessions can be billed, and which check holds each of the others back.

Every check is asked of every session, so that a line tells all that stands in its way at once. A
session is billed whole or not at all. Sessions are judged in the order in which they were held,
so that hours are used up by the earlier ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from caseway.rules.dates import DateSpan, Month, covers
from caseway.rules.participation.spoken import hours
from caseway.rules.reasons import Reason, Term, because
from caseway.rules.records.visits import checks as say
from caseway.rules.records.visits.approved import Approval, Session, balance, is_asked
from caseway.rules.records.visits.asks import Asks, asks_of
from caseway.rules.records.visits.checks import Check, Held
from caseway.rules.records.visits.clock import clock, why_not_extended
from caseway.rules.records.visits.codes import PHASE_LABELS, Phase, Setting
from caseway.rules.records.visits.conflicts import Conflicts, conflicts
from caseway.rules.records.visits.elements import BY_SIGNING
from caseway.rules.records.visits.record import Record, faults, missing
from caseway.rules.records.visits.units import Billed, Use, units, use


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A person's time in the program: when, in which phase, and hours that the funder allowed.

    `employed` are the spans in which she had a job; `earlier` what was billed before the sessions
    now judged. `approvals` are the letters that approve hours a week or a month, if there are any.
    """

    program: str
    spans: tuple[DateSpan, ...]
    intensive: tuple[DateSpan, ...] = ()
    approved_hours: Mapping[Phase, int] = field(default_factory=dict)
    earlier: tuple[Billed, ...] = ()
    approvals: tuple[Approval, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A session as the funder is told of it. `units` is 0 unless it is billable."""

    record: Record
    minutes: int
    units: int
    held: tuple[Held, ...]

    @property
    def billable(self) -> bool:
        return not self.held

    @property
    def waits(self) -> bool:
        """Whether nothing holds it back but that the month is not closed."""
        return bool(self.held) and all(one.check is Check.MONTH_OPEN for one in self.held)

    @property
    def service(self) -> str:
        """The service as the funder codes it: phase, and 1 for one person or 2 for a group."""
        if self.record.phase is None:
            return ""
        return f"{self.record.phase}-{2 if self.record.setting is Setting.GROUP else 1}"


def billing_lines(
    records: Iterable[Record],
    enrolled: Mapping[str, Enrolled],
    closed: Collection[tuple[str, Month]],
) -> tuple[Line, ...]:
    """Judge every session. `enrolled` by client; `closed` are months closed, by coach.

    The order is that of the days, then of the starts.
    """
    ordered = sorted(records, key=_order)
    clashing = conflicts(ordered)
    used: defaultdict[str, _Used] = defaultdict(_Used)
    for client, one in enrolled.items():
        used[client].billed.extend(one.earlier)
    lines = []
    for record in ordered:
        one = enrolled.get(record.client, Enrolled("", ()))
        line = _line(record, one, clashing, closed, used[record.client])
        used[record.client].add(line, asks_of(one.program, record.day or date.max))
        lines.append(line)
    return tuple(lines)


@dataclass(slots=True)
class _Used:
    """What earlier sessions of a person use up: billed, or billed once their month is closed."""

    billed: list[Billed] = field(default_factory=list)
    waiting: list[Billed] = field(default_factory=list)

    def add(self, line: Line, asks: Asks | None) -> None:
        record = line.record
        if asks is None or not record.day or not record.phase:
            return
        if line.billable:
            self.billed.append(Billed(record.day, record.phase, line.units))
        elif line.waits:
            self.waiting.append(Billed(record.day, record.phase, units(line.minutes, asks)))


def _order(record: Record) -> tuple[date, float, str]:
    started = record.started.timestamp() if record.started else 0.0
    return record.day or date.max, started, record.key


def _line(
    record: Record,
    enrolled: Enrolled,
    clashing: Conflicts,
    closed: Collection[tuple[str, Month]],
    used: _Used,
) -> Line:
    asks = asks_of(enrolled.program, record.day or date.max)
    minutes = max(0, record.minutes or 0)
    if asks is None:
        held = Held(Check.NOT_THIS_FUNDER, because(say.NOT_THIS_FUNDER))
        return Line(record, minutes, 0, (held,))
    found = [
        *_of_the_record(record, asks),
        *_of_the_enrolment(record, enrolled, asks),
        *_of_the_others(record, clashing),
        *_of_the_units(record, minutes, enrolled, used.billed, asks),
        *_of_the_letters(record, minutes, enrolled, [*used.billed, *used.waiting], asks),
        *_of_the_month(record, closed),
    ]
    taken = 0 if found else units(minutes, asks)
    return Line(record, minutes, taken, tuple(found))


def _of_the_record(record: Record, asks: Asks) -> Iterator[Held]:
    for lacking in missing(record, asks):
        if lacking.element not in BY_SIGNING or record.signed:
            yield Held(Check.INCOMPLETE, lacking.reason)
    for fault in faults(record, asks):
        yield Held(Check.CONTRADICTS, fault)
    if not record.signed:
        yield Held(Check.NOT_SIGNED, because(say.NOT_SIGNED))


def _of_the_enrolment(record: Record, enrolled: Enrolled, asks: Asks) -> Iterator[Held]:
    if record.day is None:
        return
    if not covers(enrolled.spans, record.day):
        yield Held(Check.OUTSIDE_ENROLMENT, because(say.OUTSIDE, day=record.day))
    if record.phase is Phase.EXTENDED and (reason := why_not_extended(record.employed, asks)):
        yield Held(Check.NOT_EMPLOYED, reason)
    if record.phase is Phase.INTENSIVE:
        ran = clock(enrolled.intensive, record.day, asks)
        if ran.over:
            said = because(say.PHASE_ENDED, ran.reason.source, used=ran.used, last=ran.allowed)
            yield Held(Check.PHASE_ENDED, said)


def _of_the_others(record: Record, clashing: Conflicts) -> Iterator[Held]:
    if record.key in clashing.duplicates:
        yield Held(Check.DUPLICATE, because(say.DUPLICATE))
    if others := clashing.overlaps.get(record.key):
        yield Held(Check.OVERLAP, because(say.OVERLAP, count=len(others)))


def _of_the_units(
    record: Record, minutes: int, enrolled: Enrolled, billed: Sequence[Billed], asks: Asks
) -> Iterator[Held]:
    if record.minutes is None or record.minutes <= 0 or not record.day or not record.phase:
        return
    taken = units(minutes, asks)
    if not taken:
        yield Held(Check.NO_UNIT, because(say.NO_UNIT, minutes=minutes, unit=asks.unit_minutes))
    allowed = enrolled.approved_hours.get(record.phase)
    left = use(billed, record.phase, record.day, asks, allowed)
    if taken and taken * asks.unit_minutes > left.left:
        yield Held(Check.OVER_HOURS, _over(left, taken * asks.unit_minutes))


def _of_the_letters(
    record: Record, minutes: int, enrolled: Enrolled, earlier: Sequence[Billed], asks: Asks
) -> Iterator[Held]:
    """What the funder's letters leave of the week or month, before the month is closed too."""
    if record.day is None:
        return
    before = [Session(one.day, one.units * asks.unit_minutes, held=True) for one in earlier]
    found = balance(enrolled.approvals, before, record.day)
    if found is None:
        if asks.approval_required or is_asked(enrolled.approvals, record.day):
            yield Held(Check.NOT_APPROVED, because(say.NOT_APPROVED, day=record.day))
        return
    taken = units(minutes, asks) * asks.unit_minutes
    if taken > found.left:
        said = because(
            say.OVER_APPROVED[found.approval.per],
            number=found.approval.number or "–",
            left=hours(found.left),
            allowed=hours(found.allowed),
            taken=hours(taken),
        )
        yield Held(Check.OVER_APPROVED, said)


def _over(left: Use, taken: int) -> Reason:
    return because(
        say.OVER_HOURS,
        left=hours(left.left),
        phase=Term(PHASE_LABELS[left.phase]),
        limit=hours(left.allowed),
        taken=hours(taken),
    )


def _of_the_month(record: Record, closed: Collection[tuple[str, Month]]) -> Iterator[Held]:
    if record.day is not None and (record.coach, Month.of(record.day)) not in closed:
        yield Held(Check.MONTH_OPEN, because(say.MONTH_OPEN))
