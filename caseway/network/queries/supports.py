"""Support in money: what waits, what was spent, what is left; and words put in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from caseway.agencies.standing import standing_of
from caseway.cases.models import Case
from caseway.kernel.models import User
from caseway.network.models import SupportFund, SupportLimit, SupportRequest, WordPutIn
from caseway.rules.supports import SupportState

WAITING, TO_PAY, DONE = "waiting", "to_pay", "done"
GROUPS: Mapping[str, frozenset[SupportState]] = {
    WAITING: frozenset({SupportState.ASKED}),
    TO_PAY: frozenset({SupportState.APPROVED}),
    DONE: frozenset({SupportState.PAID, SupportState.REFUSED, SupportState.WITHDRAWN}),
}
_BESIDE = ("case__participant", "person", "asked_by", "decided_by", "fund")


@dataclass(frozen=True)
class Money:
    """A fund with what became of it. Dollars."""

    fund: SupportFund
    paid: Decimal
    promised: Decimal

    @property
    def left(self) -> Decimal:
        return Decimal(self.fund.amount) - self.paid - self.promised


def supports(user: User, group: str) -> tuple["QuerySet[SupportRequest]", dict[str, int]]:
    """Requests that she may see, those that wait longest first, and how many stand where."""
    seen: QuerySet[SupportRequest] = SupportRequest.objects.visible_to(user)
    counts: dict[str, int] = seen.order_by().aggregate(
        **{name: Count("pk", filter=Q(state__in=states)) for name, states in GROUPS.items()}
    )
    order = ("-decided_at", "-pk") if group == DONE else ("asked_at", "pk")
    rows = seen.filter(state__in=GROUPS[group]).select_related(*_BESIDE).order_by(*order)
    return rows, counts


def supports_of(user: User, case: Case) -> list[SupportRequest]:
    """What was asked for a family, the newest first. One query."""
    rows = SupportRequest.objects.visible_to(user).filter(case=case)
    return list(rows.select_related(*_BESIDE).order_by("-asked_at", "-pk"))


def words_of(user: User, case: Case) -> list[WordPutIn]:
    """Words put in for a family and chances offered, the newest first. One query."""
    rows = WordPutIn.objects.visible_to(user).filter(case=case)
    return list(rows.select_related("person", "by").order_by("-on", "-pk"))


def money_of(user: User, on: date) -> list[Money]:
    """The funds of her sites that run that day. One query."""
    sites = {post.site_id for post in standing_of(user).case_posts}
    rows = SupportFund.objects.filter(site__in=sites, starts_on__lte=on, ends_on__gt=on)
    told: Any = rows.select_related("site").annotate(
        paid=Sum("requests__paid_amount"),
        promised=Sum("requests__amount", filter=Q(requests__state=SupportState.APPROVED)),
    )
    return [
        Money(row, row.paid or Decimal(0), row.promised or Decimal(0))
        for row in told.order_by("site", "ends_on", "pk")
    ]


def limits_of(site_id: int) -> list[SupportLimit]:
    """Every limit of a site, those that hold first."""
    rows = SupportLimit.objects.filter(site=site_id).select_related("made_by")
    return sorted(
        rows.order_by("kind", "-starts_on", "-pk"), key=lambda row: row.ends_on is not None
    )


def funds_of(site_id: int) -> "QuerySet[SupportFund]":
    """Every fund of a site, the newest first."""
    return SupportFund.objects.filter(site=site_id).order_by("-starts_on", "-pk")
