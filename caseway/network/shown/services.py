"""A service in words: where, when, in which languages, how many places are free."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import number_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseway.agencies.languages import language_name
from caseway.kernel.words import long_date
from caseway.network.forms.services import DAYS
from caseway.network.models import Frequency, Place, PlaceAddress, PlaceKind, Schedule, Service
from caseway.network.queries.finding import SHOWN
from caseway.rules.directory import Hours, is_open_at

# After so long somebody should ask there again whether all of it is still so.
RECHECK_AFTER = timedelta(days=180)
_DAY_WORDS = dict(DAYS)
_NUMBERED = re.compile(r"^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$")
_ORDINALS = {
    1: gettext_lazy("first"),
    2: gettext_lazy("second"),
    3: gettext_lazy("third"),
    4: gettext_lazy("fourth"),
    -1: gettext_lazy("last"),
}


@dataclass(frozen=True)
class Line:
    """One service of a list."""

    pk: int
    name: str
    provider: str
    needs: tuple[str, ...]
    where: str
    miles: str
    languages: str
    free: str
    any_free: bool
    counts_free: bool
    is_open: bool | None  # None: nobody says when
    alert: str
    paused: bool
    confidential: bool
    checked: str
    stale: bool


def lines(
    services: Iterable[Service],
    *,
    miles: Mapping[int, float],
    hours: Mapping[int, list[Hours]],
    seen_places: set[int],
    now: datetime,
) -> list[Line]:
    """Services as the list shows them. `now` is on the office's clock."""
    return [
        _line(one, miles.get(one.pk), hours.get(one.pk, []), seen_places, now) for one in services
    ]


def _line(
    service: Service, miles: float | None, hours: list[Hours], seen: set[int], now: datetime
) -> Line:
    timed = [rule for rule in hours if rule.opens_at and rule.closes_at]
    free = sum(one.available for one in service.capacities.all())
    counted = bool(service.capacities.all())
    return Line(
        pk=service.pk,
        name=service.name,
        provider=service.provider.name,
        needs=tuple(str(need) for need in service.needs.all()),
        where=_where(service, seen),
        miles=miles_words(miles) if miles is not None else "",
        languages=spoken(service.languages.all()),
        free=free_words(service) if counted else "",
        any_free=free > 0,
        counts_free=counted,
        is_open=is_open_at(timed, now.replace(tzinfo=None)) if timed else None,
        alert=service.alert,
        paused=service.status != SHOWN[0],
        confidential=service.is_confidential or service.provider.is_confidential,
        checked=long_date(service.last_checked_on) if service.last_checked_on else "",
        stale=is_stale(service, now.date()),
    )


def is_stale(service: Service, today: date) -> bool:
    """Whether somebody should ask there again."""
    return service.last_checked_on is None or service.last_checked_on + RECHECK_AFTER <= today


def _where(service: Service, seen: set[int]) -> str:
    places = [one.place for one in service.at_places.all() if one.place_id in seen]
    towns = [town for place in places if (town := town_of(place))]
    return ", ".join(dict.fromkeys(towns))


def town_of(place: Place) -> str:
    """Street and city of a place, as far as a line has room."""
    for row in place.addresses.all():
        if row.kind == PlaceKind.PHYSICAL:
            return f"{row.address_1}, {row.city} {row.postal_code}"
    return place.name


def address_lines(row: PlaceAddress) -> list[str]:
    """An address as it stands on a letter."""
    town = f"{row.city}, {row.state_province} {row.postal_code}"
    return [part for part in (row.attention, row.address_1, row.address_2, town) if part]


def miles_words(miles: float) -> str:
    if miles < 0.1:
        return _("right here")
    return _("%(n)s miles") % {"n": number_format(miles, 1)}


def spoken(rows: Iterable[Any]) -> str:
    """Languages by name; as it was written where the code is not certain."""
    names = [language_name(row.code) if row.code else row.name for row in rows]
    return ", ".join(dict.fromkeys(name for name in names if name))


def free_words(service: Service) -> str:
    return ", ".join(
        _("%(n)s %(unit)s free") % {"n": one.available, "unit": one.unit}
        if one.maximum is None
        else _("%(n)s of %(all)s %(unit)s free")
        % {"n": one.available, "all": one.maximum, "unit": one.unit}
        for one in service.capacities.all()
    )


def hours_words(rule: Schedule) -> tuple[str, str]:
    """The days and the hours of one rule; the words that people wrote stand beside them."""
    return _days(rule), _times(rule)


def _times(rule: Schedule) -> str:
    if rule.opens_at is None or rule.closes_at is None:
        return rule.description
    return _("%(opens)s to %(closes)s") % {
        "opens": time_format(rule.opens_at, "TIME_FORMAT"),
        "closes": time_format(rule.closes_at, "TIME_FORMAT"),
    }


def _days(rule: Schedule) -> str:
    found = [one for text in rule.byday.split(",") if (one := _NUMBERED.match(text.strip()))]
    names = ", ".join(_day(one) for one in found)
    if rule.freq == Frequency.MONTHLY:
        days = names or rule.bymonthday
        return _("Every month: %(days)s") % {"days": days} if days else ""
    if (rule.interval or 1) > 1 and names:
        return _("Every %(n)s weeks: %(days)s") % {"n": rule.interval, "days": names}
    return names


def _day(found: "re.Match[str]") -> str:
    name = str(_DAY_WORDS[found[2]])
    if found[1] is None:
        return name
    which = _ORDINALS.get(int(found[1]))
    return _("%(which)s %(day)s") % {"which": which or found[1], "day": name}


def office_now() -> datetime:
    """Now, on the office's clock."""
    return timezone.localtime(timezone.now())
