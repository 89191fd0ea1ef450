"""What lowers the rate that must be reached: how far the caseload fell."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.kernel.personal import PersonalFields, classed
from caseway.kernel.versions import Versioned


class CaseloadYear(Versioned):
    """Average monthly caseloads behind one fiscal year's credit, 45 CFR 261.40-.43.

    Without a row the full 50 and 90 percent hold. Two-parent families take the
    change of the whole caseload, 45 CFR 261.40(a)(2)(ii).
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        open="fiscal_year base_cases comparison_cases cut_cases added_cases excess_cases saved_at"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="caseload_years")
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))
    base_cases = models.PositiveIntegerField(_("cases a month in the base year"))
    comparison_cases = models.PositiveIntegerField(_("cases a month in the year before"))
    cut_cases = models.PositiveIntegerField(
        _("of these, cases that left because rules of eligibility changed"), default=0
    )
    added_cases = models.PositiveIntegerField(
        _("cases that came because rules of eligibility changed"), default=0
    )
    excess_cases = models.PositiveIntegerField(
        _("cases paid from state money beyond the required share"), default=0
    )
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    saved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["site", "-fiscal_year"]
        constraints = [
            models.UniqueConstraint(fields=["site", "fiscal_year"], name="caseload_year_once"),
            models.CheckConstraint(
                name="caseload_left_out_is_part_of_it",
                condition=Q(excess_cases__lte=F("comparison_cases")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.fiscal_year}"
