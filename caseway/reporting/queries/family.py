"""One family's month: what it came to, for whom, from which facts, and what was filed of it."""

from dataclasses import dataclass

from caseway.attendance.models import CaseMonth, FamilyMonth, PersonMonth
from caseway.cases.models import Case
from caseway.reporting.models import FiledFamily


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """Everything that the page tells. None where there is nothing yet."""

    case: Case
    period: int
    result: CaseMonth | None
    people: list[PersonMonth]
    facts: FamilyMonth | None
    filed: FiledFamily | None


def family_page(case: Case, period: int) -> FamilyPage:
    """Four queries."""
    result = (
        CaseMonth.objects.filter(case=case, period=period)
        .select_related("worker", "agency", "region")
        .first()
    )
    people = (
        PersonMonth.objects.filter(case_month__case=case, period=period)
        .select_related("person")
        .order_by("work_eligible", "person__sort_name", "id")
    )
    facts = FamilyMonth.objects.filter(case=case, period=period).select_related("recorded_by")
    filed = (
        FiledFamily.objects.filter(case=case, filing__period=period)
        .select_related("filing")
        .order_by("-filing__number")
    )
    return FamilyPage(case, period, result, list(people), facts.first(), filed.first())
