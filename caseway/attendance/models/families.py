"""What the participation rule must know of a family in one month, besides its hours.

Filled from the payment system or by a worker; a month that nobody touched is
carried from the month before and says so.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.cases.models import Case, Person
from caseway.cases.models.querysets import OfVisibleCases
from caseway.kernel.personal import PersonalFields, classed
from caseway.kernel.versions import Versioned


class FactSource(models.TextChoices):
    CARRIED = "carried", _("Carried from the month before")
    WORKER = "worker", _("Entered by a worker")
    PAYMENT_FILE = "payment_file", _("Payment system")


class FamilyMonth(Versioned):
    """What the family received in a month. Amounts in cents."""

    personal_fields: ClassVar[PersonalFields] = classed(
        open="period source recorded_at",
        personal="tanf_cents ssp_cents snap_cents snap_persons assistance_persons "
        "work_sanction_cents first_day last_day has_federal_child_care is_tribal",
        safety="has_violence_waiver",
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="family_months")
    period = models.PositiveIntegerField(_("month"))
    tanf_cents = models.PositiveIntegerField(_("TANF assistance"), default=0)
    # Separate state program, paid from maintenance-of-effort money.
    ssp_cents = models.PositiveIntegerField(_("assistance from state funds"), default=0)
    snap_cents = models.PositiveIntegerField(_("SNAP"), default=0)
    snap_persons = models.PositiveSmallIntegerField(_("people on SNAP"), default=0)
    assistance_persons = models.PositiveSmallIntegerField(_("people on assistance"), default=0)
    has_federal_child_care = models.BooleanField(
        _("child care paid with federal funds"), default=False
    )
    # 45 CFR 261.14: how much the work penalty took off this month; 0 is no penalty.
    work_sanction_cents = models.PositiveIntegerField(_("work sanction"), default=0)
    # 45 CFR 260.58: kept so that the rate can be recomputed without these families.
    has_violence_waiver = models.BooleanField(_("federal waiver in force"), default=False)
    is_tribal = models.BooleanField(_("under an approved Tribal TANF program"), default=False)
    # Assistance in part of the month only: first and last day; null is the whole month.
    first_day = models.PositiveSmallIntegerField(_("first day"), null=True, blank=True)
    last_day = models.PositiveSmallIntegerField(_("last day"), null=True, blank=True)
    source = models.CharField(_("where it is from"), max_length=12, choices=FactSource)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(null=True)

    objects = OfVisibleCases.as_manager()

    class Meta:
        ordering = ["case", "-period"]
        constraints = [
            models.UniqueConstraint(fields=["case", "period"], name="family_month_once"),
            models.CheckConstraint(
                name="family_month_days_are_forward",
                condition=Q(first_day=None) | Q(last_day=None) | Q(last_day__gte=F("first_day")),
            ),
        ]
        indexes = [models.Index(fields=["site", "period"], name="family_month_by_site")]

    @property
    def receives(self) -> bool:
        """Whether any assistance was paid."""
        return bool(self.tanf_cents or self.ssp_cents)

    def __str__(self) -> str:
        return f"{self.case_id} {self.period}"


class FamilyRole(models.TextChoices):
    """Who a person is in the family that receives, as 45 CFR 261.2(n) asks."""

    PARENT_HEAD = "parent_head", _("Parent, head of household")
    PARENT = "parent", _("Parent of a child in the family")
    MINOR_PARENT = "minor_parent", _("Minor parent, not head of household")
    CARETAKER = "caretaker", _("Relative who takes care of the children")
    OTHER_ADULT = "other_adult", _("Other adult")
    CHILD = "child", _("Child")


class MemberMonth(models.Model):
    """What the rule must know of one person in the month."""

    personal_fields: ClassVar[PersonalFields] = classed(
        personal="role receives is_married in_secondary_school has_diploma school_satisfactory "
        "barred_by_immigration gross_cents expense_cents",
        health="gets_ssi gets_ssdi has_disability cares_for_disabled care_is_documented "
        "cares_for_disabled_child",
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    family_month = models.ForeignKey(FamilyMonth, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="member_months")
    role = models.CharField(_("who in the family"), max_length=14, choices=FamilyRole)
    receives = models.BooleanField(_("receives assistance"), default=True)
    # Married to the head or to another member: decides the school rule for teenagers.
    is_married = models.BooleanField(_("married"), default=False)
    barred_by_immigration = models.BooleanField(
        _("cannot receive because of immigration status"), default=False
    )
    gets_ssi = models.BooleanField(_("receives SSI"), default=False)
    gets_ssdi = models.BooleanField(_("receives SSDI"), default=False)
    has_disability = models.BooleanField(_("has a disability"), default=False)
    cares_for_disabled = models.BooleanField(
        _("cares for a family member with a disability at home"), default=False
    )
    care_is_documented = models.BooleanField(
        _("a medical note says that this is needed"), default=False
    )
    cares_for_disabled_child = models.BooleanField(
        _("cares for a child with a disability"), default=False
    )
    in_secondary_school = models.BooleanField(_("full time in high school"), default=False)
    has_diploma = models.BooleanField(_("has a high school diploma or the like"), default=False)
    school_satisfactory = models.BooleanField(
        _("attends school as it asks this month"), default=False
    )
    # Self-employment: what came in and what the business cost, 45 CFR 261.60(d).
    gross_cents = models.PositiveIntegerField(_("gross from self-employment"), default=0)
    expense_cents = models.PositiveIntegerField(_("business expenses"), default=0)

    class Meta:
        ordering = ["family_month", "id"]
        constraints = [
            models.UniqueConstraint(fields=["family_month", "person"], name="member_month_once")
        ]

    def __str__(self) -> str:
        return f"{self.family_month_id} {self.person_id}"


# The facts themselves, which are edited together and carried from month to month.
FAMILY_FACTS = (
    "tanf_cents",
    "ssp_cents",
    "snap_cents",
    "snap_persons",
    "assistance_persons",
    "has_federal_child_care",
    "work_sanction_cents",
    "has_violence_waiver",
    "is_tribal",
    "first_day",
    "last_day",
)
MEMBER_FACTS = (
    "role",
    "receives",
    "is_married",
    "barred_by_immigration",
    "gets_ssi",
    "gets_ssdi",
    "has_disability",
    "cares_for_disabled",
    "care_is_documented",
    "cares_for_disabled_child",
    "in_secondary_school",
    "has_diploma",
    "school_satisfactory",
    "gross_cents",
    "expense_cents",
)


# What held last month says nothing of this one: somebody must say it anew.
NOT_CARRIED = frozenset(
    {
        "work_sanction_cents",
        "first_day",
        "last_day",
        "school_satisfactory",
        "gross_cents",
        "expense_cents",
    }
)


class PlanHoliday(models.Model):
    """One of at most ten days a year that the state plan names, 45 CFR 261.60(b)."""

    personal_fields: ClassVar[PersonalFields] = classed(open="on name")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="plan_holidays")
    on = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        ordering = ["site", "on", "id"]
        constraints = [models.UniqueConstraint(fields=["site", "on"], name="plan_holiday_once")]

    def __str__(self) -> str:
        return self.name
