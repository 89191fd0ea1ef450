"""A month's rate as it was reported: frozen, with a line for every family."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from caseway.agencies.access import sites_for
from caseway.agencies.models import Site
from caseway.agencies.policy import Act
from caseway.attendance.models import FundingCode, StandingCode
from caseway.cases.models import Case
from caseway.kernel.models import User
from caseway.kernel.personal import PersonalFields, classed


class FilingQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Filings of the sites whose whole rate this person may see."""
        return self.filter(site__in=sites_for(user, Act.FILE_RATE))


class FiledRate(models.Model):
    """What a site reported of a month. A correction is another filing; nothing is overwritten.

    The counts are those of `rules.participation.rates.MonthlyRate`, after the
    limit on education. `fingerprint` is a SHA-256 over the lines, in case order.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        open="period number filed_at note families fingerprint rule_version "
        "overall_numerator overall_denominator two_parent_numerator two_parent_denominator"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="filed_rates")
    period = models.PositiveIntegerField(_("month"))
    number = models.PositiveSmallIntegerField(_("filing"))
    filed_at = models.DateTimeField(_("filed"))
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    families = models.PositiveIntegerField(_("families"))
    overall_numerator = models.PositiveIntegerField(_("overall rate: families that met the hours"))
    overall_denominator = models.PositiveIntegerField(_("overall rate: families that count"))
    two_parent_numerator = models.PositiveIntegerField(
        _("two-parent rate: families that met the hours")
    )
    two_parent_denominator = models.PositiveIntegerField(_("two-parent rate: families that count"))
    rule_version = models.CharField(_("version of the rules"), max_length=40, blank=True)
    fingerprint = models.CharField(_("fingerprint of the lines"), max_length=64)

    objects = FilingQuerySet.as_manager()

    class Meta:
        ordering = ["site", "-period", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["site", "period", "number"], name="filing_once")
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.period} {self.number}"


class FiledFamily(models.Model):
    """One family as it was filed. See `rules.participation.rates.FamilyLine`."""

    audited = False  # written once; the fingerprint on the filing, which is audited, shows a change
    personal_fields: ClassVar[PersonalFields] = classed(
        open="facts rules",
        personal="funding overall overall_by_education overall_limited two_parent "
        "two_parent_by_education two_parent_limited hours reasons",
    )

    filing = models.ForeignKey(FiledRate, on_delete=models.PROTECT, related_name="lines")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="filed_months")
    funding = models.PositiveSmallIntegerField(choices=FundingCode)
    overall = models.PositiveSmallIntegerField(choices=StandingCode)
    overall_by_education = models.BooleanField()
    # Met the hours, and yet not counted: the 30 % limit left it out of the numerator.
    overall_limited = models.BooleanField(default=False)
    two_parent = models.PositiveSmallIntegerField(choices=StandingCode)
    two_parent_by_education = models.BooleanField()
    two_parent_limited = models.BooleanField(default=False)
    facts = models.CharField(max_length=64)
    rules = models.CharField(max_length=40)
    # [[person, core, other]]: whole hours a week.
    hours = models.JSONField(default=list)
    reasons = models.JSONField(default=list)

    class Meta:
        ordering = ["filing", "case"]
        verbose_name_plural = "filed families"
        constraints = [models.UniqueConstraint(fields=["filing", "case"], name="filed_family_once")]

    def __str__(self) -> str:
        return str(self.pk)
