"""A person in supported employment: her program, phase and tier over time, and how to meet her."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.cases.models import Case, Person
from caseway.cases.models.querysets import OfVisibleCases
from caseway.coaching.models.querysets import OfVisibleEnrolments
from caseway.kernel.personal import PersonalFields, classed
from caseway.kernel.versions import Versioned


class CoachingProgram(models.TextChoices):
    """Under which rules the support is given. The rules of SEMP hold for `SEMP` alone."""

    SEMP = "semp", _("Supported employment (SEMP)")
    VR = "vr", _("Supported employment, vocational rehabilitation")
    IPS = "ips", _("Individual placement and support (IPS)")
    OTHER = "other", _("Job coaching")


class PhaseCode(models.TextChoices):
    """Source: 14 NYCRR 635-10 as amended from July 1, 2015 (NYS Register PDD-16-15-00017)."""

    INTENSIVE = "intensive", _("Intensive")
    EXTENDED = "extended", _("Extended")


class TierCode(models.TextChoices):
    """How much support, as `rules.scheduling.clients.Tier`."""

    WEEKLY = "weekly", _("Weekly")
    BIWEEKLY = "biweekly", _("Every two weeks")
    MONTHLY = "monthly", _("Monthly")


class CoachingEnrolment(Versioned):
    """A person's supported employment under one program, from a day and until another.

    Who coaches her is the case's assignment in the part of job coach. `funder` names the floor of
    contact that applies (`rules/params/scheduling.toml`); empty: none. `calls` is how many of a
    month's sessions may be held by video or phone; None: as her tier has it.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        open="program funder language",
        personal="began_on ended_on end_reason calls_reason wishes",
        health="skills",
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="coaching")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="coaching")
    program = models.CharField(_("program"), max_length=8, choices=CoachingProgram)
    funder = models.CharField(_("paid by"), max_length=60, blank=True)
    began_on = models.DateField(_("from"))
    ended_on = models.DateField(_("until"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=300, blank=True)
    visit_minutes = models.PositiveSmallIntegerField(_("minutes of a visit"), default=60)
    calls = models.PositiveSmallIntegerField(
        _("sessions a month that may be by video or phone"), null=True, blank=True
    )
    # S2-15: a session that is not in person has its rule and its reason.
    calls_reason = models.CharField(_("why by video or phone"), max_length=300, blank=True)
    allows_group = models.BooleanField(_("may be seen together with others"), default=False)
    language = models.CharField(_("language of the sessions"), max_length=3, blank=True)
    # What her coach must know, by code, such as "sign_language".
    skills = models.JSONField(_("what her coach must know"), default=list, blank=True)
    wishes = models.CharField(_("how she likes to meet"), max_length=300, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OfVisibleCases.as_manager()

    class Meta:
        ordering = ["case", "-began_on", "-id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="coaching_span_is_forward",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on")),
            ),
            models.UniqueConstraint(
                fields=["case", "person"], condition=Q(ended_on=None), name="coaching_open_once"
            ),
            models.CheckConstraint(
                name="coaching_visit_is_a_visit", condition=Q(visit_minutes__range=(5, 480))
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class _Span(models.Model):
    """Something that held from a day and until (not including) another, who said so and why."""

    personal_fields: ClassVar[PersonalFields] = classed(personal="starts_on ends_on reason")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    reason = models.CharField(_("why"), max_length=300)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    set_at = models.DateTimeField(auto_now_add=True)

    objects = OfVisibleEnrolments.as_manager()

    class Meta:
        abstract = True
        ordering = ["enrolment", "-starts_on", "-id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="%(class)s_is_forward",
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(ends_on=None), name="%(class)s_open_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PhaseSpan(_Span):
    """A phase of a person's supported employment. `group_size` is 1, or of a group of 2 to 8."""

    personal_fields: ClassVar[PersonalFields] = classed(open="phase")

    enrolment = models.ForeignKey(
        CoachingEnrolment, on_delete=models.CASCADE, related_name="phases"
    )
    phase = models.CharField(_("phase"), max_length=10, choices=PhaseCode)
    group_size = models.PositiveSmallIntegerField(_("people in the group"), default=1)


class TierSpan(_Span):
    """How much support somebody has from a day, and why that much."""

    personal_fields: ClassVar[PersonalFields] = classed(open="tier")

    enrolment = models.ForeignKey(CoachingEnrolment, on_delete=models.CASCADE, related_name="tiers")
    tier = models.CharField(_("tier"), max_length=10, choices=TierCode)


class SessionOverride(models.Model):
    """More sessions in one month than the cap, allowed by a supervisor because of a need.

    Any number of sessions from the fifth on; her need comes before the cap (S2-05).
    """

    personal_fields: ClassVar[PersonalFields] = classed(open="month", personal="reason", staff="at")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(
        CoachingEnrolment, on_delete=models.CASCADE, related_name="overrides"
    )
    month = models.DateField(_("month (its first day)"))
    sessions = models.PositiveSmallIntegerField(_("sessions in that month"))
    reason = models.CharField(_("why her need asks for more"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfVisibleEnrolments.as_manager()

    class Meta:
        ordering = ["-month", "-id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["enrolment", "month"], name="session_override_once"),
            models.CheckConstraint(
                name="session_override_has_reason", condition=~Q(reason="") & Q(sessions__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.month}"
