"""Who works where, for the administrators of that place."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, Q, QuerySet

from caseway.agencies.access import carries
from caseway.agencies.models import Leave, Membership, Role, StaffLanguage
from caseway.agencies.policy import Act
from caseway.agencies.standing import Post, open_on, standing_of
from caseway.kernel.models import User
from caseway.rules.functions import EmployerKind


def administering(user: User | AnonymousUser) -> tuple[Post, ...]:
    """The posts by which this person looks after staff."""
    return tuple(post for post in standing_of(user).posts if carries(post, Act.EDIT_STAFF))


def administered(user: User | AnonymousUser) -> Q:
    """The memberships that she looks after.

    A public agency looks after every agency of its site, because it answers
    for what it contracts out; a contractor after its own workers only.
    """
    found = Q(pk__in=[])
    for post in administering(user):
        here = Q(site=post.site_id)
        if post.employer_kind != EmployerKind.PUBLIC:
            here &= Q(agency=post.agency_id)
        if post.region_id is not None:
            here &= Q(region=post.region_id)
        found |= here
    return found


def people(user: User | AnonymousUser) -> QuerySet[User]:
    """Everybody who holds or held a post that she looks after."""
    posts = Membership.objects.filter(administered(user))
    return User.objects.filter(pk__in=posts.values("user_id"))


@dataclass(frozen=True)
class Filters:
    """What the list of staff is narrowed to; None or empty is everything."""

    site: int | None = None
    agency: int | None = None
    role: str = ""
    away: bool = False
    former: bool = False
    words: str = ""


@dataclass(frozen=True)
class Colleague:
    """One person of the list with her posts of today, and her leave if she is away."""

    user: User
    posts: list[Membership]
    leave: Leave | None
    languages: list[str] = field(default_factory=list)


def find(user: User, wanted: Filters, on: date) -> QuerySet[User]:
    """People of the list, by name. One query; `colleagues` fills in the rest of a page."""
    posts = Membership.objects.filter(administered(user))
    if wanted.site:
        posts = posts.filter(site=wanted.site)
    if wanted.agency:
        posts = posts.filter(agency=wanted.agency)
    if wanted.role:
        posts = posts.filter(role=wanted.role)
    coming = Q(ends_on=None) | Q(ends_on__gt=on)
    rows = User.objects.filter(pk__in=posts.filter(coming).values("user_id"))
    if wanted.former:
        rows = User.objects.filter(pk__in=posts.values("user_id")).exclude(
            pk__in=posts.filter(coming).values("user_id")
        )
    if wanted.away:
        rows = rows.filter(pk__in=Leave.objects.filter(open_on(on)).values("user_id"))
    if wanted.words:
        rows = rows.filter(Q(name__icontains=wanted.words) | Q(email__icontains=wanted.words))
    return rows.order_by("name", "pk")


def colleagues(user: User, rows: Iterable[User], on: date, *, former: bool) -> list[Colleague]:
    """The people of a page with posts, leave and languages. Three queries."""
    page = list(rows)
    ids = [one.pk for one in page]
    posts = posts_of(user, ids)
    leaves = Leave.objects.filter(open_on(on), user__in=ids).select_related("covered_by")
    away = {leave.user_id: leave for leave in leaves.order_by("-starts_on", "-id")}
    spoken: dict[int, list[str]] = {}
    for user_id, code in StaffLanguage.objects.filter(user__in=ids).values_list("user_id", "code"):
        spoken.setdefault(user_id, []).append(code)
    return [
        Colleague(
            one,
            [post for post in posts.get(one.pk, []) if former or _not_over(post, on)],
            away.get(one.pk),
            sorted(spoken.get(one.pk, [])),
        )
        for one in page
    ]


def posts_of(user: User, ids: Iterable[int]) -> dict[int, list[Membership]]:
    """The posts, of all times, of these people that she looks after. One query."""
    rows = Membership.objects.filter(administered(user), user__in=list(ids))
    found: dict[int, list[Membership]] = {}
    for post in rows.select_related("agency", "site", "region", "supervisor").order_by(
        "-starts_on", "-id"
    ):
        found.setdefault(post.user_id, []).append(post)
    return found


def supervisors(site_ids: Iterable[int], on: date) -> QuerySet[User]:
    """Who can supervise somebody at these sites."""
    posts = Membership.objects.filter(
        open_on(on), site__in=list(site_ids), role__in=[Role.SUPERVISOR, Role.ADMINISTRATOR]
    )
    return User.objects.filter(pk__in=posts.values("user_id"), is_active=True).order_by(
        "name", "pk"
    )


def could_cover(person: User, on: date) -> QuerySet[User]:
    """Colleagues at the agencies and sites where this person works today.

    Each comes with `away`: her own leaves that are not over.
    """
    wanted = Q(pk__in=[])
    for post in Membership.objects.filter(open_on(on), user=person):
        wanted |= Q(site=post.site_id, agency=post.agency_id)
    posts = Membership.objects.filter(wanted, open_on(on))
    leaves = Leave.objects.filter(ends_on__gt=on).order_by("starts_on", "id")
    return (
        User.objects.filter(pk__in=posts.values("user_id"), is_active=True)
        .exclude(pk=person.pk)
        .prefetch_related(Prefetch("leaves", queryset=leaves, to_attr="away"))
        .order_by("name", "pk")
    )


def with_everything(rows: QuerySet[User]) -> QuerySet[User]:
    """People with languages, working hours and leave read along. Three queries more."""
    leaves = Leave.objects.select_related("covered_by").order_by("-starts_on", "-id")
    return rows.prefetch_related(
        "languages_spoken", "working_hours", Prefetch("leaves", queryset=leaves)
    )


def _not_over(post: Membership, on: date) -> bool:
    return post.ends_on is None or post.ends_on > on
