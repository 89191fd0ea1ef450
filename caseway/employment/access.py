"""May this person keep the list of employers here, or record work on this case?"""

from django.contrib.auth.models import AnonymousUser

from caseway.agencies import access as posts
from caseway.agencies.access import Where
from caseway.agencies.policy import Act
from caseway.cases import access as cases
from caseway.cases.models import Case
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed


def why_not_edit_employers(user: User | AnonymousUser, site_id: int) -> str | None:
    """The sentence when the person may not add or change employers of a site."""
    return posts.why_not(user, Act.EDIT_EMPLOYERS, Where(site_id, None))


def why_not_edit(user: User | AnonymousUser, case: Case) -> str | None:
    """The sentence when the person may not record jobs, wages, hours or checks on a case."""
    return cases.why_not(user, Act.EDIT_JOBS, case)


def require_edit(user: User | AnonymousUser, case: Case) -> None:
    """Raise NotAllowed with that sentence."""
    if sentence := why_not_edit(user, case):
        raise NotAllowed(sentence)


def require_edit_employers(user: User | AnonymousUser, site_id: int) -> None:
    """Raise NotAllowed with that sentence."""
    if sentence := why_not_edit_employers(user, site_id):
        raise NotAllowed(sentence)
