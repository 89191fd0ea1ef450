"""Employers and the places where their people work."""

from typing import Any, ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.agencies.standing import standing_of
from caseway.kernel.models import User
from caseway.kernel.personal import PersonalFields, classed
from caseway.kernel.versions import Versioned


class OfSite(models.QuerySet[Any]):
    """What belongs to a site: for everybody who has a post there, provider staff apart."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        return self.filter(site__in={post.site_id for post in standing_of(user).case_posts})


class Employer(Versioned):
    """Who employs people. That one of them is a participant is told by her `Job` alone."""

    personal_fields: ClassVar[PersonalFields] = classed(
        open="name tax_id naics note closed_on", staff="contact_name phone email"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="employers")
    name = models.CharField(_("name"), max_length=160)
    # Federal employer number: two quarters with the same one are one employer.
    tax_id = models.CharField(_("employer number (FEIN)"), max_length=10, blank=True)
    naics = models.CharField(_("industry (NAICS)"), max_length=6, blank=True)
    contact_name = models.CharField(_("whom to call"), max_length=128, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    closed_on = models.DateField(_("no longer used since"), null=True, blank=True)

    objects = OfSite.as_manager()

    class Meta:
        ordering = ["name", "id"]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["site", "name"], name="employer_by_name")
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(name="employer_has_name", condition=~Q(name=""))
        ]

    def __str__(self) -> str:
        return self.name


class JobSite(Versioned):
    """A place of an employer. Several clients who work here are one stop for their coach.

    `zone` is the area that travel between is reckoned by, such as a borough. Without a point the
    place cannot be travelled to by plan, and the planner says so.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        open="name line_1 line_2 city state zip_code zone closed_on arrival"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="job_sites")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="job_sites")
    name = models.CharField(_("what it is called"), max_length=160, blank=True)
    line_1 = models.CharField(_("street"), max_length=160, blank=True)
    line_2 = models.CharField(_("suite or floor"), max_length=80, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=2, blank=True)
    zip_code = models.CharField(_("ZIP code"), max_length=10, blank=True)
    zone = models.CharField(_("borough or area"), max_length=60, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    # Where to ring, which door, whom to ask for: what a visitor needs to know.
    arrival = models.CharField(_("on arrival"), max_length=300, blank=True)
    closed_on = models.DateField(_("no longer used since"), null=True, blank=True)

    objects = OfSite.as_manager()

    class Meta:
        ordering = ["employer", "name", "id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="job_site_point_is_whole",
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.line_1
