"""Visits of a month as they went, with the checklists that were filled in after them."""

import uuid
from collections import Counter
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from caseway.cases.models import Part
from caseway.coaching.models import (
    Checklist,
    ChecklistVersion,
    CoachingEnrolment,
    TierCode,
    Visit,
    VisitMode,
    VisitState,
    WhyNot,
)
from caseway.coaching.reading.answers import read_answers
from caseway.demo.calendar import Calendar, on_workday
from caseway.demo.visits.papers import goals
from caseway.kernel.models import User
from caseway.network.needs import NAMESPACE
from caseway.plans.models import Goal
from caseway.rules.dates import Month

_A_DAY = 5
_DAYS = {TierCode.WEEKLY: (3, 10, 17, 24), TierCode.BIWEEKLY: (6, 20), TierCode.MONTHLY: (12,)}
_PLACES = {VisitMode.VISIT: "At work", VisitMode.VIDEO: "By video", VisitMode.PHONE: "By phone"}
_NOTES = (
    "Set the timer herself twice and kept the pace.",
    "Asked the shift lead for the list without a reminder.",
    "Missed the first bus, called ahead, took the next one.",
    "Two new tasks today; wrote the steps on a card.",
    "Quiet day. Everything went as planned.",
)
_ACTIVITIES = ("coaching", "check_in", "travel_training", "social_skills", "employer")


class Diary:
    """When a coach is free: visits of a day come one after another, the fifth the next day."""

    def __init__(self) -> None:
        self.taken: Counter[date] = Counter()

    def slot(self, day: date) -> tuple[date, int]:
        """A day on or after the one asked for, and minutes after midnight."""
        while self.taken[day] == _A_DAY or day.weekday() > 4:
            day += timedelta(days=1)
        self.taken[day] += 1
        return day, 9 * 60 + (self.taken[day] - 1) * 95


def hold(
    row: CoachingEnrolment,
    coach: User,
    month: Month,
    version: ChecklistVersion,
    cal: Calendar,
    rng: Random,
    diary: Diary,
) -> None:
    """The visits of one person in one month, up to yesterday, each with its checklist.

    Where the month's visits are told already only the checklists are filled in; else there are as
    many as her tier says.
    """
    told = list(row.visits.filter(day__gte=month.first, day__lte=month.last).order_by("day", "pk"))
    if told:
        for visit in told:
            if visit.state == VisitState.HELD and visit.coach_id == coach.pk:
                _fill_in(visit, version, cal, rng)
        return
    tier = row.tiers.order_by("-starts_on").first()
    for place, number in enumerate(_DAYS[TierCode(tier.tier)] if tier else ()):
        asked = on_workday(month.first.replace(day=number))
        if row.began_on <= asked < cal.day(-1):
            day, minute = diary.slot(asked)
            if day < cal.today and day <= month.last:
                begins = cal.at(day, *divmod(minute, 60))
                _visit(row, coach, begins, place, version, cal, rng)


def _visit(
    row: CoachingEnrolment,
    coach: User,
    begins: datetime,
    place: int,
    version: ChecklistVersion,
    cal: Calendar,
    rng: Random,
) -> None:
    part = row.case.assignments.filter(part=Part.JOB_COACH, staff=coach).first()
    if part is None:
        return
    by_phone = place == 2 or rng.random() < 0.12
    day = begins.date()
    missed = rng.random() < 0.06
    visit = Visit(
        site_id=row.site_id,
        agency_id=part.agency_id,
        uuid=uuid.uuid5(NAMESPACE, f"visit {row.case.number} {day}"),
        enrolment=row,
        coach=coach,
        day=day,
        begins_at=begins.time(),
        minutes=row.visit_minutes,
        mode=VisitMode.PHONE if by_phone else VisitMode.VISIT,
        state=VisitState.NO_SHOW if missed else VisitState.HELD,
        why_not=WhyNot.CLIENT_ILL if missed else "",
        created_by=coach,
    )
    if not missed:
        ends = begins + timedelta(minutes=25 if by_phone else row.visit_minutes - 5 + place)
        visit.held_begins_at, visit.held_ends_at = begins, ends
        visit.before_minutes, visit.after_minutes = 5, 5 + rng.randrange(8)
        visit.travel_minutes = 0 if by_phone else 15 + rng.randrange(35)
    visit.save()
    if not missed:
        _fill_in(visit, version, cal, rng)


def _fill_in(visit: Visit, version: ChecklistVersion, cal: Calendar, rng: Random) -> None:
    """The checklist; of the last two days some are still open."""
    recent = visit.day >= cal.day(-4)
    if recent and rng.random() < 0.4:
        return
    answers = read_answers(_answers(visit, rng, incomplete=recent and rng.random() < 0.5)).kept()
    begins, ends = visit.held_begins_at, visit.held_ends_at
    if begins is None or ends is None:
        return
    written = ends + (timedelta(days=3) if rng.random() < 0.06 else timedelta(minutes=6))
    signed = not recent
    Checklist.objects.create(
        site_id=visit.site_id,
        visit=visit,
        enrolment=visit.enrolment,
        template=version,
        answers=answers,
        started_at=begins,
        stopped_at=ends,
        goal_words={str(goal.pk): goal.words for goal in goals(visit.enrolment) if signed},
        written_at=written,
        written_by=visit.coach,
        saved_by=visit.coach,
        saved_at=written,
        **(signature(visit.coach, written) if signed else {}),
    )


def signature(coach: User, at: datetime) -> dict[str, Any]:
    """Her name under a record."""
    return {
        "signed_at": at + timedelta(minutes=2),
        "signed_by": coach,
        "signed_name": coach.name,
        "signed_title": "Job coach",
    }


def _answers(visit: Visit, rng: Random, *, incomplete: bool) -> dict[str, Any]:
    people = Visit.objects.filter(group=visit.group).count() if visit.group else 0
    goal = goals(visit.enrolment).first()
    return answers_of(visit, rng, goal=goal, people=people, incomplete=incomplete)


def answers_of(
    visit: Visit, rng: Random, *, goal: Goal | None, people: int, incomplete: bool
) -> dict[str, Any]:
    """What a checklist says of a visit, held with so many `people` where it was a group's."""
    level = "little" if rng.random() < 0.5 else "some"
    found: dict[str, Any] = {
        "started_at": visit.held_begins_at,
        "stopped_at": visit.held_ends_at,
        "before_minutes": visit.before_minutes,
        "after_minutes": visit.after_minutes,
        "travel_minutes": visit.travel_minutes,
        "mode": visit.mode,
        "place": visit.place_name or _PLACES[VisitMode(visit.mode)],
        "setting": "group" if visit.group else "individual",
        "group_size": people if visit.group else None,
        "contact": "direct",
        "doings": [
            {
                "activity": rng.choice(_ACTIVITIES),
                "goal": goal.pk if goal else None,
                "progress": rng.choice(("forward", "forward", "same", "reached", "back")),
            }
        ],
        "response": "" if incomplete else rng.choice(("alone", "reminders", "step_by_step")),
        "support": level,
        "seen": rng.sample(("on_time", "tasks_done", "quality", "asked", "with_others"), 2),
        "problems": ["travel"] if rng.random() < 0.15 else [],
        "changes": ["task_aid"] if rng.random() < 0.15 else [],
        "note": rng.choice(_NOTES) if rng.random() < 0.5 else "",
    }
    return found
