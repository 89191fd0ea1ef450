"""What a person is drawn to: occupations by their O*NET code, and why in her words."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.cases.models import Person
from caseway.kernel.personal import PersonalFields, classed


class Interest(models.Model):
    """An occupation that a person would like, from a day until she says otherwise."""

    personal_fields: ClassVar[PersonalFields] = classed(
        personal="words starts_on ends_on", open="code title"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="interests")
    code = models.CharField(_("O*NET code"), max_length=10)
    title = models.CharField(_("occupation"), max_length=128)
    words = models.CharField(_("what draws them"), max_length=200, blank=True)
    starts_on = models.DateField(_("since"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["person", "starts_on", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["person", "code"], condition=Q(ends_on=None), name="interest_open_once"
            )
        ]

    def __str__(self) -> str:
        return self.title
