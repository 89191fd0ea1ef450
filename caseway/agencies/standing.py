"""What posts a signed-in person holds today. Read afresh each request, so a change acts at once."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone

from caseway.agencies.models import Leave, Membership, Role
from caseway.kernel.models import User
from caseway.rules.functions import EmployerKind


@dataclass(frozen=True)
class Post:
    """One open membership, flattened: who employs, where, in which role."""

    agency_id: int
    employer_kind: EmployerKind
    site_id: int
    region_id: int | None
    role: Role
    specialty: str
    safety_trained: bool

    def covers(self, *, site_id: int, region_id: int) -> bool:
        """Whether this post reaches the region."""
        return self.site_id == site_id and self.region_id in (None, region_id)


@dataclass(frozen=True)
class Standing:
    """All of a person's posts on a day, and whom she covers for."""

    user_id: int
    on: date
    posts: tuple[Post, ...]
    covers_for: frozenset[int]

    @property
    def site_ids(self) -> frozenset[int]:
        return frozenset(post.site_id for post in self.posts)

    @property
    def agency_ids(self) -> frozenset[int]:
        return frozenset(post.agency_id for post in self.posts)

    @property
    def hands(self) -> frozenset[int]:
        """The people whose assignments she acts on: herself and those she covers for."""
        return self.covers_for | {self.user_id}

    def has_role(self, *roles: Role) -> bool:
        return any(post.role in roles for post in self.posts)


def standing_of(user: User | AnonymousUser, on: date | None = None) -> Standing:
    """The person's standing on a day (today unless told). Two queries, kept on the user object."""
    day = on or timezone.localdate()
    if not isinstance(user, User) or not user.is_active:
        return Standing(user_id=0, on=day, posts=(), covers_for=frozenset())
    kept: Standing | None = getattr(user, "_standing", None)
    if kept is None or kept.on != day:
        kept = _read(user, day)
        user._standing = kept  # type: ignore[attr-defined]
    return kept


def open_on(day: date) -> Q:
    """Rows whose half-open span `starts_on <= day < ends_on` holds the day."""
    return Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gt=day))


def _read(user: User, day: date) -> Standing:
    rows = (
        Membership.objects.filter(open_on(day), user=user)
        .order_by("id")
        .values_list(
            "agency_id",
            "agency__employer_kind",
            "site_id",
            "region_id",
            "role",
            "specialty",
            "safety_trained",
        )
    )
    posts = tuple(
        Post(agency, EmployerKind(kind), site, region, Role(role), specialty, trained)
        for agency, kind, site, region, role, specialty, trained in rows
    )
    covered = Leave.objects.filter(open_on(day), covered_by=user).values_list("user_id", flat=True)
    return Standing(user_id=user.pk, on=day, posts=posts, covers_for=frozenset(covered))
