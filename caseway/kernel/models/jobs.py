"""What the task backend does not know of a task: its lease, its tries, its end, its hours."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from caseway.kernel.personal import PersonalFields, classed


class Job(models.Model):
    """The companion of a stored task. See docs/adr/0011-jobs.md.

    A job waits, is at work (`lease_until` is set), has succeeded, or is dead:
    tried in vain until nobody should try again without looking. `problem` is
    the kind and place of the last error and never its message, which may name
    a person.
    """

    result = models.OneToOneField(
        DBTaskResult, models.CASCADE, primary_key=True, related_name="job"
    )
    key = models.CharField(_("key"), max_length=200, blank=True, default="")
    # The key while the job waits, so that the database refuses a second one.
    waiting_key = models.CharField(max_length=200, null=True, unique=True)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    worker = models.CharField(_("worker"), max_length=64, blank=True, default="")
    lease_until = models.DateTimeField(_("held until"), null=True, db_index=True)
    stale_at = models.DateTimeField(_("of no use after"), null=True)
    dead_at = models.DateTimeField(_("given up"), null=True, db_index=True)
    problem = models.CharField(_("problem"), max_length=255, blank=True, default="")

    audited: ClassVar[bool] = False
    personal_fields: ClassVar[PersonalFields] = classed(
        open="key waiting_key worker lease_until stale_at dead_at problem"
    )

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        constraints = [
            models.CheckConstraint(
                name="job_lease_has_a_worker",
                condition=models.Q(lease_until=None, worker="")
                | (models.Q(lease_until__isnull=False) & ~models.Q(worker="")),
            ),
            models.CheckConstraint(
                name="job_dead_is_not_at_work",
                condition=models.Q(dead_at=None) | models.Q(lease_until=None),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Schedule(models.Model):
    """When a task is next enqueued by itself, and how it last went."""

    name = models.CharField(_("name"), max_length=64, unique=True)
    task_path = models.CharField(max_length=255)
    every = models.DurationField(_("every"))
    next_at = models.DateTimeField(_("next"), db_index=True)
    last_at = models.DateTimeField(_("last"), null=True)
    last_job = models.UUIDField(null=True)
    last_result = models.CharField(_("last result"), max_length=255, blank=True, default="")

    audited: ClassVar[bool] = False
    personal_fields: ClassVar[PersonalFields] = classed(
        open="name task_path next_at last_at last_result"
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("schedule")
        verbose_name_plural = _("schedules")

    def __str__(self) -> str:
        return self.name
