"""The attendance book: one row a day, enrolment and mark."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.attendance.models.codes import (
    DAY_MARKS,
    ActivityKind,
    EntrySource,
    ExcuseReason,
    MarkCode,
    ProofState,
)
from caseway.attendance.models.enrolments import ActivityEnrolment
from caseway.attendance.models.evidence import Evidence
from caseway.attendance.models.querysets import OfVisibleEnrolments
from caseway.cases.models import Case, Person
from caseway.kernel.personal import PersonalFields, classed
from caseway.kernel.versions import Versioned


class AttendanceEntry(Versioned):
    """What happened on one day of an enrolment, in minutes.

    Of the scheduled minutes `attended` were attended (for paid work: paid); the
    mark says what the rest was. The day is kept as `period` (yyyymm) and `day`,
    so that one covering index feeds the rules a month in case order.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        open="source recorded_at",
        personal="period day mark scheduled attended arrived_late",
        health="reason note",
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    enrolment = models.ForeignKey(
        ActivityEnrolment, on_delete=models.PROTECT, related_name="entries", db_index=False
    )
    period = models.PositiveIntegerField(_("month"))
    day = models.PositiveSmallIntegerField(_("day"))
    # Copied from the enrolment: what it was then stays what it was.
    activity = models.PositiveSmallIntegerField(_("kind of activity"), choices=ActivityKind)
    mark = models.PositiveSmallIntegerField(_("mark"), choices=MarkCode)
    proof = models.PositiveSmallIntegerField(
        _("proof"), choices=ProofState, default=ProofState.UNPROVEN
    )
    scheduled = models.PositiveSmallIntegerField(_("minutes scheduled"), default=0)
    attended = models.PositiveSmallIntegerField(_("minutes attended"), default=0)
    # Being on time is a gain of its own; null where nobody looked.
    arrived_late = models.BooleanField(_("came late"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=16, choices=ExcuseReason, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    evidence = models.ForeignKey(
        Evidence, on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    source = models.CharField(_("who said so"), max_length=10, choices=EntrySource)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField()

    objects = OfVisibleEnrolments.as_manager()

    class Meta:
        ordering = ["period", "day", "id"]
        verbose_name_plural = "attendance entries"
        indexes = [
            # Everything that the rules read, in the order in which they read it.
            models.Index(
                fields=[
                    "period",
                    "case",
                    "day",
                    "person",
                    "activity",
                    "mark",
                    "proof",
                    "scheduled",
                    "attended",
                ],
                name="attendance_covering",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "period", "day"],
                condition=Q(mark__in=DAY_MARKS),
                name="one_mark_a_day",
            ),
            models.UniqueConstraint(
                fields=["enrolment", "period", "day", "mark"], name="one_entry_a_mark_and_day"
            ),
            models.CheckConstraint(
                name="attendance_day_is_a_day",
                condition=Q(day__gte=1, day__lte=31, period__gte=190001, period__lte=999912),
            ),
            models.CheckConstraint(
                name="attendance_fits_a_day",
                condition=Q(attended__lte=1440, scheduled__lte=1440),
            ),
            models.CheckConstraint(
                name="excuse_has_a_reason", condition=~Q(mark=MarkCode.EXCUSED) | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="homework_is_not_scheduled",
                condition=Q(mark__lte=MarkCode.HOLIDAY) | Q(scheduled=0),
            ),
            models.CheckConstraint(
                name="partly_away_is_less_than_scheduled",
                condition=~Q(mark__gte=MarkCode.EXCUSED, mark__lte=MarkCode.UNEXCUSED)
                | Q(attended__lte=F("scheduled")),
            ),
        ]

    @property
    def on(self) -> date:
        """The day it speaks of."""
        return date(self.period // 100, self.period % 100, self.day)

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.period} {self.day}"
