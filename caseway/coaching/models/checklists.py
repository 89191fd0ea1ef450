"""The checklist of a visit: what is asked, what was answered, what was sent, what was added."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.coaching.models.enrolments import CoachingEnrolment, CoachingProgram
from caseway.coaching.models.querysets import OfVisibleChecklists, OfVisibleEnrolments
from caseway.coaching.models.visits import Visit
from caseway.kernel.models.sealing import Sealed, SealedField
from caseway.kernel.personal import PersonalFields, classed
from caseway.kernel.versions import Versioned


class ChecklistDraft(Versioned):
    """What a site's next checklist for a program will ask, until it is published."""

    personal_fields: ClassVar[PersonalFields] = classed(open="program content edited_at")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="checklist_drafts")
    program = models.CharField(_("program"), max_length=8, choices=CoachingProgram)
    content = models.JSONField(_("what it asks"))
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    edited_at = models.DateTimeField()

    class Meta:
        ordering = ["site", "program", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["site", "program"], name="checklist_draft_once")
        ]

    def __str__(self) -> str:
        return f"{self.program} (draft)"


class ChecklistVersion(models.Model):
    """What a checklist asks from a day on. Nobody changes it: what was answered rests on it.

    Number 1 is what Caseway ships. A visit keeps the number it was filled in with.
    """

    append_only: ClassVar[bool] = True
    personal_fields: ClassVar[PersonalFields] = classed(
        open="program number content in_force_on published_at"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="checklist_versions")
    program = models.CharField(_("program"), max_length=8, choices=CoachingProgram)
    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField(_("what it asks"))
    in_force_on = models.DateField(_("from"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["site", "program", "-number", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["site", "program", "number"], name="checklist_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.program} {self.number}"


class Checklist(Versioned):
    """The record of one visit. A signature locks it; what is said later is an addendum.

    `answers` are as `reading.answers.Answers` writes them; start and stop stand in columns besides,
    because sessions are compared by them. `written_at` is when it was first filled in, on the phone
    or here; the server's own time of that is `created_at`. `goal_words` keeps the words of each
    goal as they were when it was signed.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        personal="answers goal_words started_at stopped_at",
        staff="written_at saved_at signed_at signed_name signed_title",
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="checklist")
    enrolment = models.ForeignKey(
        CoachingEnrolment, on_delete=models.PROTECT, related_name="checklists"
    )
    template = models.ForeignKey(
        ChecklistVersion, on_delete=models.PROTECT, related_name="checklists"
    )
    answers = models.JSONField(_("what was answered"), default=dict)
    started_at = models.DateTimeField(_("start"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("stop"), null=True, blank=True)
    goal_words = models.JSONField(_("the goals in their words"), default=dict, blank=True)
    written_at = models.DateTimeField(_("first filled in"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField()
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_name = models.CharField(_("name of who signed"), max_length=160, blank=True)
    signed_title = models.CharField(_("title of who signed"), max_length=80, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OfVisibleEnrolments.as_manager()

    class Meta:
        ordering = ["enrolment", "started_at", "id"]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["enrolment", "started_at"], name="checklist_by_client")
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="checklist_signature_is_whole",
                condition=Q(signed_at=None, signed_by=None, signed_name="", signed_title="")
                | (Q(signed_at__isnull=False, signed_by__isnull=False) & ~Q(signed_name="")),
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class KeptWhy(models.TextChoices):
    """Why what was sent did not become the record at once. It is kept until somebody decides."""

    CHANGED = "changed", _("Somebody else changed the record meanwhile")
    SIGNED = "signed", _("The record was signed meanwhile")
    NOT_HELD = "not_held", _("The visit was moved or canceled meanwhile")
    MONTH_CLOSED = "month_closed", _("The month was closed meanwhile")


class ChecklistSending(models.Model):
    """Each time a checklist was sent, by the sender's own key: sent five times, taken once.

    What could not be taken (`why_kept`) is kept whole and waits for a person to decide.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        open="why_kept", personal="answers", staff="sent_at settled_at"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="sendings")
    enrolment = models.ForeignKey(CoachingEnrolment, on_delete=models.PROTECT, related_name="+")
    template = models.ForeignKey(ChecklistVersion, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(_("what was sent"), default=dict)
    why_kept = models.CharField(_("why it waits"), max_length=12, choices=KeptWhy, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = OfVisibleEnrolments.as_manager()

    class Meta:
        ordering = ["visit", "sent_at", "id"]

    def __str__(self) -> str:
        return str(self.key)


class ChecklistAddendum(models.Model):
    """Something said after the signature, by whom and when. Nothing of it is ever changed."""

    append_only: ClassVar[bool] = True
    personal_fields: ClassVar[PersonalFields] = classed(personal="text", staff="at")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="addenda")
    text = models.CharField(_("what is to be added"), max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfVisibleChecklists.as_manager()

    class Meta:
        ordering = ["checklist", "at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(name="checklist_addendum_has_text", condition=~Q(text=""))
        ]

    def __str__(self) -> str:
        return str(self.pk)


class FunderNumber(Sealed):
    """The number under which a funder knows a person, such as her Medicaid ID. Sealed."""

    personal_fields: ClassVar[PersonalFields] = classed(identifier="number last_four")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    enrolment = models.OneToOneField(
        CoachingEnrolment, on_delete=models.CASCADE, related_name="funder_number"
    )
    number = SealedField()
    last_four = models.CharField(max_length=4)

    objects = OfVisibleEnrolments.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.pk)
