"""How many goals are the participants' own: by worker and by group."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from caseway.agencies.access import sites_for
from caseway.agencies.languages import language_name
from caseway.agencies.policy import Act
from caseway.cases.models import Assignment, Case
from caseway.kernel.models import User
from caseway.plans.models import Goal, ProposedBy
from caseway.rules.plans.shares import Group, Shown, share, shown

# Own means own: a goal that both found together is counted apart, with neither.
OWN = ProposedBy.PARTICIPANT


@dataclass(frozen=True)
class Shares:
    """The whole, by who proposed it, and the share of own goals by worker and by language."""

    whole: Group
    joint: int
    staff: int
    by_worker: tuple[Shown, ...]
    by_language: tuple[Shown, ...]

    @property
    def percent(self) -> Any:
        return share(self.whole)


def shares(user: User, on: date) -> Shares:
    """Goals that stand in open plans of the sites that this person leads. Two queries."""
    cases = Case.objects.visible_to(user, on).filter(site__in=sites_for(user, Act.SEE_TEAM))
    rows = list(
        Goal.objects.standing()
        .filter(plan__ends_on=None, plan__case__in=cases.values("pk"))
        .order_by("pk")
        .values_list("plan__case_id", "proposed_by", "plan__person__language")
    )
    leads = _leads({case for case, _by, _language in rows})
    kinds = Counter(by for _case, by, _language in rows)
    return Shares(
        whole=Group("", kinds[OWN], len(rows)),
        joint=kinds[ProposedBy.JOINT],
        staff=kinds[ProposedBy.STAFF],
        by_worker=_by(rows, lambda row: leads.get(row[0], ""), on),
        by_language=_by(rows, lambda row: language_name(row[2]), on),
    )


def _by(rows: list[Any], key: Callable[[Any], str], on: date) -> tuple[Shown, ...]:
    total, own = Counter(map(key, rows)), Counter(key(row) for row in rows if row[1] == OWN)
    return shown([Group(name, own[name], total[name]) for name in sorted(total) if name], on)


def _leads(cases: set[int]) -> dict[int, str]:
    rows = Assignment.objects.filter(case__in=cases, ends_on=None, is_lead=True)
    return dict(rows.exclude(staff=None).values_list("case_id", "staff__name"))
