"""May this person plan a coach's month, change an enrolment, or lift the cap on sessions?"""

from django.contrib.auth.models import AnonymousUser

from caseway.agencies import access as posts
from caseway.agencies.access import Where
from caseway.agencies.policy import Act
from caseway.cases import access as cases
from caseway.cases.models import Case
from caseway.coaching.models import CoachSetup
from caseway.kernel.models import User


def why_not_plan(user: User | AnonymousUser, setup: CoachSetup) -> str | None:
    """The sentence when the person may not plan this coach's months; None when she may.

    Whose months she may know of at all is `CoachSetup.objects.visible_to`.
    """
    return posts.why_not(user, Act.PLAN_MONTHS, Where(setup.site_id, None))


def why_not_edit(user: User | AnonymousUser, case: Case) -> str | None:
    """The sentence when the person may not change somebody's supported employment."""
    return cases.why_not(user, Act.EDIT_COACHING, case)


def why_not_lift_cap(user: User | AnonymousUser, case: Case) -> str | None:
    """The sentence when the person may not allow more sessions than the cap (S2-05)."""
    return cases.why_not(user, Act.LIFT_SESSION_CAP, case)
