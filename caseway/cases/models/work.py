"""What is due on a case, what a worker has put off, and when she last looked."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.cases.models.case import Case
from caseway.kernel.personal import FieldClass
from caseway.kernel.versions import Versioned


class TaskKind(models.TextChoices):
    APPOINTMENT = "appointment", _("Appointment")
    FOLLOW_UP = "follow_up", _("Follow up")
    VERIFICATION = "verification", _("Proof due")
    REVIEW = "review", _("Review due")
    ADVERSE_DATE = "adverse_date", _("Date that affects benefits")
    JOB_START = "job_start", _("Job start check-in")
    HAND_OFF = "hand_off", _("Contact after hand-off")
    OTHER = "other", _("Other")


class TaskOutcome(models.TextChoices):
    DONE = "done", _("Done")
    MISSED = "missed", _("Did not happen")
    CANCELLED = "cancelled", _("No longer needed")


class Task(Versioned):
    """Something to do on a case by a day. It belongs to a function, and so to whoever holds it."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "title": FieldClass.PERSONAL,
        "outcome_note": FieldClass.PERSONAL,
        "kind": FieldClass.OPEN,
        "function": FieldClass.OPEN,
        "due_on": FieldClass.OPEN,
        "starts_at": FieldClass.OPEN,
        "closed_at": FieldClass.OPEN,
        "outcome": FieldClass.OPEN,
    }

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks")
    kind = models.CharField(_("kind"), max_length=16, choices=TaskKind)
    title = models.CharField(_("what"), max_length=200)
    function = models.CharField(_("function"), max_length=40)
    due_on = models.DateField(_("due"))
    starts_at = models.DateTimeField(_("at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(_("outcome"), max_length=12, choices=TaskOutcome, blank=True)
    outcome_note = models.CharField(_("what happened"), max_length=300, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(
                fields=["case", "due_on"], condition=Q(closed_at=None), name="task_open_by_case"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="task_closing_is_whole",
                condition=Q(closed_at=None, outcome="")
                | (Q(closed_at__isnull=False) & ~Q(outcome="")),
            )
        ]

    def __str__(self) -> str:
        return f"task {self.pk}"


class Snooze(models.Model):
    """A worker put an item of Today off until a day, and said why."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "reason": FieldClass.PERSONAL,
        "signal": FieldClass.OPEN,
        "until_on": FieldClass.OPEN,
        "made_at": FieldClass.OPEN,
        "ended_at": FieldClass.OPEN,
    }

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="snoozes")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="snoozes"
    )
    # Which signal was put off, such as "promise_overdue"; a new or worse one shows again.
    signal = models.CharField(max_length=40)
    # The item's own score when it was put off: a worse one is not hidden by it.
    at_score = models.PositiveIntegerField(default=0)
    reason = models.CharField(_("reason"), max_length=200)
    until_on = models.DateField(_("until"))
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["case", "until_on"], name="snooze_by_case")]

    def __str__(self) -> str:
        return f"snooze {self.pk}"


class LastLook(models.Model):
    """When a worker last looked at a case, for "since you last looked"."""

    # Who looked is in the access events; a trail of this would say it twice.
    audited: ClassVar[bool] = False
    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "looked_at": FieldClass.OPEN,
        "before_at": FieldClass.OPEN,
    }

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    looked_at = models.DateTimeField()
    # The look before the present one: what is newer than this is new to her.
    before_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="last_look_once")]

    def __str__(self) -> str:
        return f"look {self.pk}"
