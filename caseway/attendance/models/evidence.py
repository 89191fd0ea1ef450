"""Proof: one paper may prove many days; what a job pays may be projected for six months."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.attendance.models.codes import ProofState
from caseway.attendance.models.enrolments import ActivityEnrolment
from caseway.attendance.models.querysets import OfVisibleEnrolments
from caseway.cases.models import Case, Person
from caseway.documents.models import Document
from caseway.kernel.personal import PersonalFields, classed
from caseway.kernel.versions import Versioned


class EvidenceKind(models.TextChoices):
    """Source: 45 CFR 261.61; a participant's word alone is not documentation."""

    TIME_SHEET = "time_sheet", _("Signed time sheet")
    PAY_STUB = "pay_stub", _("Pay stub")
    EMPLOYER_REPORT = "employer_report", _("Report from the employer")
    SIGN_IN_SHEET = "sign_in_sheet", _("Sign-in sheet of the provider")
    SCHOOL_RECORD = "school_record", _("School or course record")
    PROVIDER_FILE = "provider_file", _("Provider's attendance file")
    BUSINESS_RECORD = "business_record", _("Business records (self-employment)")
    PHONE_CALL = "phone_call", _("Call with the employer or provider, written down")
    OTHER = "other", _("Other")


class Evidence(Versioned):
    """Proof of hours between two days, and what became of it. `state` is never UNPROVEN."""

    personal_fields: ClassVar[PersonalFields] = classed(
        open="kind submitted_at decided_at",
        personal="covers_from covers_until decision_reason expires_on",
        health="note",
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="evidence")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="evidence")
    enrolment = models.ForeignKey(
        ActivityEnrolment, on_delete=models.PROTECT, related_name="evidence"
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    kind = models.CharField(_("kind of proof"), max_length=16, choices=EvidenceKind)
    covers_from = models.DateField(_("proves from"))
    covers_until = models.DateField(_("until, not including"))
    stated_minutes = models.PositiveIntegerField(_("minutes it states"), null=True, blank=True)
    state = models.PositiveSmallIntegerField(
        _("state"), choices=ProofState, default=ProofState.SUBMITTED
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    submitted_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.CharField(_("why"), max_length=300, blank=True)
    expires_on = models.DateField(_("good until"), null=True, blank=True)

    objects = OfVisibleEnrolments.as_manager()

    class Meta:
        ordering = ["-submitted_at", "-id"]
        verbose_name_plural = "evidence"
        indexes = [
            models.Index(fields=["case", "covers_from"], name="evidence_by_case"),
            models.Index(
                fields=["site", "submitted_at"],
                condition=Q(state=ProofState.SUBMITTED),
                name="evidence_waiting",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="evidence_span_is_forward", condition=Q(covers_until__gt=F("covers_from"))
            ),
            models.CheckConstraint(
                name="evidence_was_submitted", condition=Q(state__gte=1, state__lte=4)
            ),
            models.CheckConstraint(
                name="evidence_decision_is_whole",
                condition=Q(state=ProofState.SUBMITTED, decided_at=None)
                | (~Q(state=ProofState.SUBMITTED) & Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="rejected_evidence_has_a_reason",
                condition=~Q(state=ProofState.REJECTED) | ~Q(decision_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class HoursProjection(Versioned):
    """Hours a week of paid work taken from current proof, for at most six months.

    Source: 45 CFR 261.60(c): re-verified on any reported change and no later
    than six months on.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        personal="starts_on holds_until ended_on end_reason"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="projections")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="projections")
    enrolment = models.ForeignKey(
        ActivityEnrolment, on_delete=models.PROTECT, related_name="projections"
    )
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="projections")
    minutes_a_week = models.PositiveSmallIntegerField(_("minutes a week"))
    # The first day of the month from which, and before which, it may be reported.
    starts_on = models.DateField(_("from"))
    holds_until = models.DateField(_("until, not including"))
    ended_on = models.DateField(_("a change was reported on"), null=True, blank=True)
    end_reason = models.CharField(_("what changed"), max_length=200, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    set_at = models.DateTimeField(auto_now_add=True)

    objects = OfVisibleEnrolments.as_manager()

    class Meta:
        ordering = ["enrolment", "starts_on", "id"]
        indexes = [models.Index(fields=["case", "starts_on"], name="projection_by_case")]
        constraints = [
            models.CheckConstraint(
                name="projection_span_is_forward", condition=Q(holds_until__gt=F("starts_on"))
            ),
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(ended_on=None), name="projection_open_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
