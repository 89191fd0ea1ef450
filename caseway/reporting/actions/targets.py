"""Saving the caseloads that lower the rate to reach."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caseway.agencies import access
from caseway.agencies.access import Where
from caseway.agencies.models import Site
from caseway.agencies.policy import Act
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import save_if_current
from caseway.reporting.models import CaseloadYear
from caseway.rules.participation.credit import TwoParentCredit

MORE_THAN_THERE_WERE = _("More cases cannot be left out than there were in the year before.")
MORE_THAN_ALL = _("There cannot be more two-parent families than families in all.")
BOTH_YEARS = _("Enter the two-parent families of both years, or of none.")
NEEDS_THEIR_OWN = _(
    "Enter the two-parent families of both years, or choose the change of the whole caseload."
)
KEPT = (
    "base_cases",
    "comparison_cases",
    "cut_cases",
    "added_cases",
    "excess_cases",
    "two_parent_choice",
    "two_parent_base_cases",
    "two_parent_comparison_cases",
    "two_parent_cut_cases",
    "two_parent_added_cases",
    "two_parent_excess_cases",
    "taken_from",
)
Figures = Mapping[str, int | str | None]


def why_not_caseloads(said: Figures) -> tuple[str, str] | None:
    """The field at fault and what is wrong with it, or None. `said` may leave fields out."""
    whole, before = _number(said, "base_cases"), _number(said, "comparison_cases")
    if _number(said, "excess_cases") > before:
        return "excess_cases", str(MORE_THAN_THERE_WERE)
    years = ("two_parent_base_cases", "two_parent_comparison_cases")
    missing = [name for name in years if said.get(name) is None]
    if len(missing) == 1:
        return missing[0], str(BOTH_YEARS)
    if missing:
        own = said.get("two_parent_choice") in _THEIR_OWN
        return (missing[0], str(NEEDS_THEIR_OWN)) if own else None
    for name, most in zip(years, (whole, before), strict=True):
        if _number(said, name) > most:
            return name, str(MORE_THAN_ALL)
    if _number(said, "two_parent_excess_cases") > _number(said, "two_parent_comparison_cases"):
        return "two_parent_excess_cases", str(MORE_THAN_THERE_WERE)
    return None


_THEIR_OWN = {TwoParentCredit.TWO_PARENT, TwoParentCredit.HIGHER}


def _number(said: Figures, name: str) -> int:
    return int(said.get(name) or 0)


@transaction.atomic
def save_caseloads(
    *, site: Site, year: int, figures: Figures, version: int, by: User, at: datetime
) -> CaseloadYear:
    """Save a fiscal year's caseloads. `version` is 0 for a year that has none yet.

    `figures` are those of KEPT; what it leaves out stays. Raises NotAllowed for a
    person who may not, or for figures that cannot be; StaleRecord when somebody
    saved them meanwhile.
    """
    access.require(by, Act.FILE_RATE, Where(site.pk, None))
    if wrong := why_not_caseloads(figures):
        raise NotAllowed(wrong[1])
    kept = {name: figures[name] for name in KEPT if name in figures}
    row, made = CaseloadYear.objects.get_or_create(
        site=site, fiscal_year=year, defaults={**kept, "saved_by": by, "saved_at": at}
    )
    if made:
        return row
    for name, value in kept.items():
        setattr(row, name, value)
    row.saved_by, row.saved_at = by, at
    save_if_current(row, version, [*kept, "saved_by", "saved_at"])
    return row
