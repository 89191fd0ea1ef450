"""Months as coaching writes them: in addresses, in tables and in words."""

from django.utils.formats import date_format

from caseway.rules.dates import Month


def month_name(month: Month) -> str:
    """ "November 2026", in the reader's language."""
    return date_format(month.first, "YEAR_MONTH_FORMAT")
