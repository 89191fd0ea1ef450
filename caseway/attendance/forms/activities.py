"""What somebody takes part in, and on which days."""

from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Case as Case_
from django.db.models import When
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from caseway.attendance.actions.enrolments import Activity, Slot
from caseway.attendance.models import ActivityEnrolment, ActivityKind, ScheduledDay
from caseway.cases.forms.fields import DayField
from caseway.cases.models import Case, Person
from caseway.network.models import Provider

KINDS = [
    (
        _("Counts for the rate"),
        [(kind.value, kind.label) for kind in ActivityKind if kind != ActivityKind.OTHER],
    ),
    (
        _("Counts for the plan"),
        [(ActivityKind.OTHER.value, ActivityKind.OTHER.label)],
    ),
]


# A day's hours: one sentence for both ends.
_OUTSIDE_A_DAY = dict.fromkeys(("min_value", "max_value"), _("Enter hours between 0 and 24."))


class TimeInput(forms.TimeInput):
    """The browser's own field for a time of day."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


def hours_field(label: Any, most: int, **kwargs: Any) -> forms.DecimalField:
    """Hours as people write them: 6, 6.5, 0.25."""
    return forms.DecimalField(
        label=label,
        min_value=Decimal("0"),
        max_value=Decimal(most),
        max_digits=6,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any", "min": "0"}),
        **kwargs,
    )


def minutes_of(hours: Decimal | None) -> int:
    """Hours as whole minutes, to the nearest."""
    return int((hours or Decimal(0)) * 60 + Decimal("0.5"))


class ActivityForm(forms.Form):
    """An activity. Whose it is and when it begins are asked when it is added."""

    kind = forms.TypedChoiceField(
        label=_("Kind"),
        coerce=int,
        choices=[("", "–"), *KINDS],
        error_messages={"required": _("Choose what kind of activity it is.")},
    )
    title = forms.CharField(
        label=_("What it is called there"),
        max_length=128,
        help_text=_("For example: front desk, Elm Street school; ride the bus one stop further."),
    )
    aim = forms.CharField(
        label=_("What it is for, in the person’s words"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    provider = forms.ModelChoiceField(
        label=_("Provider"),
        queryset=Provider.objects.none(),
        required=False,
        empty_label=_("None, or not on the list"),
    )
    supervisor = forms.CharField(
        label=_("Who supervises each day"),
        max_length=128,
        required=False,
        help_text=_("Needed for every unpaid activity that is to count (45 CFR 261.61)."),
    )
    homework = hours_field(
        _("Homework the course advises, in hours a week"),
        80,
        required=False,
        help_text=_(
            "As the school puts it in writing. Unsupervised homework counts up to one "
            "hour for each class hour."
        ),
    )
    after_vocational = forms.TypedChoiceField(
        label=_("After twelve months of vocational education, the course counts as"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[
            ("", _("Nothing more")),
            (ActivityKind.JOB_SKILLS.value, ActivityKind.JOB_SKILLS.label),
            (
                ActivityKind.EDUCATION_FOR_EMPLOYMENT.value,
                ActivityKind.EDUCATION_FOR_EMPLOYMENT.label,
            ),
        ],
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Provider.objects.filter(site=case.site_id, closed_on=None)
        now = (self.initial or {}).get("provider")
        if now is not None:
            offered = offered | Provider.objects.filter(pk=now.pk)
        field = self.fields["provider"]
        field.queryset = offered.order_by("name", "pk")  # type: ignore[attr-defined]

    @classmethod
    def start(cls, row: ActivityEnrolment) -> dict[str, Any]:
        """What stands on record, as the form's first values."""
        return {
            "kind": row.activity,
            "title": row.title,
            "aim": row.aim,
            "provider": row.provider,
            "supervisor": row.supervisor,
            "homework": as_hours(row.homework_minutes_a_week),
            "after_vocational": row.after_vocational or "",
            "version": row.version,
        }

    @staticmethod
    def as_typed(minutes: int) -> str:
        """Minutes of homework as somebody would type them."""
        hours = as_hours(minutes)
        return "" if hours is None else str(hours)

    def activity(self) -> Activity:
        """What was typed. Call once it is valid."""
        kept = self.cleaned_data
        return Activity(
            kind=ActivityKind(kept["kind"]),
            title=kept["title"],
            provider=kept["provider"],
            supervisor=kept["supervisor"],
            aim=kept["aim"],
            homework_minutes_a_week=minutes_of(kept["homework"]),
            after_vocational=kept["after_vocational"],
        )


class NewActivityForm(ActivityForm):
    """An activity to begin."""

    person = forms.ModelChoiceField(
        label=_("Who"), queryset=Person.objects.none(), empty_label=_("Choose a person")
    )
    starts_on = DayField(label=_("First day"))

    field_order = ("person", "kind", "title", "aim", "provider", "supervisor", "starts_on")

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        """`people` are offered in their order."""
        super().__init__(*args, **kwargs)
        _offer(self, people)


class StepForm(forms.Form):
    """A step that no law counts: whose, what, what for and from when. Nothing else is asked."""

    person = forms.ModelChoiceField(
        label=_("Who"), queryset=Person.objects.none(), empty_label=_("Choose a person")
    )
    title = forms.CharField(
        label=_("The step"),
        max_length=128,
        help_text=_("Small is good. For example: ride the bus one stop further each day."),
    )
    aim = forms.CharField(
        label=_("What it is for, in the person’s words"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    starts_on = DayField(label=_("First day"))

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        """`people` are offered in their order."""
        super().__init__(*args, **kwargs)
        _offer(self, people)

    def activity(self) -> Activity:
        """What was typed. Call once it is valid."""
        kept = self.cleaned_data
        return Activity(kind=ActivityKind.OTHER, title=kept["title"], aim=kept["aim"])


def _offer(form: forms.Form, people: Iterable[Person]) -> None:
    """Let the form's person be one of these, in their order."""
    offered = [person.pk for person in people]
    places = (When(pk=pk, then=place) for place, pk in enumerate(offered))
    some = Person.objects.filter(pk__in=offered)
    some = some.order_by(Case_(*places, default=len(offered)), "pk")
    form.fields["person"].queryset = some  # type: ignore[attr-defined]
    form.fields["person"].label_from_instance = lambda one: one.name_used  # type: ignore[attr-defined]


class WeekForm(forms.Form):
    """The usual week: for each day how long, and from when if that is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, name in WEEKDAYS.items():
            self.fields[f"hours_{number}"] = hours_field(
                name, 24, required=False, error_messages=_OUTSIDE_A_DAY
            )
            self.fields[f"at_{number}"] = forms.TimeField(
                label=_("begins at"), required=False, widget=TimeInput()
            )

    @property
    def days(self) -> list[tuple[Any, Any]]:
        """The two fields of each day, Monday first."""
        return [(self[f"hours_{number}"], self[f"at_{number}"]) for number in WEEKDAYS]

    @classmethod
    def start(cls, week: Iterable[ScheduledDay]) -> dict[str, Any]:
        """A schedule as the form's first values."""
        found: dict[str, Any] = {}
        for day in week:
            found[f"hours_{day.weekday}"] = as_hours(day.minutes)
            found[f"at_{day.weekday}"] = day.opens_at
        return found

    def week(self) -> list[Slot]:
        """The days with hours. Call once it is valid."""
        return [
            Slot(number, minutes, self._at(number))
            for number in WEEKDAYS
            if (minutes := minutes_of(self.cleaned_data[f"hours_{number}"]))
        ]

    def _at(self, number: int) -> time | None:
        at: time | None = self.cleaned_data[f"at_{number}"]
        return at


class ChangeWeekForm(WeekForm):
    """Another week, from a day."""

    starts_on = DayField(label=_("From"))


class EndForm(forms.Form):
    """The last day of an activity, and why."""

    last_day = DayField(label=_("Last day there"))
    reason = forms.CharField(
        label=_("Why it ends"),
        max_length=200,
        help_text=_("The person may read it. For example: finished the course, found a job."),
    )


class AgreedForm(forms.Form):
    """Hours a week that suit a person."""

    hours = hours_field(_("Hours a week"), 168)
    basis = forms.CharField(
        label=_("On what basis"),
        max_length=300,
        help_text=_("For example: doctor’s note of March 3; her own wish to work full time."),
    )
    starts_on = DayField(label=_("From"))


def as_hours(minutes: int) -> Decimal | None:
    """Minutes as a form shows them; nothing for none."""
    return (Decimal(minutes) / 60).quantize(Decimal("0.01")).normalize() + 0 if minutes else None


def first_day(row: ActivityEnrolment, today: date) -> date:
    """From when a new week is offered: today, or when the activity begins."""
    return max(row.starts_on, today)
