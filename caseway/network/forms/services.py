"""Reading what a person types of a service, its hours, its free places, and of a place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseway.agencies import languages
from caseway.network.actions.places import Address, Where
from caseway.network.actions.services import Beside, Open, Told
from caseway.network.models import Place, Provider, ServiceStatus
from caseway.network.needs import Need
from caseway.network.points import zip_of

DAYS = [
    ("MO", _("Mon")),
    ("TU", _("Tue")),
    ("WE", _("Wed")),
    ("TH", _("Thu")),
    ("FR", _("Fri")),
    ("SA", _("Sat")),
    ("SU", _("Sun")),
]


def _words(label: Any, rows: int = 3, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=5000,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ServiceForm(forms.Form):
    """A service in words, with the needs it answers and the languages spoken."""

    name = forms.CharField(label=_("Name"), max_length=255)
    status = forms.ChoiceField(label=_("State"), choices=ServiceStatus.choices)
    description = _words(_("What it is"))
    needs = forms.MultipleChoiceField(
        label=_("Helps with"),
        choices=Need.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    eligibility_description = _words(_("Who can come"))
    minimum_age = forms.IntegerField(
        label=_("From age"), required=False, min_value=0, max_value=120
    )
    maximum_age = forms.IntegerField(label=_("To age"), required=False, min_value=0, max_value=120)
    application_process = _words(_("How to get it"), help_text=_("What to bring, whom to ask for."))
    fees_description = _words(_("What it costs"), 2)
    wait_time = forms.CharField(label=_("Usual wait"), required=False, max_length=255)
    spoken = forms.MultipleChoiceField(
        label=_("Languages spoken"), required=False, widget=forms.CheckboxSelectMultiple
    )
    another = forms.ChoiceField(label=_("Another language"), required=False)
    interpretation_services = _words(_("Interpreters"), 2)
    url = forms.URLField(label=_("Web page"), required=False, assume_scheme="https")
    email = forms.EmailField(label=_("E-mail for everybody"), required=False)
    alert = _words(_("Know before you go"), 2)
    quality_note = _words(
        _("What we know of it"), 3, _("For staff only: how people were received, what to expect.")
    )
    places = forms.ModelMultipleChoiceField(
        label=_("Where it is"),
        queryset=Place.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_confidential = forms.BooleanField(
        label=_("Confidential"),
        required=False,
        help_text=_("Only staff trained for it see it, and it is never published."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, places: Any, spoken: tuple[str, ...] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["places"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = places
        codes = list(dict.fromkeys(["en", *languages.COMMON, *spoken]))
        boxes, more = self.fields["spoken"], self.fields["another"]
        assert isinstance(boxes, forms.MultipleChoiceField)
        assert isinstance(more, forms.ChoiceField)
        boxes.choices = [(code, languages.language_name(code)) for code in codes]
        more.choices = [("", _("None")), *languages.choices()]

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or self.cleaned_data
        first, last = kept.get("minimum_age"), kept.get("maximum_age")
        if first is not None and last is not None and last < first:
            self.add_error("maximum_age", _("Enter an age from %(n)s up.") % {"n": first})
        return kept

    def told(self) -> Told:
        kept = self.cleaned_data
        names = [name for name in Told.__dataclass_fields__ if name != "alternate_name"]
        alternate = self.initial.get("alternate_name", "")
        return Told(alternate_name=alternate, **{name: kept[name] for name in names})

    def beside(self, hours: tuple[Open, ...]) -> Beside:
        kept = self.cleaned_data
        spoken = [*kept["spoken"], *([kept["another"]] if kept["another"] else [])]
        return Beside(kept["needs"], spoken, hours, tuple(kept["places"]))


class HoursForm(forms.Form):
    """One line of opening hours; left empty, it is none."""

    days = forms.MultipleChoiceField(
        label=_("Days"), choices=DAYS, required=False, widget=forms.CheckboxSelectMultiple
    )
    opens_at = forms.TimeField(
        label=_("Opens"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    closes_at = forms.TimeField(
        label=_("Closes"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    description = forms.CharField(label=_("In words"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or self.cleaned_data
        said = kept.get("opens_at") or kept.get("closes_at") or kept.get("description")
        if said and not kept.get("days"):
            self.add_error("days", _("Choose the days that these hours are for."))
        if bool(kept.get("opens_at")) != bool(kept.get("closes_at")):
            missing = "closes_at" if kept.get("opens_at") else "opens_at"
            self.add_error(missing, _("Enter both times, or none."))
        return kept

    def open(self) -> Open | None:
        kept = self.cleaned_data
        if not kept.get("days"):
            return None
        return Open(tuple(kept["days"]), kept["opens_at"], kept["closes_at"], kept["description"])


HoursFormSet = forms.formset_factory(HoursForm, extra=2, max_num=14)


class FreeForm(forms.Form):
    """Begin to count free places."""

    unit = forms.CharField(label=_("What is counted"), max_length=120, initial=_("places"))
    available = forms.IntegerField(label=_("Free now"), min_value=0, max_value=9999)
    maximum = forms.IntegerField(label=_("In all"), min_value=0, max_value=9999, required=False)


class PlaceForm(forms.Form):
    """A place and its address."""

    name = forms.CharField(label=_("Name of the place"), max_length=255)
    address_1 = forms.CharField(label=_("Street"), max_length=255, required=False)
    address_2 = forms.CharField(label=_("Suite or floor"), max_length=255, required=False)
    city = forms.CharField(label=_("City"), max_length=120, required=False)
    state_province = forms.CharField(label=_("State"), max_length=60, required=False)
    postal_code = forms.CharField(
        label=_("ZIP code"),
        max_length=10,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    transportation = _words(_("How to get there"), 2)
    ramp = _words(
        _("For people with disabilities"), 2, _("Ramp, elevator, restroom, hearing loop.")
    )
    description = _words(_("Anything else"), 2)
    is_confidential = forms.BooleanField(
        label=_("Confidential"),
        required=False,
        help_text=_(
            "Only staff trained for it see where it is. It is on no map and never published."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or self.cleaned_data
        needed = ("address_1", "city", "state_province", "postal_code")
        if any(kept.get(name) for name in (*needed, "address_2")):
            for name in needed:
                if not kept.get(name) and name not in self.errors:
                    self.add_error(name, _("Fill in the whole address, or leave it all empty."))
        if kept.get("postal_code") and not zip_of(kept["postal_code"]):
            self.add_error("postal_code", _("Enter a ZIP code of five digits, such as 10451."))
        return kept

    def where(self) -> Where:
        kept = self.cleaned_data
        return Where(**{name: kept[name] for name in Where.__dataclass_fields__})

    def address(self) -> Address:
        kept = self.cleaned_data
        return Address(**{name: kept[name].strip() for name in Address.__dataclass_fields__})


class OfProviderForm(forms.Form):
    """Whose service or place it is."""

    provider = forms.ModelChoiceField(label=_("Provider"), queryset=Provider.objects.none())

    def __init__(self, *args: Any, providers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["provider"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = providers
