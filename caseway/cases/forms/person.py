"""The forms of a person's page: one for what stands on her, one for each kind of addition."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from caseway.cases.actions.details import About, Place, Trait
from caseway.cases.actions.people import Name, Point
from caseway.cases.forms.fields import BirthField, DayField, NameField, SsnField, language_choices
from caseway.cases.models import CharacteristicKind, NameKind, Person, PointKind


class AboutForm(forms.Form):
    """Birth, language, pronouns and her own words about herself."""

    birth_on = BirthField(label=_("Date of birth"), required=False)
    birth_is_estimated = forms.BooleanField(label=_("This date is an estimate"), required=False)
    language = forms.ChoiceField(label=_("Preferred language"))
    needs_interpreter = forms.BooleanField(label=_("Needs an interpreter"), required=False)
    pronouns = forms.CharField(label=_("Pronouns"), max_length=40, required=False)
    identity = forms.CharField(
        label=_("How I describe myself"),
        max_length=200,
        required=False,
        help_text=_(
            "In their own words, if they wish: culture, faith, gender, family, anything that"
            " matters to them. We ask so that the plan fits the person. It decides nothing, and"
            " leaving it empty is a full answer."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, often: Sequence[str], language: str = "en", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = language_choices(often, also=language)

    @classmethod
    def of(cls, person: Person, often: Sequence[str]) -> "AboutForm":
        names = [name for name in cls.base_fields if name != "version"]
        kept = {name: getattr(person, name) for name in names}
        start = {**kept, "version": person.version}
        return cls(initial=start, often=often, language=person.language)

    def about(self) -> About:
        return About(**{name: self.cleaned_data[name] for name in About.__dataclass_fields__})


class NameForm(forms.Form):
    """Another name, written as the person writes it."""

    full = NameField(label=_("Name, as they say it"))
    given = NameField(label=_("Given names"), required=False)
    family = NameField(label=_("Surnames"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=NameKind.choices, initial=NameKind.USED)
    is_used = forms.BooleanField(label=_("Call them by this name from now on"), required=False)

    def name(self) -> Name:
        kept = self.cleaned_data
        return Name(kept["full"], kept["given"], kept["family"], NameKind(kept["kind"]))


class PointForm(forms.Form):
    """A phone or an e-mail address, and what may be done with it."""

    kind = forms.ChoiceField(label=_("Kind"), choices=PointKind.choices)
    value = forms.CharField(label=_("Number or address"), max_length=254)
    ok_to_text = forms.BooleanField(label=_("They agreed to text messages"), required=False)
    ok_to_leave_message = forms.BooleanField(label=_("We may leave a message"), required=False)
    note = forms.CharField(
        label=_("Note"),
        max_length=200,
        required=False,
        help_text=_("For example: her sister’s phone, mornings only."),
    )

    def point(self) -> Point:
        kept = self.cleaned_data
        return Point(**{**kept, "kind": PointKind(kept["kind"])})


class AddressForm(forms.Form):
    """Where the person lives or receives letters."""

    lines = forms.CharField(label=_("Street address"), max_length=200, required=False)
    city = forms.CharField(label=_("City"), max_length=80, required=False)
    state = forms.CharField(label=_("State"), max_length=2, required=False, initial="NY")
    zip_code = forms.CharField(
        label=_("ZIP code"),
        max_length=10,
        required=False,
        help_text=_("The borough follows from it."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    is_mailing = forms.BooleanField(label=_("Letters go here"), required=False)
    starts_on = DayField(label=_("Since"), required=False)

    def place(self) -> Place:
        return Place(**self.cleaned_data)


class TraitForm(forms.Form):
    """Something that describes the person for a while."""

    kind = forms.ChoiceField(
        label=_("What"),
        choices=CharacteristicKind.choices,
        help_text=_("Only what changes the support we owe them. They may leave it unsaid."),
    )
    detail = forms.CharField(label=_("In their words"), max_length=200, required=False)
    source = forms.CharField(label=_("Who said so"), max_length=80, required=False)
    starts_on = DayField(label=_("Since"))

    def trait(self) -> Trait:
        kept = self.cleaned_data
        return Trait(
            CharacteristicKind(kept["kind"]), kept["starts_on"], kept["detail"], kept["source"]
        )


class StrengthForm(forms.Form):
    """A strength, named before any barrier."""

    words = forms.CharField(
        label=_("A strength, in their words"),
        max_length=200,
        help_text=_("What they do well, have come through, or are proud of."),
    )
    by_worker = forms.BooleanField(label=_("I noticed this; they did not say it"), required=False)


class SsnForm(forms.Form):
    """A social security number to seal, in place of any before."""

    ssn = SsnField(label=_("Social security number"))


class RevealForm(forms.Form):
    """Why the whole number is needed. It is written down."""

    REASONS: ClassVar[list[tuple[str, Any]]] = [
        ("verify", _("To verify wages or benefits with another agency")),
        ("form", _("To complete a form that asks for it")),
        ("match", _("To tell two records apart")),
        ("other", _("Another reason")),
    ]
    reason = forms.ChoiceField(label=_("Why you need it"), choices=REASONS)
    words = forms.CharField(
        label=_("In a few words"),
        max_length=200,
        required=False,
        help_text=_("Needed for another reason. No names and no numbers."),
    )

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("reason") == "other" and not self.cleaned_data.get("words"):
            self.add_error("words", _("Say in a few words why you need the number."))
        return self.cleaned_data

    def said(self) -> str:
        """The reason for the audit log: its code, and the words if any."""
        return ": ".join(t for t in (self.cleaned_data["reason"], self.cleaned_data["words"]) if t)
