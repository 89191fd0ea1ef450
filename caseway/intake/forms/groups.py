"""Planning a group session, and inviting to it."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Region
from caseway.cases.forms.fields import DayField, language_choices
from caseway.intake.actions.groups import Planned
from caseway.intake.models import GroupKind, GroupSession
from caseway.kernel.models import User


class _PlannedFields(forms.Form):
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

    def __init__(self, *args: Any, often: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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


class SessionForm(_PlannedFields):
    """Another session, at one of the offices where she works."""

    region = forms.ModelChoiceField(
        label=_("Office"), queryset=Region.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, regions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = regions  # type: ignore[attr-defined]


class ChangeForm(_PlannedFields):
    """What changes of a session, and who leads it."""

    led_by = forms.ModelChoiceField(
        label=_("Led by"), queryset=User.objects.none(), empty_label=None
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, leaders: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["led_by"].queryset = leaders  # type: ignore[attr-defined]

    @staticmethod
    def start(session: GroupSession) -> dict[str, Any]:
        """The session under the names of the form."""
        return {
            "kind": session.kind,
            "title": session.title,
            "minutes": session.minutes,
            "seats": session.seats,
            "place": session.place,
            "language": session.language,
            "led_by": session.led_by_id,
            "version": session.version,
            **day_and_time(session.starts_at),
        }


def day_and_time(moment: datetime) -> dict[str, Any]:
    """A moment under the names in which the form asks for it."""
    local = timezone.localtime(moment)
    return {"day": local.date(), "at": local.time().replace(second=0, microsecond=0)}


class CancelForm(forms.Form):
    """Why a session does not take place."""

    why = forms.CharField(label=_("Why does it not take place?"), max_length=200)
