"""What lowers the rate that must be reached: how far the caseload fell."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.kernel.personal import PersonalFields, classed
from caseway.kernel.versions import Versioned
from caseway.rules.participation.credit import TwoParentCredit

TWO_PARENT_CHOICES = [
    (TwoParentCredit.OVERALL.value, _("The change of the whole caseload")),
    (TwoParentCredit.TWO_PARENT.value, _("The change of the two-parent caseload")),
    (TwoParentCredit.HIGHER.value, _("Whichever of the two is higher")),
]


class CaseloadYear(Versioned):
    """Average monthly caseloads behind one fiscal year's credit, 45 CFR 261.40-.43.

    Without a row the full 50 and 90 percent hold. For two-parent families the
    state takes the change of the whole caseload or of theirs, year by year,
    45 CFR 261.40(a)(2); while `two_parent_choice` is empty, as its settings say.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        open="""
            fiscal_year base_cases comparison_cases cut_cases added_cases excess_cases
            two_parent_choice two_parent_base_cases two_parent_comparison_cases
            two_parent_cut_cases two_parent_added_cases two_parent_excess_cases
            taken_from saved_at
        """
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
    two_parent_choice = models.CharField(
        _("what lowers the two-parent rate to reach"),
        max_length=10,
        choices=TWO_PARENT_CHOICES,
        blank=True,
    )
    two_parent_base_cases = models.PositiveIntegerField(
        _("two-parent families a month in the base year"), null=True, blank=True
    )
    two_parent_comparison_cases = models.PositiveIntegerField(
        _("two-parent families a month in the year before"), null=True, blank=True
    )
    two_parent_cut_cases = models.PositiveIntegerField(
        _("of these, two-parent families that left because rules of eligibility changed"),
        default=0,
    )
    two_parent_added_cases = models.PositiveIntegerField(
        _("two-parent families that came because rules of eligibility changed"), default=0
    )
    two_parent_excess_cases = models.PositiveIntegerField(
        _("two-parent families paid from state money beyond the required share"), default=0
    )
    taken_from = models.CharField(_("the report these come from"), max_length=200, blank=True)
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
            models.CheckConstraint(
                name="caseload_two_parent_is_whole",
                condition=Q(two_parent_base_cases=None, two_parent_comparison_cases=None)
                | Q(two_parent_base_cases__isnull=False, two_parent_comparison_cases__isnull=False),
            ),
            models.CheckConstraint(
                name="caseload_two_parent_is_part_of_all",
                condition=Q(two_parent_base_cases=None)
                | Q(
                    two_parent_base_cases__lte=F("base_cases"),
                    two_parent_comparison_cases__lte=F("comparison_cases"),
                    two_parent_excess_cases__lte=F("two_parent_comparison_cases"),
                ),
            ),
            models.CheckConstraint(
                name="caseload_two_parent_choice_is_known",
                condition=Q(two_parent_choice__in=["", *TwoParentCredit]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.fiscal_year}"
