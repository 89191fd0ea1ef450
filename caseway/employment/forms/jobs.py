"""What a person types of a job: what it is, its wage, its week, its end, whether it was kept."""

from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from caseway.cases.forms.fields import DayField
from caseway.cases.models import Person
from caseway.employment.actions.jobs import Terms, Work
from caseway.employment.models import Employer, EndReason, Job, JobSite, RetentionCheck, Setting
from caseway.rules.jobs import Found, Slot

SHIFTS_A_DAY = 2


class TimeInput(forms.TimeInput):
    """The browser's own field for a time of day."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class JobForm(forms.Form):
    """A job of somebody at an employer that is known already."""

    title = forms.CharField(
        label=_("Job title"),
        max_length=120,
        help_text=_("As the employer calls it. For example: line cook."),
    )
    setting = forms.ChoiceField(label=_("Kind of work"), choices=Setting.choices)
    job_site = forms.ModelChoiceField(
        label=_("Where"),
        queryset=JobSite.objects.none(),
        required=False,
        empty_label=_("Not known yet"),
    )
    began_on = DayField(label=_("First day"))
    found_by = forms.CharField(
        label=_("Found how"),
        max_length=80,
        required=False,
        help_text=_("For example: by themselves, through our employer contact, a job fair."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, employer: Employer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = (self.initial or {}).get("job_site")
        offered = Q(closed_on=None) | Q(pk=getattr(now, "pk", None))
        rows = JobSite.objects.filter(offered, employer=employer).order_by("name", "pk")
        self.fields["job_site"].queryset = rows  # type: ignore[attr-defined]

    @staticmethod
    def start(job: Job) -> dict[str, Any]:
        """What stands on record, as the form's first values."""
        names = (*Work.__dataclass_fields__, "version")
        return {name: getattr(job, name) for name in names}

    def work(self) -> Work:
        """What was typed. Call once it is valid."""
        kept = self.cleaned_data
        return Work(
            title=kept["title"].strip(),
            setting=Setting(kept["setting"]),
            job_site=kept["job_site"],
            found_by=kept["found_by"].strip(),
            began_on=kept["began_on"],
        )


class NewJobForm(JobForm):
    """A job to record: whose it is stands in front."""

    person = forms.ModelChoiceField(label=_("Who"), queryset=Person.objects.none())

    field_order = ("person", "title", "setting", "job_site", "began_on", "found_by")

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Person.objects.filter(pk__in=[one.pk for one in people]).order_by("pk")
        field = self.fields["person"]
        field.queryset = rows  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: one.name_used  # type: ignore[attr-defined]


class TermsForm(forms.Form):
    """Wage and hours, from a day."""

    starts_on = DayField(label=_("From"))
    wage = forms.DecimalField(
        label=_("Wage an hour, in dollars"),
        min_value=Decimal("0"),
        max_value=Decimal("999.99"),
        max_digits=5,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01", "min": "0"}),
    )
    hours = forms.DecimalField(
        label=_("Hours a week"),
        min_value=Decimal("0.25"),
        max_value=Decimal("168"),
        max_digits=5,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any", "min": "0"}),
    )
    has_benefits = forms.BooleanField(label=_("With benefits, such as insurance"), required=False)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def terms(self, starts_on: date | None = None) -> Terms:
        """What was typed. Call once it is valid."""
        kept = self.cleaned_data
        return Terms(
            starts_on=starts_on or kept["starts_on"],
            hourly_cents=int(kept["wage"] * 100),
            minutes_a_week=int(kept["hours"] * 60 + Decimal("0.5")),
            has_benefits=kept["has_benefits"],
            note=kept.get("note", "").strip(),
        )


class FirstTermsForm(TermsForm):
    """Wage and hours of the first day; both or neither, for they may not be known yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("starts_on", "note"):
            del self.fields[name]
        for name in ("wage", "hours"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        kept: dict[str, Any] = super().clean() or self.cleaned_data
        for name, other in (("wage", "hours"), ("hours", "wage")):
            if kept.get(other) is not None and name in kept and kept[name] is None:
                self.add_error(name, _("Enter wage and hours both, or neither."))
        return kept

    @property
    def is_said(self) -> bool:
        return self.cleaned_data.get("wage") is not None


class WeekForm(forms.Form):
    """The usual week as a small grid: for each day up to two shifts, from and to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day, name in WEEKDAYS.items():
            for place in range(SHIFTS_A_DAY):
                said = {"day": name, "n": place + 1}
                self.fields[f"from_{day}_{place}"] = _time(_("%(day)s, shift %(n)s: from") % said)
                self.fields[f"to_{day}_{place}"] = _time(_("%(day)s, shift %(n)s: to") % said)

    @property
    def days(self) -> list[tuple[Any, list[tuple[Any, Any]]]]:
        """The fields of each day, Monday first."""
        return [
            (
                name,
                [(self[f"from_{day}_{at}"], self[f"to_{day}_{at}"]) for at in range(SHIFTS_A_DAY)],
            )
            for day, name in WEEKDAYS.items()
        ]

    @classmethod
    def start(cls, week: Iterable[Slot]) -> dict[str, Any]:
        """A week as the form's first values."""
        found: dict[str, Any] = {}
        for slot in sorted(week):
            place = int(f"from_{slot.weekday}_0" in found)
            found[f"from_{slot.weekday}_{place}"] = slot.begins_at
            found[f"to_{slot.weekday}_{place}"] = slot.ends_at
        return found

    def clean(self) -> dict[str, Any]:
        kept: dict[str, Any] = super().clean() or self.cleaned_data
        for day in WEEKDAYS:
            for place in range(SHIFTS_A_DAY):
                begins, ends = f"from_{day}_{place}", f"to_{day}_{place}"
                if (
                    begins in kept
                    and ends in kept
                    and (kept[begins] is None) != (kept[ends] is None)
                ):
                    empty = begins if kept[begins] is None else ends
                    self.add_error(empty, _("Enter when the shift begins and when it ends."))
        return kept

    def slots(self) -> list[Slot]:
        """The shifts. Call once it is valid."""
        return [
            Slot(day, begins, self._at(f"to_{day}_{place}"))
            for day in WEEKDAYS
            for place in range(SHIFTS_A_DAY)
            if (begins := self.cleaned_data[f"from_{day}_{place}"]) is not None
        ]

    def _at(self, name: str) -> time:
        at: time = self.cleaned_data[name]
        return at


class ChangeWeekForm(WeekForm):
    """Another week, from a day."""

    starts_on = DayField(label=_("From"))


class EndForm(forms.Form):
    """The last day of a job, and why."""

    on = DayField(label=_("Last day"))
    reason = forms.ChoiceField(
        label=_("Why it ended"), choices=[("", _("Choose a reason")), *EndReason.choices]
    )
    note = forms.CharField(
        label=_("What happened"),
        max_length=300,
        required=False,
        help_text=_("What was seen and said, without blame. The person may read it."),
    )

    def ending(self) -> dict[str, Any]:
        """What was typed. Call once it is valid."""
        kept = self.cleaned_data
        return {
            "on": kept["on"],
            "reason": EndReason(kept["reason"]),
            "note": kept["note"],
        }


class CheckForm(forms.Form):
    """What was found, on which day, and how we know."""

    found = forms.ChoiceField(
        label=_("What was found"),
        choices=RetentionCheck.Found.choices,
        widget=forms.RadioSelect,
    )
    checked_on = DayField(label=_("Found out on"))
    how = forms.CharField(
        label=_("How we know"),
        max_length=200,
        help_text=_("For example: pay stub of Nov 13, call with the manager, wage record."),
    )

    def answer(self) -> dict[str, Any]:
        """What was typed. Call once it is valid."""
        kept = self.cleaned_data
        return {
            "found": Found(kept["found"]),
            "checked_on": kept["checked_on"],
            "how": kept["how"],
        }


class OccupationForm(forms.Form):
    """Which occupation was chosen, by its code; empty takes it away."""

    code = forms.CharField(max_length=10, required=False)


def _time(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        widget=TimeInput(),
        error_messages={"invalid": _("Enter a time, such as 09:30.")},
    )
