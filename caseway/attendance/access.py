"""May this person do this to an enrolment, to its proof, or to the facts of a month?

Two ways lead to an enrolment: by the case, as everywhere, and for provider staff
by the place, for the people enrolled there and nothing else.
"""

from collections.abc import Collection

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from caseway.agencies import access as posts
from caseway.agencies.access import Where
from caseway.agencies.models import Role
from caseway.agencies.policy import Act
from caseway.agencies.standing import standing_of
from caseway.attendance.models import ActivityEnrolment
from caseway.cases import access as cases
from caseway.cases.models import Case
from caseway.kernel.models import User
from caseway.rules.functions import FunctionCode


def why_not_mark(user: User | AnonymousUser, enrolment: ActivityEnrolment) -> str | None:
    """The sentence to show when the person may not mark attendance here; None when she may."""
    return why_not_mark_each(user, [enrolment])[enrolment.pk]


def why_not_mark_each(
    user: User | AnonymousUser, enrolments: Collection[ActivityEnrolment]
) -> dict[int, str | None]:
    """The same by enrolment id: one query beyond what `case` and `provider` of each cost."""
    hosted = {each.pk for each in enrolments if hosts(user, each)}
    others = [each for each in enrolments if each.pk not in hosted]
    sentences: dict[int, str | None] = dict.fromkeys(hosted)
    if others:
        relations = cases.relations_to(user, {each.case_id: each.case for each in others}.values())
        for each in others:
            where = Where(each.case.site_id, each.case.region_id, relations[each.case_id])
            sentences[each.pk] = posts.why_not(user, Act.MARK_ATTENDANCE, where)
    return sentences


def why_not_verify(user: User | AnonymousUser, enrolment: ActivityEnrolment) -> str | None:
    """The sentence when the person may not accept or reject proof of these hours.

    Whoever monitors the plan decides; whoever hosts the activity hands in and
    never decides, in whatever other post (45 CFR 261.61, 261.62(b)).
    """
    if hosts(user, enrolment):
        return _("Proof is accepted by the workers of the case, not by the place that sent it.")
    return cases.why_not(user, FunctionCode.EP_MONITORING, enrolment.case)


def why_not_edit(user: User | AnonymousUser, case: Case) -> str | None:
    """The sentence when the person may not add, change or end activities of the case."""
    return cases.why_not(user, Act.EDIT_ACTIVITIES, case)


def why_not_edit_month(user: User | AnonymousUser, case: Case) -> str | None:
    """The sentence when the person may not edit what a family received and who is in it."""
    return cases.why_not(user, Act.EDIT_FAMILY_MONTH, case)


def hosts(user: User | AnonymousUser, enrolment: ActivityEnrolment) -> bool:
    """Whether the activity is held at the person's own place. No query beyond its provider."""
    agency = enrolment.provider.agency_id if enrolment.provider else None
    if agency is None:
        return False
    return any(
        post.role == Role.PROVIDER
        and post.agency_id == agency
        and post.site_id == enrolment.site_id
        for post in standing_of(user).posts
    )
