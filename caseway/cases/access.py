"""How a person stands to a case, and the access question asked of a case."""

from collections.abc import Collection, Iterable

from django.contrib.auth.models import AnonymousUser

from caseway.agencies import access
from caseway.agencies.access import Where
from caseway.agencies.policy import Act, Relation
from caseway.agencies.standing import Standing, open_on, standing_of
from caseway.cases.models import Assignment, Case, EmergencyAccess
from caseway.kernel.models import User
from caseway.rules.functions import EmployerKind, FunctionCode


def relation_to(user: User | AnonymousUser, case: Case) -> Relation:
    """How the person stands to the case today. One query."""
    return relations_to(user, [case])[case.pk]


def relations_to(user: User | AnonymousUser, cases: Collection[Case]) -> dict[int, Relation]:
    """Relation by case id. One query, however many cases."""
    standing = standing_of(user)
    rows = Assignment.objects.filter(open_on(standing.on), case__in=[case.pk for case in cases])
    held: dict[int, list[tuple[int, int | None]]] = {case.pk: [] for case in cases}
    for case_id, agency_id, staff_id in rows.values_list("case_id", "agency_id", "staff_id"):
        held[case_id].append((agency_id, staff_id))
    return {case.pk: relation_given(standing, case, held[case.pk]) for case in cases}


def why_not(user: User | AnonymousUser, act: Act | FunctionCode, case: Case) -> str | None:
    """The sentence to show when the person may not do this on the case; None when she may."""
    return access.why_not(user, act, _where(user, case))


def can(user: User | AnonymousUser, act: Act | FunctionCode, case: Case) -> bool:
    return why_not(user, act, case) is None


def require(user: User | AnonymousUser, act: Act | FunctionCode, case: Case) -> None:
    """Raise NotAllowed with the sentence to show unless the person may do this on the case."""
    access.require(user, act, _where(user, case))


def _where(user: User | AnonymousUser, case: Case) -> Where:
    return Where(case.site_id, case.region_id, relation_to(user, case))


def relation_given(
    standing: Standing, case: Case, held: Iterable[tuple[int, int | None]]
) -> Relation:
    """How somebody stands to a case whose open parts were read: (agency, worker) of each."""
    held = list(held)
    posts = [
        post
        for post in standing.case_posts
        if post.covers(site_id=case.site_id, region_id=case.region_id)
    ]
    agencies = {post.agency_id for post in posts}
    if any(agency in agencies and staff in standing.hands for agency, staff in held):
        return Relation.OWN
    if any(agency in agencies for agency, _staff in held):
        return Relation.OWN_AGENCY
    if any(post.employer_kind == EmployerKind.PUBLIC for post in posts):
        return Relation.OVERSEEN
    return Relation.EMERGENCY if _opened_in_emergency(standing, case) else Relation.OTHER


def _opened_in_emergency(standing: Standing, case: Case) -> bool:
    """One query, and only for a case that nothing else opens to this person."""
    at_site = (post for post in standing.case_posts if post.site_id == case.site_id)
    if not any(access.carries(post, Act.OPEN_IN_EMERGENCY) for post in at_site):
        return False
    return EmergencyAccess.objects.open_for(standing.user_id).filter(case=case).exists()
