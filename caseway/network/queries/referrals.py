"""Lists of referrals: whose, standing where, for what; and how many of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from caseway.agencies.standing import open_on, standing_of
from caseway.cases.models import Assignment, Case
from caseway.kernel.models import User
from caseway.network.models import Referral
from caseway.rules.referrals.codes import State

MINE, ALL = "mine", "all"
OPEN, DUE, WAITING, UNDER_WAY, STUCK, CLOSED = (
    "open", "due", "waiting", "under_way", "stuck", "closed",
)  # fmt: skip
# Where a referral stands, as a list asks for it.
GROUPS: Mapping[str, frozenset[State]] = {
    OPEN: frozenset(State) - {State.CLOSED},
    DUE: frozenset(State) - {State.CLOSED},
    WAITING: frozenset({State.MADE, State.SENT, State.TOLD, State.WAITLISTED}),
    UNDER_WAY: frozenset({State.ACCEPTED, State.APPOINTMENT, State.ATTENDED, State.IN_SERVICE}),
    STUCK: frozenset({State.MISSED, State.DECLINED}),
    CLOSED: frozenset({State.CLOSED}),
}


@dataclass(frozen=True)
class Choice:
    """What somebody looks for among referrals. `worker` is who made them."""

    scope: str = ALL
    group: str = OPEN
    need: str = ""
    provider: int | None = None
    worker: int | None = None


@dataclass(frozen=True)
class Listed:
    """The referrals that fit, the most pressing first, and how many stand where."""

    rows: "QuerySet[Referral]"
    counts: dict[str, int]


def listed(user: User, choice: Choice, today: date) -> Listed:
    """Referrals of visible cases. The counts follow every choice but where they stand."""
    rows = _chosen(user, choice)
    shown = in_group(rows, choice.group, today)
    order = ("-closed_at", "-pk") if choice.group == CLOSED else ("due_on", "pk")
    return Listed(shown.select_related(*_BESIDE).order_by(*order), _counts(rows, today))


_BESIDE = ("case__participant", "person", "provider", "service", "made_by")


def in_group(rows: "QuerySet[Referral]", group: str, today: date) -> "QuerySet[Referral]":
    found = rows.filter(state__in=GROUPS[group])
    return found.filter(due_on__lte=today) if group == DUE else found


def of_case(user: User, case: Case) -> list[Referral]:
    """Everybody's referrals of a case that exist for this reader, the newest first. One query."""
    rows = Referral.objects.visible_to(user).filter(case=case)
    return list(rows.select_related(*_BESIDE).order_by("-made_at", "-pk"))


def workers_of(user: User) -> list[tuple[int, str]]:
    """Who made referrals that she may see, for the filter."""
    rows = Referral.objects.visible_to(user).order_by().values_list("made_by", "made_by__name")
    return sorted(set(rows.distinct()), key=lambda one: one[1].casefold())


def providers_of(user: User) -> list[tuple[int, str]]:
    """To whom referrals went that she may see."""
    rows = Referral.objects.visible_to(user).order_by().values_list("provider", "provider__name")
    return sorted(set(rows.distinct()), key=lambda one: one[1].casefold())


def holds_cases(user: User) -> bool:
    """Whether "my cases" are any."""
    standing = standing_of(user)
    rows = Assignment.objects.filter(open_on(standing.on), staff__in=standing.hands)
    return bool(rows.exists())


def counted(rows: "QuerySet[Referral]", *by: str) -> dict[tuple[Any, ...], int]:
    """How many referrals for each value of the fields `by`, such as made_by or person. One query.

    Hand in what the reader may see, or what a report is of: this asks nobody.
    """
    found = rows.order_by().values_list(*by).annotate(n=Count("pk"))
    return {tuple(key): n for *key, n in found}


def _chosen(user: User, choice: Choice) -> "QuerySet[Referral]":
    rows: QuerySet[Referral] = Referral.objects.visible_to(user)
    if choice.scope == MINE:
        standing = standing_of(user)
        held = Assignment.objects.filter(
            open_on(standing.on), case=OuterRef("case"), staff__in=standing.hands
        )
        rows = rows.filter(Exists(held))
    if choice.need:
        rows = rows.filter(need=choice.need)
    if choice.provider:
        rows = rows.filter(provider=choice.provider)
    if choice.worker:
        rows = rows.filter(made_by=choice.worker)
    return rows


def _counts(rows: "QuerySet[Referral]", today: date) -> dict[str, int]:
    told = {name: Count("pk", filter=Q(state__in=states)) for name, states in GROUPS.items()}
    told[DUE] = Count("pk", filter=Q(state__in=GROUPS[DUE], due_on__lte=today))
    found: dict[str, int] = rows.order_by().aggregate(**told)
    return found
