"""The work a person has: where, as what, on which terms, at what hours, and whether she kept it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.cases.models import Case, Person
from caseway.cases.models.querysets import OfVisibleCases
from caseway.employment.models.employers import Employer, JobSite
from caseway.employment.models.querysets import OfVisibleJobs
from caseway.kernel.personal import PersonalFields, classed
from caseway.kernel.versions import Versioned


class Setting(models.TextChoices):
    """What kind of work it is. Source: 29 USC 705(5) for competitive integrated employment."""

    COMPETITIVE = "competitive", _("Competitive integrated employment")
    SELF_EMPLOYED = "self_employed", _("Self-employment")
    CUSTOMIZED = "customized", _("Customized employment")
    SUBSIDIZED = "subsidized", _("Subsidized employment")
    OTHER = "other", _("Other work")


class EndReason(models.TextChoices):
    """Why a job ended. Whether that is a loss depends on what came after."""

    BETTER_JOB = "better_job", _("Left for a better job")
    QUIT = "quit", _("Left")
    LAID_OFF = "laid_off", _("Laid off")
    DISMISSED = "dismissed", _("Dismissed")
    SEASON = "season", _("The work ended, as for a season")
    HEALTH = "health", _("Health")
    CARE = "care", _("Care of a child or another")
    MOVED = "moved", _("Moved away")
    OTHER = "other", _("Another reason")


class Job(Versioned):
    """A person's job from a day and until another."""

    personal_fields: ClassVar[PersonalFields] = classed(
        personal="title began_on ended_on end_note", open="occupation setting end_reason found_by"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="jobs")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="jobs")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="jobs")
    job_site = models.ForeignKey(
        JobSite, on_delete=models.PROTECT, null=True, blank=True, related_name="jobs"
    )
    title = models.CharField(_("job title"), max_length=120)
    occupation = models.CharField(_("occupation (O*NET-SOC)"), max_length=10, blank=True)
    setting = models.CharField(_("kind of work"), max_length=16, choices=Setting)
    # How the job was found: by herself, through us, through another.
    found_by = models.CharField(_("found how"), max_length=80, blank=True)
    began_on = models.DateField(_("first day"))
    ended_on = models.DateField(_("last day"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=16, choices=EndReason, blank=True)
    end_note = models.CharField(_("what happened"), max_length=300, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OfVisibleCases.as_manager()

    class Meta:
        ordering = ["-began_on", "-id"]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["case", "began_on"], name="job_by_case"),
            models.Index(fields=["employer", "ended_on"], name="job_by_employer"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="job_span_is_forward",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on")),
            ),
            models.CheckConstraint(
                name="job_end_has_reason",
                condition=Q(ended_on=None, end_reason="")
                | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class JobTerms(models.Model):
    """Wage and hours from a day. A raise is a new row: what was, stays."""

    personal_fields: ClassVar[PersonalFields] = classed(
        personal="starts_on note", open="has_benefits"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="terms")
    starts_on = models.DateField(_("from"))
    hourly_cents = models.PositiveIntegerField(_("wage an hour, in cents"))
    minutes_a_week = models.PositiveSmallIntegerField(_("minutes a week"))
    has_benefits = models.BooleanField(_("with benefits"), default=False)
    note = models.CharField(_("note"), max_length=200, blank=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = OfVisibleJobs.as_manager()

    class Meta:
        ordering = ["job", "-starts_on", "-id"]
        verbose_name_plural = "job terms"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["job", "starts_on"], name="job_terms_once_a_day"),
            models.CheckConstraint(
                name="job_terms_fit_a_week", condition=Q(minutes_a_week__lte=10080)
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Shift(models.Model):
    """Usual hours on one weekday (0 is Monday), from a day and until another.

    A shift that ends before it begins ends the next day. A weekday may have two shifts.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        personal="begins_at ends_at starts_on ends_on"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="shifts")
    weekday = models.PositiveSmallIntegerField(_("weekday"))
    begins_at = models.TimeField(_("begins"))
    ends_at = models.TimeField(_("ends"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = OfVisibleJobs.as_manager()

    class Meta:
        ordering = ["job", "weekday", "begins_at", "starts_on", "id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="shift_is_a_shift",
                condition=Q(weekday__lte=6) & ~Q(begins_at=F("ends_at")),
            ),
            models.CheckConstraint(
                name="shift_span_is_forward",
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=["job", "weekday", "begins_at"],
                condition=Q(ends_on=None),
                name="shift_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job_id} {self.weekday}"


class RetentionCheck(models.Model):
    """Whether a person still worked so many days after a job began, and how we know."""

    class Found(models.TextChoices):
        AT_WORK = "at_work", _("At work, in this job")
        OTHER_JOB = "other_job", _("At work, in another job")
        NOT_AT_WORK = "not_at_work", _("Not at work")
        UNKNOWN = "unknown", _("Could not be learned")

    personal_fields: ClassVar[PersonalFields] = classed(personal="checked_on how", open="found")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="retention_checks")
    after_days = models.PositiveSmallIntegerField(_("days after the first day"))
    found = models.CharField(_("what was found"), max_length=12, choices=Found)
    checked_on = models.DateField(_("checked on"))
    how = models.CharField(_("how we know"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = OfVisibleJobs.as_manager()

    class Meta:
        ordering = ["job", "after_days", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["job", "after_days"], name="retention_checked_once")
        ]

    def __str__(self) -> str:
        return f"{self.job_id} {self.after_days}"
