"""Months in templates."""

from django import template

from caseway.attendance.words import month_words

register = template.Library()


@register.filter
def monthname(period: int | None) -> str:
    """ "March 2026"; nothing for nothing."""
    return month_words(period) if period else ""
