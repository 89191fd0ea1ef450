"""What came of a plan: meetings, steps told of, supports given, duties looked at, reviews."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caseway.cases.actions.contacts import What
from caseway.cases.forms.fields import DayField
from caseway.cases.models import ContactKind, ContactMode, ContactPlace
from caseway.plans.actions.keeping import Told
from caseway.plans.models import Approval, Goal, GoalState, Step, StepState

_MODES = [
    (one.value, one.label) for one in (ContactMode.IN_PERSON, ContactMode.PHONE, ContactMode.VIDEO)
]


class MeetingForm(forms.Form):
    """A meeting on the plan. Each step may be told of; one must be."""

    on = DayField(label=_("Day"))
    at = forms.TimeField(
        label=_("At"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=1440,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    mode = forms.ChoiceField(label=_("How"), choices=_MODES)
    place = forms.ChoiceField(
        label=_("Where"), choices=[("", "–"), *ContactPlace.choices], required=False
    )
    group_name = forms.CharField(
        label=_("Group"),
        max_length=80,
        required=False,
        help_text=_("Only for a meeting of several families that set goals together."),
    )
    text = forms.CharField(
        label=_("What was said, seen and agreed"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The person may read it. Say what happened; do not guess why."),
    )

    def __init__(self, *args: Any, steps: Iterable[Step], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.steps = list(steps)
        for step in self.steps:
            self.fields[f"state_{step.pk}"] = forms.ChoiceField(
                label=_("How it stands"),
                choices=[("", _("Not talked about")), *StepState.choices],
                required=False,
            )
            self.fields[f"words_{step.pk}"] = forms.CharField(
                label=_("What was told"), max_length=300, required=False
            )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each step with its two fields."""
        return [
            {"step": one, "state": self[f"state_{one.pk}"], "words": self[f"words_{one.pk}"]}
            for one in self.steps
        ]

    def clean(self) -> dict[str, Any]:
        """Words about a step without saying how it stands are kept by asking for it."""
        kept = super().clean() or {}
        for step in self.steps:
            if kept.get(f"words_{step.pk}") and not kept.get(f"state_{step.pk}"):
                self.add_error(f"state_{step.pk}", _("Say how this step stands."))
        return kept

    def what(self) -> What:
        """The meeting as the contact log takes it. Call once it is valid."""
        kept = self.cleaned_data
        at = timezone.make_aware(datetime.combine(kept["on"], kept["at"]))
        return What(
            kind=ContactKind.MEETING,
            at=at,
            mode=ContactMode(kept["mode"]),
            place=kept["place"],
            minutes=kept["minutes"],
            text=kept["text"],
        )

    def told(self) -> list[Told]:
        """The steps that were talked about. Call once it is valid."""
        kept = self.cleaned_data
        return [
            Told(step, StepState(kept[f"state_{step.pk}"]), kept[f"words_{step.pk}"])
            for step in self.steps
            if kept[f"state_{step.pk}"]
        ]

    @staticmethod
    def start(now: datetime) -> dict[str, Any]:
        local = timezone.localtime(now)
        return {"on": local.date(), "at": time(local.hour, local.minute), "mode": "in_person"}


class ToldForm(forms.Form):
    """How one step stands, between meetings."""

    state = forms.ChoiceField(label=_("How it stands"), choices=StepState)
    words = forms.CharField(label=_("What was told"), max_length=300, required=False)


class SettleForm(forms.Form):
    """Whether a goal was reached."""

    state = forms.ChoiceField(label=_("How it stands"), choices=GoalState)

    @classmethod
    def of(cls, goal: Goal) -> "SettleForm":
        return cls(initial={"state": goal.state}, auto_id=f"goal_{goal.pk}_%s")


class GivenForm(forms.Form):
    """The agency kept its promise."""

    on = DayField(label=_("Given on"))
    words = forms.CharField(label=_("What was given"), max_length=200, required=False)


class DutyCheckForm(forms.Form):
    """Whether a duty was kept, as seen."""

    on = DayField(label=_("Day"))
    kept = forms.TypedChoiceField(
        label=_("Was it kept?"),
        choices=[("yes", _("Kept")), ("no", _("Not kept"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("What was seen"), max_length=300, required=False)


class ReviewForm(forms.Form):
    """Over the plan as a whole."""

    stands = forms.TypedChoiceField(
        label=_("Does it still fit?"),
        choices=[("yes", _("It stands as it is")), ("no", _("It is to be changed"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What was found"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class EndForm(forms.Form):
    """The last day of a plan, and why."""

    on = DayField(label=_("Ends on"))
    reason = forms.CharField(label=_("Why it ends"), max_length=200)

    @staticmethod
    def start(today: date) -> dict[str, Any]:
        return {"on": today}


class ApprovalForm(forms.Form):
    """Who approves plans at a site."""

    approval = forms.ChoiceField(
        label=_("Who approves plans?"), choices=Approval, widget=forms.RadioSelect
    )


class ProposalForm(forms.Form):
    """What one side would like to be otherwise."""

    side = forms.ChoiceField(
        label=_("Who proposes it?"),
        choices=[("participant", _("The person")), ("staff", _("The agency"))],
        widget=forms.RadioSelect,
    )
    goal = forms.ModelChoiceField(
        label=_("About"),
        queryset=Goal.objects.none(),
        required=False,
        empty_label=_("Something new, or the plan as a whole"),
    )
    words = forms.CharField(
        label=_("What should be otherwise?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    why = forms.CharField(label=_("Why?"), max_length=300, required=False)

    def __init__(self, *args: Any, goals: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal"].queryset = goals  # type: ignore[attr-defined]
        self.fields["goal"].label_from_instance = lambda one: one.words  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """The answer to a proposal."""

    agreed = forms.TypedChoiceField(
        label=_("Answer"),
        choices=[("yes", _("Agreed")), ("no", _("Not agreed"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("In a few words"), max_length=300, required=False)
