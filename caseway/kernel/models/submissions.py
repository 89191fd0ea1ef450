"""A form sent once, however often its button was pressed."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from caseway.kernel.personal import PersonalFields, classed


class Submission(models.Model):
    """The key of a form and where its first sending led."""

    key = models.UUIDField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    path = models.CharField(max_length=255)
    made_at = models.DateTimeField(db_index=True)
    result_url = models.CharField(max_length=500, blank=True, default="")

    audited: ClassVar[bool] = False
    personal_fields: ClassVar[PersonalFields] = classed(open="path made_at result_url")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "user"], name="submission_once")]

    def __str__(self) -> str:
        return f"{self.path} {self.key}"
