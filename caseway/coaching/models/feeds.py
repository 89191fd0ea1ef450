"""Links from which a calendar program reads visits. The secret in them is kept as a hash only."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Agency, Site
from caseway.kernel.models import User
from caseway.kernel.personal import PersonalFields, classed


class OfOwners(models.QuerySet[Any]):
    """For rows that carry `owner`: hers alone."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        return self.filter(owner=user.pk) if user.pk else self.none()


class FeedKind(models.TextChoices):
    OWN = "own", _("My visits")
    TEAM = "team", _("Visits of my team")


class CalendarFeed(models.Model):
    """One link. A new one of its kind closes the one before: a lost link is worth nothing.

    `agency` and `site` say whose visits a team’s calendar shows: of the agency’s coaches there.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        open="kind token_sha256", staff="made_at closed_at"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="calendar_feeds"
    )
    kind = models.CharField(_("which visits"), max_length=4, choices=FeedKind)
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("made at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    objects = OfOwners.as_manager()

    class Meta:
        ordering = ["owner", "-made_at", "-id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["owner", "site", "agency", "kind"],
                condition=Q(closed_at=None),
                name="calendar_feed_open_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class FeedReading(models.Model):
    """When a program read a feed last. They ask every few minutes, so it is no audit entry."""

    audited = False
    personal_fields: ClassVar[PersonalFields] = classed(staff="read_at")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    feed = models.OneToOneField(CalendarFeed, on_delete=models.CASCADE, related_name="reading")
    read_at = models.DateTimeField(_("last read at"))

    def __str__(self) -> str:
        return str(self.feed_id)
