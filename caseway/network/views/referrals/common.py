"""What the pages of referrals share."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from caseway.agencies import access as posts
from caseway.agencies.access import Where
from caseway.cases import access
from caseway.cases.models import Address, Case
from caseway.kernel.models import User
from caseway.kernel.requests import SignedInRequest
from caseway.network.models import Place, Referral, Service
from caseway.rules.functions import FunctionCode


def visible_referral(request: SignedInRequest, pk: int) -> Referral:
    """The referral, or 404 when it does not exist for the reader."""
    rows = Referral.objects.visible_to(request.user).select_related(
        "case__participant",
        "case__site",
        "case__region",
        "person",
        "provider",
        "service",
        "place",
        "made_by",
        "follows",
    )
    found: Referral = get_object_or_404(rows, pk=pk)
    return found


def places_of(user: User, service: Service) -> "QuerySet[Place]":
    """Where the service is, as far as the reader may know."""
    seen: QuerySet[Place] = Place.objects.visible_to(user)
    return seen.filter(at_services__service=service).distinct().order_by("name", "pk")


def zip_code_of(case: Case) -> str:
    """Where the participant lives; a confidential address says nothing. One query."""
    rows = Address.objects.filter(
        person=case.participant_id, is_confidential=False, ends_on=None
    ).exclude(zip_code="")
    return str(rows.order_by("-pk").values_list("zip_code", flat=True).first() or "")[:5]


def who_may_work(user: User, rows: Iterable[Referral]) -> set[int]:
    """Which of these referrals she may move. One question for each way of standing to a case."""
    kept = list(rows)
    cases: dict[int, Any] = {row.case_id: row.case for row in kept}
    relations = access.relations_to(user, cases.values()) if cases else {}
    where = {pk: Where(case.site_id, case.region_id, relations[pk]) for pk, case in cases.items()}
    may = _may(user, where.values())
    return {row.pk for row in kept if may[where[row.case_id]]}


def _may(user: User, wheres: Collection[Where]) -> dict[Where, bool]:
    return {where: posts.can(user, FunctionCode.REFERRALS, where) for where in set(wheres)}
