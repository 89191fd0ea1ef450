"""May this person write, sign, approve or look after a plan? Always a question about its case."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from caseway.agencies.policy import Act
from caseway.cases import access
from caseway.cases.models import Case
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.plans.models import WRITTEN_BY, Duty, Plan, PlanKind
from caseway.rules.functions import FunctionCode


def why_not_begin(user: User | AnonymousUser, case: Case, kind: str) -> str | None:
    """The sentence when the person may not write a plan of this kind; None when she may."""
    if case.closed_on is not None:
        return _("This case is closed. Reopen it to write a plan.")
    return access.why_not(user, WRITTEN_BY[kind], case)


def why_not_write(user: User | AnonymousUser, plan: Plan) -> str | None:
    """The sentence when the person may not change what a plan says; None when she may."""
    if plan.ends_on is not None:
        return _("This plan has ended. Begin a new one.")
    return why_not_begin(user, plan.case, plan.kind)


def kinds_she_writes(user: User | AnonymousUser, case: Case) -> list[PlanKind]:
    """The kinds of plan that this person may begin on the case."""
    return [kind for kind in PlanKind if why_not_begin(user, case, kind) is None]


def why_not_approve(user: User | AnonymousUser, plan: Plan) -> str | None:
    """The sentence when the person may not approve a plan; None when she may."""
    return access.why_not(user, Act.APPROVE_PLAN, plan.case)


def why_not_meet(user: User | AnonymousUser, plan: Plan) -> str | None:
    """The sentence when the person may not log a meeting on the plan; None when she may."""
    if plan.ends_on is not None:
        return _("This plan has ended. Begin a new one.")
    return access.why_not(user, Act.LOG_CONTACT, plan.case)


def why_not_watch(user: User | AnonymousUser, duty: Duty) -> str | None:
    """The sentence when the person may not say whether a duty was kept; None when she may."""
    return access.why_not(user, FunctionCode(duty.monitor), duty.plan.case)


def require(sentence: str | None) -> None:
    """Raise NotAllowed with the sentence, if there is one."""
    if sentence:
        raise NotAllowed(sentence)
