"""Support in money for something that is in the way: asked for, decided, paid."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.cases.models import Case, Person
from caseway.cases.models.querysets import OfVisibleCases
from caseway.kernel.personal import PersonalFields, classed
from caseway.network.models.referrals import Referral
from caseway.rules.supports import STATE_LABELS, SupportState


class SupportKind(models.TextChoices):
    TRANSPORT = "transport", _("Getting there: fares, gas, a bus card")
    CHILD_CARE = "child_care", _("Child care")
    CLOTHING = "clothing", _("Clothes and shoes for work")
    TOOLS = "tools", _("Tools and equipment")
    FEES = "fees", _("Licenses, exams and fees")
    BOOKS = "books", _("Books and school supplies")
    CAR = "car", _("Car repair or insurance")
    HOUSING = "housing", _("Rent or moving, once")
    HEALTH = "health", _("Glasses, teeth, a health check")
    OTHER = "other", _("Something else")


class PaidHow(models.TextChoices):
    PROVIDER = "provider", _("Straight to the shop or the provider")
    CARD = "card", _("Card or voucher handed over")
    BACK = "back", _("Paid back to the person")


class SupportFund(models.Model):
    """Money of a site for support, for a time."""

    personal_fields: ClassVar[PersonalFields] = classed(open="name starts_on ends_on made_at")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="support_funds")
    name = models.CharField(_("name"), max_length=120)
    amount = models.DecimalField(
        _("amount"), max_digits=11, decimal_places=2, validators=[MinValueValidator(0)]
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until, this day not included"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("made"))

    class Meta:
        ordering = ["site", "-starts_on", "name", "id"]
        constraints = [
            models.CheckConstraint(
                name="support_fund_ends_later", condition=Q(ends_on__gt=F("starts_on"))
            ),
            models.CheckConstraint(name="support_fund_is_not_negative", condition=Q(amount__gte=0)),
        ]

    def __str__(self) -> str:
        return self.name


class SupportLimit(models.Model):
    """Up to which amount whoever asks decides, for one kind or for every kind, since a day."""

    personal_fields: ClassVar[PersonalFields] = classed(open="kind starts_on ends_on made_at")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="support_limits")
    kind = models.CharField(
        _("kind"), max_length=12, choices=SupportKind, blank=True, help_text=_("Empty: every kind.")
    )
    amount = models.DecimalField(
        _("up to"), max_digits=8, decimal_places=2, validators=[MinValueValidator(0)]
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("made"))

    class Meta:
        ordering = ["site", "kind", "-starts_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "kind"], condition=Q(ends_on=None), name="one_support_limit_holds"
            ),
            models.CheckConstraint(
                name="support_limit_ends_no_earlier",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"limit {self.pk}"


class SupportRequest(models.Model):
    """What a family needs money for, how much, and what became of it."""

    personal_fields: ClassVar[PersonalFields] = classed(
        open="kind state asked_at decided_at paid_on paid_how starts_on ends_on",
        personal="what why decision",
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="supports")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="supports"
    )
    referral = models.ForeignKey(
        Referral, on_delete=models.SET_NULL, null=True, blank=True, related_name="supports"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=SupportKind)
    what = models.CharField(_("what for"), max_length=200)
    why = models.TextField(_("what it makes possible"), blank=True)
    amount = models.DecimalField(_("amount"), max_digits=8, decimal_places=2)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until, this day included"), null=True, blank=True)
    fund = models.ForeignKey(
        SupportFund, on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )
    state = models.CharField(
        _("stands at"),
        max_length=10,
        choices=[(str(code), _(label)) for code, label in STATE_LABELS.items()],
        default=SupportState.ASKED.value,
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="supports_asked"
    )
    asked_at = models.DateTimeField(_("asked"))
    # Kept as it was on that day: a limit that changes later changes no decision.
    needs_another = models.BooleanField(_("decided by somebody else"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decision = models.CharField(_("why"), max_length=300, blank=True)
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    paid_amount = models.DecimalField(
        _("paid"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    paid_how = models.CharField(_("how"), max_length=10, choices=PaidHow, blank=True)

    objects = OfVisibleCases.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["site", "state", "asked_at"], name="support_by_state")]
        constraints = [
            models.CheckConstraint(name="support_is_of_some_amount", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="support_decision_is_whole",
                condition=Q(state="asked", decided_by=None, decided_at=None)
                | (~Q(state="asked") & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="large_support_is_decided_by_another",
                condition=Q(needs_another=False)
                | ~Q(state__in=["approved", "paid"])
                | ~Q(decided_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="support_refusal_says_why",
                condition=~Q(state__in=["refused", "withdrawn"]) | ~Q(decision=""),
            ),
            models.CheckConstraint(
                name="support_payment_is_whole",
                condition=(
                    Q(state="paid", paid_on__isnull=False)
                    & Q(paid_amount__gt=0, paid_amount__lte=F("amount"))
                    & ~Q(paid_how="")
                )
                | (~Q(state="paid") & Q(paid_on=None, paid_amount=None, paid_how="")),
            ),
        ]

    def __str__(self) -> str:
        return f"support {self.pk}"
