"""What a person takes part in, when, where and under whose eyes."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.attendance.models.codes import ActivityKind
from caseway.attendance.models.querysets import EnrolmentQuerySet
from caseway.cases.models import Case, Person
from caseway.kernel.personal import PersonalFields, classed
from caseway.kernel.versions import Versioned
from caseway.network.models import Provider


class ActivityEnrolment(Versioned):
    """A person in an activity from a day and until another.

    Steps that no law counts belong here too (`OTHER`): they are seen, valued
    and worked on, and the rate leaves them alone.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        personal="title aim supervisor starts_on ends_on end_reason"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="enrolments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enrolments")
    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, null=True, blank=True, related_name="enrolments"
    )
    activity = models.PositiveSmallIntegerField(_("kind of activity"), choices=ActivityKind)
    title = models.CharField(_("what it is called there"), max_length=128)
    # Hers, in her words: what this is for.
    aim = models.CharField(_("what it is for, in the person's words"), max_length=300, blank=True)
    # 45 CFR 261.61(c): who is responsible for each day of an unpaid activity.
    supervisor = models.CharField(_("who supervises each day"), max_length=128, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=200, blank=True)
    # 45 CFR 261.60(e): homework counts up to what the course requires or advises.
    homework_minutes_a_week = models.PositiveSmallIntegerField(
        _("homework the course advises, in minutes a week"), default=0
    )
    # What the course is when the twelve months of vocational education are used up.
    after_vocational = models.PositiveSmallIntegerField(
        _("after twelve months, the course counts as"),
        choices=[
            (9, ActivityKind.JOB_SKILLS.label),
            (10, ActivityKind.EDUCATION_FOR_EMPLOYMENT.label),
        ],
        null=True,
        blank=True,
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        ordering = ["case", "starts_on", "id"]
        indexes = [
            models.Index(fields=["case", "starts_on"], name="enrolment_by_case"),
            models.Index(fields=["provider", "starts_on"], name="enrolment_by_provider"),
        ]
        constraints = [
            models.CheckConstraint(
                name="enrolment_span_is_forward",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="enrolment_activity_is_known", condition=Q(activity__gte=1, activity__lte=13)
            ),
            models.CheckConstraint(
                name="unpaid_enrolment_is_supervised",
                # Written out: SQLite's table reader stumbles over a list of numbers.
                condition=Q(activity__lte=3) | Q(activity=5) | Q(activity=13) | ~Q(supervisor=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ScheduledDay(models.Model):
    """The usual time on one weekday (0 is Monday), from a day and until another."""

    personal_fields: ClassVar[PersonalFields] = classed(personal="opens_at starts_on ends_on")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(
        ActivityEnrolment, on_delete=models.CASCADE, related_name="schedule"
    )
    weekday = models.PositiveSmallIntegerField(_("weekday"))
    opens_at = models.TimeField(_("begins at"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["enrolment", "weekday", "starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="scheduled_day_is_a_day",
                condition=Q(weekday__lte=6, minutes__gte=1, minutes__lte=1440),
            ),
            models.CheckConstraint(
                name="scheduled_day_span_is_forward",
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=["enrolment", "weekday"],
                condition=Q(ends_on=None),
                name="scheduled_day_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.weekday}"


class AgreedHours(models.Model):
    """Hours a week that suit this person, more or fewer than the rate asks, and on what basis."""

    personal_fields: ClassVar[PersonalFields] = classed(
        health="basis", personal="starts_on ends_on"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="agreed_hours")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="agreed_hours")
    minutes_a_week = models.PositiveSmallIntegerField(_("minutes a week"))
    basis = models.CharField(_("on what basis"), max_length=300)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["person", "starts_on", "id"]
        verbose_name_plural = "agreed hours"
        constraints = [
            models.CheckConstraint(
                name="agreed_hours_span_is_forward",
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=["case", "person"],
                condition=Q(ends_on=None),
                name="agreed_hours_open_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
