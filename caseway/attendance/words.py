"""Months in words."""

from datetime import date

from django.utils.formats import date_format


def month_words(period: int) -> str:
    """ "March 2026", in the reader's language. `period` is yyyymm."""
    return date_format(date(period // 100, period % 100, 1), "YEAR_MONTH_FORMAT")
