"""The rate that must be reached: the law's percentage less the credit for a smaller caseload."""

from dataclasses import dataclass
from fractions import Fraction

from caseway.reporting.models import CaseloadYear
from caseway.reporting.queries.scope import Rate
from caseway.rules.dates import Month
from caseway.rules.participation.choices import two_parent_credit
from caseway.rules.participation.credit import Caseload, Standard, Standards, standards
from caseway.rules.participation.fiscal import first_day, fiscal_year

NO_FALL = Caseload(Fraction(1), Fraction(1))
"""A caseload that did not change: no credit."""


@dataclass(frozen=True, slots=True)
class Target:
    """Both rates to reach in a fiscal year. `known`: whether caseloads were entered for it."""

    standards: Standards
    known: bool

    @property
    def year(self) -> int:
        return self.standards.year

    def of(self, rate: Rate) -> Standard:
        """The one for a rate."""
        return self.standards.overall if rate == Rate.OVERALL else self.standards.two_parent


def target_of(row: CaseloadYear | None, year: int) -> Target:
    """The target from the caseloads entered; the full percentages where none were.

    Two-parent caseloads are not entered yet. A state that takes their change for its
    two-parent standard is therefore shown no credit of their own: never too low a target.
    """
    if row is None:
        return Target(standards(NO_FALL, year), known=False)
    choice = two_parent_credit(row.site.state, first_day(year))
    found = standards(caseload_of(row), year, two_parent=NO_FALL, choice=choice)
    return Target(found, known=True)


def caseload_of(row: CaseloadYear) -> Caseload:
    """A stored year as the rule takes it."""
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
    by_year = {year: target_of(rows.get(year), year) for year in years}
    return {month: by_year[fiscal_year(month)] for month in months}
