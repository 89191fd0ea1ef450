"""Who works on a case, in which part, since when, and how it passes from hand to hand."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Agency, Site
from caseway.cases.models.case import Case
from caseway.kernel.personal import FieldClass


class Part(models.TextChoices):
    """The part a worker has on a case. A specialist holds one function; the others the rest."""

    CASE_MANAGER = "case_manager", _("Case manager")
    PUBLIC_WORKER = "public_worker", _("Public worker")
    CONTRACTOR_WORKER = "contractor_worker", _("Contractor worker")
    JOB_COACH = "job_coach", _("Job coach")
    SPECIALIST = "specialist", _("Specialist")
    TEAM_MEMBER = "team_member", _("Team member")


class Assignment(models.Model):
    """A worker (or, while vacant, only the agency) holds a part on a case from a day.

    `staff` is empty while the part is vacant: the row keeps the part visible
    in the agency's queue, so that nobody is lost. One open assignment is the lead.
    """

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "reason": FieldClass.PERSONAL,
        "part": FieldClass.OPEN,
        "function": FieldClass.OPEN,
        "starts_on": FieldClass.OPEN,
        "ends_on": FieldClass.OPEN,
    }

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="assignments")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="assignments")
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
    )
    part = models.CharField(_("part"), max_length=20, choices=Part)
    # The one function a specialist performs on this case; empty for the other parts.
    function = models.CharField(_("function"), max_length=40, blank=True)
    is_lead = models.BooleanField(_("leads"), default=False)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        ordering = ["case", "-is_lead", "part", "starts_on", "id"]
        indexes = [
            models.Index(fields=["staff", "ends_on", "case"], name="assignment_by_staff"),
            models.Index(fields=["agency", "ends_on", "case"], name="assignment_by_agency"),
            models.Index(fields=["site", "part", "ends_on", "staff"], name="assignment_vacant"),
        ]
        constraints = [
            models.CheckConstraint(
                # Opened and closed the same day is allowed: a correction.
                name="assignment_span_is_forward",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="assignment_specialist_has_function",
                condition=(Q(part="specialist") & ~Q(function=""))
                | (~Q(part="specialist") & Q(function="")),
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(is_lead=True, ends_on=None),
                name="case_has_one_lead",
            ),
            models.UniqueConstraint(
                fields=["case", "part", "function"],
                # A team has one lead and any number of members.
                condition=Q(ends_on=None) & ~Q(part="team_member"),
                name="part_held_once_per_case",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} on {self.case_id}"


class HandOff(models.Model):
    """A case passed on with a note, kept open until the receiver has taken it up."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "note": FieldClass.PERSONAL,
        "part": FieldClass.OPEN,
        "function": FieldClass.OPEN,
        "next_contact_by": FieldClass.OPEN,
        "made_at": FieldClass.OPEN,
        "accepted_at": FieldClass.OPEN,
    }

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="hand_offs")
    part = models.CharField(_("part"), max_length=20, choices=Part)
    function = models.CharField(_("function"), max_length=40, blank=True)
    from_staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    from_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    to_staff = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hand_offs",
    )
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(_("what the next worker should know"))
    next_contact_by = models.DateField(_("next contact by"))
    made_at = models.DateTimeField(_("made at"))
    accepted_at = models.DateTimeField(_("taken up at"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["to_staff", "accepted_at"], name="hand_off_open")]
        constraints = [
            models.CheckConstraint(
                name="hand_off_acceptance_is_whole",
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"hand-off {self.pk}"
