"""Places of a provider: added and put right."""

from dataclasses import dataclass, fields
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import save_if_current
from caseway.network.access import sites_of_safety
from caseway.network.actions.providers import why_not_edit
from caseway.network.models import Accessibility, Place, PlaceAddress, PlaceKind, Provider
from caseway.network.points import zip_points


@dataclass(frozen=True)
class Where:
    """What is known of a place."""

    name: str
    description: str = ""
    transportation: str = ""
    is_confidential: bool = False


@dataclass(frozen=True)
class Address:
    """Where it is. All empty: it has none, such as a telephone line."""

    address_1: str = ""
    address_2: str = ""
    city: str = ""
    state_province: str = ""
    postal_code: str = ""

    @property
    def is_said(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))


@transaction.atomic
def add_place(
    *, provider: Provider, where: Where, address: Address, ramp: str, by: User, at: datetime
) -> Place:
    """Add a place of a provider. Raises NotAllowed."""
    _require(by, provider.site_id, where)
    place = Place(provider=provider, modified_at=at, **where.__dict__)
    place.save()
    _put(place, address, ramp)
    return place


@transaction.atomic
def change_place(
    *,
    place: Place,
    where: Where,
    address: Address,
    ramp: str,
    version: int,
    by: User,
    at: datetime,
) -> Place:
    """Put a place right. Raises NotAllowed; StaleRecord with both texts."""
    _require(by, place.provider.site_id, where)
    for name, value in where.__dict__.items():
        setattr(place, name, value)
    if place.is_confidential:
        place.is_published = False
        place.save(update_fields=["is_published"])
    save_if_current(place, version, [one.name for one in fields(Where)])
    place.modified_at, place.edited_here = at, True
    place.save(update_fields=["modified_at", "edited_here"])
    _put(place, address, ramp)
    return place


def _put(place: Place, address: Address, ramp: str) -> None:
    row = place.addresses.filter(kind=PlaceKind.PHYSICAL).order_by("pk").first()
    if not address.is_said:
        if row is not None:
            row.delete()
    else:
        row = row or PlaceAddress(place=place)
        moved = row.postal_code != address.postal_code or row.address_1 != address.address_1
        for name, value in address.__dict__.items():
            setattr(row, name, value)
        row.save()
        if moved:
            _point(place, address.postal_code)
    access = place.accessibility.order_by("pk").first()
    if ramp and access is None:
        Accessibility.objects.create(place=place, description=ramp)
    elif access is not None and access.description != ramp:
        access.description = ramp
        access.save()


def _point(place: Place, code: str) -> None:
    """Somewhere in its ZIP area, until somebody gives the exact point."""
    point = zip_points().get(code[:5])
    place.latitude, place.longitude = point or (None, None)
    place.save(update_fields=["latitude", "longitude"])


def _require(by: User, site_id: int, where: Where) -> None:
    if sentence := why_not_edit(by, site_id):
        raise NotAllowed(sentence)
    if where.is_confidential and site_id not in sites_of_safety(by):
        raise NotAllowed(
            _("A confidential place is kept by staff trained for it. Ask your supervisor.")
        )
