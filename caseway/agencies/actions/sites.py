"""A site's settings, and what is present there: regions, programs, agencies, pieces, promises.

What holds over time is dated: it begins on a day, and ends on a day, and is
never rewritten.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from caseway.agencies import access
from caseway.agencies.access import Where
from caseway.agencies.actions.functions import place_holders
from caseway.agencies.facts import holders_by_region
from caseway.agencies.models import (
    Agency,
    ContactPromise,
    EmployerKind,
    Membership,
    Presence,
    Program,
    ProgramKind,
    Region,
    RegionKind,
    Site,
    SpecialistElement,
)
from caseway.agencies.policy import Act
from caseway.agencies.standing import open_on
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import save_if_current
from caseway.rules.functions import FunctionCode, Holders
from caseway.rules.functions.table import FUNCTIONS, SiteHolders

SETTINGS = (
    "name",
    "model",
    "caseload_mode",
    "state",
    "plan_name",
    "public_worker_title",
    "contractor_worker_title",
    "benefit_payment",
    "note",
)


@transaction.atomic
def change_settings(*, site: Site, values: dict[str, Any], version: int, by: User) -> Site:
    """Save a site's settings. Raises NotAllowed or StaleRecord with both texts."""
    _require(by, site)
    for name in SETTINGS:
        setattr(site, name, values[name])
    save_if_current(site, version, SETTINGS)
    return site


@transaction.atomic
def add_region(
    *, site: Site, name: str, kind: RegionKind, like: Region | None, by: User, on: date
) -> Region:
    """Add a region. It starts with the division of work of `like`, or all public when it is public.

    Agencies come separately, so that nobody is present without being asked.
    """
    _require(by, site)
    if site.regions.filter(name__iexact=name.strip()).exists():
        raise NotAllowed(_("This site has a region of that name already."))
    region = Region.objects.create(site=site, name=name.strip(), kind=kind)
    place_holders(region, _begins_with(kind, like, on), on=on, reason=_("New region"))
    return region


@transaction.atomic
def add_program(*, site: Site, name: str, kind: ProgramKind, by: User) -> Program:
    """Add a program in which households of this site can have a case."""
    _require(by, site)
    if site.programs.filter(name__iexact=name.strip()).exists():
        raise NotAllowed(_("This site has a program of that name already."))
    return Program.objects.create(site=site, name=name.strip(), kind=kind)


@transaction.atomic
def add_agency(
    *, site: Site, region: Region, name: str, kind: EmployerKind, by: User, on: date
) -> Presence:
    """Let an agency work in a region from a day. One whose name is known is used."""
    _require(by, site)
    _require_region(site, region)
    agency = Agency.objects.filter(name__iexact=name.strip()).first()
    if agency is None:
        agency = Agency.objects.create(name=name.strip(), employer_kind=kind)
    if agency.employer_kind != kind:
        raise NotAllowed(
            _("%(name)s is known as: %(kind)s. Use another name.")
            % {"name": agency.name, "kind": agency.get_employer_kind_display()}
        )
    if Presence.objects.filter(agency=agency, region=region).exclude(ends_on__lte=on).exists():
        raise NotAllowed(_("%(name)s is in this region already.") % {"name": agency.name})
    return Presence.objects.create(site=site, region=region, agency=agency, starts_on=on)


@transaction.atomic
def end_presence(*, presence: Presence, by: User, on: date) -> None:
    """Let an agency leave a region. Raises NotAllowed while its people still have posts there."""
    _require(by, presence.site)
    posts = Membership.objects.filter(agency=presence.agency, site=presence.site).exclude(
        ends_on__lte=on
    )
    elsewhere = (
        Presence.objects.filter(agency=presence.agency, site=presence.site)
        .exclude(ends_on__lte=on)
        .exclude(pk=presence.pk)
    )
    if elsewhere.exists():
        posts = posts.filter(region=presence.region)
    if posts.exists():
        raise NotAllowed(
            _("People of %(name)s still have posts here. End those first, so that no case is lost.")
            % {"name": presence.agency.name}
        )
    _end(presence, on)


@transaction.atomic
def add_element(
    *,
    site: Site,
    region: Region,
    function: FunctionCode,
    name: str,
    agency: Agency,
    by: User,
    on: date,
) -> SpecialistElement:
    """Let an agency hold a piece of a function, such as a job club, from a day."""
    _require(by, site)
    _require_region(site, region)
    if FUNCTIONS[function].reserved and agency.employer_kind != EmployerKind.PUBLIC:
        raise NotAllowed(_("Federal law leaves this function to public employees, all of it."))
    present = Presence.objects.filter(open_on(on), agency=agency, region=region)
    if not present.exists():
        raise NotAllowed(
            _("%(name)s is not in this region on that day. Add it first.") % {"name": agency.name}
        )
    return SpecialistElement.objects.create(
        site=site,
        region=region,
        function=function,
        name=name.strip(),
        agency=agency,
        starts_on=on,
    )


@transaction.atomic
def end_element(*, element: SpecialistElement, by: User, on: date) -> None:
    """Let a piece go back to whoever holds the function."""
    _require(by, element.site)
    _end(element, on)


@dataclass(frozen=True)
class Rhythm:
    """How often a part promises a meeting in a stage ("" is any): days or calendar months."""

    part: str
    stage: str = ""
    every_days: int | None = None
    every_months: int | None = None
    source: str = ""


@transaction.atomic
def promise_contact(*, program: Program, rhythm: Rhythm, by: User, on: date) -> ContactPromise:
    """Let a program promise this rhythm from a day; what it promised before ends that day."""
    _require(by, program.site)
    if (rhythm.every_days is None) == (rhythm.every_months is None):
        raise NotAllowed(_("Say how often in days or in months, one of the two."))
    later = ContactPromise.objects.filter(
        program=program, part=rhythm.part, stage=rhythm.stage, starts_on__gt=on
    )
    if later.exists():
        raise NotAllowed(_("Another rhythm begins later than that day. End it first."))
    standing = ContactPromise.objects.filter(
        open_on(on), program=program, part=rhythm.part, stage=rhythm.stage
    )
    for row in standing:
        _end(row, on)
    return ContactPromise.objects.create(
        site_id=program.site_id,
        program=program,
        part=rhythm.part,
        stage=rhythm.stage,
        every_days=rhythm.every_days,
        every_months=rhythm.every_months,
        source=rhythm.source.strip(),
        starts_on=on,
    )


@transaction.atomic
def end_promise(*, promise: ContactPromise, by: User, on: date) -> None:
    """Promise this no longer, from a day."""
    _require(by, promise.site)
    _end(promise, on)


def why_not_edit(by: User, site: Site) -> str | None:
    """The sentence to show when she may not change this site; None when she may."""
    return access.why_not(by, Act.EDIT_FUNCTIONS, Where(site.pk, None))


def _begins_with(kind: RegionKind, like: Region | None, on: date) -> SiteHolders:
    if kind == RegionKind.PUBLIC or like is None:
        return dict.fromkeys(FunctionCode, Holders.PUBLIC)
    return holders_by_region([like.pk], on)[like.pk]


def _require(by: User, site: Site) -> None:
    access.require(by, Act.EDIT_FUNCTIONS, Where(site.pk, None))


def _require_region(site: Site, region: Region) -> None:
    if region.site_id != site.pk:
        raise NotAllowed(_("This region belongs to another site."))


def _end(row: models.Model, on: date) -> None:
    """End a dated row; one that never was in force goes, and the change audit keeps it."""
    if row.starts_on >= on:  # type: ignore[attr-defined]
        row.delete()
        return
    row.ends_on = on  # type: ignore[attr-defined]
    row.save(update_fields=["ends_on"])
