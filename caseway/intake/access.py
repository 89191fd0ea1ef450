"""Who may hold an interview, read what was told, take first contacts and edit what is asked."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from caseway.agencies import access as posts
from caseway.agencies.access import Where
from caseway.agencies.models import Region, Site
from caseway.agencies.policy import Act, Relation
from caseway.cases.access import can, relation_to, why_not
from caseway.cases.models import Case
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.rules.functions import FunctionCode
from caseway.rules.interviews.words import Keeping

# Whose conversation it is; every other question set is part of the assessment.
FUNCTION_OF = {"mini": FunctionCode.FOOD_STAMP_ELIGIBILITY}


def function_of(slug: str) -> FunctionCode:
    """The function to which a question set belongs."""
    return FUNCTION_OF.get(slug, FunctionCode.ASSESSMENT)


def why_not_interview(user: User, case: Case, slug: str) -> str | None:
    """The sentence when she may not hold this conversation on the case; None when she may."""
    if case.closed_on is not None:
        return _("This case is closed. Reopen it before you hold an interview.")
    return why_not(user, function_of(slug), case)


def require_interview(user: User, case: Case, slug: str) -> None:
    if sentence := why_not_interview(user, case, slug):
        raise NotAllowed(sentence)


def readable(user: User | AnonymousUser, case: Case) -> frozenset[Keeping]:
    """Which answers on the case exist for the reader. Two questions, asked once for a page."""
    found = {Keeping.PLAIN}
    if can(user, Act.READ_ANSWERS, case):
        found.add(Keeping.PRIVATE)
    if can(user, Act.READ_SAFETY, case):
        found.add(Keeping.SAFETY)
    return frozenset(found)


def why_not_edit(user: User, case: Case) -> str | None:
    """The sentence when she may not change barriers and interests on the case."""
    if case.closed_on is not None:
        return _("This case is closed. Reopen it before you change anything.")
    return why_not(user, Act.EDIT_PERSON, case)


def why_not_first_contact(user: User, region: Region) -> str | None:
    """The sentence when somebody else takes first contacts in the region."""
    # Nobody stands to a case yet: who may do it here is a matter of function and role alone.
    where = Where(region.site_id, region.pk, Relation.OVERSEEN)
    return posts.why_not(user, FunctionCode.INITIAL_CONTACT, where)


def why_not_questions(user: User, site: Site) -> str | None:
    """The sentence when she may not edit what is asked at the site."""
    return posts.why_not(user, Act.EDIT_QUESTIONS, Where(site.pk, None))


def works_on(user: User, case: Case) -> bool:
    """Whether the case is of her own agency's work, not only overseen."""
    return relation_to(user, case) >= Relation.OWN_AGENCY
