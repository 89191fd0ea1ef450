"""Planning a group session, and inviting to it."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Region
from caseway.cases.forms.fields import DayField, language_choices
from caseway.intake.actions.groups import Planned
from caseway.intake.models import GroupKind


class SessionForm(forms.Form):
    """What, when, where, for how many."""

    kind = forms.ChoiceField(label=_("Kind"), choices=GroupKind.choices)
    title = forms.CharField(label=_("What it is called"), max_length=120)
    day = DayField(label=_("Day"))
    at = forms.TimeField(label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}))
    minutes = forms.IntegerField(
        label=_("How long, in minutes"),
        min_value=5,
        max_value=1440,
        initial=60,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    seats = forms.IntegerField(
        label=_("Places"),
        min_value=1,
        max_value=500,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_("Leave it empty if there is room for all."),
    )
    place = forms.CharField(label=_("Where"), max_length=200)
    language = forms.ChoiceField(label=_("Language of the session"))
    region = forms.ModelChoiceField(
        label=_("Office"), queryset=Region.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, regions: Any, often: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = regions  # type: ignore[attr-defined]
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = language_choices(often)

    def planned(self) -> Planned:
        """What was typed. Call once it is valid."""
        kept = self.cleaned_data
        moment = datetime.combine(kept["day"], kept["at"])
        return Planned(
            kind=kept["kind"],
            title=kept["title"].strip(),
            language=kept["language"],
            place=kept["place"].strip(),
            starts_at=timezone.make_aware(moment),
            minutes=kept["minutes"],
            seats=kept["seats"],
        )


class CancelForm(forms.Form):
    """Why a session does not take place."""

    why = forms.CharField(label=_("Why does it not take place?"), max_length=200)
