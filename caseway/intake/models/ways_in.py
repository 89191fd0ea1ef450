"""First contacts, and the way in of a case: timed steps, each with the function that it needs."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Agency, Region, Site
from caseway.agencies.standing import standing_of
from caseway.cases.models import Case
from caseway.cases.models.querysets import OfVisibleCases
from caseway.documents.models import Document
from caseway.kernel.models import User
from caseway.kernel.models.sealing import Sealed, SealedField
from caseway.kernel.personal import PersonalFields, classed
from caseway.kernel.versions import Versioned
from caseway.rules.functions import EmployerKind


class RightProgram(models.TextChoices):
    """Where somebody who came should go first."""

    HERE = "here", _("This program is right for them")
    BENEFITS_ONLY = "benefits_only", _("Food stamps or Medicaid alone")
    OTHER = "other", _("Another program is right for them")
    NOT_SURE = "not_sure", _("Not sure yet")


class Diversion(models.TextChoices):
    """What may help instead of monthly cash, where the state has it."""

    ONE_TIME = "one_time", _("A one-time payment")
    JOB = "job", _("A job that can begin now")
    CHILD_SUPPORT = "child_support", _("Child support")
    OTHER_BENEFIT = "other_benefit", _("Unemployment insurance, SSI or another benefit")
    RELATIVES = "relatives", _("Help that is there already")


class DiversionOutcome(models.TextChoices):
    NOT_DISCUSSED = "", _("Not discussed yet")
    NOT_OFFERED = "not_offered", _("None fits, or this state has none")
    DECLINED = "declined", _("Offered, and they prefer to apply")
    TAKEN = "taken", _("They take it instead of monthly cash")
    BOTH = "both", _("They take it and apply as well")


class FirstContactQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those that her own agency took, at her site; once there is a case, whoever sees it."""
        standing = standing_of(user)
        seen = Q(pk__in=[])
        for post in standing.case_posts:
            here = Q(site_id=post.site_id)
            if post.region_id is not None:
                here &= Q(region_id=post.region_id)
            if post.employer_kind != EmployerKind.PUBLIC:
                here &= Q(agency_id=post.agency_id)
            seen |= here & Q(case=None)
        cases = Case.objects.visible_to(user)
        return self.filter(seen | Q(Exists(cases.filter(pk=OuterRef("case")))))


class FirstContact(Sealed, Versioned):
    """Somebody came. Kept before there is a case, because often there should be none."""

    personal_fields: ClassVar[PersonalFields] = classed(
        personal="name phone words at diversion diversion_words next_words",
        open="language program outcome",
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    case = models.OneToOneField(
        Case, on_delete=models.CASCADE, null=True, blank=True, related_name="first_contact"
    )
    name = SealedField(verbose_name=_("name, as they say it"))
    phone = SealedField(verbose_name=_("phone"))
    words = SealedField(verbose_name=_("what brings them, in their words"))
    language = models.CharField(_("preferred language"), max_length=3, default="en")
    wants_tanf = models.BooleanField(_("cash and help into work (TANF)"), default=False)
    wants_snap = models.BooleanField(_("food stamps (SNAP)"), default=False)
    wants_medicaid = models.BooleanField(_("health coverage (Medicaid)"), default=False)
    wants_child_care = models.BooleanField(_("child care"), default=False)
    program = models.CharField(_("the right program"), max_length=16, choices=RightProgram)
    diversion = models.CharField(_("options offered"), max_length=80, blank=True)
    diversion_words = models.CharField(_("what was said about it"), max_length=300, blank=True)
    outcome = models.CharField(
        _("what they chose"), max_length=12, choices=DiversionOutcome, blank=True
    )
    next_words = models.CharField(_("what happens next"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"))

    objects = FirstContactQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["site", "at"], condition=Q(case=None), name="first_contact_open")
        ]

    def __str__(self) -> str:
        return f"first contact {self.pk}"


class WayIn(models.Model):
    """The way in of one case: which flow it follows, and what the family came for."""

    personal_fields: ClassVar[PersonalFields] = classed(open="flow", personal="began_at ended_at")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="way_in")
    flow = models.CharField(_("flow"), max_length=24)
    wants_tanf = models.BooleanField(_("cash and help into work (TANF)"), default=True)
    wants_snap = models.BooleanField(_("food stamps (SNAP)"), default=False)
    wants_medicaid = models.BooleanField(_("health coverage (Medicaid)"), default=False)
    wants_child_care = models.BooleanField(_("child care"), default=False)
    work_required = models.BooleanField(_("work is required"), default=True)
    began_at = models.DateTimeField(_("began"))
    began_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(_("all steps done"), null=True, blank=True)

    objects = OfVisibleCases.as_manager()

    class Meta:
        ordering = ["case", "id"]
        verbose_name_plural = "ways in"

    def __str__(self) -> str:
        return f"way in {self.pk}"


class StepResult(models.TextChoices):
    DONE = "done", _("Done")
    APPROVED = "approved", _("Approved")
    DENIED = "denied", _("Denied")
    WITHDRAWN = "withdrawn", _("No longer wanted")


class WayInStep(models.Model):
    """One step of a way in, from when it could begin until it was done."""

    personal_fields: ClassVar[PersonalFields] = classed(
        open="code function employer_kind", personal="begins_at due_on ends_at result note"
    )

    way_in = models.ForeignKey(WayIn, on_delete=models.CASCADE, related_name="steps")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(_("step"), max_length=32)
    function = models.CharField(_("function"), max_length=40)
    begins_at = models.DateTimeField(_("could begin"))
    due_on = models.DateField(_("due"))
    ends_at = models.DateTimeField(_("done"), null=True, blank=True)
    result = models.CharField(_("result"), max_length=12, choices=StepResult, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    employer_kind = models.CharField(_("done by"), max_length=12, blank=True)

    objects = OfVisibleCases.as_manager()

    class Meta:
        ordering = ["way_in", "begins_at", "id"]
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["site", "code"], condition=Q(ends_at=None), name="way_in_step_waiting"
            ),
            models.Index(fields=["case", "ends_at"], name="way_in_step_by_case"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["way_in", "code"], name="way_in_step_once"),
            models.CheckConstraint(
                name="way_in_step_end_is_whole",
                condition=Q(ends_at=None, result="", by=None)
                | (Q(ends_at__gte=F("begins_at"), by__isnull=False) & ~Q(result="")),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class AskedPaper(models.Model):
    """A paper on the checklist: here, still missing, or waived with a reason."""

    personal_fields: ClassVar[PersonalFields] = classed(personal="waived_because at", open="code")

    way_in = models.ForeignKey(WayIn, on_delete=models.CASCADE, related_name="papers")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(_("paper"), max_length=32)
    is_here = models.BooleanField(_("is here"), default=False)
    document = models.ForeignKey(
        Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    waived_because = models.CharField(_("not needed because"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("when"), null=True, blank=True)

    class Meta:
        ordering = ["way_in", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["way_in", "code"], name="asked_paper_once"),
            models.CheckConstraint(
                name="asked_paper_is_here_or_waived",
                condition=Q(is_here=False) | Q(waived_because=""),
            ),
        ]

    def __str__(self) -> str:
        return self.code
