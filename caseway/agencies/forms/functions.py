"""Reading what an administrator typed about functions."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caseway.agencies.functions import function_name
from caseway.rules.functions import FunctionCode, Holders
from caseway.rules.functions.labels import HOLDER_LABELS
from caseway.rules.functions.table import FUNCTIONS, SiteHolders


class HoldersForm(forms.Form):
    """One choice for each function that may change, the day it changes, and why."""

    def __init__(self, *args: Any, standing: SiteHolders, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing = standing
        self.today = today
        for code, function in FUNCTIONS.items():
            if not function.reserved:
                self.fields[code.value] = forms.ChoiceField(
                    label=function_name(code),
                    choices=[(held.value, gettext(HOLDER_LABELS[held])) for held in _OFFERED],
                    initial=standing[code].value,
                )
        self.fields["starts_on"] = forms.DateField(
            label=_("From"),
            initial=today,
            widget=forms.DateInput(attrs={"type": "date"}),
            help_text=_("The first day on which this holds."),
        )
        self.fields["reason"] = forms.CharField(
            label=_("Why"),
            max_length=300,
            help_text=_("For example the contract or the agreement that changes it."),
        )

    def clean_starts_on(self) -> date:
        """Today or later: what was allowed on a past day stays as it was then."""
        day: date = self.cleaned_data["starts_on"]
        if day < self.today:
            raise forms.ValidationError(
                _("Choose today or a later day. What held on a past day stays in the record.")
            )
        return day

    def holders(self) -> dict[FunctionCode, Holders]:
        """All fourteen functions as they would be."""
        return {
            code: Holders(self.cleaned_data[code.value])
            if not FUNCTIONS[code].reserved
            else self.standing[code]
            for code in FunctionCode
        }


_OFFERED = (Holders.PUBLIC, Holders.CONTRACTOR, Holders.BOTH, Holders.NOBODY)
