"""What a coach or her leader types on the pages of a month."""

from dataclasses import fields
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from caseway.coaching.models import CoachSetup, TravelBy
from caseway.kernel.words import long_date
from caseway.rules.dates import Month
from caseway.rules.scheduling.policy import Policy, Weights

SOURCES = [
    ("built_in", _("Estimated from the distance")),
    ("subway", _("New York subway, weekday times")),
]
SERVERS = [
    ("osrm", _("Roads, by your OSRM server")),
    ("valhalla", _("Roads, by your Valhalla server")),
]
_DAY = forms.DateInput(attrs={"type": "date"})
_CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


TABLE = ("table", _("Your agency’s table of travel times"))


def travel_sources() -> list[tuple[str, Any]]:
    """What can be chosen: travel servers only where the operator named one."""
    named = {"osrm": settings.OSRM, "valhalla": settings.VALHALLA}
    return [*SOURCES, TABLE, *((name, label) for name, label in SERVERS if named[name])]


class DutyForm(forms.Form):
    """Something of the coach's own on one day: the dentist, a meeting, a training."""

    what = forms.CharField(label=_("What"), max_length=120)
    day = forms.DateField(label=_("Day"), widget=_DAY)
    begins_at = forms.TimeField(label=_("From"), widget=_CLOCK)
    ends_at = forms.TimeField(label=_("Until"), widget=_CLOCK)
    at_base = forms.BooleanField(label=_("At the office"), required=False)

    def __init__(self, *args: Any, month: Month, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.month = month
        attrs = self.fields["day"].widget.attrs
        attrs["min"], attrs["max"] = month.first.isoformat(), month.last.isoformat()

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not self.month.first <= day <= self.month.last:
            raise forms.ValidationError(
                _("Choose a day from %(first)s to %(last)s."),
                params={
                    "first": long_date(self.month.first),
                    "last": long_date(self.month.last),
                },
            )
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        begins, ends = data.get("begins_at"), data.get("ends_at")
        if begins and ends and begins >= ends:
            self.add_error("ends_at", _("Enter an end after the beginning."))
        return data


# What each number is, in words; the numbers themselves are minutes of travel.
WEIGHTS = {
    "travel": _("A minute on the way"),
    "missed": _("A session that nobody holds"),
    "call": _("A call instead of a visit"),
    "load": _("A minute above the day’s load"),
    "weekday": _("A weekly session off its weekday"),
    "late": _("A session later than its rhythm"),
    "moved": _("Moving what people were told"),
}
LIMITS = {
    "load_target": (_("Load of a day that is enough, in minutes"), 60, 600),
    "visits_a_day": (_("Visits in a day at most"), 1, 10),
    "call_minutes": (_("Minutes of a call"), 5, 120),
}


# What stands in a row of its own, not among the wishes.
SETUP = (
    "base_name",
    "base_zone",
    "latitude",
    "longitude",
    "travels_by",
    "travel_source",
    "follows_trips",
)


class SetupForm(forms.Form):
    """Where a coach's days begin, how she gets about, and what she asks of a month."""

    base_name = forms.CharField(label=_("Where your days begin and end"), max_length=120)
    base_zone = forms.ChoiceField(
        label=_("Borough"),
        required=False,
        choices=[
            ("", _("Another place")),
            *((name, name) for name in ("Bronx", "Brooklyn", "Manhattan", "Queens")),
            ("Staten Island", "Staten Island"),
        ],
    )
    latitude = forms.FloatField(label=_("Latitude"), min_value=-90, max_value=90)
    longitude = forms.FloatField(label=_("Longitude"), min_value=-180, max_value=180)
    travels_by = forms.ChoiceField(label=_("You get about by"), choices=TravelBy.choices)
    travel_source = forms.ChoiceField(label=_("Travel times from"), choices=travel_sources)
    follows_trips = forms.BooleanField(
        label=_("Adjust travel times to the trips that were logged"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.policy = policy
        for name, label in WEIGHTS.items():
            self.fields[name] = forms.FloatField(
                label=label,
                initial=f"{getattr(policy.weights, name):g}",
                validators=[MinValueValidator(0), MaxValueValidator(2000)],
            )
        for name, (label, least, most) in LIMITS.items():
            self.fields[name] = forms.IntegerField(
                label=label,
                initial=getattr(policy, name),
                validators=[MinValueValidator(least), MaxValueValidator(most)],
            )

    @staticmethod
    def start(setup: CoachSetup) -> dict[str, Any]:
        """What stands in the form before anybody types."""
        return {name: getattr(setup, name) for name in (*SETUP, "version")}

    def wishes(self, program: Policy) -> dict[str, float]:
        """What she set otherwise than the program."""
        said = {name: self.cleaned_data[name] for name in (*WEIGHTS, *LIMITS)}
        usual = {one.name: getattr(program.weights, one.name) for one in fields(Weights)}
        usual |= {name: getattr(program, name) for name in LIMITS}
        return {name: value for name, value in said.items() if value != usual[name]}
