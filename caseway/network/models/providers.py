"""Providers: the schools, employers and community bodies where people spend their hours."""

from typing import Any, ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Agency, Site
from caseway.kernel.models import User
from caseway.kernel.personal import PersonalFields, classed
from caseway.network.access import sites_of_safety, sites_seen
from caseway.network.models.listed import Listed


class ProviderQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of her sites; a confidential one only for staff trained to keep people safe."""
        seen = self.filter(site__in=sites_seen(user))
        return seen.exclude(Q(is_confidential=True) & ~Q(site__in=sites_of_safety(user)))

    def published(self) -> Self:
        """Those that anybody may be told of."""
        return self.filter(is_published=True, is_confidential=False, closed_on=None)


class Provider(Listed):
    """An organization that runs activities or offers services to a site's participants.

    `agency` is set when its own staff sign in to mark attendance; they see the
    people enrolled with them and nothing else of a case. Whom to call is for
    the site's own staff; `public_email` and its phones are for everybody.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        open="name note closed_on alternate_name description website public_email tax_id "
        "tax_status legal_status legal_ids",
        staff="contact_name phone email",
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="providers")
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="provides"
    )
    name = models.CharField(_("name"), max_length=255)
    contact_name = models.CharField(_("whom to call"), max_length=128, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    closed_on = models.DateField(_("no longer used since"), null=True, blank=True)
    alternate_name = models.CharField(_("also called"), max_length=255, blank=True)
    description = models.TextField(_("what it does"), blank=True)
    website = models.CharField(_("website"), max_length=500, blank=True)
    public_email = models.EmailField(_("e-mail for everybody"), blank=True)
    tax_id = models.CharField(_("tax number"), max_length=60, blank=True)
    tax_status = models.CharField(_("tax status"), max_length=120, blank=True)
    legal_status = models.CharField(_("legal form"), max_length=120, blank=True)
    year_incorporated = models.PositiveSmallIntegerField(_("founded in"), null=True, blank=True)
    # As registers name it: [{"id", "identifier_scheme", "identifier_type", "identifier"}].
    legal_ids = models.JSONField(_("numbers in registers"), default=list, blank=True)

    objects = ProviderQuerySet.as_manager()

    class Meta(Listed.Meta):
        abstract = False
        ordering = ["name", "id"]
        constraints = [
            *Listed.Meta.constraints,
            models.UniqueConstraint(
                fields=["site", "name"],
                condition=Q(closed_on=None),
                name="provider_name_once_per_site",
            ),
        ]

    def __str__(self) -> str:
        return self.name
