"""Sessions for several people at once: an orientation, or a meeting to set goals together."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Agency, Region, Site
from caseway.agencies.standing import standing_of
from caseway.cases.models import Case, Contact, Person, Task
from caseway.cases.models.querysets import OfVisibleCases
from caseway.kernel.models import User
from caseway.kernel.personal import PersonalFields, classed
from caseway.kernel.versions import Versioned
from caseway.rules.functions import EmployerKind


class GroupKind(models.TextChoices):
    ORIENTATION = "orientation", _("Orientation")
    GOALS = "goals", _("Setting goals together")
    SKILLS = "skills", _("Learning together")
    OTHER = "other", _("Another session")


class GroupSessionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of her own agency where she works, all of the site for the public agency, and
        those to which somebody of a case that she may see is invited."""
        seen = Q(pk__in=[])
        for post in standing_of(user).case_posts:
            here = Q(site_id=post.site_id)
            if post.region_id is not None:
                here &= Q(region_id=post.region_id)
            if post.employer_kind != EmployerKind.PUBLIC:
                here &= Q(agency_id=post.agency_id)
            seen |= here
        seats = GroupSeat.objects.visible_to(user).filter(session=OuterRef("pk"))
        return self.filter(seen | Q(Exists(seats)))


class GroupSession(Versioned):
    """One session: when, where, in which language, led by whom."""

    personal_fields: ClassVar[PersonalFields] = classed(
        open="kind title language place starts_at minutes seats at cancelled_at", staff="why"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=GroupKind)
    title = models.CharField(_("title"), max_length=120)
    language = models.CharField(_("language"), max_length=3, default="en")
    place = models.CharField(_("where"), max_length=200)
    starts_at = models.DateTimeField(_("when"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    seats = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    led_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("planned at"))
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    why = models.CharField(_("why it was cancelled"), max_length=200, blank=True)

    objects = GroupSessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["site", "starts_at"], name="group_session_by_site")
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="group_session_lasts", condition=Q(minutes__gt=0, minutes__lte=1440)
            ),
            models.CheckConstraint(
                name="group_session_is_cancelled_for_a_reason",
                condition=Q(cancelled_at=None, why="")
                | (Q(cancelled_at__isnull=False) & ~Q(why="")),
            ),
        ]

    def __str__(self) -> str:
        return f"group session {self.pk}"


class Came(models.TextChoices):
    """Not noted yet, came, and did not come are three things."""

    UNKNOWN = "", _("Not noted yet")
    CAME = "came", _("Came")
    MISSED = "missed", _("Did not come")


class GroupSeat(models.Model):
    """Somebody invited to a session, and whether she came.

    `contact` is its entry in the log; `to_tell` the task to tell her of a change.
    """

    personal_fields: ClassVar[PersonalFields] = classed(personal="came invited_at noted_at")

    session = models.ForeignKey(GroupSession, on_delete=models.CASCADE, related_name="invitations")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="group_seats")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="group_seats")
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    invited_at = models.DateTimeField(_("invited"))
    came = models.CharField(_("who came"), max_length=8, choices=Came, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    noted_at = models.DateTimeField(_("noted"), null=True, blank=True)
    contact = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    to_tell = models.ForeignKey(
        Task, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = OfVisibleCases.as_manager()

    class Meta:
        ordering = ["session", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["session", "person"], name="invited_once"),
            models.CheckConstraint(
                name="attendance_is_noted_by_somebody",
                condition=Q(came="", noted_by=None, noted_at=None)
                | (~Q(came="") & Q(noted_by__isnull=False, noted_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"seat {self.pk}"
