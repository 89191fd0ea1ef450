"""Which parts of which cases a person answers for today.

Her own, those of colleagues she covers for, and those that wait in queues she
serves: her team's while a worker is away, vacant parts, the pool, her
specialty. The owner rule of `rules.caseload.queues` decides; this module only
gathers what it needs, so that leave or a vacancy never hides a case.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Q, QuerySet

from caseway.agencies.models import CaseloadMode, Leave, Membership, Role, Site
from caseway.agencies.policy import RULES, Act
from caseway.agencies.prepared import PreparedFor
from caseway.agencies.standing import Post, Standing, open_on, standing_of
from caseway.cases.models import Assignment, Part
from caseway.desk.facts.signals import decider_of
from caseway.kernel.models import User
from caseway.kernel.prepared import Asked, OneOf, Prepared
from caseway.network.models import SupportRequest
from caseway.rules.caseload.queues import (
    Holder,
    Item,
    QueueKind,
    Roster,
    Viewer,
    holder_of,
    sees,
)
from caseway.rules.supports import SupportState

# A queue longer than this is worked from its oldest end; the caseload page lists all of it.
QUEUE_LIMIT = 200
# A case that is hers to decide on without a part of it.
NO_PART = 0

PARTS_OF_ROLE: dict[Role, frozenset[str]] = {
    Role.CASE_MANAGER: frozenset({Part.CASE_MANAGER, Part.CONTRACTOR_WORKER, Part.TEAM_MEMBER}),
    Role.JOB_COACH: frozenset({Part.JOB_COACH, Part.TEAM_MEMBER}),
    Role.ELIGIBILITY_WORKER: frozenset({Part.PUBLIC_WORKER, Part.CASE_MANAGER}),
    Role.SPECIALIST: frozenset({Part.SPECIALIST}),
}


class Seen(NamedTuple):
    """A part of a case that is hers to act on today, and why it is."""

    case: int
    assignment: int
    site: int
    region: int
    queue: QueueKind


def parts_seen(user: User) -> list[Seen]:
    """Every part she answers for today. At most five queries, whatever the caseload."""
    standing = standing_of(user)
    if not standing.posts:
        return []
    roster = _roster(standing)
    viewer = _viewer(standing)
    found = []
    for row in _rows(standing, roster, viewer):
        holder = holder_of(Item(row.site, row.part, row.staff), roster)
        if sees(viewer, holder) and _serves(standing, row, holder):
            found.append(Seen(row.case, row.assignment, row.site, row.region, holder.kind))
    return found


def support_seen(user: User) -> list[Seen]:
    """Cases on which support waits for her decision, whoever holds their parts. One query.

    Nobody of those who do not decide is asked about; what she asked for herself is another's.
    """
    if decider_of(standing_of(user)) is None:
        return []
    rows = SupportRequest.objects.visible_to(user).filter(state=SupportState.ASKED)
    rows = rows.exclude(asked_by=user).order_by("asked_at", "pk")
    found = rows.values_list("case_id", "site_id", "case__region_id")[:QUEUE_LIMIT]
    return [Seen(case, NO_PART, site, region, QueueKind.DECISION) for case, site, region in found]


class _Row(NamedTuple):
    assignment: int
    case: int
    site: int
    region: int
    agency: int
    staff: int | None
    part: str
    function: str


_COLUMNS = (
    "id",
    "case_id",
    "site_id",
    "case__region_id",
    "agency_id",
    "staff_id",
    "part",
    "function",
)


_ON = Asked("on", models.DateField())
_OWN = Prepared(
    lambda: (
        Assignment.objects.filter(open_on(_ON), OneOf("staff_id", "staff"), case__closed_on=None)
        .order_by("case_id", "id")
        .values_list(*_COLUMNS)
    )
)
_MEMBERS = Prepared(
    lambda: (
        Membership.objects.filter(
            open_on(_ON), OneOf("agency_id", "agencies"), OneOf("site_id", "sites")
        )
        .order_by("id")
        .values_list("user_id", "user__is_active", "supervisor_id")
    )
)
_LEAVES = Prepared(
    lambda: (
        Leave.objects.filter(open_on(_ON), OneOf("user__memberships__agency_id", "agencies"))
        .order_by("id")
        .values_list("user_id", "covered_by_id")
    )
)
_POOLS = Prepared(
    lambda: (
        Site.objects.filter(OneOf("pk", "sites"), caseload_mode=CaseloadMode.POOL)
        .order_by("pk")
        .values_list("pk")
    )
)


def _rows(standing: Standing, roster: Roster, viewer: Viewer) -> Iterator[_Row]:
    yield from map(_Row._make, _OWN.rows(on=standing.on, staff=_staff_of(viewer, roster)))
    if any(map(_serves_queues, standing.posts)):
        yield from map(_Row._make, _VACANT.rows(standing))


def _staff_of(viewer: Viewer, roster: Roster) -> list[int]:
    """Those whose parts could come to her: herself, and whoever is away."""
    away = [staff for staff in roster.teams if staff not in roster.on_duty]
    return sorted({viewer.person, *away, *roster.covers})


def _roster(standing: Standing) -> Roster:
    """Who is there at her agencies today. Three queries."""
    where = {"on": standing.on, "agencies": standing.agency_ids, "sites": standing.site_ids}
    away = dict(_LEAVES.rows(**where))
    teams: dict[int, int] = {}
    present = set()
    for member, active, supervisor in _MEMBERS.rows(**where):
        if active and member not in away:
            present.add(member)
        teams.setdefault(member, supervisor or 0)
    return Roster(
        on_duty=frozenset(present),
        covers={member: cover for member, cover in away.items() if cover is not None},
        # Somebody without a supervisor is in the queue of the site's supervisors (team 0).
        teams=teams,
        pool_sites=frozenset(site for (site,) in _POOLS.rows(**where)),
    )


def _viewer(standing: Standing) -> Viewer:
    leads = [post for post in standing.posts if _leads(post)]
    return Viewer(
        person=standing.user_id,
        leads_teams=frozenset({standing.user_id, 0}) if leads else frozenset(),
        parts_at=frozenset(
            (post.site_id, part) for post in standing.posts for part in _parts_served(post)
        ),
        pools_at=standing.site_ids,
    )


def _parts_served(post: Post) -> frozenset[str]:
    """The vacant parts that show to a post: all to those who assign, a specialist's her own."""
    if _leads(post):
        return frozenset(Part.values)
    return frozenset({Part.SPECIALIST.value}) if post.role == Role.SPECIALIST else frozenset()


def _leads(post: Post) -> bool:
    return post.role in RULES[Act.ASSIGN].roles


def _serves_queues(post: Post) -> bool:
    return _leads(post) or post.role in PARTS_OF_ROLE


def _vacant(her: Standing) -> "QuerySet[Assignment, Any]":
    open_parts = Assignment.objects.filter(open_on(her.on), case__closed_on=None)
    vacant = open_parts.filter(_queues(her), staff=None).order_by("starts_on", "id")
    return vacant.values_list(*_COLUMNS)[:QUEUE_LIMIT]


_VACANT = PreparedFor(_vacant)


def _queues(standing: Standing) -> Q:
    """The vacant parts that could show to her; an empty condition when there is none."""
    wanted = Q()
    for post in standing.posts:
        here = Q(agency=post.agency_id, site=post.site_id)
        if post.region_id is not None:
            here &= Q(case__region=post.region_id)
        if _leads(post):
            wanted |= here
        elif post.role == Role.SPECIALIST:
            wanted |= here & Q(part=Part.SPECIALIST, function=post.specialty)
        elif post.role in PARTS_OF_ROLE:
            pooled = Q(site__caseload_mode=CaseloadMode.POOL, part__in=PARTS_OF_ROLE[post.role])
            wanted |= here & pooled
    return wanted


def _serves(standing: Standing, row: _Row, holder: Holder) -> bool:
    """Whether one of her posts reaches the row: its agency, its region, its kind of part."""
    if holder.kind in (QueueKind.PERSON, QueueKind.COVER):
        return True
    return any(
        post.agency_id == row.agency
        and post.covers(site_id=row.site, region_id=row.region)
        and (_leads(post) or _takes(post, row))
        for post in standing.posts
    )


def _takes(post: Post, row: _Row) -> bool:
    if post.role == Role.SPECIALIST:
        return row.part == Part.SPECIALIST and row.function == post.specialty
    return row.part in PARTS_OF_ROLE.get(post.role, frozenset())
