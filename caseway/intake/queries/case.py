"""What the intake page of a case tells: way in, conversations, strengths, barriers, interests."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from caseway.agencies.standing import open_on
from caseway.cases.models import Case, HouseholdMember, Person, Strength
from caseway.intake.models import (
    Barrier,
    FirstContact,
    GroupSeat,
    GroupSession,
    Interest,
    Interview,
    WayIn,
)
from caseway.intake.queries.groups import ahead_for, seats_on_case
from caseway.kernel.models import User


@dataclass(frozen=True)
class CaseIntake:
    """Everything of intake on one case that exists for the reader."""

    case: Case
    way_in: WayIn | None
    first_contact: FirstContact | None
    interviews: list[Interview]
    strengths: list[Strength]
    barriers: list[Barrier]
    past: list[Barrier]
    interests: list[Interest]
    people: list[Person]
    group_seats: list[GroupSeat]
    groups_ahead: list[GroupSession]


def intake_of_case(user: User, case: Case) -> CaseIntake:
    """A fixed number of queries, whatever the case holds."""
    people = people_of(case)
    ids = [one.pk for one in people]
    barriers = list(
        Barrier.objects.readable_by(user, case).select_related("person", "found_by").order_by("pk")
    )
    return CaseIntake(
        case=case,
        way_in=WayIn.objects.filter(case=case).select_related("case__site").first(),
        first_contact=FirstContact.objects.filter(case=case).select_related("by").first(),
        interviews=list(
            Interview.objects.filter(case=case)
            .select_related("person", "asks", "began_by", "finished_by")
            .order_by("-began_at", "-pk")
        ),
        strengths=list(
            Strength.objects.filter(person__in=ids)
            .select_related("person")
            .order_by("recorded_at", "pk")
        ),
        barriers=sorted((b for b in barriers if b.ends_on is None), key=_worst_first),
        past=[b for b in barriers if b.ends_on is not None],
        interests=list(
            Interest.objects.filter(person__in=ids, ends_on=None)
            .select_related("person")
            .order_by("starts_on", "pk")
        ),
        people=people,
        group_seats=seats_on_case(case),
        groups_ahead=ahead_for(user, case, timezone.now()),
    )


def people_of(case: Case) -> list[Person]:
    """The participant, then the others of her household today. One query."""
    rows = HouseholdMember.objects.filter(
        open_on(timezone.localdate()), household=case.household_id
    ).select_related("person")
    others = [row.person for row in rows.order_by("pk") if row.person_id != case.participant_id]
    return [case.participant, *others]


def open_contacts(user: User, case: Case) -> Any:
    """First contacts at the case's site that have no case yet, newest first."""
    rows = FirstContact.objects.visible_to(user).filter(site=case.site_id, case=None)
    return rows.order_by("-at", "-pk")


_WORST = {"stops": 0, "much": 1, "some": 2}


def _worst_first(row: Barrier) -> tuple[int, int]:
    return _WORST[row.severity], row.pk
