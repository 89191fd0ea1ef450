"""The page of one visit's record: what it asks, what it says, what is missing, what waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from caseway.coaching.actions.templates import content_on
from caseway.coaching.facts.records import Person, people_of, record_of
from caseway.coaching.models import (
    Checklist,
    ChecklistAddendum,
    ChecklistSending,
    Visit,
    VisitPhoto,
)
from caseway.coaching.reading.answers import Answers, read_answers
from caseway.plans.models import Goal, GoalState
from caseway.rules.records.visits.asks import Asks, asks_of
from caseway.rules.records.visits.record import Record


@dataclass(frozen=True)
class RecordPage:
    """What the page of a visit's record stands on."""

    visit: Visit
    checklist: Checklist | None
    answers: Answers
    person: Person
    record: Record
    asks: Asks | None
    number: int
    content: Mapping[str, Any]
    goals: list[tuple[int, str]]
    addenda: list[ChecklistAddendum]
    waiting: list[ChecklistSending]
    photos: list[VisitPhoto]

    @property
    def day(self) -> date:
        return self.record.day or self.visit.day


def record_page(visit: Visit) -> RecordPage:
    """The record of one visit, whatever has been filled in. Ten queries."""
    rows = Checklist.objects.select_related("template", "signed_by", "saved_by", "written_by")
    held = rows.filter(visit=visit).first()
    answers = read_answers(held.answers if held else {})
    person = people_of([visit.enrolment])[visit.enrolment_id]
    record = record_of(visit, person, held)
    day = record.day or visit.day
    program = visit.enrolment.program
    if held:
        number, content = held.template.number, held.template.content
    else:
        number, content = content_on(visit.site_id, program, day)
    waiting = ChecklistSending.objects.filter(visit=visit, settled_at=None).exclude(why_kept="")
    return RecordPage(
        visit=visit,
        checklist=held,
        answers=answers,
        person=person,
        record=record,
        asks=asks_of(program, day),
        number=number,
        content=content,
        goals=goals_of(visit, answers),
        addenda=list(ChecklistAddendum.objects.filter(checklist=held).select_related("by"))
        if held
        else [],
        waiting=list(waiting.select_related("sent_by")),
        photos=list(photos_of(visit)),
    )


def photos_of(visit: Visit) -> "QuerySet[VisitPhoto]":
    """The photos on a visit's record, in the order in which they came. Never their bytes."""
    rows: QuerySet[VisitPhoto] = VisitPhoto.objects.filter(visit=visit, removed_at=None)
    return rows.select_related("document", "by").order_by("at", "pk")


def goals_of(visit: Visit, answers: Answers) -> list[tuple[int, str]]:
    """Her open goals, and those that the record names already. One query."""
    named = [one.goal for one in answers.doings if one.goal]
    rows = Goal.objects.filter(
        Q(state=GoalState.OPEN, left_out_on=None, plan__ends_on=None) | Q(pk__in=named),
        plan__case=visit.enrolment.case_id,
    )
    return list(rows.order_by("plan", "id").values_list("pk", "words"))
