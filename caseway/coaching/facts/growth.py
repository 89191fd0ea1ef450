"""Coaches' months as the rule of growth takes them: many coaches at once, nine queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import ExtractMonth, ExtractYear

from caseway.cases.models import Assignment, Case, Part
from caseway.coaching.models import (
    CoachingEnrolment,
    CoachingProgram,
    PhaseCode,
    PhaseSpan,
    TierSpan,
    Visit,
    VisitMode,
    VisitState,
)
from caseway.employment.facts import found_of
from caseway.employment.models import EndReason, Job, JobTerms
from caseway.rules.dates import DateSpan, Month
from caseway.rules.growth import JobFact, Mix, MonthFigures
from caseway.rules.scheduling.clients import Tier
from caseway.rules.scheduling.policy import policy_on

WEEKS = 28  # days in which a tier's sessions of a full month are held
DAY = timedelta(days=1)


@dataclass
class Served:
    """One person's supported employment with one coach: when, and her phases and tiers."""

    enrolment: int
    person: int
    program: str
    span: DateSpan
    phases: list[tuple[DateSpan, str]] = field(default_factory=list)
    tiers: list[tuple[DateSpan, str]] = field(default_factory=list)

    def phase_on(self, day: date) -> str:
        return next((code for span, code in self.phases if span.covers(day)), "")

    def tier_on(self, day: date) -> str:
        return next((code for span, code in self.tiers if span.covers(day)), "")


@dataclass
class CoachFacts:
    """Everything of one coach."""

    figures: list[MonthFigures]
    mix: Mix
    served: list[Served]
    jobs: dict[int, list[JobFact]]
    wages: dict[int, list[tuple[JobFact, list[tuple[date, int]]]]]

    def wages_on(self, day: date) -> list[int]:
        """Cents an hour of jobs held on a day by people whom the coach supported then."""
        found = []
        for one in self.served:
            if not one.span.covers(day):
                continue
            for job, terms in self.wages.get(one.person, []):
                if job.began_on <= day and (job.ended_on is None or job.ended_on >= day):
                    found += [cents for starts_on, cents in terms if starts_on <= day][-1:]
        return found

    def jobs_at(self, days: int) -> tuple[list[JobFact], list[JobFact]]:
        """Jobs of people whom the coach supported so many days after they began, and the rest."""
        mine: list[JobFact] = []
        others: list[JobFact] = []
        for person, jobs in self.jobs.items():
            spans = [one.span for one in self.served if one.person == person]
            for job in jobs:
                day = job.began_on + timedelta(days)
                (mine if any(span.covers(day) for span in spans) else others).append(job)
        return mine, others


def growth_facts(
    coaches: Collection[int], cases: "QuerySet[Case]", months: Sequence[Month], today: date
) -> dict[int, CoachFacts]:
    """By coach, for the months asked, of the cases given."""
    served = _served(coaches, cases, months[0].first)
    people = {one.person for rows in served.values() for one in rows}
    jobs, wages, lost = _jobs(people, cases)
    visits = _visits(served, months)
    # What a tier asks is as it stands today, so that all months are held against one measure.
    full = {tier: cadence.sessions for tier, cadence in policy_on(today).cadences.items()}
    return {
        coach: CoachFacts(
            figures=[
                _figures(coach, rows, month, today, full, visits, jobs, lost) for month in months
            ],
            mix=_mix(rows, today),
            served=rows,
            jobs={one.person: jobs.get(one.person, []) for one in rows},
            wages={one.person: wages.get(one.person, []) for one in rows},
        )
        for coach, rows in served.items()
    }


def _served(
    coaches: Collection[int], cases: "QuerySet[Case]", since: date
) -> dict[int, list[Served]]:
    """Whom each coach supported: parts on a case where they meet an enrolment. Four queries."""
    parts = _parts(coaches, cases, since)
    found: dict[int, list[Served]] = {coach: [] for coach in coaches}
    enrolled: dict[int, list[Served]] = defaultdict(list)
    for one in CoachingEnrolment.objects.filter(case__in=list(parts)).order_by("case", "pk"):
        whole = DateSpan(one.began_on, one.ended_on)
        for coach, span in parts[one.case_id]:
            if (both := span.overlap(whole)) is not None:
                made = Served(one.pk, one.person_id, one.program, both)
                found[coach].append(made)
                enrolled[one.pk].append(made)
    _add_spans(enrolled)
    return found


def _parts(
    coaches: Collection[int], cases: "QuerySet[Case]", since: date
) -> dict[int, list[tuple[int, DateSpan]]]:
    """Coach and span, by case."""
    parts: dict[int, list[tuple[int, DateSpan]]] = defaultdict(list)
    rows = Assignment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=since), part=Part.JOB_COACH, staff__in=coaches
    ).filter(case__in=cases)
    for row in rows.order_by("staff", "starts_on", "pk"):
        if row.staff_id is not None:
            parts[row.case_id].append((row.staff_id, DateSpan(row.starts_on, row.ends_on)))
    return parts


def _add_spans(enrolled: dict[int, list[Served]]) -> None:
    """Phases and tiers of everybody."""
    for phase in PhaseSpan.objects.filter(enrolment__in=list(enrolled)).order_by("starts_on", "pk"):
        for made in enrolled[phase.enrolment_id]:
            made.phases.append((DateSpan(phase.starts_on, phase.ends_on), phase.phase))
    for tier in TierSpan.objects.filter(enrolment__in=list(enrolled)).order_by("starts_on", "pk"):
        for made in enrolled[tier.enrolment_id]:
            made.tiers.append((DateSpan(tier.starts_on, tier.ends_on), tier.tier))


@dataclass(frozen=True)
class _Visits:
    """Sessions held: by coach and month, and by enrolment and month whoever held them."""

    by_coach: dict[tuple[int, Month], dict[str, int]]
    by_enrolment: dict[tuple[int, Month], int]


def _visits(served: dict[int, list[Served]], months: Sequence[Month]) -> _Visits:
    """One query, added up in the database."""
    enrolments = {one.enrolment for rows in served.values() for one in rows}
    held = Visit.objects.filter(
        enrolment__in=enrolments,
        state=VisitState.HELD,
        day__range=(months[0].first, months[-1].last),
    )
    in_person = Q(mode=VisitMode.VISIT, travel_minutes__isnull=False)
    sums = held.annotate(year=ExtractYear("day"), number=ExtractMonth("day")).values(
        "coach", "enrolment", "year", "number"
    )
    rows = sums.annotate(
        held=Count("pk"),
        travelled=Count("pk", filter=in_person),
        travel=Sum("travel_minutes", filter=in_person),
        written=Count("pk", filter=Q(after_minutes__isnull=False)),
        writing=Sum("after_minutes"),
    ).order_by("coach", "enrolment", "year", "number")
    by_coach: dict[tuple[int, Month], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    by_enrolment: dict[tuple[int, Month], int] = defaultdict(int)
    for row in rows:
        month = Month(row["year"], row["number"])
        by_enrolment[row["enrolment"], month] += row["held"]
        for name in ("held", "travelled", "travel", "written", "writing"):
            by_coach[row["coach"], month][name] += row[name] or 0
    return _Visits(by_coach, by_enrolment)


def _figures(
    coach: int,
    rows: Iterable[Served],
    month: Month,
    today: date,
    full: dict[Tier, int],
    visits: _Visits,
    jobs: dict[int, list[JobFact]],
    lost: dict[int, list[date]],
) -> MonthFigures:
    there = [one for one in rows if one.span.overlaps(month.span)]
    last = min(month.last, today)
    now = [one for one in there if one.span.covers(last)]
    due = {one.enrolment: _due(one, month, full) for one in there}
    sums = visits.by_coach.get((coach, month), {})
    first_there = {one.person for one in there if one.span.covers(month.first)}
    return MonthFigures(
        month=month,
        is_over=month.last < today,
        caseload=len({one.enrolment for one in now}),
        extended=sum(one.phase_on(last) == PhaseCode.EXTENDED for one in now),
        due=sum(due.values()),
        held=sums.get("held", 0),
        missed=sum(
            max(0, sessions - visits.by_enrolment.get((enrolment, month), 0))
            for enrolment, sessions in due.items()
        ),
        travelled=sums.get("travelled", 0),
        travel_minutes=sums.get("travel", 0),
        written=sums.get("written", 0),
        writing_minutes=sums.get("writing", 0),
        jobs=sum(
            job.began_on <= month.first and (job.ended_on is None or job.ended_on >= month.first)
            for person in first_there
            for job in jobs.get(person, [])
        ),
        losses=sum(
            one.span.covers(day) and month.span.covers(day)
            for one in there
            for day in lost.get(one.person, [])
        ),
    )


def _due(one: Served, month: Month, full: dict[Tier, int]) -> int:
    """Sessions of her tier; fewer where she was served for part of the month only."""
    both = one.span.overlap(month.span)
    if both is None or both.end is None:
        return 0
    tier = one.tier_on(both.end - DAY)
    if not tier:
        return 0
    sessions, days = full[Tier(tier)], (both.end - both.start).days
    return min(sessions, -(-days * sessions // WEEKS))


def _mix(rows: Iterable[Served], today: date) -> Mix:
    now = [one for one in rows if one.span.covers(today)]
    tiers: dict[str, int] = defaultdict(int)
    for one in now:
        tiers[one.tier_on(today)] += 1
    return Mix(
        caseload=len({one.enrolment for one in now}),
        extended=sum(one.phase_on(today) == PhaseCode.EXTENDED for one in now),
        ips=sum(one.program == CoachingProgram.IPS for one in now),
        tiers=dict(tiers),
    )


def _jobs(people: Collection[int], cases: "QuerySet[Case]") -> tuple[Any, Any, Any]:
    """Jobs, jobs with their wages, and days on which a job was lost, by person. Three queries."""
    rows = list(
        Job.objects.filter(person__in=people, case__in=cases).order_by("person", "began_on", "pk")
    )
    found = found_of([row.pk for row in rows])
    terms: dict[int, list[tuple[date, int]]] = defaultdict(list)
    for one in JobTerms.objects.filter(job__in=[row.pk for row in rows]).order_by(
        "job", "starts_on"
    ):
        terms[one.job_id].append((one.starts_on, one.hourly_cents))
    jobs: dict[int, list[JobFact]] = defaultdict(list)
    wages: dict[int, list[tuple[JobFact, list[tuple[date, int]]]]] = defaultdict(list)
    for row in rows:
        fact = JobFact(row.person_id, row.began_on, row.ended_on, found.get(row.pk, {}))
        jobs[row.person_id].append(fact)
        wages[row.person_id].append((fact, terms[row.pk]))
    lost: dict[int, list[date]] = defaultdict(list)
    for row in rows:
        if row.ended_on is None or row.end_reason == EndReason.BETTER_JOB:
            continue
        if not _has_another(jobs[row.person_id], row.ended_on + DAY):
            lost[row.person_id].append(row.ended_on)
    return jobs, wages, lost


def _has_another(jobs: Iterable[JobFact], day: date) -> bool:
    return any(
        job.began_on <= day and (job.ended_on is None or job.ended_on >= day) for job in jobs
    )
