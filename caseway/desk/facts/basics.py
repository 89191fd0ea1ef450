"""What every list and page of the desk asks of its cases, and of where they are.

Asked: `cases`, `programs`, `regions`, `safety_of` (ids: the cases whose safety
records may be read), `reader` (an id), `on`, `missed_since`, `held_since`, `held_before`.
"""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from caseway.agencies.models import ContactPromise, FunctionHolder
from caseway.agencies.standing import open_on
from caseway.attendance.models import HoursAhead, HoursProjection
from caseway.cases.models import (
    Contact,
    HandOff,
    SafetyRecord,
    Snooze,
    Task,
    TaskKind,
    TaskOutcome,
)
from caseway.desk.facts.kept import job_pieces
from caseway.desk.facts.pieces import Piece
from caseway.desk.facts.plans import plan_pieces
from caseway.intake.models import GroupSeat, Interview, WayInStep
from caseway.kernel.prepared import Asked, OneOf
from caseway.network.models import Referral, SupportRequest
from caseway.rules.referrals.codes import State
from caseway.rules.supports import SupportState

_READER = Asked("reader", models.BigIntegerField())
_ON = Asked("on", models.DateField())
_MISSED_SINCE = Asked("missed_since", models.DateTimeField())
_HELD_SINCE = Asked("held_since", models.DateTimeField())
_HELD_BEFORE = Asked("held_before", models.DateTimeField())


def basics() -> list[Piece]:
    """The pieces by name. Promises come by program, holders by region, the others by case."""
    return [
        Piece(
            "tasks",
            Task.objects.filter(OneOf("case_id", "cases"), closed_at=None),
            code="kind",
            sort="function",
            text="title",
            number="version",
            day="due_on",
            moment="starts_at",
        ),
        Piece(
            "missed",
            Task.objects.filter(
                OneOf("case_id", "cases"),
                kind=TaskKind.APPOINTMENT,
                outcome=TaskOutcome.MISSED,
                closed_at__gte=_MISSED_SINCE,
            ),
            sort="function",
            text="title",
            day="due_on",
            moment="closed_at",
        ),
        Piece(
            "messages",
            Contact.objects.filter(OneOf("case_id", "cases"), needs_reply=True, corrected_by=None),
            code="mode",
            sort="function",
            text="text",
            moment="at",
        ),
        Piece(
            "hand_offs",
            HandOff.objects.filter(OneOf("case_id", "cases"), accepted_at=None),
            code="part",
            sort="function",
            text="note",
            who="from_staff__name",
            number="to_agency_id",
            person="to_staff_id",
            day="next_contact_by",
            moment="made_at",
        ),
        Piece(
            "snoozes",
            Snooze.objects.filter(
                OneOf("case_id", "cases"), by=_READER, ended_at=None, until_on__gt=_ON
            ),
            code="signal",
            text="reason",
            number="at_score",
            day="until_on",
            moment="made_at",
        ),
        Piece(
            "safety",
            SafetyRecord.objects.filter(
                Q(ends_on=None) | Q(ends_on__gt=_ON), OneOf("person__cases__id", "safety_of")
            ),
            case="person__cases__id",
            code="kind",
            day="review_on",
        ),
        Piece(
            "promises",
            ContactPromise.objects.filter(open_on(_ON), OneOf("program_id", "programs")),
            case="program_id",
            code="part",
            sort="stage",
            text="source",
            number="every_days",
            person="every_months",
            day="starts_on",
        ),
        # The forecast of a month that has closed since says nothing of the next.
        Piece(
            "hours_short",
            HoursAhead.objects.filter(
                OneOf("case_id", "cases"), closes_on__gte=_ON, short_minutes__gt=0
            ),
            code="period",
            number="short_minutes",
            day="closes_on",
        ),
        Piece(
            "hours_unproven",
            HoursAhead.objects.filter(
                OneOf("case_id", "cases"), closes_on__gte=_ON, unproven_minutes__gt=0
            ),
            code="period",
            number="unproven_minutes",
            day="closes_on",
        ),
        Piece(
            "unmarked",
            HoursAhead.objects.filter(
                OneOf("case_id", "cases"), closes_on__gte=_ON, unmarked_days__gt=0
            ),
            code="period",
            number="unmarked_days",
            day="unmarked_since",
        ),
        Piece(
            "projections",
            HoursProjection.objects.filter(OneOf("case_id", "cases"), ended_on=None),
            text="enrolment__title",
            day="holds_until",
        ),
        # A guarded one is read where safety records are, and nowhere else.
        Piece(
            "referrals",
            Referral.objects.exclude(state=State.CLOSED)
            .filter(OneOf("case_id", "cases"))
            .filter(Q(is_guarded=False) | OneOf("case_id", "safety_of"))
            .annotate(what=Coalesce("service__name", "provider__name")),
            code="state",
            text="what",
            day="due_on",
            moment="state_since",
        ),
        Piece(
            "supports",
            SupportRequest.objects.filter(OneOf("case_id", "cases"), state=SupportState.ASKED),
            text="what",
            person="asked_by_id",
            moment="asked_at",
        ),
        Piece(
            "interviews",
            Interview.objects.filter(OneOf("case_id", "cases"), finished_at=None),
            moment="last_at",
        ),
        Piece(
            "groups",
            GroupSeat.objects.filter(
                OneOf("case_id", "cases"),
                came="",
                session__cancelled_at=None,
                session__starts_at__gte=_HELD_SINCE,
                session__starts_at__lt=_HELD_BEFORE,
            ),
            text="session__title",
            number="session_id",
            person="session__led_by_id",
            moment="session__starts_at",
        ),
        Piece(
            "way_in",
            WayInStep.objects.filter(OneOf("case_id", "cases"), ends_at=None),
            code="code",
            sort="function",
            day="due_on",
            moment="begins_at",
        ),
        Piece(
            "holders",
            FunctionHolder.objects.filter(open_on(_ON), OneOf("region_id", "regions")),
            case="region_id",
            code="function",
            sort="employer_kind",
        ),
        *job_pieces(),
        *plan_pieces(),
    ]
