"""Tables of travel times that an agency brought along."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Agency, Site
from caseway.agencies.standing import standing_of
from caseway.coaching.models.coaches import TravelBy
from caseway.kernel.models import User
from caseway.kernel.personal import PersonalFields, classed


class TravelTables(models.QuerySet[Any]):
    """Tables of the posts that somebody holds."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        seen = Q(pk__in=())
        for post in standing_of(user).case_posts:
            seen |= Q(site_id=post.site_id, agency_id=post.agency_id)
        return self.filter(seen)


class TravelTable(models.Model):
    """Minutes between areas, for months that begin on `starts_on` or later.

    `minutes` is a list of [from, to, minutes], in order. The latest table of a day that was not
    taken back is the one in force; an earlier one stays for the months planned with it.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        open="travels_by starts_on file_name minutes in_seconds", staff="taken_at withdrawn_at"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    travels_by = models.CharField(_("times by"), max_length=8, choices=TravelBy)
    starts_on = models.DateField(_("in force from"))
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    minutes = models.JSONField(_("minutes from area to area"))
    in_seconds = models.BooleanField(_("was in seconds"), default=False)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    taken_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = TravelTables.as_manager()

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["site", "agency", "travels_by", "starts_on"],
                condition=Q(withdrawn_at=None),
                name="travel_table_once_a_day",
            ),
            models.CheckConstraint(
                name="travel_table_withdrawal_is_whole",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def pairs(self) -> dict[tuple[str, str], int]:
        """Minutes by (from, to)."""
        return {(start, end): minutes for start, end, minutes in self.minutes}
