"""Finding rows of plans that the reader may see, and saving once."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.db import models
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from caseway.cases.views.common import save_once
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.plans.models import Plan, PlanVersion

Row = TypeVar("Row", bound=models.Model)


def visible_plan(request: SignedInRequest, pk: int) -> Plan:
    """The plan, or 404 when it does not exist for this person."""
    rows = Plan.objects.visible_to(request.user).select_related(
        "case__participant", "case__program", "case__site", "site", "person", "case__region"
    )
    found: Plan = get_object_or_404(rows, pk=pk)
    return found


def visible_version(request: SignedInRequest, pk: int) -> PlanVersion:
    """The version of a visible plan, or 404."""
    rows = PlanVersion.objects.visible_to(request.user).select_related(
        "plan__case__participant", "plan__site", "plan__person", "plan__case__program", "offered_by"
    )
    found: PlanVersion = get_object_or_404(rows, pk=pk)
    return found


def visible_part(request: SignedInRequest, model: type[Row], pk: int) -> Row:
    """A goal, step, support or duty of a visible plan, or 404."""
    rows: Any = model._default_manager
    related = ["plan__case__participant", "plan__site", "plan__person", "plan__case__program"]
    found: Row = get_object_or_404(rows.visible_to(request.user).select_related(*related), pk=pk)
    return found


def saved(request: SignedInRequest, form: Any, act: Callable[[datetime], str]) -> bool:
    """Save once; a refusal goes beside the form. Whether it was done."""
    try:
        save_once(request, act)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def to_plan(plan_pk: int, at: str = "") -> HttpResponseBase:
    """The plan's page, at one of its parts."""
    answer = redirect("plans:plan", plan_pk)
    if at:
        answer["Location"] += f"#{at}"
    return answer
