"""What was put on paper in those months: checklists, signed; summaries; months that are closed."""

from collections import defaultdict
from datetime import timedelta
from random import Random
from typing import Any

from caseway.coaching.actions.summaries import digest_of
from caseway.coaching.facts.story import evidence_of
from caseway.coaching.models import (
    Checklist,
    ChecklistVersion,
    CoachingEnrolment,
    CoachMonthClosing,
    MonthlySummary,
    Visit,
    VisitState,
)
from caseway.coaching.reading.answers import read_answers
from caseway.coaching.telling import drafted_anew, own_sentence, tell
from caseway.demo.calendar import Calendar
from caseway.demo.visits import versions_of
from caseway.demo.visits.held import answers_of, signature
from caseway.demo.visits.told import OWN
from caseway.demo.year.coach import Coach
from caseway.plans.models import Goal
from caseway.rules.dates import Month
from caseway.rules.records.visits.elements import Topic
from caseway.rules.records.visits.story.draft import draft


def write_papers(coach: Coach, cal: Calendar, seed: int) -> None:
    """The papers of her months that have none yet; last month's summaries are hers to do."""
    visits = list(
        Visit.objects.filter(coach=coach.user, day__lt=Month.of(cal.today).first)
        .filter(state=VisitState.HELD, checklist=None, day__gte=coach.months[0].first)
        .select_related("enrolment")
        .order_by("day", "pk")
    )
    rows = {one.enrolment_id: one.enrolment for one in visits}
    versions = versions_of(list(rows.values()), coach.user, cal)
    _fill_in(coach, visits, versions, Random(f"{seed}:{coach.user.email}:papers"))
    for month in coach.months[:-1]:
        _summarize(coach, month, cal)
        CoachMonthClosing.objects.get_or_create(
            site=coach.built.site,
            coach=coach.user,
            month=month.first,
            defaults={
                "agency": coach.agency,
                "closed_at": cal.at(month.plus(1).first.replace(day=5), 16),
                "closed_by": coach.user,
            },
        )


def _fill_in(
    coach: Coach, visits: list[Visit], versions: dict[str, ChecklistVersion], rng: Random
) -> None:
    goals: dict[int, Goal] = {}
    cases = {one.enrolment.case_id for one in visits}
    for goal in Goal.objects.filter(plan__case__in=cases, left_out_on=None).order_by("-pk"):
        goals[goal.plan.case_id] = goal
    together: defaultdict[Any, int] = defaultdict(int)
    for one in visits:
        together[one.group] += 1
    rows = []
    for one in visits:
        assert one.held_ends_at is not None
        goal = goals.get(one.enrolment.case_id)
        said = answers_of(one, rng, goal=goal, people=together[one.group], incomplete=False)
        late = rng.random() < 0.05
        written = one.held_ends_at + (timedelta(days=3) if late else timedelta(minutes=6))
        rows.append(
            Checklist(
                site_id=one.site_id,
                visit=one,
                enrolment=one.enrolment,
                template=versions[one.enrolment.program],
                answers=read_answers(said).kept(),
                started_at=one.held_begins_at,
                stopped_at=one.held_ends_at,
                goal_words={str(goal.pk): goal.words} if goal else {},
                written_at=written,
                written_by=coach.user,
                saved_by=coach.user,
                saved_at=written,
                **signature(coach.user, written),
            )
        )
    Checklist.objects.bulk_create(rows)


def _summarize(coach: Coach, month: Month, cal: Calendar) -> None:
    """The summaries of a month, of whom she saw in it and who has none."""
    seen = Visit.objects.filter(coach=coach.user, state=VisitState.HELD)
    seen = seen.filter(day__range=(month.first, month.last))
    rows = CoachingEnrolment.objects.filter(pk__in=seen.values("enrolment"))
    has = MonthlySummary.objects.filter(month=month.first).values("enrolment")
    chosen = list(rows.exclude(pk__in=has).order_by("pk"))
    at = cal.at(month.plus(1).first.replace(day=4), 15)
    made = []
    for key, evidence in evidence_of(chosen, month).items():
        sentences = drafted_anew(draft(evidence), [])
        told = {one["topic"] for one in sentences}
        own = [own_sentence(topic, text) for topic, text in OWN.items() if topic.value not in told]
        order = list(Topic)
        whole = sorted([*sentences, *own], key=lambda one: order.index(Topic(one["topic"])))
        made.append(
            MonthlySummary(
                site=coach.built.site,
                enrolment_id=key,
                month=month.first,
                sentences=whole,
                digest=digest_of(evidence),
                drafted_by=coach.user,
                drafted_at=at,
                signed_text=[{"topic": one.topic.value, "text": one.text} for one in tell(whole)],
                signed_at=at,
                signed_by=coach.user,
                signed_language="en",
                signed_name=coach.user.name,
                signed_title="Job coach",
            )
        )
    MonthlySummary.objects.bulk_create(made)
