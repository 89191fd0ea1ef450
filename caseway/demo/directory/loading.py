"""Writing the directory of the county: providers, services, places, hours, free places."""

import tomllib
import uuid
from collections.abc import Mapping
from datetime import time, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from caseway.agencies.models import Membership, Role, Site
from caseway.demo import places
from caseway.demo.calendar import Calendar
from caseway.demo.county.sites import Built
from caseway.kernel.models import User
from caseway.network.models import (
    Accessibility,
    Capacity,
    Frequency,
    Language,
    Phone,
    Place,
    PlaceAddress,
    Provider,
    Schedule,
    Service,
    ServiceAtPlace,
    ServiceNeed,
)
from caseway.network.needs import NAMESPACE
from caseway.network.wording import search_text

_FILE = Path(__file__).parent / "directory.toml"
_BOROUGH = {"W": "Bronx", "Q": "Queens"}  # the names of the providers say so
_WORKERS = (Role.CASE_MANAGER, Role.SUPERVISOR)


@cache
def providers() -> tuple[dict[str, Any], ...]:
    """What `directory.toml` says, in its order."""
    return tuple(tomllib.loads(_FILE.read_text(encoding="utf-8"))["provider"])


def open_directory(built: Built, at_offers: Mapping[str, int], cal: Calendar, seed: int) -> None:
    """Write the directory of one site. `at_offers` are its providers by key of offers.toml.

    The same seed and day give the same rows, identifiers included.
    """
    letter = built.design.letter
    rng = Random(f"{seed}:{letter}:directory")
    writer = _Writer(built, cal, rng, _checkers(built.site))
    for number, said in enumerate(providers()):
        if "at" in said and said["at"] in at_offers:
            writer.write(Provider.objects.get(pk=at_offers[said["at"]]), said, number)
        elif letter in said:
            writer.write(writer.provider(said[letter], said, number), said, number)


def _checkers(site: Site) -> list[User]:
    rows = Membership.objects.filter(site=site, role__in=_WORKERS).order_by("pk")
    return [row.user for row in rows.select_related("user")[:6]]


class _Writer:
    def __init__(self, built: Built, cal: Calendar, rng: Random, checkers: list[User]) -> None:
        self.built, self.cal, self.rng, self.checkers = built, cal, rng, checkers
        self.areas = places.zips_of(_BOROUGH[built.design.letter])

    def _uuid(self, *said: object) -> uuid.UUID:
        return uuid.uuid5(NAMESPACE, f"demo:{self.built.design.letter}:{said}")

    def provider(self, name: str, said: Mapping[str, Any], number: int) -> Provider:
        made: Provider = Provider.objects.create(
            uuid=self._uuid("provider", number),
            site=self.built.site,
            name=name,
            description=said["what"],
            phone=f"(347) 555-01{70 + number:02d}",
            is_published=True,
            modified_at=self.cal.at(self.cal.today - timedelta(days=20), 9),
        )
        return made

    def write(self, owner: Provider, said: Mapping[str, Any], number: int) -> None:
        """A provider's place and its services."""
        secret = any(one.get("secret_place") for one in said["services"])
        place = self._place(owner, number, secret=secret)
        Phone.objects.create(
            uuid=self._uuid("phone", number),
            provider=owner,
            number=owner.phone,
            description="Main office",
        )
        for which, one in enumerate(said["services"]):
            self._service(owner, place, one, (number, which))

    def _place(self, owner: Provider, number: int, *, secret: bool) -> Place:
        area = self.rng.choice(self.areas)
        made: Place = Place.objects.create(
            uuid=self._uuid("place", number),
            provider=owner,
            name=owner.name,
            latitude=area.latitude,
            longitude=area.longitude,
            transportation=_by_train(area),
            is_confidential=secret,
            is_published=owner.is_published and not secret,
            modified_at=owner.modified_at,
        )
        PlaceAddress.objects.create(
            uuid=self._uuid("address", number),
            place=made,
            address_1=places.street_line(self.rng).partition(", Apt")[0],
            city=area.town,
            state_province="NY",
            postal_code=area.code,
        )
        return made

    def _service(
        self, owner: Provider, place: Place, said: Mapping[str, Any], key: tuple[int, int]
    ) -> None:
        first, last = said.get("ages", (None, None))
        checked, by = self._checked()
        service = Service(
            uuid=self._uuid("service", key),
            provider=owner,
            name=said["name"],
            eligibility_description=said.get("who", ""),
            application_process=said.get("how", ""),
            fees_description=said.get("cost", ""),
            wait_time=said.get("wait", ""),
            alert=said.get("alert", ""),
            quality_note=said.get("note", ""),
            minimum_age=first,
            maximum_age=last,
            last_checked_on=checked,
            last_checked_by=by,
            is_confidential=bool(said.get("secret")),
            is_published=owner.is_published and not said.get("secret"),
            modified_at=owner.modified_at,
        )
        service.search_text = search_text(service, owner)
        service.save()
        self._beside(service, place, said, key)

    def _checked(self) -> tuple[Any, User | None]:
        """Most were looked over lately; some long ago, and some never."""
        days = self.rng.choice((4, 11, 19, 33, 47, 68, 90, 121, 150, 204, 260, 0))
        if not days or not self.checkers:
            return None, None
        return self.cal.today - timedelta(days=days), self.rng.choice(self.checkers)

    def _beside(
        self, service: Service, place: Place, said: Mapping[str, Any], key: tuple[int, int]
    ) -> None:
        for need in said["needs"]:
            ServiceNeed.objects.create(service=service, need=need)
        for code in ("en", *said.get("languages", ())):
            uid = self._uuid("language", key, code)
            Language.objects.create(uuid=uid, service=service, code=code)
        for line, (days, opens, closes) in enumerate(said.get("hours", ())):
            self._hours(service, days, opens, closes, (*key, line))
        ServiceAtPlace.objects.create(
            uuid=self._uuid("at", key),
            service=service,
            place=place,
            is_published=service.is_published and place.is_published,
            modified_at=service.modified_at,
        )
        if "ramp" in said:
            Accessibility.objects.create(
                uuid=self._uuid("ramp", key), place=place, description=said["ramp"]
            )
        if "free" in said:
            self._free(service, said["free"], key)

    def _hours(
        self, service: Service, days: str, opens: str, closes: str, key: tuple[int, ...]
    ) -> None:
        monthly = days.partition("MONTHLY:")[2]
        Schedule.objects.create(
            uuid=self._uuid("hours", key),
            service=service,
            freq=Frequency.MONTHLY if monthly else Frequency.WEEKLY,
            interval=1,
            byday=monthly or days,
            opens_at=time.fromisoformat(opens),
            closes_at=time.fromisoformat(closes),
        )

    def _free(self, service: Service, said: list[Any], key: tuple[int, int]) -> None:
        unit, available, maximum = said
        by = self.rng.choice(self.checkers) if self.checkers else None
        Capacity.objects.create(
            uuid=self._uuid("free", key),
            service=service,
            unit=unit,
            unit_uuid=uuid.uuid5(NAMESPACE, f"unit:{unit}"),
            available=available,
            maximum=maximum,
            updated_at=self.cal.at(self.cal.today - timedelta(days=self.rng.randrange(1, 6)), 9),
            updated_by=by,
        )


def _by_train(area: places.Zip) -> str:
    if area.station is None:
        return ""
    return f"Nearest subway: {area.station.name} ({area.station.routes})."
