"""Everybody's activities on one case: what they do, when, how far it is proven."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from caseway.attendance.models import (
    DAY_MARKS,
    ActivityEnrolment,
    ActivityKind,
    AgreedHours,
    AttendanceEntry,
    Evidence,
    HoursProjection,
    MarkCode,
    ModuleDone,
    ProofState,
    ScheduledDay,
)
from caseway.cases.models import Case, HouseholdMember, Person
from caseway.rules.dates import Month, age_on

WEEKS = 5
# How many ended activities a page shows before it says that there are more.
ENDED = 10
ADULT = 18
# Days on which nobody came, whatever the reason; a holiday is none.
AWAY = (MarkCode.EXCUSED, MarkCode.UNEXCUSED)
# Younger members of a household begin no activity (29 CFR 570.119: the least age for work).
YOUNGEST = 14


@dataclass(frozen=True, slots=True)
class Week:
    """What one week came to, from its Monday. Minutes; `proven` is part of `attended`."""

    monday: date
    scheduled: int = 0
    attended: int = 0
    proven: int = 0
    marked: int = 0


@dataclass(frozen=True)
class Taken:
    """One enrolment, with its week, its proof and how it has gone lately."""

    row: ActivityEnrolment
    schedule: tuple[ScheduledDay, ...] = ()
    proofs: tuple[Evidence, ...] = ()
    projection: HoursProjection | None = None
    weeks: tuple[Week, ...] = ()
    unproven_minutes: int = 0
    unproven_days: int = 0
    last_marked_on: date | None = None
    on_time: int = 0
    timed: int = 0
    missed: int = 0
    modules: tuple[ModuleDone, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether the law counts it. A step that it does not count is worth no less."""
        return bool(self.row.activity != ActivityKind.OTHER)

    def week_on(self, day: date) -> tuple[ScheduledDay, ...]:
        """The days of the schedule in force on a day, Monday first."""
        held = [
            each
            for each in self.schedule
            if each.starts_on <= day and (each.ends_on is None or day < each.ends_on)
        ]
        return tuple(sorted(held, key=lambda each: each.weekday))

    @property
    def next_change(self) -> date | None:
        """When the schedule changes next, if it is planned to."""
        begins = {each.starts_on for each in self.schedule}
        later = sorted(begins - {self.row.starts_on})
        return later[-1] if later else None


@dataclass(frozen=True)
class PersonsActivities:
    """One person's part of the page."""

    person: Person
    taken: tuple[Taken, ...] = ()
    ended: tuple[Taken, ...] = ()
    agreed: AgreedHours | None = None

    @property
    def counting(self) -> list[Taken]:
        return [each for each in self.taken if each.counts]

    @property
    def steps(self) -> list[Taken]:
        return [each for each in self.taken if not each.counts]


@dataclass(frozen=True)
class CaseActivities:
    """The page: the participant first, then whoever else takes part in something."""

    case: Case
    people: tuple[PersonsActivities, ...]
    # Who may begin something: everybody who lives there now.
    members: tuple[Person, ...] = field(default=())


def activities_of(case: Case, today: date) -> CaseActivities:
    """Everything about the activities of a case. Eight queries, however much there is."""
    rows = ActivityEnrolment.objects.filter(case=case).select_related("provider", "person", "case")
    enrolments = list(rows.order_by("person", "starts_on", "pk"))
    taken = _taken(case, enrolments, today)
    people = _people(case, today)
    agreed = {
        row.person_id: row
        for row in AgreedHours.objects.filter(
            Q(ends_on=None) | Q(ends_on__gt=today), case=case, starts_on__lte=today
        ).order_by("starts_on", "pk")
    }
    return CaseActivities(case, tuple(_of_each(case, people, taken, agreed, today)), people)


def may_begin(page: CaseActivities, today: date) -> list[Person]:
    """Whom a new activity is offered for: the participant, adults, then young people of 14 or more.

    The participant always is, however young: she may be a minor parent.
    Somebody without a birth date is taken for an adult.
    """
    ages = {each.pk: _age(each, today) for each in page.members}
    head = page.case.participant_id
    offered = [each for each in page.members if each.pk == head or ages[each.pk] >= YOUNGEST]
    return sorted(offered, key=lambda each: (each.pk != head, ages[each.pk] < ADULT))


def _age(person: Person, today: date) -> int:
    return ADULT if person.birth_on is None else age_on(person.birth_on, today)


def in_force(row: ActivityEnrolment, today: date) -> bool:
    """Whether an activity goes on or is to begin."""
    return row.ends_on is None or row.ends_on > today


def _of_each(
    case: Case,
    members: Iterable[Person],
    taken: list[Taken],
    agreed: dict[int, AgreedHours],
    today: date,
) -> Iterable[PersonsActivities]:
    by_person: dict[int, list[Taken]] = defaultdict(list)
    known = {person.pk: person for person in members}
    for each in taken:
        by_person[each.row.person_id].append(each)
        known.setdefault(each.row.person_id, each.row.person)
    order = sorted(known, key=lambda pk: (pk != case.participant_id, pk))
    for pk in order:
        hers = by_person[pk]
        if pk != case.participant_id and not hers and pk not in agreed:
            continue
        yield PersonsActivities(
            known[pk],
            tuple(each for each in hers if in_force(each.row, today)),
            tuple(each for each in reversed(hers) if not in_force(each.row, today))[:ENDED],
            agreed.get(pk),
        )


def _people(case: Case, today: date) -> tuple[Person, ...]:
    rows = HouseholdMember.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=today), household=case.household_id
    ).select_related("person")
    people = {case.participant_id: case.participant}
    people |= {row.person_id: row.person for row in rows.order_by("starts_on", "pk")}
    return tuple(people.values())


def _taken(case: Case, enrolments: list[ActivityEnrolment], today: date) -> list[Taken]:
    ids = [row.pk for row in enrolments]
    schedule: dict[int, list[ScheduledDay]] = defaultdict(list)
    for day in ScheduledDay.objects.filter(enrolment__in=ids).order_by("weekday", "pk"):
        schedule[day.enrolment_id].append(day)
    proofs: dict[int, list[Evidence]] = defaultdict(list)
    papers = Evidence.objects.filter(case=case).select_related("decided_by", "submitted_by")
    for proof in papers.order_by("-submitted_at", "-pk"):
        proofs[proof.enrolment_id].append(proof)
    projections = {
        row.enrolment_id: row
        for row in HoursProjection.objects.filter(case=case, ended_on=None).order_by("pk")
    }
    modules: dict[int, list[ModuleDone]] = defaultdict(list)
    done = ModuleDone.objects.filter(enrolment__in=ids).select_related("module")
    for one in done.order_by("-on", "-pk"):
        modules[one.enrolment_id].append(one)
    entries = _entries(case, today)
    return [
        Taken(
            row,
            tuple(schedule[row.pk]),
            tuple(proofs[row.pk]),
            projections.get(row.pk),
            modules=tuple(modules[row.pk]),
            **_lately(entries[row.pk], today),
        )
        for row in enrolments
    ]


def _entries(case: Case, today: date) -> dict[int, list[AttendanceEntry]]:
    """This month's, last month's and those of the weeks shown, by enrolment. One query."""
    first = min(Month.of(today).plus(-1).first, _first_monday(today))
    rows = AttendanceEntry.objects.filter(case=case, period__gte=Month.of(first).number)
    found: dict[int, list[AttendanceEntry]] = defaultdict(list)
    for entry in rows.order_by("period", "day", "pk"):
        found[entry.enrolment_id].append(entry)
    return found


def _first_monday(today: date) -> date:
    return today - timedelta(days=today.weekday() + 7 * (WEEKS - 1))


def _lately(entries: list[AttendanceEntry], today: date) -> dict[str, Any]:
    """How an enrolment has gone: its last weeks, what waits for proof, being on time."""
    waiting = [
        entry
        for entry in entries
        if entry.proof in (ProofState.UNPROVEN, ProofState.REJECTED, ProofState.EXPIRED)
        and entry.attended
    ]
    timed = [entry for entry in entries if entry.arrived_late is not None]
    marked = [entry.on for entry in entries if entry.mark in DAY_MARKS]
    return {
        "weeks": _weeks(entries, today),
        "unproven_minutes": sum(entry.attended for entry in waiting),
        "unproven_days": len({entry.on for entry in waiting}),
        "last_marked_on": max(marked, default=None),
        "on_time": sum(1 for entry in timed if not entry.arrived_late),
        "timed": len(timed),
        "missed": sum(1 for entry in entries if entry.mark in AWAY and not entry.attended),
    }


def _weeks(entries: list[AttendanceEntry], today: date) -> tuple[Week, ...]:
    first = _first_monday(today)
    by_week: dict[date, list[AttendanceEntry]] = defaultdict(list)
    for entry in entries:
        by_week[entry.on - timedelta(days=entry.on.weekday())].append(entry)
    mondays = [first + timedelta(days=7 * number) for number in range(WEEKS)]
    return tuple(_week(monday, by_week[monday]) for monday in mondays)


def _week(monday: date, entries: list[AttendanceEntry]) -> Week:
    return Week(
        monday,
        sum(entry.scheduled for entry in entries),
        sum(entry.attended for entry in entries),
        sum(entry.attended for entry in entries if entry.proof == ProofState.VERIFIED),
        len({entry.on for entry in entries if entry.mark in DAY_MARKS}),
    )
