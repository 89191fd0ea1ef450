"""Fields that the forms of this app share."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DayInput(forms.DateInput):
    """The browser's own field for a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The browser's own field for a time of day."""

    input_type = "time"

    def __init__(self, **attrs: str) -> None:
        super().__init__(format="%H:%M", attrs=attrs)


def day(label: Any, **kwargs: Any) -> forms.DateField:
    """A question for a day."""
    return forms.DateField(
        label=label,
        widget=DayInput,
        error_messages={"invalid": _("Enter a day, such as 11/23/2026.")},
        **kwargs,
    )


def from_today(value: date, today: date) -> date:
    """`value` unless it lies in the past, where the record stays as it is."""
    if value < today:
        raise forms.ValidationError(
            _("Choose today or a later day. What held on a past day stays in the record.")
        )
    return value
