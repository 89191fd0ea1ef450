"""What the pages look up: rows that exist for the reader, and 404 for the others."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from caseway.attendance.access import hosts
from caseway.attendance.models import ActivityEnrolment, Evidence, HoursProjection
from caseway.cases.models import Case
from caseway.kernel.requests import SignedInRequest


def of_a_case(request: SignedInRequest, pk: int) -> ActivityEnrolment:
    """An activity of a case that the reader may see. Provider staff see no case."""
    rows = ActivityEnrolment.objects.filter(case__in=Case.objects.visible_to(request.user))
    found: ActivityEnrolment = get_object_or_404(_with_case(rows), pk=pk)
    return found


def any_activity(request: SignedInRequest, pk: int) -> ActivityEnrolment:
    """An activity of a visible case, or held at the reader's own place."""
    rows = ActivityEnrolment.objects.visible_to(request.user)
    found: ActivityEnrolment = get_object_or_404(_with_case(rows), pk=pk)
    return found


def any_proof(request: SignedInRequest, pk: int) -> Evidence:
    """Proof of a visible activity; for provider staff only what their own place handed in."""
    rows = Evidence.objects.visible_to(request.user).select_related(
        "enrolment__case__participant",
        "enrolment__provider",
        "enrolment__person",
        "document",
        "submitted_by",
        "decided_by",
    )
    found: Evidence = get_object_or_404(rows, pk=pk)
    if hosts(request.user, found.enrolment) and not _is_theirs(request, found):
        raise Http404
    return found


def any_projection(request: SignedInRequest, pk: int) -> HoursProjection:
    """Hours taken ahead in an activity of a visible case."""
    rows = HoursProjection.objects.filter(case__in=Case.objects.visible_to(request.user))
    rows = rows.select_related("enrolment__case", "enrolment__provider")
    found: HoursProjection = get_object_or_404(rows, pk=pk)
    return found


def _is_theirs(request: SignedInRequest, proof: Evidence) -> bool:
    agency = proof.enrolment.provider.agency_id if proof.enrolment.provider else None
    by = proof.submitted_by
    return by == request.user or (
        by is not None and by.memberships.filter(agency=agency, role="provider").exists()
    )


def _with_case(rows: "QuerySet[ActivityEnrolment, Any]") -> "QuerySet[ActivityEnrolment, Any]":
    return rows.select_related(
        "case__participant", "case__site", "case__region", "case__program", "person", "provider"
    )
