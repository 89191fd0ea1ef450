"""The rate that must be reached: the law's percentage less the credit for a smaller caseload."""

from dataclasses import dataclass, replace
from fractions import Fraction

from caseway.reporting.models import CaseloadYear
from caseway.reporting.queries.scope import Rate
from caseway.rules.dates import Month
from caseway.rules.participation.choices import two_parent_credit
from caseway.rules.participation.credit import (
    Caseload,
    Standard,
    Standards,
    TwoParentCredit,
    standards,
)
from caseway.rules.participation.fiscal import first_day, fiscal_year


@dataclass(frozen=True, slots=True)
class Target:
    """Both rates to reach in a fiscal year.

    `known`: whether caseloads were entered for it; `several`: whether sites were looked at
    together, which have no credit in common; `taken_from`: the report they come from.
    """

    standards: Standards
    known: bool
    several: bool = False
    taken_from: str = ""

    @property
    def year(self) -> int:
        return self.standards.year

    def of(self, rate: Rate) -> Standard:
        """The one for a rate."""
        return self.standards.overall if rate == Rate.OVERALL else self.standards.two_parent


def target_of(row: CaseloadYear | None, year: int) -> Target:
    """The target from the caseloads entered; the full percentages where none were."""
    if row is None:
        return Target(standards(None, year), known=False)
    found = standards(
        caseload_of(row),
        year,
        two_parent=two_parent_caseload_of(row),
        choice=choice_of(row.two_parent_choice, row.site.state, year),
    )
    return Target(found, known=True, taken_from=row.taken_from)


def choice_of(said: str, state: str, year: int) -> TwoParentCredit:
    """Whose change lowers the two-parent standard: as said for the year, else as configured."""
    return TwoParentCredit(said) if said else two_parent_credit(state, first_day(year))


def two_parent_caseload_of(row: CaseloadYear) -> Caseload | None:
    """The two-parent families of a stored year; None where they were not entered."""
    if row.two_parent_base_cases is None or row.two_parent_comparison_cases is None:
        return None
    return Caseload(
        Fraction(row.two_parent_base_cases),
        Fraction(row.two_parent_comparison_cases),
        Fraction(row.two_parent_cut_cases),
        Fraction(row.two_parent_added_cases),
        Fraction(row.two_parent_excess_cases),
    )


def caseload_of(row: CaseloadYear) -> Caseload:
    """The whole caseload of a stored year, as the rule takes it."""
    return Caseload(
        Fraction(row.base_cases),
        Fraction(row.comparison_cases),
        Fraction(row.cut_cases),
        Fraction(row.added_cases),
        Fraction(row.excess_cases),
    )


def targets(sites: frozenset[int], months: list[Month]) -> dict[Month, Target]:
    """The target of each month. One query.

    Caseloads are a site's; where several sites are looked at together, the full
    percentages are shown, because no one credit holds for them.
    """
    years = {fiscal_year(month) for month in months}
    rows = {
        row.fiscal_year: row
        for row in CaseloadYear.objects.filter(
            site__in=sites, fiscal_year__in=years
        ).select_related("site")
        if len(sites) == 1
    }
    several = len(sites) > 1
    by_year = {year: replace(target_of(rows.get(year), year), several=several) for year in years}
    return {month: by_year[fiscal_year(month)] for month in months}
