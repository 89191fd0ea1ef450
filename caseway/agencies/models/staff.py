"""Who works here: memberships, languages, working hours and leave."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models.agencies import Agency
from caseway.agencies.models.places import Region, Site
from caseway.kernel.personal import FieldClass


class Role(models.TextChoices):
    CASE_MANAGER = "case_manager", _("Case manager")
    JOB_COACH = "job_coach", _("Job coach")
    ELIGIBILITY_WORKER = "eligibility_worker", _("Eligibility worker")
    SPECIALIST = "specialist", _("Specialist")
    SUPERVISOR = "supervisor", _("Supervisor")
    ADMINISTRATOR = "administrator", _("Administrator")
    PRIVACY_OFFICER = "privacy_officer", _("Privacy officer")
    # Marks attendance where people learn or work, and sees nothing else of a case.
    PROVIDER = "provider", _("Provider staff")


class Membership(models.Model):
    """A post: at this agency, in this site or one region of it, in this role, from a day.

    A person may hold several. Access acts on the open ones only.
    """

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "title": FieldClass.STAFF,
        "role": FieldClass.STAFF,
        "specialty": FieldClass.STAFF,
        "starts_on": FieldClass.STAFF,
        "ends_on": FieldClass.STAFF,
    }

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="memberships")
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    title = models.CharField(_("job title"), max_length=80, blank=True)
    # The function a specialist performs, such as assessments; empty for others.
    specialty = models.CharField(_("specialty"), max_length=40, blank=True)
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supervised",
    )
    # Trained staff only read domestic-violence and treatment facts (45 CFR 260.52).
    safety_trained = models.BooleanField(_("trained to read safety records"), default=False)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["user", "starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="membership_span_is_forward",
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=["user", "agency", "site", "role"],
                condition=Q(ends_on=None),
                name="membership_open_once",
            ),
        ]
        indexes = [models.Index(fields=["site", "agency", "role"], name="membership_by_team")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} @ {self.agency_id}"


class StaffLanguage(models.Model):
    """A language that a worker speaks with participants (ISO 639-1 or 639-3)."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {"code": FieldClass.STAFF}

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="languages_spoken"
    )
    code = models.CharField(_("language"), max_length=3)

    class Meta:
        ordering = ["user", "code"]
        constraints = [models.UniqueConstraint(fields=["user", "code"], name="staff_language_once")]

    def __str__(self) -> str:
        return self.code


class WorkingHours(models.Model):
    """A worker's usual hours on one weekday (0 is Monday)."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "opens_at": FieldClass.STAFF,
        "closes_at": FieldClass.STAFF,
    }

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="working_hours"
    )
    weekday = models.PositiveSmallIntegerField(_("weekday"))
    opens_at = models.TimeField(_("from"))
    closes_at = models.TimeField(_("until"))

    class Meta:
        ordering = ["user", "weekday", "opens_at"]
        verbose_name_plural = "working hours"
        constraints = [
            models.CheckConstraint(
                name="working_hours_are_forward",
                condition=Q(closes_at__gt=F("opens_at")) & Q(weekday__lte=6),
            ),
            models.UniqueConstraint(
                fields=["user", "weekday", "opens_at"], name="working_hours_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.weekday}"


class Leave(models.Model):
    """Days when a worker is away, and who covers for her."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "starts_on": FieldClass.STAFF,
        "ends_on": FieldClass.STAFF,
    }

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="leaves"
    )
    starts_on = models.DateField(_("first day away"))
    ends_on = models.DateField(_("first day back"))
    covered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="covering",
    )

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="leave_span_is_forward", condition=Q(ends_on__gt=F("starts_on"))
            ),
            models.CheckConstraint(
                name="leave_is_covered_by_another",
                condition=Q(covered_by=None) | ~Q(covered_by=F("user")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.starts_on}"
