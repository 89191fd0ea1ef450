"""One question, asked everywhere: may this person do this, here, today? And if not, who can?"""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils.translation import gettext as _

from caseway.agencies.functions import function_name
from caseway.agencies.models import FunctionHolder, Role
from caseway.agencies.policy import ROLE_FUNCTIONS, RULES, Act, Relation
from caseway.agencies.standing import Post, Standing, open_on, standing_of
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.words import say
from caseway.rules.functions import EmployerKind, FunctionCode, Holders, why_not_hold


@dataclass(frozen=True)
class Where:
    """Where the question is asked: a site, one of its regions, and the relation to the case."""

    site_id: int
    region_id: int | None
    relation: Relation = Relation.OTHER


def can(user: User | AnonymousUser, act: Act | FunctionCode, where: Where) -> bool:
    """Whether the person may do the act, or perform the function, there and today."""
    return why_not(user, act, where) is None


def require(user: User | AnonymousUser, act: Act | FunctionCode, where: Where) -> None:
    """Raise NotAllowed with the sentence to show unless the person may."""
    if sentence := why_not(user, act, where):
        raise NotAllowed(sentence)


def why_not(user: User | AnonymousUser, act: Act | FunctionCode, where: Where) -> str | None:
    """The reason to show when the person may not; None when she may."""
    standing = standing_of(user)
    posts = [post for post in standing.posts if _reaches(post, where)]
    if not posts:
        return _("You hold no post at this site. Ask its administrator.")
    if isinstance(act, FunctionCode):
        return _why_not_function(act, posts, where, standing)
    return _why_not_act(act, posts, where)


def anywhere(user: User | AnonymousUser, act: Act) -> bool:
    """Whether some post of the person carries the act at all, for menus."""
    return any(carries(post, act) for post in standing_of(user).posts)


def sites_for(user: User | AnonymousUser, act: Act) -> frozenset[int]:
    """The sites where a post of the person carries the act."""
    return frozenset(post.site_id for post in standing_of(user).posts if carries(post, act))


def carries(post: Post, act: Act) -> bool:
    """Whether the act belongs to the post's role, wherever it is asked."""
    rule = RULES[act]
    if post.role in rule.roles:
        return True
    return post.role in rule.public_roles and post.employer_kind == EmployerKind.PUBLIC


def _reaches(post: Post, where: Where) -> bool:
    if where.region_id is None:
        return post.site_id == where.site_id
    return post.covers(site_id=where.site_id, region_id=where.region_id)


def _why_not_act(act: Act, posts: list[Post], where: Where) -> str | None:
    rule = RULES[act]
    in_role = [post for post in posts if carries(post, act)]
    if not in_role:
        return _("This is done by: %(roles)s.") % {"roles": _role_names(rule.roles)}
    if where.relation < rule.nearest:
        return _("This is done by the workers of the case or their supervisor.")
    if rule.trained_only and not any(post.safety_trained for post in in_role):
        return _("This is done by staff trained for it. Ask your supervisor.")
    return None


def _why_not_function(
    function: FunctionCode, posts: list[Post], where: Where, standing: Standing
) -> str | None:
    if where.relation < Relation.OVERSEEN:
        return _("This is done by the workers of the case or their supervisor.")
    holders = _holders(function, where, standing.on)
    refusals = {post: why_not_hold(function, post.employer_kind, holders) for post in posts}
    able = [post for post, refusal in refusals.items() if refusal is None]
    if not able:
        return next(say(refusal) for refusal in refusals.values() if refusal)
    if not any(_performs(post, function) for post in able):
        roles = frozenset(r for r, functions in ROLE_FUNCTIONS.items() if function in functions)
        return _("“%(function)s” is done by: %(roles)s.") % {
            "function": function_name(function),
            "roles": _role_names(roles),
        }
    return None


def _holders(function: FunctionCode, where: Where, on: date) -> Holders:
    here = Q(site_id=where.site_id)
    if where.region_id is not None:
        here &= Q(region_id=where.region_id)
    rows = FunctionHolder.objects.filter(here, open_on(on), function=function)
    return Holders.of(frozenset(rows.values_list("employer_kind", flat=True)))


def _performs(post: Post, function: FunctionCode) -> bool:
    if post.role == Role.SPECIALIST:
        return post.specialty == function
    return function in ROLE_FUNCTIONS[post.role]


def _role_names(roles: frozenset[Role]) -> str:
    return ", ".join(str(role.label).lower() for role in Role if role in roles)
