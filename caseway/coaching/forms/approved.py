"""What is typed of hours that a funder approved."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseway.attendance.forms.activities import minutes_of
from caseway.coaching.actions.approved import Letter
from caseway.coaching.models import ApprovedHours

MOST_HOURS = 744  # a month of 31 days, day and night


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class LetterForm(forms.Form):
    """A letter of the funder."""

    number = forms.CharField(
        label=_("Authorization number"),
        max_length=40,
        help_text=_("As it stands on the letter; without one, the letter’s date."),
    )
    hours = forms.DecimalField(
        label=_("Hours"),
        min_value=Decimal("0.25"),
        max_value=Decimal(MOST_HOURS),
        max_digits=5,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
    )
    per = forms.ChoiceField(label=_("Per"), choices=ApprovedHours.Per.choices)
    starts_on = forms.DateField(label=_("First day"), widget=_day())
    last_on = forms.DateField(
        label=_("Last day"),
        widget=_day(),
        required=False,
        help_text=_("Empty: until the funder says otherwise."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("starts_on"), data.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("The last day comes after the first day, or is the same."))
        return data

    def letter(self) -> Letter:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        return Letter(
            number=data["number"],
            minutes=minutes_of(data["hours"]),
            per=data["per"],
            starts_on=data["starts_on"],
            last_on=data["last_on"],
        )


class ChangeForm(LetterForm):
    """Another letter in the place of one, and why."""

    reason = forms.CharField(label=_("Why it changes"), max_length=300)

    @staticmethod
    def start(row: ApprovedHours) -> dict[str, Any]:
        """What stands in the form before anybody types."""
        hours = (Decimal(row.minutes) / 60).quantize(Decimal("0.01"))
        return {
            "number": row.number,
            "hours": f"{hours:f}".rstrip("0").rstrip("."),
            "per": row.per,
            "starts_on": row.starts_on,
            "last_on": row.last_on,
        }


class EndForm(forms.Form):
    """An end before the last day of the letter."""

    last_on = forms.DateField(label=_("Last day on which it holds"), widget=_day())
    reason = forms.CharField(label=_("Why it ends"), max_length=300)


class WithdrawForm(forms.Form):
    """Recorded by mistake."""

    reason = forms.CharField(label=_("What was wrong"), max_length=300)
