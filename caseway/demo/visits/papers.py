"""What is on file of a person before her visits are told: a number with the funder, a goal."""

import uuid
from random import Random

from django.db import models

from caseway.coaching.models import CoachingEnrolment, FunderNumber
from caseway.kernel.models import User
from caseway.network.needs import NAMESPACE
from caseway.plans.models import Goal, Plan, PlanKind, ProposedBy

_GOALS = (
    "Keep my job and be on time",
    "Learn the closing routine on my own",
    "Ride the bus to work by myself",
    "Ask for help before I get stuck",
    "Work two more hours a week",
    "Get along with my new shift lead",
)
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


def number_of(row: CoachingEnrolment, rng: Random) -> None:
    """An invented number of the funder, sealed."""
    text = "".join(rng.choice(_LETTERS) for _place in range(2))
    text += f"{rng.randrange(100_000):05}{rng.choice(_LETTERS)}"
    kept = FunderNumber(
        site_id=row.site_id,
        enrolment=row,
        last_four=text[-4:],
        seal_key=uuid.uuid5(NAMESPACE, f"funder number of {row.case.number}"),
    )
    kept.seal("number", text)
    kept.save()


def own_goal(row: CoachingEnrolment, coach: User, number: int) -> Goal:
    """A goal of her plan; with a plan begun for her where she has none."""
    found: Goal | None = goals(row).first()
    if found is not None:
        return found
    plans = Plan.objects.filter(case_id=row.case_id, person_id=row.person_id, ends_on=None)
    plan = plans.order_by("pk").first() or Plan.objects.create(
        site_id=row.site_id,
        case_id=row.case_id,
        person_id=row.person_id,
        kind=PlanKind.EP,
        starts_on=row.began_on,
        created_by=coach,
    )
    made: Goal = Goal.objects.create(
        site_id=row.site_id,
        plan=plan,
        uuid=uuid.uuid5(NAMESPACE, f"goal of {row.case.number}"),
        words=_GOALS[number % len(_GOALS)],
        proposed_by=ProposedBy.PARTICIPANT,
    )
    return made


def goals(row: CoachingEnrolment) -> models.QuerySet[Goal]:
    """Her goals that stand, oldest first."""
    rows = Goal.objects.filter(plan__case=row.case_id, left_out_on=None, state="open")
    return rows.order_by("pk")
