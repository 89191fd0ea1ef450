"""Services: added, put right, looked over, published one by one, and how many places are free."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.agencies import access
from caseway.agencies.access import Where
from caseway.agencies.policy import Act
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import save_if_current
from caseway.network.access import sites_of_safety
from caseway.network.actions.providers import why_not_edit
from caseway.network.models import (
    Capacity,
    Frequency,
    Language,
    Place,
    Provider,
    Schedule,
    Service,
    ServiceAtPlace,
    ServiceNeed,
    ServiceStatus,
)
from caseway.network.models.listed import Listed
from caseway.network.needs import NAMESPACE
from caseway.network.wording import search_text


@dataclass(frozen=True)
class Told:
    """What is known of a service, in words."""

    name: str
    status: str = ServiceStatus.ACTIVE
    alternate_name: str = ""
    description: str = ""
    eligibility_description: str = ""
    minimum_age: int | None = None
    maximum_age: int | None = None
    application_process: str = ""
    fees_description: str = ""
    wait_time: str = ""
    interpretation_services: str = ""
    url: str = ""
    email: str = ""
    alert: str = ""
    quality_note: str = ""
    is_confidential: bool = False


@dataclass(frozen=True)
class Open:
    """One line of opening hours: days as "MO", and from when until when."""

    days: tuple[str, ...]
    opens_at: time | None = None
    closes_at: time | None = None
    description: str = ""


@dataclass(frozen=True)
class Beside:
    """What goes with a service: needs, languages by code, hours, and the places where it is."""

    needs: Collection[str] = ()
    languages: Collection[str] = ()
    hours: Sequence[Open] = ()
    places: Collection[Place] = field(default_factory=tuple)


@transaction.atomic
def add_service(
    *, provider: Provider, told: Told, beside: Beside, by: User, at: datetime
) -> Service:
    """Add a service of a provider. Raises NotAllowed."""
    _require(by, provider.site_id)
    _require_trained(by, provider.site_id, told)
    service = Service(provider=provider, modified_at=at, **_values(told))
    service.search_text = search_text(service, provider)
    service.save()
    _put(service, beside)
    return service


@transaction.atomic
def change_service(
    *, service: Service, told: Told, beside: Beside, version: int, by: User, at: datetime
) -> Service:
    """Put a service right. Raises NotAllowed; StaleRecord with both texts."""
    _require(by, service.provider.site_id)
    for name, value in _values(told).items():
        setattr(service, name, value)
    _require_trained(by, service.provider.site_id, told)
    if service.is_confidential and service.is_published:
        service.is_published = False
        service.save(update_fields=["is_published"])
    save_if_current(service, version, [one.name for one in fields(Told)])
    codes = list(service.codes.values_list("name", flat=True))
    service.search_text = search_text(service, service.provider, codes)
    service.modified_at, service.edited_here = at, True
    service.save(update_fields=["search_text", "modified_at", "edited_here"])
    _put(service, beside)
    return service


def _values(told: Told) -> dict[str, object]:
    return {one.name: getattr(told, one.name) for one in fields(Told)}


def _put(service: Service, beside: Beside) -> None:
    service.needs.exclude(need__in=beside.needs).delete()
    there = set(service.needs.values_list("need", flat=True))
    for need in sorted(set(beside.needs) - there):
        ServiceNeed.objects.create(service=service, need=need)
    service.languages.exclude(code="").exclude(code__in=beside.languages).delete()
    spoken = set(service.languages.values_list("code", flat=True))
    for code in sorted(set(beside.languages) - spoken):
        Language.objects.create(service=service, code=code)
    _put_hours(service, beside.hours)
    service.at_places.exclude(place__in=list(beside.places)).delete()
    at = set(service.at_places.values_list("place_id", flat=True))
    for place in beside.places:
        if place.pk not in at:
            ServiceAtPlace.objects.create(service=service, place=place)


def plain_rules(service: Service) -> list[Schedule]:
    """The hours that the form of a service can show: every week, on days of the week."""
    rows = service.schedules.order_by("pk")
    return [row for row in rows if row.freq == Frequency.WEEKLY and (row.interval or 1) == 1]


def _put_hours(service: Service, hours: Sequence[Open]) -> None:
    """Lines in their order take the rows that were there, so that each keeps its identifier."""
    rows = plain_rules(service)
    for number, line in enumerate(hours):
        row = rows[number] if number < len(rows) else Schedule(service=service)
        row.freq, row.interval, row.byday = Frequency.WEEKLY, 1, ",".join(line.days)
        row.opens_at, row.closes_at = line.opens_at, line.closes_at
        row.description = line.description
        row.save()
    for row in rows[len(hours) :]:
        row.delete()


@transaction.atomic
def note_checked(*, service: Service, by: User, on: date, at: datetime) -> Service:
    """Say that somebody asked there and all of it is still so."""
    _require(by, service.provider.site_id)
    service = Service.objects.select_for_update(of=("self",)).get(pk=service.pk)
    service.last_checked_on, service.last_checked_by, service.modified_at = on, by, at
    service.checked_by_email = ""
    service.save(
        update_fields=["last_checked_on", "last_checked_by", "checked_by_email", "modified_at"]
    )
    return service


@transaction.atomic
def count_free(
    *, service: Service, unit: str, available: int, maximum: int | None, by: User, at: datetime
) -> Capacity:
    """Begin to count the free places of a service."""
    _require(by, service.provider.site_id)
    if not unit.strip():
        raise NotAllowed(_("Say what is counted, such as places or beds."))
    if maximum is not None and available > maximum:
        raise NotAllowed(_("No more can be free than there are in all."))
    return Capacity.objects.create(
        service=service,
        unit=unit.strip()[:120],
        unit_uuid=uuid.uuid5(NAMESPACE, f"unit:{unit.strip().casefold()}"),
        available=available,
        maximum=maximum,
        updated_at=at,
        updated_by=by,
    )


@transaction.atomic
def change_free(*, capacity: Capacity, by_how_many: int, by: User, at: datetime) -> Capacity:
    """One place more or fewer is free; 0 says that the number is still right.

    Two taps at once both count. Raises NotAllowed below none and above all.
    """
    row: Capacity = Capacity.objects.select_for_update(of=("self",)).get(pk=capacity.pk)
    _require(by, row.service.provider.site_id)
    now = row.available + by_how_many
    if now < 0:
        raise NotAllowed(_("None is free already."))
    if row.maximum is not None and now > row.maximum:
        raise NotAllowed(_("No more can be free than there are in all."))
    row.available, row.updated_at, row.updated_by = now, at, by
    row.version += 1
    row.save()
    return row


@transaction.atomic
def publish(*, record: Listed, on: bool, by: User, at: datetime) -> Listed:
    """Put one record into the published directory, or take it out. Raises NotAllowed."""
    row: Listed = type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)
    if sentence := access.why_not(by, Act.PUBLISH_DIRECTORY, Where(_site_of(row), None)):
        raise NotAllowed(sentence)
    if on and row.is_confidential:
        raise NotAllowed(_("This is confidential, and is never published."))
    row.is_published, row.modified_at = on, at
    row.save(update_fields=["is_published", "modified_at"])
    if isinstance(row, Service):
        _publish_links(row, at)
    return row


def _publish_links(service: Service, at: datetime) -> None:
    """That a published service is at a published place needs no word of its own."""
    for link in service.at_places.filter(is_confidential=False):
        link.is_published, link.modified_at = service.is_published, at
        link.save(update_fields=["is_published", "modified_at"])


def _site_of(row: Listed) -> int:
    if isinstance(row, Provider):
        return row.site_id
    assert isinstance(row, Service | Place)
    return row.provider.site_id


def _require(by: User, site_id: int) -> None:
    if sentence := why_not_edit(by, site_id):
        raise NotAllowed(sentence)


def _require_trained(by: User, site_id: int, told: Told) -> None:
    if told.is_confidential and site_id not in sites_of_safety(by):
        raise NotAllowed(
            _("A confidential service is kept by staff trained for it. Ask your supervisor.")
        )
