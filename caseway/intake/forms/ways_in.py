"""Forms of the way in: first contact, what a family came for, ending a step, papers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Region
from caseway.cases.forms.fields import language_choices
from caseway.intake.actions.ways_in import Told, Wanted
from caseway.intake.models import Diversion, DiversionOutcome, FirstContact, RightProgram
from caseway.kernel.words import long_moment


class _WantedFields(forms.Form):
    wants_tanf = forms.BooleanField(label=_("Cash and help into work (TANF)"), required=False)
    wants_snap = forms.BooleanField(label=_("Food stamps (SNAP)"), required=False)
    wants_medicaid = forms.BooleanField(label=_("Medicaid"), required=False)
    wants_child_care = forms.BooleanField(label=_("Child care"), required=False)

    def wanted(self) -> Wanted:
        """What was ticked."""
        data = self.cleaned_data
        return Wanted(
            tanf=data["wants_tanf"],
            snap=data["wants_snap"],
            medicaid=data["wants_medicaid"],
            child_care=data["wants_child_care"],
        )

    @property
    def wants(self) -> list[Any]:
        """The boxes, to stand together."""
        return [self[name] for name in self.fields if name.startswith("wants_")]


class FirstContactForm(_WantedFields):
    """Somebody came: who, what for, the right program, and what may help instead."""

    region = forms.ModelChoiceField(
        label=_("Office"), queryset=Region.objects.none(), empty_label=None
    )
    name = forms.CharField(label=_("Name, as they say it"), max_length=128)
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Preferred language"))
    words = forms.CharField(
        label=_("What brings them today, in their words"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    program = forms.ChoiceField(
        label=_("Is this the right program for them?"),
        choices=RightProgram.choices,
        widget=forms.RadioSelect,
    )
    diversion = forms.MultipleChoiceField(
        label=_("What may help instead of monthly cash"),
        choices=Diversion.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Offer only what is really there. Nobody is turned away from applying."),
    )
    outcome = forms.ChoiceField(
        label=_("What they chose"),
        choices=DiversionOutcome.choices,
        widget=forms.RadioSelect,
        required=False,
        initial="",
    )
    diversion_words = forms.CharField(
        label=_("What was said about it"), max_length=300, required=False
    )
    next_words = forms.CharField(
        label=_("What happens next, and when"), max_length=300, required=False
    )

    def __init__(self, *args: Any, regions: Any, often: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = regions  # type: ignore[attr-defined]
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = language_choices(often)

    def told(self) -> Told:
        """What the act takes."""
        data = self.cleaned_data
        return Told(
            name=data["name"],
            phone=data["phone"],
            words=data["words"],
            language=data["language"],
            wanted=self.wanted(),
            program=data["program"],
            diversion=tuple(data["diversion"]),
            outcome=data["outcome"],
            diversion_words=data["diversion_words"],
            next_words=data["next_words"],
        )


class BeginForm(_WantedFields):
    """Put a case on its way in."""

    contact = forms.ModelChoiceField(
        label=_("First contact"),
        queryset=FirstContact.objects.none(),
        required=False,
        empty_label=_("None was written down"),
    )

    def __init__(self, *args: Any, contacts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].queryset = contacts  # type: ignore[attr-defined]
        self.fields["contact"].label_from_instance = _contact_name  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """How a step ended."""

    result = forms.ChoiceField(label=_("How it ended"), widget=forms.RadioSelect)
    note = forms.CharField(label=_("A note for whoever comes next"), max_length=300, required=False)

    def __init__(self, *args: Any, results: Any, why: bool = False, **kwargs: Any) -> None:
        """`why`: something is missing, and the note says why it ends without it."""
        super().__init__(*args, **kwargs)
        if why:
            self.fields["note"].label = _("Why it ends without it")
            self.fields["note"].required = True
        field = self.fields["result"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.value, one.label) for one in results]
        field.initial = results[0].value if results and not why else None


def _contact_name(row: FirstContact) -> str:
    return f"{row.unseal('name')} – {long_moment(row.at)}"
