"""What the rules say, in the reader's language."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import TypeVar

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext, pgettext

from caseway.rules.dates import Month
from caseway.rules.reasons import Reason, Value

Key = TypeVar("Key")


def say(reason: Reason) -> str:
    """The reason's sentence, translated, with its dates written out."""
    return reason.say(gettext, ngettext, _show)


def said(table: "Mapping[Key, str | Promise]") -> dict[Key, str]:
    """Each word of a table in the reader's language: looked up once, for a list that repeats it."""
    return {key: str(word) for key, word in table.items()}


def long_date(day: date) -> str:
    """ "Mon, Nov 23, 2026", in the reader's language."""
    return _in_full(day, get_language())


@lru_cache(maxsize=4096)
def _in_full(day: date, _language: str | None) -> str:
    # Translators: Django date format of a date in full: "Mon, Nov 23, 2026".
    return date_format(day, pgettext("date format", "D, M j, Y"), use_l10n=False)


def long_moment(moment: datetime) -> str:
    """ "Mon, Nov 23, 2026, 10:30 a.m.", on the office's clock, in the reader's language."""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return _in_full_with_time(local.replace(second=0, microsecond=0), get_language())


@lru_cache(maxsize=4096)
def _in_full_with_time(moment: datetime, _language: str | None) -> str:
    return date_format(moment, "DATETIME_FORMAT")


def _show(value: Value) -> str:
    if isinstance(value, Month):
        return date_format(value.first, "YEAR_MONTH_FORMAT")
    return long_date(value) if isinstance(value, date) else str(value)
