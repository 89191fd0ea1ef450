"""What posts a signed-in person holds today. Read afresh each request, so a change acts at once."""

from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Expression, Q, Value
from django.db.models.functions import Cast
from django.utils import timezone

from caseway.agencies.models import Leave, Membership, Role
from caseway.kernel.models import User
from caseway.kernel.prepared import Asked, Prepared
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
    # The moment that is asked about; None for now.
    at: datetime | None = None

    @property
    def case_posts(self) -> tuple[Post, ...]:
        """Posts that stand to cases at all; provider staff stand to their own enrolments only."""
        return tuple(post for post in self.posts if post.role != Role.PROVIDER)

    @property
    def only_hosts(self) -> bool:
        """Provider staff and nothing else: no page speaks to them but that of their own place."""
        return bool(self.posts) and not self.case_posts

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


# Whoever asks to see something: a person, or a standing that was read before.
Reader = User | AnonymousUser | Standing


def standing_of(user: Reader, on: date | None = None) -> Standing:
    """The person's standing on a day (today unless told). One query, kept on the user object."""
    if isinstance(user, Standing):
        return user
    day = on or timezone.localdate()
    if not isinstance(user, User) or not user.is_active:
        return Standing(user_id=0, on=day, posts=(), covers_for=frozenset())
    kept: Standing | None = getattr(user, "_standing", None)
    if kept is None or kept.on != day:
        kept = _read(user, day)
        user._standing = kept  # type: ignore[attr-defined]
    return kept


def open_on(day: "date | Expression") -> Q:
    """Rows whose half-open span `starts_on <= day < ends_on` holds the day."""
    return Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gt=day))


def _read(user: User, day: date) -> Standing:
    posts: list[Post] = []
    covered = set()
    for away, _pk, agency, kind, site, region, role, specialty, trained in sorted(
        _HERS.rows(user=user.pk, on=day), key=itemgetter(1)
    ):
        if away is not None:
            covered.add(away)
            continue
        post = Post(agency, EmployerKind(kind), site, region, Role(role), specialty, bool(trained))
        posts.append(post)
    return Standing(user.pk, day, tuple(posts), frozenset(covered))


def _posts_and_covers() -> "models.QuerySet[Any]":
    """Her posts, and in the first column the people whom she covers for: two tables, one query."""
    on, user = Asked("on", models.DateField()), Asked("user", models.BigIntegerField())
    posts = Membership.objects.filter(open_on(on), user=user).order_by()
    covers = Leave.objects.filter(open_on(on), covered_by=user).order_by()
    number, text, flag = models.BigIntegerField(), models.CharField(), models.BooleanField()
    return posts.values_list(
        Cast(Value(None), number),
        "id",
        "agency_id",
        "agency__employer_kind",
        "site_id",
        "region_id",
        "role",
        "specialty",
        "safety_trained",
    ).union(
        covers.values_list(
            "user_id",
            "id",
            *[Cast(Value(None), kind) for kind in (number, text, number, number, text, text, flag)],
        ),
        all=True,
    )


_HERS = Prepared(_posts_and_covers)
