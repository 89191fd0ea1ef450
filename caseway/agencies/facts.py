"""Who may perform which function, as rows turned into what the rules take."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from caseway.agencies.models import FunctionHolder, Membership
from caseway.agencies.standing import open_on
from caseway.rules.functions import EmployerKind, FunctionCode, Holders
from caseway.rules.functions.difference import Membership as Worker
from caseway.rules.functions.table import SiteHolders


def holders_by_region(region_ids: Collection[int], on: date) -> dict[int, SiteHolders]:
    """Who may perform each function, by region. One query, however many regions."""
    kinds: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = FunctionHolder.objects.filter(open_on(on), region__in=region_ids)
    for region_id, function, kind in rows.values_list("region_id", "function", "employer_kind"):
        kinds[region_id].append((function, kind))
    return {region_id: site_holders(kinds[region_id]) for region_id in region_ids}


def site_holders(kinds: Iterable[tuple[str, str]]) -> SiteHolders:
    """Who may perform each function, from pairs of a function's code and an employer's kind."""
    held: dict[str, set[str]] = defaultdict(set)
    for function, kind in kinds:
        held[function].add(kind)
    return {code: Holders.of(frozenset(held[code])) for code in FunctionCode}


def workers_in(region_id: int, site_id: int, on: date) -> list[Worker]:
    """Everybody with a post that reaches the region, for the preview of a change. One query."""
    rows = Membership.objects.filter(open_on(on), site_id=site_id).select_related("agency")
    return [
        Worker(row.user_id, region_id, EmployerKind(row.agency.employer_kind))
        for row in rows.order_by("id")
        if row.region_id in (None, region_id)
    ]
