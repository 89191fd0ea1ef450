"""Forms of what is done about cases: putting off, adding a task, changing stage, handing off."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caseway.agencies.functions import function_name
from caseway.agencies.models import Agency
from caseway.cases.actions.assignments import Holder
from caseway.cases.models import Stage, TaskKind
from caseway.cases.queries.workers import Worker
from caseway.kernel.models import User
from caseway.rules.contacts.rhythm import MOST_TIMES, Rhythm, days_of
from caseway.rules.functions.codes import FunctionCode


class DayInput(forms.DateInput):
    """The browser's own field for a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def _day(label: object, **kwargs: object) -> forms.DateField:
    return forms.DateField(
        label=label,  # type: ignore[arg-type]
        widget=DayInput,
        error_messages={"invalid": _("Enter a day, such as 11/23/2026.")},
        **kwargs,  # type: ignore[arg-type]
    )


class PutOffForm(forms.Form):
    """Until when, and why it can wait."""

    until = _day(_("Show again on"))
    reason = forms.CharField(
        label=_("Why it can wait"),
        max_length=200,
        help_text=_("For example: she starts training on Monday and asked us to call after."),
    )

    @classmethod
    def empty(cls, today: date) -> "PutOffForm":
        return cls(initial={"until": _next_workday(today)})


RHYTHMS = [
    (Rhythm.ONCE, _("No, once")),
    (Rhythm.WEEKLY, _("Every week")),
    (Rhythm.BIWEEKLY, _("Every two weeks")),
    (Rhythm.MONTHLY, _("Every month")),
]


class TaskForm(forms.Form):
    """Something to do on one case or on several."""

    kind = forms.ChoiceField(label=_("Kind"), choices=TaskKind, initial=TaskKind.FOLLOW_UP)
    title = forms.CharField(label=_("What is to be done"), max_length=200)
    due_on = _day(pgettext_lazy("deadline", "By"))
    time = forms.TimeField(
        label=_("At what time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
        help_text=_("For an appointment; leave it empty for anything else."),
        error_messages={"invalid": _("Enter a time, such as 10:30.")},
    )
    rhythm = forms.ChoiceField(
        label=_("Comes back"), choices=RHYTHMS, initial=Rhythm.ONCE, required=False
    )
    times = forms.IntegerField(
        label=_("How many times in all"),
        initial=1,
        required=False,
        min_value=1,
        max_value=MOST_TIMES,
        help_text=_("For a meeting that comes back; 26 weeks are half a year."),
        error_messages={
            "min_value": _("Enter a number between 1 and 26."),
            "max_value": _("Enter a number between 1 and 26."),
            "invalid": _("Enter a number between 1 and 26."),
        },
    )
    function = forms.ChoiceField(
        label=_("Part of"),
        help_text=_("Whoever holds this function on the case sees the task on Today."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["function"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code.value, function_name(code)) for code in FunctionCode]
        field.initial = FunctionCode.EP_MONITORING

    def moments(self) -> list[tuple[date, datetime | None]]:
        """Each day of the series, and the moment on it when a time was given."""
        values = self.cleaned_data
        rhythm = Rhythm(values["rhythm"] or Rhythm.ONCE)
        days = days_of(values["due_on"], rhythm, values["times"] or 1)
        return [(day, _at(day, values["time"])) for day in days]

    @classmethod
    def empty(cls, today: date) -> "TaskForm":
        return cls(initial={"due_on": _next_workday(today)})


class StageForm(forms.Form):
    """Another stage, from a day."""

    stage = forms.ChoiceField(
        label=_("Stage"), choices=[one for one in Stage.choices if one[0] != Stage.CLOSED]
    )
    on = _day(_("From"))
    note = forms.CharField(
        label=_("What led to it"), max_length=300, required=False, widget=forms.Textarea
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


QUEUE = "queue"


class ToWhomForm(forms.Form):
    """Who takes the case next: one of her colleagues, or her agency's queue."""

    to = forms.ChoiceField(label=_("To"))

    def __init__(self, *args: object, workers: Iterable[Worker], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("Choose a worker or a queue")),
            *((str(one.user_id), one.label) for one in workers),
            (QUEUE, _("Nobody yet: leave it in the agency’s queue")),
        ]

    def holder(self, agency: Agency) -> Holder:
        """Whom the form chose, of this agency."""
        chosen = self.cleaned_data["to"]
        return Holder(agency) if chosen == QUEUE else Holder(agency, User.objects.get(pk=chosen))


class HandOffForm(ToWhomForm):
    """Passing a case on so that the person does not have to tell her story twice."""

    note = forms.CharField(
        label=_("What the next worker should know"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What they want, what works for them, what was agreed, what comes next."),
    )
    next_contact_by = _day(_("Next contact by"), help_text=_("Within seven days."))


class ReassignForm(ToWhomForm):
    """Moving cases to another worker, with what she should know about all of them."""

    note = forms.CharField(
        label=_("Note to the next worker"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It is kept with every case and opens their first contact."),
    )


def _at(day: date, clock: time | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, clock)) if clock else None


def _next_workday(today: date) -> date:
    day = today + timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day
