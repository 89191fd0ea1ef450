"""People in supported employment: their jobs, phases, tiers and how they are met."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from caseway.agencies.models import StaffLanguage
from caseway.cases.models import Case, Stage
from caseway.coaching.models import (
    ClientAway,
    CoachDuty,
    CoachingEnrolment,
    CoachingProgram,
    CoachSetup,
    MeetingPlace,
    MeetingWindow,
    PhaseCode,
    PhaseSpan,
    TierCode,
    TierSpan,
)
from caseway.demo.calendar import Calendar
from caseway.demo.coaching.caseloads import AT_WORK
from caseway.demo.coaching.ground import Ground, Pattern, Workplace
from caseway.demo.coaching.kept import answer_checks
from caseway.employment.models import Job, JobTerms, Setting, Shift
from caseway.kernel.models import User

TIERS = ((TierCode.WEEKLY, 6), (TierCode.BIWEEKLY, 12), (TierCode.MONTHLY, 8))  # of 26
SETTLED = timedelta(days=21)  # in the job, before support is extended
_REASONS = {
    TierCode.WEEKLY: "New tasks each week; the shift lead asks for support on site.",
    TierCode.BIWEEKLY: "Steady at work; a visit every two weeks keeps it so.",
    TierCode.MONTHLY: "Has kept the job without help for months; a look in each month is enough.",
}


def enrol(
    coach: User, cases: Sequence[Case], ground: Ground, cal: Calendar, seed: int
) -> CoachSetup | None:
    """Enrol everybody on one coach's caseload. Those without a job are met elsewhere.

    Returns how she works; None without anybody to coach.
    """
    if not cases:
        return None
    rng = Random(f"{seed}:{coach.email}:coaching")
    setup = _set_up(coach, cases, ground, cal)
    tiers = _tiers(cases)
    workplaces = _workplaces(ground, rng)
    for number, case in enumerate(cases):
        said = _Person(coach, case, cal, rng, number)
        enrolment = said.begin(tiers[case.pk])
        if case.stage in AT_WORK:
            said.at_work(enrolment, workplaces[number % len(workplaces)], ground)
        else:
            said.meets(enrolment, ground)
    return setup


def _tiers(cases: Sequence[Case]) -> dict[int, TierCode]:
    """Six of 26 weekly, twelve every two weeks, eight monthly; who is new needs most."""
    order = {Stage.PLACED: 1, Stage.RETENTION: 2}
    by_need = sorted(cases, key=lambda case: (order.get(Stage(case.stage), 0), case.number))
    found: dict[int, TierCode] = {}
    edges, run = [], 0
    for tier, share in TIERS:
        run += share
        edges.append((tier, round(len(cases) * run / 26)))
    for place, case in enumerate(by_need):
        found[case.pk] = next(tier for tier, edge in edges if place < edge)
    return found


def _workplaces(ground: Ground, rng: Random) -> list[Workplace]:
    """Every workplace once, in another order for each coach, and the first one once more."""
    mixed = list(ground.workplaces)
    rng.shuffle(mixed)
    return [mixed[0], *mixed]


class _Person:
    """One person coached."""

    def __init__(self, coach: User, case: Case, cal: Calendar, rng: Random, number: int) -> None:
        self.coach, self.case, self.cal, self.rng, self.number = coach, case, cal, rng, number

    def begin(self, tier: TierCode) -> CoachingEnrolment:
        """Her enrolment, with a tier and why."""
        program = (CoachingProgram.SEMP, CoachingProgram.SEMP, CoachingProgram.VR)[self.number % 3]
        at_floor = program == CoachingProgram.VR and tier != TierCode.MONTHLY
        row = CoachingEnrolment.objects.create(
            site=self.case.site,
            case=self.case,
            person=self.case.participant,
            program=program,
            funder="vocational_rehabilitation_off_site" if at_floor else "",
            began_on=self.case.opened_on,
            visit_minutes=self.rng.choice((45, 60, 60)),
            calls=1 if tier == TierCode.MONTHLY and self.number % 4 == 0 else None,
            calls_reason="Talks freely on the phone after work" if self.number % 4 == 0 else "",
            allows_group=self.number % 5 == 0,
            created_by=self.coach,
        )
        TierSpan.objects.create(
            site=self.case.site,
            enrolment=row,
            tier=tier,
            starts_on=row.began_on,
            reason=_REASONS[tier],
            set_by=self.coach,
        )
        if self.number % 9 == 4:
            away = self.cal.day(20 + self.number)
            ClientAway.objects.create(
                site=self.case.site,
                enrolment=row,
                starts_on=away,
                ends_on=away + timedelta(days=5),
                why="Visits family",
                said_by=self.coach,
            )
        return row

    def at_work(self, enrolment: CoachingEnrolment, workplace: Workplace, ground: Ground) -> None:
        """Her job, its terms and shifts, and her phase by how long she has had it."""
        began = max(self.case.opened_on, self._first_day())
        if began > enrolment.began_on:
            self._meeting(enrolment, ground, began)
        job = Job.objects.create(
            site=self.case.site,
            case=self.case,
            person=self.case.participant,
            employer=workplace.job_site.employer,
            job_site=workplace.job_site,
            title=workplace.titles[self.number % len(workplace.titles)],
            setting=Setting.COMPETITIVE,
            began_on=began,
            created_by=self.coach,
        )
        pattern = workplace.patterns[self.number % len(workplace.patterns)]
        self._shifts(job, pattern)
        hours = (pattern.ends.hour - pattern.begins.hour) % 24 * len(pattern.weekdays)
        JobTerms.objects.create(
            site=self.case.site,
            job=job,
            starts_on=began,
            hourly_cents=1700 + 25 * self.rng.randrange(0, 9),
            minutes_a_week=60 * hours,
            said_by=self.coach,
        )
        answer_checks(job, self.coach, self.cal, self.number)
        self._phases(enrolment, began)

    def meets(self, enrolment: CoachingEnrolment, ground: Ground) -> None:
        """She looks for work: met elsewhere, in the intensive phase."""
        self._meeting(enrolment, ground, None)
        self._phases(enrolment, None)

    def _meeting(self, enrolment: CoachingEnrolment, ground: Ground, ends: date | None) -> None:
        """Somewhere to meet until she works, and when it suits her."""
        spot = ground.meetings[self.number % len(ground.meetings)]
        MeetingPlace.objects.create(
            site=self.case.site,
            enrolment=enrolment,
            label=spot.label,
            zip_code=spot.zip_code,
            zone=spot.borough,
            latitude=spot.point.latitude,
            longitude=spot.point.longitude,
            starts_on=enrolment.began_on,
            ends_on=ends,
        )
        opens, closes = ((9, 12), (13, 16), (10, 15))[self.number % 3]
        MeetingWindow.objects.bulk_create(
            MeetingWindow(
                site=self.case.site,
                enrolment=enrolment,
                weekday=weekday,
                opens_at=f"{opens:02}:00",
                closes_at=f"{closes:02}:00",
                starts_on=enrolment.began_on,
                ends_on=ends,
            )
            for weekday in sorted(self.rng.sample(range(5), 4))
        )

    def _first_day(self) -> date:
        since: date = self.case.stage_since
        return since - timedelta(days=90) if self.case.stage == Stage.RETENTION else since

    def _shifts(self, job: Job, pattern: Pattern) -> None:
        """Her usual hours; every sixth person's begin half an hour later from next month on."""
        turn = (self.cal.today.replace(day=1) + timedelta(days=45)).replace(day=12)
        changes = self.number % 6 == 3
        rows = []
        for weekday in pattern.weekdays:
            rows.append((weekday, pattern.begins, job.began_on, turn if changes else None))
            if changes:
                rows.append((weekday, pattern.begins.replace(minute=45), turn, None))
        Shift.objects.bulk_create(
            Shift(
                site=self.case.site,
                job=job,
                weekday=weekday,
                begins_at=begins,
                ends_at=pattern.ends,
                starts_on=starts,
                ends_on=ends,
            )
            for weekday, begins, starts, ends in rows
        )

    def _phases(self, enrolment: CoachingEnrolment, job_began: date | None) -> None:
        """Intensive first; extended once she has had a job for three weeks."""
        turn = job_began + SETTLED if job_began else None
        rows: list[tuple[PhaseCode, date, date | None, str]] = [
            (PhaseCode.INTENSIVE, enrolment.began_on, None, "Looking for work, then new to it")
        ]
        if turn is not None and enrolment.began_on < turn <= self.cal.today:
            rows = [
                (PhaseCode.INTENSIVE, enrolment.began_on, turn, rows[0][3]),
                (PhaseCode.EXTENDED, turn, None, "Settled in the job; support goes on in it"),
            ]
        PhaseSpan.objects.bulk_create(
            PhaseSpan(
                site=self.case.site,
                enrolment=enrolment,
                phase=phase,
                starts_on=starts,
                ends_on=ends,
                reason=reason,
                set_by=self.coach,
            )
            for phase, starts, ends, reason in rows
        )


def _set_up(coach: User, cases: Sequence[Case], ground: Ground, cal: Calendar) -> CoachSetup:
    """Her base, her languages as they are, a team meeting each week and a call with her leader."""
    site = cases[0].site
    agency = cases[0].assignments.get(ends_on=None, staff=coach).agency
    setup = CoachSetup.objects.create(
        site=site,
        agency=agency,
        coach=coach,
        base_name=ground.base.label,
        base_zone=ground.base.borough,
        latitude=ground.base.point.latitude,
        longitude=ground.base.point.longitude,
        travel_source="subway",
    )
    StaffLanguage.objects.get_or_create(user=coach, code="en")
    since = cal.day(-300)
    CoachDuty.objects.bulk_create(
        [
            CoachDuty(
                site=site, agency=agency, coach=coach, what="Team meeting", weekday=2,
                begins_at="09:00", ends_at="10:00", starts_on=since, at_base=True,
            ),
            CoachDuty(
                site=site, agency=agency, coach=coach, what="Call with the supervisor", weekday=4,
                begins_at="15:30", ends_at="16:00", starts_on=since,
            ),
        ]
    )  # fmt: skip
    return setup
