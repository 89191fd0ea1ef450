"""People whom a coach supported and who are done with it: cases that ended within the year."""

import uuid
from datetime import date, timedelta
from random import Random

from caseway.cases.actions.people import Name as TypedName
from caseway.cases.models import (
    Assignment,
    Case,
    Household,
    HouseholdMember,
    NameKey,
    NameKind,
    Part,
    Person,
    PersonName,
    Relation,
    Stage,
    StageChange,
)
from caseway.coaching.models import (
    CoachingEnrolment,
    CoachingProgram,
    PhaseCode,
    PhaseSpan,
    TierCode,
    TierSpan,
)
from caseway.demo import names
from caseway.demo.calendar import Calendar, on_workday
from caseway.demo.year.coach import Coach
from caseway.employment.models import (
    EndReason,
    Job,
    JobSite,
    JobTerms,
    RetentionCheck,
    Setting,
)
from caseway.network.needs import NAMESPACE
from caseway.plans.models import Goal, Plan, PlanKind, ProposedBy
from caseway.rules.dates import DateSpan
from caseway.rules.jobs import checkpoints
from caseway.rules.records.names import name_keys

_TIERS = (TierCode.BIWEEKLY, TierCode.MONTHLY, TierCode.BIWEEKLY, TierCode.WEEKLY)
_TITLES = ("Stock associate", "Dining room attendant", "Mail clerk", "Laundry aide")
_GOALS = ("Keep my job and be on time", "Learn the closing routine on my own")
_WHY = "Six months at work"
_LOST = 5  # of so many, one loses the job on the way and finds another


def bring_back(coach: Coach, cal: Calendar, seed: int) -> None:
    """Write the people who left in the course of the year: as many as she had more of then."""
    rng = Random(f"{seed}:{coach.user.email}:former")
    left = _leaving(coach, rng)
    if not left:
        return
    site = coach.built.site
    like = Case.objects.filter(site=site).order_by("pk").select_related("region", "program")[0]
    last = Case.objects.filter(site=site).order_by("-number")[0].number
    prefix, number = last.rstrip("0123456789"), int(last[len(last.rstrip("0123456789")) :])
    households = Household.objects.bulk_create(Household(site=site) for _one in left)
    people = _people(coach, len(left), cal, rng)
    began = [on_workday(coach.months[0].first - timedelta(rng.randrange(60, 330))) for _one in left]
    cases = Case.objects.bulk_create(
        Case(
            site=site,
            region_id=like.region_id,
            program_id=like.program_id,
            household=household,
            participant=person,
            number=f"{prefix}{number + place + 1}",
            stage=Stage.CLOSED,
            stage_since=ended,
            opened_on=opened,
            closed_on=ended,
            close_reason=_WHY,
        )
        for place, (household, person, opened, ended) in enumerate(
            zip(households, people, began, left, strict=True)
        )
    )
    HouseholdMember.objects.bulk_create(
        HouseholdMember(
            site=site,
            household_id=case.household_id,
            person_id=case.participant_id,
            relation=Relation.SELF,
            starts_on=case.opened_on,
        )
        for case in cases
    )
    _follow(coach, cases)
    _enrol(coach, cases)
    _work(coach, cases, cal, rng)


def _leaving(coach: Coach, rng: Random) -> list[date]:
    """The day on which each of them is done, beside those whom the coach has still."""
    now = _spans(coach)
    more, found = -1, []
    for number, month in enumerate(coach.months):
        here = sum(span.covers(month.last) for span in now)
        room = max(0, coach.caseload(number) - here)
        # Nobody comes in later: as many as in the month before, or fewer.
        left = 0 if more < 0 else max(0, more - room)
        found += [on_workday(month.first + timedelta(rng.randrange(4, 22))) for _one in range(left)]
        more = room if more < 0 else more - left
    after = coach.months[-1].plus(1).first
    return [*found, *(on_workday(after + timedelta(4)) for _one in range(more))]


def _spans(coach: Coach) -> list[DateSpan]:
    """When she had whom, of those enrolled by now."""
    parts = Assignment.objects.filter(staff=coach.user, part=Part.JOB_COACH).order_by("pk")
    began = dict(
        CoachingEnrolment.objects.filter(case__in=parts.values("case")).values_list(
            "case", "began_on"
        )
    )
    found = []
    for part in parts:
        if part.case_id in began:
            both = DateSpan(part.starts_on, part.ends_on).overlap(
                DateSpan(began[part.case_id], None)
            )
            if both is not None:
                found.append(both)
    return found


def _people(coach: Coach, count: int, cal: Calendar, rng: Random) -> list[Person]:
    site, told = coach.built.site, []
    for _place in range(count):
        where = names.draw_community(rng)
        given = rng.choice(rng.choice((where.women, where.men)))
        told.append(names.Name(given, names.draw_surname(rng, where)))
    people = Person.objects.bulk_create(
        Person(
            site=site,
            name_used=name.full,
            sort_name=TypedName(name.full, name.given, name.family).sort[:160],
            birth_on=cal.day(-365 * rng.randrange(21, 55) - rng.randrange(365)),
        )
        for name in told
    )
    PersonName.objects.bulk_create(
        PersonName(
            site=site,
            person=person,
            kind=NameKind.LEGAL,
            full_name=name.full,
            given=name.given,
            family=name.family,
            is_used=True,
        )
        for person, name in zip(people, told, strict=True)
    )
    NameKey.objects.bulk_create(
        NameKey(site=site, person=person, key=key)
        for person, name in zip(people, told, strict=True)
        for key in sorted(name_keys(name.full))
    )
    return people


def _follow(coach: Coach, cases: list[Case]) -> None:
    """The coach's part from the first month on, and the stages that were gone through."""
    Assignment.objects.bulk_create(
        Assignment(
            site=case.site,
            case=case,
            agency=coach.agency,
            staff=coach.user,
            part=Part.JOB_COACH,
            is_lead=True,
            starts_on=coach.months[0].first,
            ends_on=case.closed_on,
        )
        for case in cases
    )
    StageChange.objects.bulk_create(
        StageChange(site=case.site, case=case, stage=stage, starts_on=day, by=coach.user, note=note)
        for case in cases
        for stage, day, note in (
            (Stage.JOB_SEARCH, case.opened_on, ""),
            (Stage.PLACED, case.opened_on + timedelta(42), ""),
            (Stage.CLOSED, case.stage_since, _WHY),
        )
    )
    plans = Plan.objects.bulk_create(
        Plan(
            site=case.site,
            case=case,
            person_id=case.participant_id,
            kind=PlanKind.EP,
            starts_on=case.opened_on,
            ends_on=case.closed_on,
            end_reason=_WHY,
            created_by=coach.user,
        )
        for case in cases
    )
    Goal.objects.bulk_create(
        Goal(
            site=case.site,
            plan=plan,
            uuid=uuid.uuid5(NAMESPACE, f"goal of {case.number}"),
            words=_GOALS[place % len(_GOALS)],
            proposed_by=ProposedBy.PARTICIPANT,
        )
        for place, (case, plan) in enumerate(zip(cases, plans, strict=True))
    )


def _enrol(coach: Coach, cases: list[Case]) -> None:
    rows = CoachingEnrolment.objects.bulk_create(
        CoachingEnrolment(
            site=case.site,
            case=case,
            person_id=case.participant_id,
            program=CoachingProgram.VR if place % 3 == 2 else CoachingProgram.SEMP,
            began_on=case.opened_on,
            ended_on=case.closed_on,
            end_reason=_WHY,
            visit_minutes=60,
            created_by=coach.user,
        )
        for place, case in enumerate(cases)
    )
    TierSpan.objects.bulk_create(
        TierSpan(
            site=row.site,
            enrolment=row,
            tier=_TIERS[place % len(_TIERS)],
            starts_on=row.began_on,
            ends_on=row.ended_on,
            reason="As agreed with her when support began",
            set_by=coach.user,
        )
        for place, row in enumerate(rows)
    )
    PhaseSpan.objects.bulk_create(
        PhaseSpan(
            site=row.site,
            enrolment=row,
            phase=phase,
            starts_on=begins,
            ends_on=ends,
            reason=reason,
            set_by=coach.user,
        )
        for place, row in enumerate(rows)
        for phase, begins, ends, reason in _phases(row, 63 if place % 2 else 260)
    )


def _phases(row: CoachingEnrolment, days: int) -> list[tuple[PhaseCode, date, date | None, str]]:
    turn = row.began_on + timedelta(days)
    first, then = "Looking for work, then new to it", "Settled in the job; support goes on in it"
    if row.ended_on is not None and turn >= row.ended_on:
        return [(PhaseCode.INTENSIVE, row.began_on, row.ended_on, first)]
    return [
        (PhaseCode.INTENSIVE, row.began_on, turn, first),
        (PhaseCode.EXTENDED, turn, row.ended_on, then),
    ]


def _work(coach: Coach, cases: list[Case], cal: Calendar, rng: Random) -> None:
    """A job for everybody; a few lost theirs in the year. Some found another, and some did not."""
    places = list(JobSite.objects.filter(site=coach.built.site).order_by("pk"))
    if not places:
        return
    first, rows = coach.months[0].first, []
    for number, case in enumerate(cases):
        begins = on_workday(case.opened_on + timedelta(42))
        closed = case.closed_on or cal.today
        lost = (
            on_workday(first + timedelta(rng.randrange(20, 200))) if number % _LOST == 2 else None
        )
        if lost is not None and begins < lost < closed:
            rows.append(_job(coach, case, places, number, begins, lost))
            if number % 2 == 0 and (again := on_workday(lost + timedelta(40))) < closed:
                rows.append(_job(coach, case, places, number + 1, again, None))
        else:
            rows.append(_job(coach, case, places, number, begins, None))
    jobs = Job.objects.bulk_create(rows)
    JobTerms.objects.bulk_create(
        JobTerms(
            site=job.site,
            job=job,
            starts_on=job.began_on,
            hourly_cents=1650 + 25 * rng.randrange(0, 9),
            minutes_a_week=60 * rng.choice((15, 20, 24)),
            said_by=coach.user,
        )
        for job in jobs
    )
    closed_on = {case.pk: case.closed_on or cal.today for case in cases}
    RetentionCheck.objects.bulk_create(
        RetentionCheck(
            site=job.site,
            job=job,
            after_days=days,
            found=RetentionCheck.Found.AT_WORK,
            checked_on=due + timedelta(2),
            how="Pay stub",
            by=coach.user,
        )
        for job in jobs
        for days in checkpoints(cal.today)
        if (due := job.began_on + timedelta(days)) < (job.ended_on or closed_on[job.case_id])
        and rng.random() < 0.8
    )


def _job(
    coach: Coach, case: Case, places: list[JobSite], number: int, begins: date, ends: date | None
) -> Job:
    place = places[number % len(places)]
    return Job(
        site=case.site,
        case=case,
        person_id=case.participant_id,
        employer_id=place.employer_id,
        job_site=place,
        title=_TITLES[number % len(_TITLES)],
        setting=Setting.COMPETITIVE,
        began_on=begins,
        ended_on=ends,
        end_reason=EndReason.LAID_OFF if ends else "",
        created_by=coach.user,
    )
