"""A supervisor's view of her people: how many cases each holds, and who needs whom first."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from caseway.agencies.models import Leave, Membership, Role
from caseway.agencies.policy import RULES, Act
from caseway.agencies.standing import Post, Standing, open_on, standing_of
from caseway.cases.actions.assignments import TAKES_CASES
from caseway.cases.models import Assignment
from caseway.desk.facts.pictures import pictures
from caseway.desk.facts.signals import case_signals
from caseway.desk.queries.today import Entry
from caseway.kernel.models import User
from caseway.rules.caseload.queues import QueueKind
from caseway.rules.caseload.ranking import rank
from caseway.rules.caseload.signals import SignalKind
from caseway.rules.caseload.weights import weights_on


@dataclass(frozen=True)
class Member:
    """One worker of the team as her supervisor sees her day."""

    user_id: int
    name: str
    role: str
    cases: int
    needing: int
    late_meetings: int
    top: Entry | None
    away: Leave | None


def team_of(user: User, people: dict[int, tuple[str, str]]) -> list[Member]:
    """These people of her team. A fixed number of queries, however many people and cases."""
    standing = standing_of(user)
    away = {
        leave.user_id: leave
        for leave in Leave.objects.filter(open_on(standing.on), user__in=people)
        .select_related("covered_by")
        .order_by("-id")
    }
    parts = _parts(standing, list(people))
    entries = _entries(standing, parts)
    return [
        _member(staff, name, role, parts.get(staff, {}), entries.get(staff, []), away.get(staff))
        for staff, (name, role) in people.items()
    ]


def members(standing: Standing) -> dict[int, tuple[str, str]]:
    """Name and role of everybody she supervises, by name."""
    leads = [post for post in standing.posts if post.role in RULES[Act.SEE_TEAM].roles]
    if not leads:
        return {}
    wanted = Q(supervisor=standing.user_id)
    for post in leads:
        wanted |= _led(post)
    rows = (
        Membership.objects.filter(open_on(standing.on), wanted, role__in=TAKES_CASES)
        .order_by("-id")
        .values_list("user_id", "user__name", "role")
    )
    found = {staff: (name, str(Role(role).label)) for staff, name, role in rows}
    return dict(sorted(found.items(), key=lambda item: (item[1][0], item[0])))


def _led(post: Post) -> Q:
    """Those of her agency without a supervisor of their own; for an administrator all of them."""
    here = Q(agency=post.agency_id, site=post.site_id)
    if post.region_id is not None:
        here &= Q(region=post.region_id) | Q(region=None)
    return here if post.role == Role.ADMINISTRATOR else here & Q(supervisor=None)


def _parts(standing: Standing, people: list[int]) -> dict[int, dict[int, set[int]]]:
    """Assignment ids by worker and case."""
    rows = Assignment.objects.filter(
        open_on(standing.on), staff__in=people, case__closed_on=None, agency__in=standing.agency_ids
    ).values_list("staff_id", "case_id", "id")
    found: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for staff, case_id, pk in rows:
        found[staff][case_id].add(pk)
    return found


def _entries(standing: Standing, parts: dict[int, dict[int, set[int]]]) -> dict[int, list[Entry]]:
    """What calls each worker, neediest first."""
    every = {case_id for by_case in parts.values() for case_id in by_case}
    found, _rest = pictures(every, standing=standing)
    weights = weights_on(standing.on)
    entries: dict[int, list[Entry]] = {}
    for staff, by_case in parts.items():
        called = []
        for case_id, ids in by_case.items():
            signals = case_signals(found[case_id], ids, standing.on)
            if ranked := rank(signals, weights, standing.on):
                called.append(Entry(ranked, found[case_id], QueueKind.PERSON, frozenset(ids)))
        entries[staff] = sorted(called, key=lambda entry: entry.rank.order)
    return entries


def _member(
    staff: int,
    name: str,
    role: str,
    parts: dict[int, set[int]],
    entries: list[Entry],
    away: Leave | None,
) -> Member:
    return Member(
        user_id=staff,
        name=name,
        role=role,
        cases=len(parts),
        needing=len(entries),
        late_meetings=sum(1 for entry in entries if _is_late(entry)),
        top=entries[0] if entries else None,
        away=away,
    )


def _is_late(entry: Entry) -> bool:
    return any(
        item.signal.kind == SignalKind.PROMISE and item.late > 0 for item in entry.rank.items
    )
