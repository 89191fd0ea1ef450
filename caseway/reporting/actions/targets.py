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

MORE_THAN_THERE_WERE = _("More cases cannot be left out than there were in the year before.")
COUNTS = ("base_cases", "comparison_cases", "cut_cases", "added_cases", "excess_cases")


@transaction.atomic
def save_caseloads(
    *, site: Site, year: int, counts: Mapping[str, int], version: int, by: User, at: datetime
) -> CaseloadYear:
    """Save a fiscal year's caseloads. `version` is 0 for a year that has none yet.

    Raises NotAllowed for a person who may not, or when more cases are left out
    than there are; StaleRecord when somebody saved them meanwhile.
    """
    access.require(by, Act.FILE_RATE, Where(site.pk, None))
    if counts["excess_cases"] > counts["comparison_cases"]:
        raise NotAllowed(MORE_THAN_THERE_WERE)
    row, made = CaseloadYear.objects.get_or_create(
        site=site, fiscal_year=year, defaults={**counts, "saved_by": by, "saved_at": at}
    )
    if made:
        return row
    for name in COUNTS:
        setattr(row, name, counts[name])
    row.saved_by, row.saved_at = by, at
    save_if_current(row, version, [*COUNTS, "saved_by", "saved_at"])
    return row
