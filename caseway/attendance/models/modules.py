"""Job-readiness modules: resume, interview, getting along at work. Short, and each is a gain."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.attendance.models.enrolments import ActivityEnrolment
from caseway.kernel.personal import PersonalFields, classed


class Module(models.Model):
    """A module that a site or one of its providers teaches."""

    personal_fields: ClassVar[PersonalFields] = classed(open="name about ends_on")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="modules")
    name = models.CharField(_("name"), max_length=80)
    about = models.CharField(_("what one learns"), max_length=200, blank=True)
    ends_on = models.DateField(_("no longer taught since"), null=True, blank=True)

    class Meta:
        ordering = ["site", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "name"], condition=Q(ends_on=None), name="module_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ModuleDone(models.Model):
    """A module that a person finished in an enrolment, and what she takes from it."""

    personal_fields: ClassVar[PersonalFields] = classed(personal="on takeaway")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(
        ActivityEnrolment, on_delete=models.CASCADE, related_name="modules_done"
    )
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="done")
    on = models.DateField(_("finished on"))
    takeaway = models.CharField(_("what the person takes from it"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["enrolment", "on", "id"]
        verbose_name_plural = "modules done"
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "module"], name="module_done_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)
