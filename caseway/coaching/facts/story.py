"""What a month's summary is drafted from: visits and their checklists, jobs, what is planned."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from caseway.coaching.models import Checklist, CoachingEnrolment, Visit, VisitState
from caseway.coaching.reading.answers import Answers, read_answers
from caseway.employment.models import Job, JobTerms
from caseway.plans.models import Goal
from caseway.rules.dates import Month
from caseway.rules.records.visits.codes import Mode
from caseway.rules.records.visits.story.evidence import Ahead, Evidence, Terms, Toward
from caseway.rules.records.visits.story.evidence import Visit as Told

_NOT_HELD = frozenset({VisitState.MOVED, VisitState.CANCELLED, VisitState.NO_SHOW})


def evidence_of(enrolments: Iterable[CoachingEnrolment], month: Month) -> dict[int, Evidence]:
    """What is known of a month, by enrolment. Five queries, however many."""
    rows = list(enrolments)
    keys = [row.pk for row in rows]
    visits = _visits(keys, month)
    jobs = _jobs(rows, month)
    ahead = _ahead(keys, month.plus(1))
    return {
        key: Evidence(
            tuple(visits[key]), tuple(jobs[row.case_id, row.person_id]), tuple(ahead[key])
        )
        for key, row in zip(keys, rows, strict=True)
    }


def _visits(keys: Collection[int], month: Month) -> Mapping[int, list[Told]]:
    span = month.span
    rows = Visit.objects.filter(enrolment__in=keys, day__gte=span.start, day__lt=span.end)
    rows = rows.filter(state__in=[VisitState.HELD, *_NOT_HELD]).order_by("day", "id")
    visits = list(rows)
    lists = {one.visit_id: one for one in Checklist.objects.filter(visit__in=visits)}
    read = {key: read_answers(one.answers) for key, one in lists.items()}
    named = {one.goal for answers in read.values() for one in answers.doings if one.goal}
    words = dict(Goal.objects.filter(pk__in=named).values_list("pk", "words"))
    found: defaultdict[int, list[Told]] = defaultdict(list)
    for visit in visits:
        answers = read.get(visit.pk, Answers())
        kept = lists[visit.pk].goal_words if visit.pk in lists else {}
        found[visit.enrolment_id].append(_told(visit, answers, words, kept))
    return found


def _told(visit: Visit, read: Answers, words: Mapping[int, str], kept: Mapping[str, str]) -> Told:
    return Told(
        key=str(visit.uuid),
        day=visit.day,
        mode=read.mode or Mode(visit.mode),
        held=visit.state == VisitState.HELD,
        moved=visit.state == VisitState.MOVED,
        group=visit.group is not None,
        minutes=held_minutes(visit),
        toward=tuple(
            Toward(
                one.activity,
                str(one.goal or ""),
                kept.get(str(one.goal)) or words.get(one.goal or 0, ""),
                one.progress,
            )
            for one in read.doings
        ),
        response=read.response,
        support=read.support,
        seen=read.seen,
        problems=read.problems,
        changes=read.changes,
        note=read.note,
    )


def held_minutes(visit: Visit) -> int | None:
    """From when a visit began until it ended; None while one of the two is not on record."""
    if not (visit.held_begins_at and visit.held_ends_at):
        return None
    return int((visit.held_ends_at - visit.held_begins_at).total_seconds() // 60) or None


def _jobs(rows: Iterable[CoachingEnrolment], month: Month) -> "defaultdict[Any, list[Terms]]":
    """Terms in force at the month's beginning, and those that came in it; the end of a job."""
    whose = {(row.case_id, row.person_id) for row in rows}
    jobs = Job.objects.filter(
        case__in={case for case, _person in whose}, began_on__lte=month.last
    ).exclude(ended_on__lt=month.first)
    terms: defaultdict[int, list[JobTerms]] = defaultdict(list)
    for one in JobTerms.objects.filter(job__in=jobs, starts_on__lte=month.last).order_by(
        "starts_on", "id"
    ):
        terms[one.job_id].append(one)
    found: defaultdict[Any, list[Terms]] = defaultdict(list)
    for job in jobs.order_by("began_on", "id"):
        if (job.case_id, job.person_id) not in whose:
            continue
        ended = job.ended_on if job.ended_on and job.ended_on <= month.last else None
        held = terms[job.pk]
        before = [one for one in held if one.starts_on < month.first][-1:]
        for one in [*before, *(one for one in held if one.starts_on >= month.first)]:
            found[job.case_id, job.person_id].append(
                Terms(str(job.pk), one.starts_on, one.minutes_a_week, one.hourly_cents)
            )
        if ended:
            found[job.case_id, job.person_id].append(
                Terms(str(job.pk), ended, None, None, ended_on=ended)
            )
    return found


def _ahead(keys: Collection[int], month: Month) -> Mapping[int, list[Ahead]]:
    span = month.span
    rows = Visit.objects.filter(
        enrolment__in=keys, day__gte=span.start, day__lt=span.end, state=VisitState.PLANNED
    )
    found: defaultdict[int, list[Ahead]] = defaultdict(list)
    for visit in rows.order_by("day", "id"):
        found[visit.enrolment_id].append(Ahead(str(visit.uuid), visit.day, Mode(visit.mode)))
    return found
