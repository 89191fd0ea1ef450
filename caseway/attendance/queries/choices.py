"""What the grid's filters offer: providers, agencies and colleagues of the person's sites."""

from dataclasses import dataclass
from typing import Any

from caseway.agencies.access import carries
from caseway.agencies.models import Membership, Presence
from caseway.agencies.policy import RULES, Act
from caseway.agencies.standing import Standing, open_on
from caseway.cases.models import Assignment
from caseway.network.models import Provider


@dataclass(frozen=True)
class Offered:
    """(id, name) of each, in the order of names. `has_own`: she holds parts of cases herself."""

    providers: list[tuple[int, str]]
    agencies: list[tuple[int, str]]
    workers: list[tuple[int, str]]
    has_own: bool


def offered(standing: Standing) -> Offered:
    """Four queries; for provider staff one, for they see their own place only."""
    here = [post for post in standing.posts if carries(post, Act.HOST_ATTENDANCE)]
    if not standing.case_posts:
        own = Provider.objects.filter(
            agency__in={post.agency_id for post in here}, site__in=standing.site_ids
        )
        places = _named(own)
        return Offered(places if len(places) > 1 else [], [], [], False)
    providers = Provider.objects.filter(site__in=standing.site_ids, closed_on=None)
    presences = Presence.objects.filter(open_on(standing.on), site__in=standing.site_ids)
    agencies = presences.order_by("agency__name", "agency_id")
    workers = Membership.objects.filter(
        open_on(standing.on),
        agency__in={post.agency_id for post in standing.case_posts},
        role__in=RULES[Act.TAKE_FROM_POOL].roles,
    ).order_by("user__name", "user_id")
    has_own = Assignment.objects.filter(open_on(standing.on), staff__in=standing.hands).exists()
    return Offered(
        _named(providers),
        list(dict.fromkeys(agencies.values_list("agency_id", "agency__name"))),
        list(dict.fromkeys(workers.values_list("user_id", "user__name"))),
        has_own,
    )


def _named(providers: Any) -> list[tuple[int, str]]:
    return list(providers.order_by("name", "pk").values_list("pk", "name"))
