"""Employers of a site: added, put right, no longer used, and the places where people work."""

from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.agencies.models import Site
from caseway.employment.access import require_edit_employers
from caseway.employment.models import Employer, JobSite
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import save_if_current
from caseway.network.points import point_of, zip_of


@dataclass(frozen=True)
class Firm:
    """What is known of an employer. Numbers are in their usual form, or empty."""

    name: str
    tax_id: str = ""
    naics: str = ""
    contact_name: str = ""
    phone: str = ""
    email: str = ""
    note: str = ""


@dataclass(frozen=True)
class Spot:
    """What is known of a place of work."""

    name: str = ""
    line_1: str = ""
    line_2: str = ""
    city: str = ""
    state: str = ""
    zip_code: str = ""
    zone: str = ""
    arrival: str = ""


@transaction.atomic
def add_employer(*, site: Site, firm: Firm, by: User) -> Employer:
    """Add an employer to a site. Raises NotAllowed, such as for a number it has already."""
    require_edit_employers(by, site.pk)
    _require_own_number(site.pk, firm, but=None)
    return Employer.objects.create(site=site, **firm.__dict__)


@transaction.atomic
def change_employer(*, employer: Employer, firm: Firm, version: int, by: User) -> Employer:
    """Put an employer right. Raises NotAllowed; StaleRecord with both texts."""
    require_edit_employers(by, employer.site_id)
    _require_own_number(employer.site_id, firm, but=employer.pk)
    for name, value in firm.__dict__.items():
        setattr(employer, name, value)
    save_if_current(employer, version, [one.name for one in fields(Firm)])
    return employer


@transaction.atomic
def close_employer(*, employer: Employer, on: date, by: User, today: date) -> None:
    """Offer it no longer for new jobs. Who works there goes on. Raises NotAllowed."""
    require_edit_employers(by, employer.site_id)
    row = Employer.objects.select_for_update().get(pk=employer.pk)
    _close(row, on, today)


@transaction.atomic
def reopen_employer(*, employer: Employer, by: User) -> None:
    """Offer it again. Raises NotAllowed."""
    require_edit_employers(by, employer.site_id)
    Employer.objects.filter(pk=employer.pk).update(closed_on=None)


@transaction.atomic
def add_job_site(*, employer: Employer, spot: Spot, by: User) -> JobSite:
    """Add a place of an employer; its point is somewhere in its ZIP area. Raises NotAllowed."""
    require_edit_employers(by, employer.site_id)
    _require_said(spot)
    point = point_of(zip_of(spot.zip_code))
    return JobSite.objects.create(
        site_id=employer.site_id,
        employer=employer,
        latitude=point.latitude if point else None,
        longitude=point.longitude if point else None,
        **spot.__dict__,
    )


@transaction.atomic
def change_job_site(*, place: JobSite, spot: Spot, version: int, by: User) -> JobSite:
    """Put a place right. A new ZIP code gives a new point. Raises NotAllowed; StaleRecord."""
    require_edit_employers(by, place.site_id)
    _require_said(spot)
    moved = zip_of(place.zip_code) != zip_of(spot.zip_code)
    for name, value in spot.__dict__.items():
        setattr(place, name, value)
    save_if_current(place, version, [one.name for one in fields(Spot)])
    if moved:
        point = point_of(zip_of(spot.zip_code))
        place.latitude = point.latitude if point else None
        place.longitude = point.longitude if point else None
        place.save(update_fields=["latitude", "longitude"])
    return place


@transaction.atomic
def close_job_site(*, place: JobSite, on: date, by: User, today: date) -> None:
    """Offer a place no longer. Raises NotAllowed."""
    require_edit_employers(by, place.site_id)
    row = JobSite.objects.select_for_update().get(pk=place.pk)
    _close(row, on, today)


def _close(row: Employer | JobSite, on: date, today: date) -> None:
    if row.closed_on is not None:
        raise NotAllowed(_("This is no longer used already."))
    if on > today:
        raise NotAllowed(_("Choose today or an earlier day."))
    row.closed_on = on
    row.save(update_fields=["closed_on"])


def _require_own_number(site_id: int, firm: Firm, *, but: int | None) -> None:
    """Two rows with one federal number would be one employer counted twice."""
    if not firm.tax_id:
        return
    others = Employer.objects.filter(site=site_id, tax_id=firm.tax_id).exclude(pk=but)
    if (other := others.order_by("pk").first()) is not None:
        raise NotAllowed(
            _("%(name)s has this employer number already. Use that one, or check the number.")
            % {"name": other.name}
        )


def _require_said(spot: Spot) -> None:
    if not spot.name and not spot.line_1:
        raise NotAllowed(_("Say what the place is called, or in which street it is."))
