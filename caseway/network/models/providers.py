"""Providers: the schools, employers and community bodies where people spend their hours."""

from typing import Any, ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Agency, Site
from caseway.agencies.standing import standing_of
from caseway.kernel.models import User
from caseway.kernel.personal import PersonalFields, classed
from caseway.kernel.versions import Versioned


class ProviderQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the sites where this person works on cases. A provider's own staff see none."""
        return self.filter(site__in={post.site_id for post in standing_of(user).case_posts})


class Provider(Versioned):
    """A place that runs activities for a site's participants.

    `agency` is set when its own staff sign in to mark attendance; they see the
    people enrolled with them and nothing else of a case.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        open="name note closed_on", staff="contact_name phone email"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="providers")
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="provides"
    )
    name = models.CharField(_("name"), max_length=128)
    contact_name = models.CharField(_("whom to call"), max_length=128, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    closed_on = models.DateField(_("no longer used since"), null=True, blank=True)

    objects = ProviderQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "name"],
                condition=Q(closed_on=None),
                name="provider_name_once_per_site",
            )
        ]

    def __str__(self) -> str:
        return self.name
