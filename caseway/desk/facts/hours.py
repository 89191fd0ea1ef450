"""What a case page tells of hours: from what is kept, nothing is reckoned for it.

Asked: `case` (an id) and `on`.
"""

from django.db import models
from django.db.models import Case as Choose
from django.db.models import F, Q, Value, When

from caseway.agencies.standing import open_on
from caseway.attendance.models import ActivityEnrolment, ActivityKind, PersonMonth
from caseway.desk.facts.pieces import Piece
from caseway.kernel.prepared import Asked

MET, STEP = "met", "step"

_CASE = Asked("case", models.BigIntegerField())
_ON = Asked("on", models.DateField())


def hours_pieces() -> list[Piece]:
    """`month_hours`: hours a week that count (number) of those asked for (person), by name.

    `taking_part`: what goes on, in whose steps the law's and the person's own are alike.
    """
    month = PersonMonth.objects.filter(
        case_month__case=_CASE,
        case_month__case__hours_ahead__closes_on__gte=_ON,
        period=F("case_month__case__hours_ahead__period"),
        total_needed__gt=0,
    ).annotate(
        # Other hours count only above the core ones.
        counted=Choose(
            When(
                core_hours__gte=F("core_needed"),
                then=F("core_hours") + F("deemed_hours") + F("other_hours"),
            ),
            default=F("core_hours") + F("deemed_hours"),
        ),
        state=Choose(When(meets=True, then=Value(MET)), default=Value("")),
    )
    running = ActivityEnrolment.objects.filter(open_on(_ON), Q(case=_CASE)).annotate(
        sort_of=Choose(
            When(activity=ActivityKind.OTHER, then=Value(STEP)), default=Value("activity")
        )
    )
    return [
        Piece(
            "month_hours",
            month,
            "case_month__case_id",
            code="state",
            who="person__name_used",
            number="counted",
            person="total_needed",
            day="case_month__case__hours_ahead__reckoned_on",
        ),
        Piece("taking_part", running, code="sort_of", text="title", day="starts_on"),
    ]
