"""The contact log: meetings, brief contacts, attempts, messages and notes."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Agency, Site
from caseway.cases.models.case import Case
from caseway.cases.models.people import Person
from caseway.kernel.personal import FieldClass


class ContactKind(models.TextChoices):
    """Only a meeting keeps a promised meeting; a brief contact is contact all the same."""

    MEETING = "meeting", _("Meeting")
    BRIEF = "brief", _("Brief contact")
    ATTEMPT = "attempt", _("Attempt")
    MESSAGE_IN = "message_in", _("Message from the person")
    MESSAGE_OUT = "message_out", _("Message to the person")
    NOTE = "note", _("Note")


class ContactMode(models.TextChoices):
    IN_PERSON = "in_person", _("In person")
    PHONE = "phone", _("Phone")
    VIDEO = "video", _("Video")
    TEXT = "text", _("Text message")
    EMAIL = "email", _("E-mail")
    LETTER = "letter", _("Letter")
    NONE = "none", _("Not applicable")


class ContactPlace(models.TextChoices):
    OFFICE = "office", _("Office")
    HOME = "home", _("Home visit")
    WORKPLACE = "workplace", _("Workplace")
    CLASSROOM = "classroom", _("Classroom or workshop")
    COMMUNITY = "community", _("Elsewhere in the community")
    REMOTE = "remote", _("From a distance")


class Contact(models.Model):
    """One contact or note. It is corrected by a newer one that names it, never rewritten."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "text": FieldClass.PERSONAL,
        "kind": FieldClass.PERSONAL,
        "mode": FieldClass.PERSONAL,
        "place": FieldClass.PERSONAL,
        "at": FieldClass.PERSONAL,
        "function": FieldClass.OPEN,
        "recorded_at": FieldClass.OPEN,
    }

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="contacts")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=ContactKind)
    mode = models.CharField(_("how"), max_length=12, choices=ContactMode, default=ContactMode.NONE)
    place = models.CharField(_("where"), max_length=12, choices=ContactPlace, blank=True)
    at = models.DateTimeField(_("when"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    text = models.TextField(_("what was said, seen and agreed"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="contacts"
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    function = models.CharField(_("function"), max_length=40, blank=True)
    # Read only by its author and her supervisor until shared.
    is_private = models.BooleanField(_("private"), default=False)
    needs_reply = models.BooleanField(_("waits for an answer"), default=False)
    answered_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="answers"
    )
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["case", "-at", "-id"], name="contact_timeline"),
            models.Index(fields=["case", "kind", "-at"], name="contact_last_by_kind"),
            models.Index(
                fields=["case"], condition=Q(needs_reply=True), name="contact_waiting_for_reply"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
