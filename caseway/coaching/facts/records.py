"""Visits and their checklists as the rule of records takes them. Always many at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from caseway.coaching.models import Checklist, CoachingEnrolment, FunderNumber, PhaseSpan, Visit
from caseway.coaching.reading.answers import Answers, read_answers
from caseway.employment.models import Job
from caseway.rules.dates import DateSpan, covers
from caseway.rules.records.visits.codes import Phase
from caseway.rules.records.visits.record import Doing, Record


@dataclass(frozen=True)
class Person:
    """What is on file of a person in supported employment, beside her visits."""

    program: str
    named: bool
    funder_number: bool
    spans: tuple[DateSpan, ...]
    phases: tuple[tuple[Phase, DateSpan], ...]
    employed: tuple[DateSpan, ...]

    def phase_on(self, day: date) -> Phase | None:
        """Her phase on a day; None between two, or where none was set."""
        return next((phase for phase, span in self.phases if span.covers(day)), None)

    @property
    def intensive(self) -> tuple[DateSpan, ...]:
        """When she was in the intensive phase."""
        return tuple(span for phase, span in self.phases if phase is Phase.INTENSIVE)


def people_of(enrolments: Iterable[CoachingEnrolment]) -> dict[int, Person]:
    """What is on file, by enrolment. Three queries, however many; `person` is to be at hand."""
    rows = list(enrolments)
    keys = [row.pk for row in rows]
    phases = defaultdict(list)
    for span in PhaseSpan.objects.filter(enrolment__in=keys).order_by("starts_on", "id"):
        phases[span.enrolment_id].append(
            (Phase(span.phase), DateSpan(span.starts_on, span.ends_on))
        )
    numbers = set(
        FunderNumber.objects.filter(enrolment__in=keys).values_list("enrolment", flat=True)
    )
    jobs = _employed({(row.case_id, row.person_id) for row in rows})
    return {
        row.pk: Person(
            program=row.program,
            named=bool(row.person.name_used),
            funder_number=row.pk in numbers,
            spans=(DateSpan(row.began_on, row.ended_on),),
            phases=tuple(phases[row.pk]),
            employed=tuple(jobs[row.case_id, row.person_id]),
        )
        for row in rows
    }


def _employed(whose: Collection[tuple[int, int]]) -> "defaultdict[Any, list[DateSpan]]":
    found: defaultdict[Any, list[DateSpan]] = defaultdict(list)
    jobs = Job.objects.filter(
        case__in={case for case, _person in whose}, person__in={person for _case, person in whose}
    ).order_by("began_on", "id")
    for job in jobs:
        # A job's last day is still a day of work; a span ends before the day it names.
        until = job.ended_on + timedelta(days=1) if job.ended_on else None
        found[job.case_id, job.person_id].append(DateSpan(job.began_on, until))
    return found


def record_of(
    visit: Visit, person: Person, checklist: Checklist | None = None, answers: Answers | None = None
) -> Record:
    """One visit as the rule takes it; `answers` in place of those that are kept, before saving."""
    if answers is None:
        answers = read_answers(checklist.answers if checklist else {})
    started = answers.started_at and timezone.localtime(answers.started_at)
    stopped = answers.stopped_at and timezone.localtime(answers.stopped_at)
    day = started.date() if started else visit.day
    return Record(
        key=str(visit.uuid),
        client=str(visit.enrolment_id),
        coach=str(visit.coach_id),
        named=person.named,
        medicaid_id=person.funder_number,
        phase=person.phase_on(day),
        employed=covers(person.employed, day),
        day=day,
        started=started,
        stopped=stopped,
        setting=answers.setting,
        group_size=answers.group_size,
        group=str(visit.group or ""),
        place=bool(answers.place),
        mode=answers.mode,
        contact=answers.contact,
        doings=tuple(Doing(one.activity, str(one.goal or "")) for one in answers.doings),
        response=answers.response,
        signer=bool(checklist and checklist.signed_name and checklist.signed_title),
        signed=bool(checklist and checklist.signed_at),
        written_on=timezone.localdate(checklist.written_at) if checklist else None,
    )
