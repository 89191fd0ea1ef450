"""Visits: sessions with a person, as agreed, as moved, and as they went."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Agency, Site
from caseway.cases.models import Contact
from caseway.coaching.models.enrolments import CoachingEnrolment
from caseway.coaching.models.querysets import OfVisibleEnrolments
from caseway.employment.models import JobSite
from caseway.kernel.personal import PersonalFields, classed
from caseway.kernel.versions import Versioned


class VisitMode(models.TextChoices):
    """How it is held. The planner knows a visit and a call; a call is by video or phone."""

    VISIT = "visit", _("In person")
    VIDEO = "video", _("By video")
    PHONE = "phone", _("By phone")


class VisitState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    MOVED = "moved", _("Moved to another time")
    CANCELLED = "cancelled", _("Cancelled")
    NO_SHOW = "no_show", _("Did not come")


class WhyNot(models.TextChoices):
    """Why a visit was moved, cancelled or missed."""

    CLIENT_ILL = "client_ill", _("The person was ill")
    CLIENT_SHIFT = "client_shift", _("Her shift changed")
    CLIENT_ASKED = "client_asked", _("The person asked for it")
    CLIENT_ABSENT = "client_absent", _("The person was not there")
    EMPLOYER = "employer", _("The employer asked for it")
    COACH_ILL = "coach_ill", _("The coach was ill")
    COACH_DELAYED = "coach_delayed", _("The coach was held up")
    COACH_OTHER = "coach_other", _("Another duty of the coach")
    WEATHER = "weather", _("Weather or transit")
    PLANNED_ANEW = "planned_anew", _("The month was planned anew")
    OTHER = "other", _("Another reason")


class Visit(Versioned):
    """One session. `uuid` is its identity: sent once or five times, it is one visit.

    `day`, `begins_at` and `minutes` are as agreed; `held_*` as it went. Minutes before (getting
    ready), during and after (notes, calls on her behalf) and of travel are kept apart. A visit that
    moved stays, and points to the one that took its place. `is_confirmed`: agreed with the person;
    `is_pinned`: the coach keeps it where it is. Planning anew moves neither.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        open="mode state why_not",
        personal="day begins_at place_name held_begins_at held_ends_at note travel_note",
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(
        CoachingEnrolment, on_delete=models.PROTECT, related_name="visits"
    )
    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="coaching_visits"
    )
    day = models.DateField(_("day"))
    # None: a call that has its day and no hour yet.
    begins_at = models.TimeField(_("begins"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    mode = models.CharField(_("how"), max_length=8, choices=VisitMode)
    job_site = models.ForeignKey(
        JobSite, on_delete=models.PROTECT, null=True, blank=True, related_name="visits"
    )
    place_name = models.CharField(_("where"), max_length=160, blank=True)
    # Visits of one group session carry one number.
    group = models.UUIDField(_("held together as"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=VisitState, default=VisitState.PLANNED
    )
    is_confirmed = models.BooleanField(_("confirmed with the person"), default=False)
    is_pinned = models.BooleanField(_("pinned by the coach"), default=False)
    planned_travel_minutes = models.PositiveSmallIntegerField(
        _("minutes of travel planned"), null=True, blank=True
    )
    held_begins_at = models.DateTimeField(_("began"), null=True, blank=True)
    held_ends_at = models.DateTimeField(_("ended"), null=True, blank=True)
    before_minutes = models.PositiveSmallIntegerField(_("minutes before"), null=True, blank=True)
    after_minutes = models.PositiveSmallIntegerField(_("minutes after"), null=True, blank=True)
    travel_minutes = models.PositiveSmallIntegerField(_("minutes of travel"), null=True, blank=True)
    travel_note = models.CharField(_("about the way"), max_length=200, blank=True)
    why_not = models.CharField(_("why not"), max_length=16, choices=WhyNot, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    moved_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="moved_from"
    )
    plan = models.ForeignKey(
        "coaching.MonthPlan", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # What the case's log of contacts says of it: a meeting that was held, or an attempt.
    contact = models.OneToOneField(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="visit"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = OfVisibleEnrolments.as_manager()

    class Meta:
        ordering = ["day", "begins_at", "id"]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["coach", "day"], name="visit_by_coach"),
            models.Index(fields=["enrolment", "day"], name="visit_by_client"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(name="visit_takes_time", condition=Q(minutes__range=(1, 1440))),
            models.CheckConstraint(
                name="visit_held_is_forward",
                condition=Q(held_ends_at=None) | Q(held_ends_at__gte=F("held_begins_at")),
            ),
            models.CheckConstraint(
                name="visit_not_held_has_reason",
                condition=~Q(state__in=["moved", "cancelled", "no_show"]) | ~Q(why_not=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)
