"""Sessions of the months before: due by tier, most held, some moved, a few missed, and why."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.db.models import Avg
from django.db.models.functions import TruncMonth

from caseway.attendance.models import PlanHoliday
from caseway.cases.models import Assignment, Part
from caseway.coaching.models import (
    CoachingEnrolment,
    MeetingPlace,
    Visit,
    VisitMode,
    VisitState,
    WhyNot,
)
from caseway.demo.calendar import Calendar
from caseway.demo.year.coach import Coach
from caseway.employment.models import Job
from caseway.network.needs import NAMESPACE
from caseway.rules.dates import DateSpan, Month
from caseway.rules.scheduling.clients import Tier
from caseway.rules.scheduling.policy import policy_on

_A_DAY, _FIRST, _APART = 5, 9 * 60, 95
_FULL = 28  # days in which a tier's sessions of a whole month are held
_MISSED = (
    (VisitState.NO_SHOW, WhyNot.CLIENT_ABSENT, "Waited twenty minutes, then called"),
    (VisitState.CANCELLED, WhyNot.CLIENT_ILL, ""),
    (VisitState.NO_SHOW, WhyNot.CLIENT_SHIFT, "The shift was changed the evening before"),
    (VisitState.CANCELLED, WhyNot.WEATHER, ""),
)
_MOVED = (WhyNot.CLIENT_ASKED, WhyNot.EMPLOYER, WhyNot.CLIENT_SHIFT, WhyNot.COACH_DELAYED)
USUAL_WAY = 35  # minutes, where nothing is known of her ways


@dataclass(frozen=True)
class Spot:
    """Where one is met from a day on; at work or elsewhere."""

    span: DateSpan
    name: str
    job_site: int | None


class _Book:
    """A coach's days: five visits at most, one after another, none on a holiday."""

    def __init__(self, closed: set[date]) -> None:
        self.taken: Counter[date] = Counter()
        self.closed = closed

    def days(self, span: DateSpan) -> list[date]:
        assert span.end is not None
        every = (span.start + timedelta(step) for step in range((span.end - span.start).days))
        return [one for one in every if one.weekday() < 5 and one not in self.closed]

    def take(self, days: list[date], wanted: int) -> tuple[date, int] | None:
        """The first day with room from the wanted place on, and a minute of it."""
        for day in [*days[wanted:], *reversed(days[:wanted])]:
            if self.taken[day] < _A_DAY:
                self.taken[day] += 1
                return day, _FIRST + (self.taken[day] - 1) * _APART
        return None


def hold_months(coach: Coach, cal: Calendar, seed: int) -> None:
    """The visits of each of her months in which a person has none yet."""
    parts = Assignment.objects.filter(staff=coach.user, part=Part.JOB_COACH)
    rows = list(
        CoachingEnrolment.objects.filter(case__in=parts.values("case"))
        .select_related("case")
        .prefetch_related("tiers")
        .order_by("case__number", "pk")
    )
    mine: defaultdict[int, list[DateSpan]] = defaultdict(list)
    for part in parts.order_by("pk"):
        mine[part.case_id].append(DateSpan(part.starts_on, part.ends_on))
    told = set(
        Visit.objects.filter(enrolment__in=rows)
        .annotate(month=TruncMonth("day"))
        .values_list("enrolment", "month")
        .distinct()
    )
    spots, way = _spots(rows), _way(coach)
    closed = set(PlanHoliday.objects.filter(site=coach.built.site).values_list("on", flat=True))
    book, found = _Book(closed), []
    for number, month in enumerate(coach.months):
        rng = Random(f"{seed}:{coach.user.email}:{month}:year")
        mean = max(12, way + coach.aside(number))
        for row in rows:
            if (row.pk, month.first) in told:
                continue
            for span in mine[row.case_id]:
                here = span.overlap(month.span)
                here = here and here.overlap(DateSpan(row.began_on, row.ended_on))
                if here is not None:
                    teller = _Teller(coach, row, spots[row.pk], book, cal, rng, mean)
                    found += list(teller.month(month, here))
    moved = [(old, new) for old, new in found if new is not None]
    Visit.objects.bulk_create(new for _old, new in moved)
    Visit.objects.bulk_create(old for old, _new in found)


@dataclass(frozen=True)
class _Teller:
    """One person's sessions with one coach."""

    coach: Coach
    row: CoachingEnrolment
    spots: list[Spot]
    book: _Book
    cal: Calendar
    rng: Random
    mean_way: float

    def month(self, month: Month, span: DateSpan) -> Iterator[tuple[Visit, Visit | None]]:
        """Each session of a month; beside it the one that took its place, where it was moved."""
        tier = next((one.tier for one in self.row.tiers.all()), None)
        days = self.book.days(span)
        if tier is None or not days:
            return
        assert span.end is not None
        full = policy_on(self.cal.today).cadences[Tier(tier)].sessions
        due = min(full, -(-(span.end - span.start).days * full // _FULL))
        for place in range(due):
            taken = self.book.take(days, int((place + 0.5) * len(days) / due))
            if taken is not None:
                yield self._session(taken, days, self.rng.random())

    def _session(
        self, taken: tuple[date, int], days: list[date], fate: float
    ) -> tuple[Visit, Visit | None]:
        visit = self._visit(*taken)
        if fate < 0.06:
            state, why, note = self.rng.choice(_MISSED)
            visit.state, visit.why_not, visit.note = state, why, note
            return visit, None
        if fate < 0.12 and (later := [one for one in days if one > taken[0]]):
            again = self.book.take(later, 0)
            if again is not None:
                held = self._held(self._visit(*again))
                visit.state, visit.why_not = VisitState.MOVED, self.rng.choice(_MOVED)
                visit.moved_to = held
                return visit, held
        return self._held(visit), None

    def _visit(self, day: date, minute: int) -> Visit:
        spot = next((one for one in self.spots if one.span.covers(day)), None)
        by_phone = self.rng.random() < 0.1
        return Visit(
            site_id=self.row.site_id,
            agency=self.coach.agency,
            uuid=uuid.uuid5(NAMESPACE, f"year {self.row.case.number} {day} {minute}"),
            enrolment=self.row,
            coach=self.coach.user,
            day=day,
            begins_at=self.cal.at(day, *divmod(minute, 60)).time(),
            minutes=self.row.visit_minutes,
            mode=VisitMode.PHONE if by_phone else VisitMode.VISIT,
            job_site_id=spot.job_site if spot and not by_phone else None,
            place_name=spot.name if spot and not by_phone else "",
            created_by=self.coach.user,
        )

    def _held(self, visit: Visit) -> Visit:
        assert visit.begins_at is not None
        begins = self.cal.at(visit.day, visit.begins_at.hour, visit.begins_at.minute)
        begins += timedelta(minutes=self.rng.randrange(6))
        by_phone = visit.mode == VisitMode.PHONE
        minutes = 25 if by_phone else visit.minutes + self.rng.randrange(-8, 6)
        visit.state, visit.is_confirmed = VisitState.HELD, True
        visit.held_begins_at, visit.held_ends_at = begins, begins + timedelta(minutes=minutes)
        visit.before_minutes = self.rng.choice((5, 10))
        visit.after_minutes = self.rng.choice((10, 15, 15, 20))
        way = round(self.mean_way) + self.rng.randrange(-9, 10)
        visit.travel_minutes = 0 if by_phone else way
        return visit


def _way(coach: Coach) -> float:
    """Minutes to a session as she goes today, from what is on record of last month."""
    last = Visit.objects.filter(coach=coach.user, state=VisitState.HELD, mode=VisitMode.VISIT)
    span = coach.months[-1].span
    found = last.filter(day__gte=span.start, day__lt=span.end, travel_minutes__isnull=False)
    return float(found.aggregate(way=Avg("travel_minutes"))["way"] or USUAL_WAY)


def _spots(rows: list[CoachingEnrolment]) -> dict[int, list[Spot]]:
    """Where each is met: at work while she has a job, else where it was agreed."""
    by_case: defaultdict[int, list[Spot]] = defaultdict(list)
    jobs = Job.objects.filter(case__in=[row.case_id for row in rows]).select_related("employer")
    for job in jobs.order_by("began_on", "pk"):
        by_case[job.case_id].append(
            Spot(DateSpan(job.began_on, job.ended_on), job.employer.name, job.job_site_id)
        )
    found = {row.pk: by_case[row.case_id] for row in rows}
    for place in MeetingPlace.objects.filter(enrolment__in=rows).order_by("pk"):
        span = DateSpan(place.starts_on, place.ends_on)
        found[place.enrolment_id].append(Spot(span, place.label, None))
    return found
