"""Where the work happens: sites, their regions and their programs."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from caseway.kernel.personal import FieldClass
from caseway.kernel.versions import Versioned


class SiteModel(models.TextChoices):
    """The two ways of dividing the work that the privatisation study found, and our plain one."""

    TWO_WORKER = "two_worker", _("Two workers: one public, one contractor")
    SINGLE_PRIVATE = "single_private", _("One contractor worker")
    SINGLE_WORKER = "single_worker", _("One worker for every step")


class CaseloadMode(models.TextChoices):
    REGULAR = "regular", _("Each case has a named worker")
    POOL = "pool", _("Whoever is available takes the next case")


class Site(Versioned):
    """One program site. It is the key that every case-owned table carries."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "slug": FieldClass.OPEN,
        "name": FieldClass.OPEN,
        "model": FieldClass.OPEN,
        "caseload_mode": FieldClass.OPEN,
        "time_zone": FieldClass.OPEN,
        "state": FieldClass.OPEN,
        "plan_name": FieldClass.OPEN,
        "public_worker_title": FieldClass.OPEN,
        "contractor_worker_title": FieldClass.OPEN,
        "benefit_payment": FieldClass.OPEN,
        "note": FieldClass.OPEN,
        "preset": FieldClass.OPEN,
        "study_code": FieldClass.OPEN,
    }

    slug = models.SlugField(_("short name"), unique=True)
    name = models.CharField(_("name"), max_length=128)
    model = models.CharField(_("how the work is divided"), max_length=20, choices=SiteModel)
    caseload_mode = models.CharField(
        _("caseloads"), max_length=10, choices=CaseloadMode, default=CaseloadMode.REGULAR
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="America/New_York")
    # Whose choices hold where federal law leaves room; empty takes the neutral ones.
    state = models.CharField(_("state"), max_length=2, blank=True)
    # The personal responsibility plan has other names elsewhere, such as "family
    # responsibility agreement"; the site's own word shows wherever ours would.
    plan_name = models.CharField(
        _("local name of the personal responsibility plan"), max_length=80, blank=True
    )
    public_worker_title = models.CharField(
        _("title of the public worker"), max_length=80, blank=True
    )
    contractor_worker_title = models.CharField(
        _("title of the contractor worker"), max_length=80, blank=True
    )
    benefit_payment = models.CharField(_("who pays benefits"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)
    # Which column of Table II.1 this site was set up from, such as "LRGV"; a
    # site that is that study site itself stands on the study's page.
    preset = models.CharField(_("set up from"), max_length=8, blank=True)
    study_code = models.CharField(_("study site"), max_length=8, blank=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class RegionKind(models.TextChoices):
    CONTRACTED = "contracted", _("Contractors perform some or all of the work")
    PUBLIC = "public", _("A public agency performs all functions")


class Region(models.Model):
    """A part of a site with its own division of functions. Every site has at least one."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "name": FieldClass.OPEN,
        "kind": FieldClass.OPEN,
    }

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="regions")
    name = models.CharField(_("name"), max_length=128)
    kind = models.CharField(_("kind"), max_length=12, choices=RegionKind)

    class Meta:
        ordering = ["site", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["site", "name"], name="region_name_once_per_site")
        ]

    def __str__(self) -> str:
        return self.name


class ProgramKind(models.TextChoices):
    WORK_FIRST = "work_first", _("Welfare to work (TANF)")
    WORKFORCE = "workforce", _("Workforce development")
    SUPPORTED_EMPLOYMENT = "supported_employment", _("Supported employment")


class Program(models.Model):
    """A program run at a site. A household has one open case in it."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "kind": FieldClass.OPEN,
        "name": FieldClass.OPEN,
    }

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="programs")
    kind = models.CharField(_("kind"), max_length=24, choices=ProgramKind)
    name = models.CharField(_("name"), max_length=128)

    class Meta:
        ordering = ["site", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["site", "name"], name="program_name_once_per_site")
        ]

    def __str__(self) -> str:
        return self.name
