"""What is typed about somebody's supported employment and her appointments."""

from datetime import time
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from caseway.coaching.models import (
    CoachingEnrolment,
    CoachingProgram,
    PhaseCode,
    TierCode,
    VisitMode,
    VisitState,
    WhyNot,
)
from caseway.rules.dates import Month
from caseway.rules.scheduling.policy import policy_on

WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"))
FUNDERS = {
    "": _("No floor of contact"),
    "vocational_rehabilitation": _("Vocational rehabilitation: two a month, at the worksite"),
    "vocational_rehabilitation_off_site": _(
        "Vocational rehabilitation, off site: two a month, anywhere"
    ),
}


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _clock() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class EnrollForm(forms.Form):
    """Enroll one person of the case."""

    person = forms.ChoiceField(label=_("Who"))
    program = forms.ChoiceField(label=_("Program"), choices=CoachingProgram.choices)
    began_on = forms.DateField(label=_("From"), widget=_day())
    phase = forms.ChoiceField(label=_("Phase"), choices=PhaseCode.choices)
    tier = forms.ChoiceField(label=_("How often"), choices=TierCode.choices)
    reason = forms.CharField(label=_("Why this phase and tier"), max_length=300)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]


class TierForm(forms.Form):
    tier = forms.ChoiceField(label=_("How often"), choices=TierCode.choices)
    starts_on = forms.DateField(label=_("From"), widget=_day())
    reason = forms.CharField(label=_("Why"), max_length=300)


class PhaseForm(forms.Form):
    phase = forms.ChoiceField(label=_("Phase"), choices=PhaseCode.choices)
    group_size = forms.IntegerField(
        label=_("People in the group (1: alone)"), initial=1, min_value=1
    )
    starts_on = forms.DateField(label=_("From"), widget=_day())
    reason = forms.CharField(label=_("Why"), max_length=300)


class AboutForm(forms.Form):
    """How she is seen, whoever pays, and the end of it."""

    funder = forms.ChoiceField(label=_("Paid by"), required=False)
    visit_minutes = forms.IntegerField(label=_("Minutes of a visit"), min_value=5, max_value=480)
    calls = forms.IntegerField(
        label=_("Sessions a month that may be calls"),
        required=False,
        validators=[MinValueValidator(0)],
        help_text=_("Empty: as her tier has it."),
    )
    calls_reason = forms.CharField(label=_("Why calls are enough"), max_length=300, required=False)
    allows_group = forms.BooleanField(
        label=_("May be seen together with others at the same place"), required=False
    )
    wishes = forms.CharField(label=_("How she likes to meet"), max_length=300, required=False)
    ended_on = forms.DateField(label=_("Ended on"), widget=_day(), required=False)
    end_reason = forms.CharField(label=_("Why it ended"), max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, month: Month, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = ["", *policy_on(month.first).floors]
        self.fields["funder"].choices = [  # type: ignore[attr-defined]
            (code, FUNDERS.get(code, code)) for code in known
        ]

    @staticmethod
    def start(row: CoachingEnrolment) -> dict[str, Any]:
        """What stands in the form before anybody types."""
        return {name: getattr(row, name) for name in (*AboutForm.base_fields,)}


class PlaceForm(forms.Form):
    """Where she is met when not at work."""

    at_work = forms.BooleanField(label=_("At work: use the place of her job"), required=False)
    label = forms.CharField(label=_("What it is called"), max_length=120, required=False)
    line = forms.CharField(label=_("Street and city"), max_length=200, required=False)
    zip_code = forms.CharField(label=_("ZIP code"), max_length=10, required=False)
    zone = forms.CharField(label=_("Borough or area"), max_length=60, required=False)
    arrival = forms.CharField(label=_("On arrival"), max_length=300, required=False)
    starts_on = forms.DateField(label=_("From"), widget=_day())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("at_work") and not data.get("label"):
            self.add_error("label", _("Say what the place is called, or choose her work."))
        return data

    def place(self) -> dict[str, Any] | None:
        if self.cleaned_data["at_work"]:
            return None
        names = ("label", "line", "zip_code", "zone", "arrival")
        return {name: self.cleaned_data[name] for name in names}


class TimesForm(forms.Form):
    """When visits may begin on each weekday. Nothing at all: her shifts say it."""

    starts_on = forms.DateField(label=_("From"), widget=_day())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, name in enumerate(WEEKDAYS):
            self.fields[f"opens_{number}"] = forms.TimeField(
                label=_("%(day)s from") % {"day": name}, widget=_clock(), required=False
            )
            self.fields[f"closes_{number}"] = forms.TimeField(
                label=_("%(day)s until") % {"day": name}, widget=_clock(), required=False
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for number in range(len(WEEKDAYS)):
            opens, closes = data.get(f"opens_{number}"), data.get(f"closes_{number}")
            if (opens is None) != (closes is None):
                self.add_error(f"closes_{number}", _("Enter both times, or neither."))
            elif opens is not None and closes is not None and closes < opens:
                self.add_error(f"closes_{number}", _("Enter an end after the beginning."))
        return data

    def times(self) -> list[tuple[int, time, time]]:
        """Weekday, from and until."""
        data = self.cleaned_data
        return [
            (number, data[f"opens_{number}"], data[f"closes_{number}"])
            for number in range(len(WEEKDAYS))
            if data[f"opens_{number}"] is not None
        ]


class AwayForm(forms.Form):
    first = forms.DateField(label=_("First day away"), widget=_day())
    back = forms.DateField(label=_("First day back"), widget=_day())
    why = forms.CharField(label=_("Why, if it helps to know"), max_length=200, required=False)


class MoreForm(forms.Form):
    """More sessions than the cap in one month."""

    month = forms.CharField(label=_("Month"), widget=forms.TextInput(attrs={"type": "month"}))
    sessions = forms.IntegerField(label=_("Sessions in that month"), min_value=1, max_value=31)
    reason = forms.CharField(label=_("Why the need asks for more"), max_length=300)

    def clean_month(self) -> Month:
        try:
            return Month.parse(self.cleaned_data["month"])
        except ValueError:
            raise forms.ValidationError(_("Enter a month as 2026-11.")) from None


class VisitForm(forms.Form):
    """An appointment by hand."""

    day = forms.DateField(label=_("Day"), widget=_day())
    begins_at = forms.TimeField(label=_("Begins"), widget=_clock(), required=False)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=480)
    mode = forms.ChoiceField(label=_("How"), choices=VisitMode.choices)


class MoveForm(forms.Form):
    """Another time for an appointment, and why."""

    day = forms.DateField(label=_("New day"), widget=_day())
    begins_at = forms.TimeField(label=_("Begins"), widget=_clock(), required=False)
    why = forms.ChoiceField(label=_("Why"), choices=[("", _("Choose one")), *WhyNot.choices])
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class MissForm(forms.Form):
    """An appointment that did not or will not take place, and why."""

    outcome = forms.ChoiceField(
        label=_("What happened"),
        choices=[
            (VisitState.CANCELLED, _("It is cancelled")),
            (VisitState.NO_SHOW, _("The person did not come")),
        ],
    )
    why = forms.ChoiceField(label=_("Why"), choices=[("", _("Choose one")), *WhyNot.choices])
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
