"""Rows turned into what the rules take, always for many cases at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import QuerySet

from caseway.agencies.models import FunctionHolder
from caseway.agencies.standing import open_on
from caseway.cases.models import Assignment as AssignmentRow
from caseway.rules.functions import Assignment, EmployerKind, FunctionCode, Holders, Part
from caseway.rules.functions.table import SiteHolders

_HOLDERS = {
    frozenset[str](): Holders.NOBODY,
    frozenset({EmployerKind.PUBLIC.value}): Holders.PUBLIC,
    frozenset({EmployerKind.CONTRACTOR.value}): Holders.CONTRACTOR,
    frozenset({EmployerKind.PUBLIC.value, EmployerKind.CONTRACTOR.value}): Holders.BOTH,
}


def holders_by_region(region_ids: Collection[int], on: date) -> dict[int, SiteHolders]:
    """Who may perform each function, by region. One query, however many regions."""
    kinds: dict[tuple[int, str], set[str]] = defaultdict(set)
    rows = FunctionHolder.objects.filter(open_on(on), region__in=region_ids)
    for region_id, function, kind in rows.values_list("region_id", "function", "employer_kind"):
        kinds[region_id, function].add(kind)
    return {
        region_id: {code: _HOLDERS[frozenset(kinds[region_id, code])] for code in FunctionCode}
        for region_id in region_ids
    }


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
