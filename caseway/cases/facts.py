"""Rows turned into what the rules take, always for many cases at once."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import QuerySet

from caseway.agencies.standing import open_on
from caseway.cases.models import Assignment as AssignmentRow
from caseway.rules.functions import Assignment, EmployerKind, FunctionCode, Part


def assignments_by_case(case_ids: Collection[int], on: date) -> dict[int, list[Assignment]]:
    """The staffed parts of each case that day; a vacant part is left out. One query."""
    held: dict[int, list[Assignment]] = {case_id: [] for case_id in case_ids}
    for row in _staffed(case_ids, on):
        held[row.case_id].append(_assignment(row))
    return held


def rows_by_assignment(case_id: int, on: date) -> Mapping[Assignment, AssignmentRow]:
    """The row behind each staffed part of one case, so that a rule's answer can be carried out."""
    return {_assignment(row): row for row in _staffed([case_id], on)}


def _staffed(case_ids: Collection[int], on: date) -> QuerySet[AssignmentRow]:
    rows = AssignmentRow.objects.filter(open_on(on), case__in=case_ids).exclude(staff=None)
    return rows.select_related("agency").order_by("case", "id")


def _assignment(row: AssignmentRow) -> Assignment:
    return Assignment(
        person=row.staff_id or 0,
        part=Part(row.part),
        employer_kind=EmployerKind(row.agency.employer_kind),
        since=row.starts_on,
        function=FunctionCode(row.function) if row.function else None,
        is_lead=row.is_lead,
    )
