"""What a case page tells of the person, the way so far and who helped."""

from datetime import timedelta

from django.db import models
from django.db.models import Case as Choose
from django.db.models import F, Q, QuerySet, Value, When
from django.db.models.functions import Concat

from caseway.cases.models import (
    Address,
    Assignment,
    Characteristic,
    Contact,
    ContactKind,
    ContactPoint,
    HandOff,
    LastLook,
    PersonName,
    SafetyRecord,
    StageChange,
    Strength,
    Task,
)
from caseway.desk.facts.pieces import Piece
from caseway.kernel.prepared import Asked

# Older ends of tasks are in the audit; the timeline tells of the last two years.
TASKS_FOR = timedelta(days=730)

_ID = models.BigIntegerField()
_CASE, _PERSON, _USER = Asked("case", _ID), Asked("person", _ID), Asked("user", _ID)
_ENDED_SINCE = Asked("ended_since", models.DateTimeField())


def dossier(*, safety: bool) -> list[Piece]:
    """The pieces of one case page. `safety`: whether she reads what keeps the person safe.

    Asked: `case`, `person`, `user` (ids), `ended_since` (see `TASKS_FOR`).
    """
    return [*_person(safety), *_history(), *_looks(), *(_safety() if safety else ())]


def _person(safety: bool) -> list[Piece]:
    by = {"person": _PERSON}
    addresses = Address.objects.filter(**by)
    if not safety:
        addresses = addresses.filter(is_confidential=False)
    return [
        Piece("names", PersonName.objects.filter(**by), "person_id", code="kind", text="full_name"),
        Piece(
            "traits",
            Characteristic.objects.filter(**by),
            "person_id",
            code="kind",
            text="detail",
            sort="source",
            day="starts_on",
            until="ends_on",
        ),
        Piece(
            "strengths",
            Strength.objects.filter(**by).annotate(
                said_by=Choose(
                    When(named_by_person=True, then=Value("person")), default=Value("staff")
                )
            ),
            "person_id",
            code="said_by",
            text="words",
            who="recorded_by__name",
            moment="recorded_at",
        ),
        Piece(
            "points",
            _with_flags(ContactPoint.objects.filter(**by, ends_on=None)),
            "person_id",
            code="kind",
            text="value",
            sort="flags",
            who="note",
        ),
        Piece(
            "addresses",
            addresses.annotate(place=Concat(F("city"), Value(", "), F("state"))),
            "person_id",
            text="lines",
            sort="place",
            who="zip_code",
            code="borough",
            day="starts_on",
            until="ends_on",
        ),
    ]


def _with_flags(points: "QuerySet[ContactPoint]") -> "QuerySet[ContactPoint]":
    """What may be done with a number, in letters: p use first, t may text, m leave a message."""

    def letter(name: str, mark: str) -> Choose:
        return Choose(When(Q(**{name: True}), then=Value(mark)), default=Value(""))

    return points.annotate(
        flags=Concat(
            letter("is_preferred", "p"),
            letter("ok_to_text", "t"),
            letter("ok_to_leave_message", "m"),
        )
    )


def _history() -> list[Piece]:
    return [
        Piece(
            "stages",
            StageChange.objects.filter(case=_CASE),
            code="stage",
            text="note",
            who="by__name",
            day="starts_on",
        ),
        Piece(
            "meetings",
            Contact.objects.filter(case=_CASE, kind=ContactKind.MEETING, corrected_by=None),
            number="agency_id",
            person="by_id",
            moment="at",
        ),
        Piece(
            "taken_up",
            HandOff.objects.filter(case=_CASE).exclude(accepted_at=None),
            code="part",
            text="note",
            who="from_staff__name",
            sort="accepted_by__name",
            moment="made_at",
        ),
        Piece(
            "done",
            Task.objects.filter(case=_CASE, closed_at__gte=_ENDED_SINCE),
            code="outcome",
            text="title",
            sort="outcome_note",
            who="closed_by__name",
            day="due_on",
            moment="closed_at",
        ),
        Piece(
            "past_parts",
            Assignment.objects.filter(case=_CASE).exclude(ends_on=None),
            code="part",
            sort="function",
            text="agency__name",
            who="staff__name",
            day="starts_on",
            until="ends_on",
        ),
    ]


def _looks() -> list[Piece]:
    looks = LastLook.objects.filter(case=_CASE, user=_USER)
    return [
        Piece("looked", looks, moment="looked_at"),
        Piece("looked_before", looks, moment="before_at"),
    ]


def _safety() -> list[Piece]:
    rows = SafetyRecord.objects.filter(person=_PERSON)
    return [
        Piece(
            "safety_records",
            rows,
            "person_id",
            code="kind",
            text="instructions",
            day="review_on",
            until="ends_on",
        )
    ]
