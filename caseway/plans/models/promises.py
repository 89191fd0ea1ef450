"""What each side promises: supports by the agency, duties by the person, and how they were kept."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.kernel.personal import PersonalFields, classed
from caseway.kernel.versions import Versioned
from caseway.plans.models.goals import Step
from caseway.plans.models.plans import Plan
from caseway.plans.models.querysets import OfVisiblePlans


class Support(Versioned):
    """Something the agency promises by a day, and who of the staff answers for it."""

    personal_fields: ClassVar[PersonalFields] = classed(
        personal="words due_on given_on given_words left_out_on", open="paid_from"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="supports")
    step = models.ForeignKey(
        Step, on_delete=models.SET_NULL, null=True, blank=True, related_name="supports"
    )
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    words = models.CharField(_("what the agency will do"), max_length=300)
    due_on = models.DateField(_("by"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="plan_supports"
    )
    amount_cents = models.PositiveIntegerField(_("amount in cents"), null=True, blank=True)
    paid_from = models.CharField(_("paid from"), max_length=80, blank=True)
    given_on = models.DateField(_("given on"), null=True, blank=True)
    given_words = models.CharField(_("what was given"), max_length=200, blank=True)
    left_out_on = models.DateField(_("taken out on"), null=True, blank=True)

    objects = OfVisiblePlans.as_manager()

    class Meta:
        ordering = ["plan_id", "due_on", "id"]
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["owner", "due_on"],
                condition=Q(given_on=None, left_out_on=None),
                name="support_open_by_owner",
            )
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(name="support_has_words", condition=~Q(words=""))
        ]

    def __str__(self) -> str:
        return str(self.pk)


class DutyKind(models.TextChoices):
    """45 CFR 261.13 and 261.14: what a breach of each may lead to differs."""

    WORK = "work", _("Work and activities")
    OTHER = "other", _("Family, school and health")


class Duty(Versioned):
    """One thing that the person agrees to, so written that it can be named by its number."""

    personal_fields: ClassVar[PersonalFields] = classed(
        open="kind monitor citation", personal="words due_on rhythm evidence left_out_on"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="duties")
    step = models.ForeignKey(
        Step, on_delete=models.SET_NULL, null=True, blank=True, related_name="duties"
    )
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Never used again in this plan, whatever becomes of the duty.
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=5, choices=DutyKind)
    words = models.CharField(_("what the person will do"), max_length=300)
    rhythm = models.CharField(_("when or how often"), max_length=120, blank=True)
    due_on = models.DateField(_("by"), null=True, blank=True)
    evidence = models.CharField(_("how we will see it was done"), max_length=200, blank=True)
    monitor = models.CharField(_("who watches over it"), max_length=40)
    citation = models.CharField(_("rule"), max_length=80, blank=True)
    left_out_on = models.DateField(_("taken out on"), null=True, blank=True)

    objects = OfVisiblePlans.as_manager()

    class Meta:
        ordering = ["plan_id", "number", "id"]
        verbose_name_plural = "duties"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["plan", "number"], name="duty_number_once"),
            models.CheckConstraint(name="duty_has_words", condition=~Q(words="")),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class DutyCheck(models.Model):
    """Somebody looked whether a duty was kept. What follows from it is decided elsewhere."""

    personal_fields: ClassVar[PersonalFields] = classed(personal="on words", open="at")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="checks")
    on = models.DateField(_("day"))
    kept = models.BooleanField(_("kept"))
    words = models.CharField(_("what was seen"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("recorded at"))

    objects = OfVisiblePlans.as_manager()

    class Meta:
        ordering = ["duty_id", "-on", "-id"]

    def __str__(self) -> str:
        return str(self.pk)
