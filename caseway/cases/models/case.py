"""A case: one household in one program at one site, on its way to work."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Program, Region, Site
from caseway.cases.models.households import Household
from caseway.cases.models.people import Person
from caseway.cases.models.querysets import CaseQuerySet
from caseway.kernel.personal import FieldClass
from caseway.kernel.versions import Versioned


class Stage(models.TextChoices):
    """The way from welfare to work, in order."""

    INITIAL_CONTACT = "initial_contact", _("First contact")
    ELIGIBILITY = "eligibility", _("Eligibility")
    ASSESSMENT = "assessment", _("Assessment")
    PLANNING = "planning", _("Planning")
    ACTIVITIES = "activities", _("Activities")
    JOB_SEARCH = "job_search", _("Job search")
    PLACED = "placed", _("At work")
    RETENTION = "retention", _("Keeping work")
    CLOSED = "closed", _("Closed")


class Case(Versioned):
    """One household's case. `participant` is the person whose plan it is."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "number": FieldClass.PERSONAL,
        "close_reason": FieldClass.PERSONAL,
        "stage": FieldClass.PERSONAL,
        "stage_since": FieldClass.PERSONAL,
        "opened_on": FieldClass.PERSONAL,
        "closed_on": FieldClass.PERSONAL,
    }

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="cases")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="cases")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="cases")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="cases")
    participant = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    number = models.CharField(_("case number"), max_length=32)
    stage = models.CharField(
        _("stage"), max_length=24, choices=Stage, default=Stage.INITIAL_CONTACT
    )
    stage_since = models.DateField(_("in this stage since"))
    work_required = models.BooleanField(_("work is required"), default=True)
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    close_reason = models.CharField(_("reason for closing"), max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["number", "id"]
        indexes = [
            models.Index(fields=["site", "region", "closed_on"], name="case_by_region"),
            models.Index(fields=["participant"], name="case_by_participant"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["site", "number"], name="case_number_once_per_site"),
            models.UniqueConstraint(
                fields=["site", "household", "program"],
                condition=Q(closed_on=None),
                name="one_open_case_per_household_and_program",
            ),
            models.CheckConstraint(
                name="case_closing_is_whole",
                condition=(Q(closed_on=None) & ~Q(stage="closed"))
                | (Q(closed_on__isnull=False, stage="closed") & Q(closed_on__gte=F("opened_on"))),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class StageChange(models.Model):
    """When a case entered a stage, by whom, and what was said about it."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "note": FieldClass.PERSONAL,
        "stage": FieldClass.PERSONAL,
        "starts_on": FieldClass.PERSONAL,
    }

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="stage_changes")
    stage = models.CharField(_("stage"), max_length=24, choices=Stage)
    starts_on = models.DateField(_("from"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["case", "starts_on", "id"]

    def __str__(self) -> str:
        return self.stage
