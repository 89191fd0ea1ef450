"""What the rules made of a month: kept so that no page computes it, and marked when it is stale."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Agency, Region, Site
from caseway.cases.models import Case, Person
from caseway.cases.models.querysets import OfVisibleCases
from caseway.kernel.personal import PersonalFields, classed


class StandingCode(models.IntegerChoices):
    """Where a family stands in a rate for a month, numbered as `rules.participation.standing`."""

    OUT = 0, _("Not in this rate")
    DISREGARDED = 1, _("Left out this month")
    ENGAGED = 2, _("Counted, hours met")
    NOT_ENGAGED = 3, _("Counted, hours not met")


class FundingCode(models.IntegerChoices):
    """Who pays the family's assistance, numbered as `rules.participation.rates.Funding`."""

    TANF = 1, _("TANF")
    SSP = 2, _("Separate state program")


class CaseMonth(models.Model):
    """One family's month as the rules see it. `stale_since` says that something changed after."""

    audited = False  # computed from audited rows, and recomputed at any time
    personal_fields: ClassVar[PersonalFields] = classed(
        open="period rule_version input_hash computed_at stale_since wpr_applies",
        personal="overall two_parent overall_by_education two_parent_by_education reasons "
        "warnings funding",
        safety="has_violence_waiver",
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="months")
    period = models.PositiveIntegerField(_("month"))
    # Who had the lead on the last day of the month, so that rates add up by worker.
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    overall = models.PositiveSmallIntegerField(choices=StandingCode, default=StandingCode.OUT)
    two_parent = models.PositiveSmallIntegerField(choices=StandingCode, default=StandingCode.OUT)
    # Counted only by reason of vocational or teen education: the 30 % cap looks at these.
    overall_by_education = models.BooleanField(default=False)
    two_parent_by_education = models.BooleanField(default=False)
    funding = models.PositiveSmallIntegerField(choices=FundingCode, default=FundingCode.TANF)
    has_violence_waiver = models.BooleanField(default=False)
    # False in a pilot state, whose families belong to no federal rate.
    wpr_applies = models.BooleanField(default=True)
    # Notes as the rule gives them, code first: `attendance.words.reason_of` says them.
    reasons = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    rule_version = models.CharField(max_length=40, blank=True)
    input_hash = models.CharField(max_length=64, blank=True)
    computed_at = models.DateTimeField(null=True, blank=True)
    stale_since = models.DateTimeField(null=True, blank=True)

    objects = OfVisibleCases.as_manager()

    class Meta:
        ordering = ["period", "case"]
        constraints = [models.UniqueConstraint(fields=["case", "period"], name="case_month_once")]
        indexes = [
            # All that a rate is made of, so that a year of months is counted from it alone.
            models.Index(
                fields=[
                    "site",
                    "period",
                    "overall",
                    "overall_by_education",
                    "two_parent",
                    "two_parent_by_education",
                ],
                name="case_month_by_rate",
            ),
            models.Index(
                fields=["stale_since", "id"],
                condition=Q(stale_since__isnull=False),
                name="case_month_stale",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.period}"


class PersonMonth(models.Model):
    """One person's part: hours by federal item, what was used up of each limit, and why."""

    audited = False  # as CaseMonth
    personal_fields: ClassVar[PersonalFields] = classed(
        open="period",
        personal="work_eligible participation_code core_hours other_hours deemed_hours "
        "deemed_two_parent_hours core_needed total_needed meets charges "
        "absence_minutes holidays job_search_minutes job_search_weeks day_rule_used "
        "vocational_month child_under_one_month items raw_minutes reasons",
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    case_month = models.ForeignKey(CaseMonth, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="months")
    # Limits follow the person from case to case, so the month stands here again.
    period = models.PositiveIntegerField(_("month"))
    work_eligible = models.PositiveSmallIntegerField(default=0)
    participation_code = models.PositiveSmallIntegerField(default=99)
    core_hours = models.PositiveSmallIntegerField(default=0)
    other_hours = models.PositiveSmallIntegerField(default=0)
    # Core hours that the law adds, for the overall rate (item 63) and for the other (item 64).
    deemed_hours = models.PositiveSmallIntegerField(default=0)
    deemed_two_parent_hours = models.PositiveSmallIntegerField(default=0)
    core_needed = models.PositiveSmallIntegerField(default=0)
    total_needed = models.PositiveSmallIntegerField(default=0)
    meets = models.BooleanField(default=False)
    # Whether the month used up anything of a limit: later months look at no other row.
    charges = models.BooleanField(default=False)
    absence_minutes = models.PositiveIntegerField(default=0)
    holidays = models.PositiveSmallIntegerField(default=0)
    job_search_minutes = models.PositiveIntegerField(default=0)
    # One bit a federal week of the report month, lowest first: job search was reported in it.
    job_search_weeks = models.PositiveSmallIntegerField(default=0)
    day_rule_used = models.BooleanField(default=False)
    vocational_month = models.BooleanField(default=False)
    child_under_one_month = models.BooleanField(default=False)
    # By federal item: hours a week of participation, excused absence and holiday.
    items = models.JSONField(default=dict)
    # By activity: the other fields of `rules.participation.results.ActivityLine`, in its order.
    raw_minutes = models.JSONField(default=dict)
    reasons = models.JSONField(default=list)

    class Meta:
        ordering = ["case_month", "person"]
        constraints = [
            models.UniqueConstraint(fields=["case_month", "person"], name="person_month_once")
        ]
        indexes = [
            models.Index(fields=["person", "period"], name="person_month_window"),
            models.Index(
                fields=["person", "period"],
                condition=Q(charges=True),
                name="person_month_charges",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.period}"


class MonthClosing(models.Model):
    """A month closed at a site: its entries stay until somebody reopens it with a reason."""

    personal_fields: ClassVar[PersonalFields] = classed(open="period closed_at reopened_at reason")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="closed_months")
    period = models.PositiveIntegerField(_("month"))
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.CharField(_("why it was reopened"), max_length=300, blank=True)

    class Meta:
        ordering = ["site", "-period", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "period"],
                condition=Q(reopened_at=None),
                name="month_closed_once",
            ),
            models.CheckConstraint(
                name="reopening_has_a_reason", condition=Q(reopened_at=None) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.period}"


class MonthDifference(models.Model):
    """A stored result that a check did not come to again. It is an alarm, and corrects nothing.

    `stored` and `fresh` hold the standing, the flags and the hash of each side.
    """

    audited = False  # found by a job in results that are themselves computed
    personal_fields: ClassVar[PersonalFields] = classed(open="found_at", personal="stored fresh")

    case_month = models.OneToOneField(
        CaseMonth, on_delete=models.CASCADE, related_name="difference"
    )
    found_at = models.DateTimeField()
    stored = models.JSONField()
    fresh = models.JSONField()

    class Meta:
        ordering = ["-found_at", "-id"]

    def __str__(self) -> str:
        return str(self.case_month_id)
