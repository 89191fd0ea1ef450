"""Steps of a person's plans, to be picked where somebody is referred."""

from datetime import datetime

from django.utils.translation import gettext as _

from caseway.cases.models import Case
from caseway.intake.models import PRIVATE_KINDS, SAFETY_KINDS, Barrier
from caseway.intake.referring import keep_barrier
from caseway.kernel.models import User
from caseway.network.models import Referral
from caseway.network.reasons import Linked, Reason, offers
from caseway.plans.models import OPEN_STEPS, Step


def steps_of(user: User, case: Case) -> list[Reason]:
    """Steps still open in plans that have not ended, as the plan has them. Two queries at most.

    A step towards something told in private is not offered: its words would travel.
    """
    rows = Step.objects.standing().filter(
        plan__case=case, plan__ends_on=None, goal__left_out_on=None, state__in=OPEN_STEPS
    )
    rows = rows.exclude(goal__barrier__kind__in=PRIVATE_KINDS | SAFETY_KINDS)
    return [
        Reason(key=f"step:{row.pk}", group=_("Steps of the plan"), label=row.words, words=row.words)
        for row in rows.order_by("plan_id", "pk")
    ]


def keep_step(referral: Referral, pk: int, by: User, at: datetime) -> None:
    """The words stand in the referral; what the step's goal helps with is tied to it."""
    step = Step.objects.select_related("goal").get(pk=pk, plan__case=referral.case_id)
    barrier: Barrier | None = step.goal.barrier
    if barrier is not None:
        keep_barrier(referral, barrier.pk, by, at)


def nothing_more(_user: User, _referral: Referral) -> list[Linked]:
    """The barrier is told by whoever keeps it."""
    return []


offers("step", steps_of, keep_step, nothing_more)
