"""Forms about what is in the way, and what a person is drawn to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseway.cases.models import Person
from caseway.intake.actions.barriers import STORY_ROOM
from caseway.intake.models import BarrierKind, Severity

_STORY = forms.Textarea(attrs={"rows": 4})


class NewBarrierForm(forms.Form):
    """Something in the way, whoever of the family it concerns."""

    person = forms.ModelChoiceField(
        label=_("Whom it concerns"), queryset=Person.objects.none(), empty_label=None
    )
    kind = forms.ChoiceField(label=_("What it is"), choices=())
    severity = forms.ChoiceField(
        label=_("How much it is in the way today"),
        choices=Severity.choices,
        widget=forms.RadioSelect,
        initial=Severity.SOME,
    )
    story = forms.CharField(
        label=_("What it is like, in their words"),
        required=False,
        max_length=STORY_ROOM,
        widget=_STORY,
        help_text=_("What was seen and said, without a guess at why."),
    )
    named_by_person = forms.BooleanField(
        label=_("They named it themselves"), required=False, initial=True
    )

    def __init__(
        self, *args: Any, people: list[Person], kinds: list[BarrierKind], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        rows = Person.objects.filter(pk__in=[one.pk for one in people]).order_by("pk")
        self.fields["person"].queryset = rows  # type: ignore[attr-defined]
        self.fields["kind"].choices = [(one.value, one.label) for one in kinds]  # type: ignore[attr-defined]


class BarrierForm(forms.Form):
    """How much it is in the way today."""

    severity = forms.ChoiceField(
        label=_("How much it is in the way today"),
        choices=Severity.choices,
        widget=forms.RadioSelect,
    )
    story = forms.CharField(
        label=_("What it is like, in their words"),
        required=False,
        max_length=STORY_ROOM,
        widget=_STORY,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ResolveForm(forms.Form):
    """It is no longer in the way."""

    resolution = forms.CharField(label=_("What changed"), max_length=300)


class InterestForm(forms.Form):
    """An occupation, and what draws them to it."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=10)
    words = forms.CharField(label=_("What draws them to it"), max_length=200, required=False)
