"""The forms of a newcomer: who she is, her case, and who lives with her."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Program, Region, Site
from caseway.cases.actions.people import Name, PersonFacts, Point, normal_point, why_not_born
from caseway.cases.forms.fields import BirthField, DayField, NameField, SsnField, language_choices
from caseway.cases.models import Part, PointKind, Relation, Stage
from caseway.cases.queries.finding import Sought
from caseway.cases.queries.workers import Worker
from caseway.kernel.refusals import NotAllowed

QUEUE = "queue"


class WhoForm(forms.Form):
    """Who came: what is typed here is searched for before anything is recorded."""

    name = NameField(
        label=_("Name, as they say it"),
        help_text=_("One word or many, with accents and capitals as they write them."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    given = NameField(label=_("Given names"), required=False)
    family = NameField(label=_("Surnames"), required=False)
    birth = BirthField(label=_("Date of birth"), required=False)
    birth_is_estimated = forms.BooleanField(label=_("This date is an estimate"), required=False)
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    ok_to_text = forms.BooleanField(label=_("They agreed to text messages"), required=False)
    language = forms.ChoiceField(label=_("Preferred language"))
    needs_interpreter = forms.BooleanField(label=_("Needs an interpreter"), required=False)
    ssn = SsnField(
        label=_("Social security number"),
        required=False,
        help_text=_("Only if they want to give it. It is sealed, and shown masked from now on."),
    )
    site = forms.ModelChoiceField(
        label=_("Site"), queryset=Site.objects.none(), empty_label=None, required=True
    )

    def __init__(
        self,
        *args: Any,
        sites: Any,
        often: Sequence[str],
        kept_ssn: str = "",
        today: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kept_ssn, self.today = kept_ssn, today
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = language_choices(often)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        if len(sites) == 1:
            self.fields["site"].widget = forms.HiddenInput()
            self.fields["site"].initial = sites[0].pk
        if kept_ssn:
            self.fields["ssn"].help_text = _(
                "•••-••-%(last)s is kept. Type nine digits only to replace it."
            ) % {"last": kept_ssn[-4:]}

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone:
            try:
                normal_point(PointKind.MOBILE, phone)
            except NotAllowed as refusal:
                raise forms.ValidationError(str(refusal)) from None
        return phone

    def clean_birth(self) -> Any:
        birth = self.cleaned_data["birth"]
        if sentence := why_not_born(birth, today=self.today):
            raise forms.ValidationError(sentence)
        return birth

    @property
    def whole_ssn(self) -> str:
        """The number typed now, or else the one kept from before."""
        return str(self.cleaned_data.get("ssn") or self.kept_ssn)

    def sought(self) -> Sought:
        """What to search for: whatever is valid so far."""
        kept = self.cleaned_data
        phone = kept.get("phone", "")
        return Sought(
            names=tuple(text for text in (kept.get("name", ""), self._joined()) if text),
            birth_on=kept.get("birth"),
            phones=(normal_point(PointKind.MOBILE, phone),) if phone else (),
            ssn=self.whole_ssn,
        )

    def facts(self) -> PersonFacts:
        """What is to be recorded."""
        kept = self.cleaned_data
        mobile = Point(PointKind.MOBILE, kept["phone"], ok_to_text=kept["ok_to_text"])
        return PersonFacts(
            name=Name(kept["name"], kept["given"], kept["family"]),
            birth_on=kept["birth"],
            birth_is_estimated=kept["birth_is_estimated"],
            language=kept["language"],
            needs_interpreter=kept["needs_interpreter"],
            points=(mobile,) if kept["phone"] else (),
            ssn=self.whole_ssn,
        )

    def _joined(self) -> str:
        return f"{self.cleaned_data.get('given', '')} {self.cleaned_data.get('family', '')}".strip()


class CaseForm(forms.Form):
    """The case: which program, where, at what stage, under which number, with whom."""

    program = forms.ModelChoiceField(
        label=_("Program"), queryset=Program.objects.none(), empty_label=None
    )
    region = forms.ModelChoiceField(
        label=_("Region"), queryset=Region.objects.none(), empty_label=None
    )
    stage = forms.ChoiceField(
        label=_("Stage"), choices=[one for one in Stage.choices if one[0] != Stage.CLOSED]
    )
    opened_on = DayField(label=_("Opened on"))
    number = forms.CharField(
        label=_("Case number"),
        max_length=32,
        help_text=_("The next free one. Change it if the office has given another."),
    )
    work_required = forms.BooleanField(
        label=_("Work is required of this household"), required=False, initial=True
    )

    def __init__(
        self,
        *args: Any,
        programs: Any,
        regions: Any,
        workers: dict[Part, list[Worker]],
        homes: list[tuple[str, str]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["program"].queryset = programs  # type: ignore[attr-defined]
        self.fields["region"].queryset = regions  # type: ignore[attr-defined]
        self.parts = list(workers)
        for part, able in workers.items():
            choices = [(QUEUE, _("Nobody yet: leave it in the agency’s queue"))]
            self.fields[f"worker_{part}"] = forms.ChoiceField(
                label=part.label, choices=[*choices, *((one.value, one.label) for one in able)]
            )
        if homes:
            self.fields["household"] = forms.ChoiceField(
                label=_("Household"),
                choices=[*homes, ("", _("A new household"))],
                required=False,
                widget=forms.RadioSelect,
            )

    @property
    def worker_fields(self) -> list[forms.BoundField]:
        return [self[f"worker_{part}"] for part in self.parts]


class MemberForm(forms.Form):
    """One more person of the household. `choice` says which record is meant, once searched."""

    name = NameField(
        label=_("Name"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    relation = forms.ChoiceField(
        label=_("Relation to the participant"),
        choices=[one for one in Relation.choices if one[0] != Relation.SELF],
        initial=Relation.CHILD,
    )
    birth = BirthField(label=_("Date of birth"), required=False)
    choice = forms.CharField(required=False, widget=forms.HiddenInput)

    # Filled once the name was searched: whom to choose from, their ids, and the ids shown before.
    found: Sequence[Any] = ()
    shown = ""
    seen = ""

    def __init__(self, *args: Any, today: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_birth(self) -> Any:
        birth = self.cleaned_data["birth"]
        if self.today and (sentence := why_not_born(birth, today=self.today)):
            raise forms.ValidationError(sentence)
        return birth

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("birth") and not self.cleaned_data.get("name"):
            self.add_error("name", _("Enter a name, as the person says it."))
        return self.cleaned_data

    @property
    def is_filled(self) -> bool:
        return self.is_bound and bool(self.cleaned_data.get("name"))

    def sought(self) -> Sought:
        return Sought(names=(self.cleaned_data["name"],), birth_on=self.cleaned_data["birth"])

    def facts(self, language: str) -> PersonFacts:
        """What is to be recorded; the household's language until somebody says otherwise."""
        kept = self.cleaned_data
        return PersonFacts(name=Name(kept["name"]), birth_on=kept["birth"], language=language)
