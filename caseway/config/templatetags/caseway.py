"""Tags and filters for every template: dates in full, money, phones, icons, addresses."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

import phonenumbers
from babel.numbers import format_currency
from django import template
from django.template.context import RequestContext
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from caseway.config.forms import draw_input
from caseway.kernel.components.basics import icon, tag
from caseway.kernel.components.timeline import timeline_item
from caseway.kernel.components.why import why_body, why_panel
from caseway.kernel.components.worklist import worklist_rows
from caseway.kernel.words import long_moment

register = template.Library()

HOME_COUNTRY = "US"
_PLAIN = re.compile(r"(?:\+1[ -]?)?\(?([2-9][0-9]{2})\)?[ -]?([2-9][0-9]{2})[ -]?([0-9]{4})")


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _day(value: date | datetime) -> date:
    return _local(value).date() if isinstance(value, datetime) else value


@register.filter
def longdate(value: date | datetime | None) -> str:
    """ "Mon, Nov 23, 2026", "lun, 23 nov 2026"; a moment's day on the office's calendar."""
    return _in_full(_day(value), get_language()) if value else ""


@lru_cache(maxsize=4096)
def _in_full(day: date, _language: str | None) -> str:
    # A list prints the same few days over and over.
    return date_format(day, "DATE_FORMAT")


@register.filter
def longdatetime(value: datetime | None) -> str:
    """ "Mon, Nov 23, 2026, 10:30 a.m.", on the office's clock; nothing for nothing."""
    return long_moment(value) if value else ""


@register.filter
def shorttime(value: datetime | None) -> str:
    """ "10:30 a.m.", on the office's clock; nothing for nothing."""
    return date_format(_local(value), "TIME_FORMAT") if value else ""


@register.filter
def money(value: Decimal | int | str | None) -> str:
    """ "$1,234.50"; a loss is "-$142.00"; nothing for nothing. ValueError for what is no number."""
    if value is None or value == "":
        return ""
    try:
        amount = Decimal(value)
    except InvalidOperation as error:
        raise ValueError(f"not an amount of money: {value!r}") from error
    # American Spanish writes amounts as English does, which is how benefit letters print them.
    return format_currency(amount, "USD", locale="es_US" if get_language() == "es" else "en_US")


@register.filter
def relative_to(value: date | datetime | None, today: date | datetime | None) -> str:
    """ "in 3 days", "today", "2 days ago", counted from `today`. Print it beside the date."""
    if not value or not today:
        return ""
    days = (_day(value) - _day(today)).days
    if days in _NEAR:
        return str(_NEAR[days]())
    if days > 0:
        return ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}
    return ngettext("%(n)d day ago", "%(n)d days ago", -days) % {"n": -days}


_NEAR = {
    -1: lambda: _("yesterday"),
    0: lambda: _("today"),
    1: lambda: _("tomorrow"),
}


@register.filter
def phone(value: str | None) -> str:
    """ "(718) 555-0134" for a number of this country, "+52 55 1234 5678" for another.

    What cannot be read as a number is printed as it was typed: it may still be of use.
    """
    if not value:
        return ""
    if plain := _PLAIN.fullmatch(value):  # nearly all: reading them at length takes long
        return "({}) {}-{}".format(*plain.groups())
    try:
        number = phonenumbers.parse(value, HOME_COUNTRY)
    except phonenumbers.NumberParseException:
        return value
    if not phonenumbers.is_possible_number(number):
        return value
    home = phonenumbers.country_code_for_region(HOME_COUNTRY)
    style = phonenumbers.PhoneNumberFormat
    wanted = style.NATIONAL if number.country_code == home else style.INTERNATIONAL
    return phonenumbers.format_number(number, wanted)


for component in (icon, tag, why_panel, why_body, worklist_rows, timeline_item, draw_input):
    register.simple_tag(component)


@register.simple_tag(takes_context=True)
def query_with(context: RequestContext, **changes: Any) -> str:
    """This page's query string with some parameters changed; None or "" takes one out.

    A changed filter starts at its first page again: `page` goes unless it is what changes.
    """
    query = context["request"].GET.copy()
    if "page" not in changes:
        query.pop("page", None)
    for name, value in changes.items():
        query.pop(name, None)
        for one in value if isinstance(value, list | tuple) else [value]:
            if one not in (None, ""):
                query.appendlist(name, str(one))
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def query_without(context: RequestContext, name: str, value: Any) -> str:
    """This page's query string without one value of one parameter: what a chip's × does."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    kept = [one for one in query.pop(name, []) if one != str(value)]
    query.setlist(name, kept)
    return f"?{query.urlencode()}"
