"""What a person types of an employer and its places."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseway.cases.forms.fields import DayField
from caseway.employment.actions.employers import Firm, Spot
from caseway.rules.jobs import fein_of, industry_of
from caseway.rules.records.boroughs import borough_of, is_zip_code


class FindForm(forms.Form):
    """The list of employers: what was looked for, and whether those no longer used are shown."""

    q = forms.CharField(
        label=_("Name, industry or employer number"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("In use")), ("closed", _("No longer used"))],
    )


class EmployerForm(forms.Form):
    """An employer, and whom to call there."""

    name = forms.CharField(label=_("Name"), max_length=160)
    tax_id = forms.CharField(
        label=_("Employer number (FEIN)"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Nine digits, as on a pay stub: 12-3456789."),
    )
    naics = forms.CharField(
        label=_("Industry (NAICS)"),
        max_length=10,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Two to six digits, such as 722513 for a restaurant with counter service."),
    )
    contact_name = forms.CharField(label=_("Whom to call"), max_length=128, required=False)
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        required=False,
        help_text=_("About the employer, never about who works there."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_tax_id(self) -> str:
        typed = self.cleaned_data["tax_id"].strip()
        if typed and (kept := fein_of(typed)) is None:
            raise forms.ValidationError(
                _("An employer number has nine digits, such as 12-3456789. Check it, or leave it.")
            )
        return (kept or "") if typed else ""

    def clean_naics(self) -> str:
        typed = self.cleaned_data["naics"].strip()
        if typed and (kept := industry_of(typed)) is None:
            raise forms.ValidationError(
                _("No industry has this code. NAICS codes have two to six digits, such as 7225.")
            )
        return (kept or "") if typed else ""

    def firm(self) -> Firm:
        """What was typed. Call once it is valid."""
        kept = self.cleaned_data
        return Firm(**{name: kept[name].strip() for name in Firm.__dataclass_fields__})


class SpotForm(forms.Form):
    """A place where people work."""

    name = forms.CharField(
        label=_("What it is called"),
        max_length=160,
        required=False,
        help_text=_("For example: the store on Steinway Street."),
    )
    line_1 = forms.CharField(label=_("Street"), max_length=160, required=False)
    line_2 = forms.CharField(label=_("Suite or floor"), max_length=80, required=False)
    city = forms.CharField(label=_("City"), max_length=80, required=False)
    state = forms.CharField(
        label=_("State"),
        max_length=2,
        required=False,
        widget=forms.TextInput(attrs={"autocapitalize": "characters"}),
    )
    zip_code = forms.CharField(
        label=_("ZIP code"),
        max_length=10,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("Tells where on the map it is."),
    )
    zone = forms.CharField(
        label=_("Borough or area"),
        max_length=60,
        required=False,
        help_text=_("Travel is reckoned by it. In New York City the ZIP code says it."),
    )
    arrival = forms.CharField(
        label=_("On arrival"),
        max_length=300,
        required=False,
        help_text=_("Which door, where to ring, whom to ask for."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_zip_code(self) -> str:
        typed: str = self.cleaned_data["zip_code"].strip()
        if typed and not is_zip_code(typed):
            raise forms.ValidationError(_("A ZIP code has five digits, or nine."))
        return typed

    def clean_state(self) -> str:
        typed: str = self.cleaned_data["state"].strip().upper()
        if typed and not (len(typed) == 2 and typed.isalpha() and typed.isascii()):
            raise forms.ValidationError(_("Enter the two letters of the state, such as NY."))
        return typed

    def clean(self) -> dict[str, Any]:
        kept: dict[str, Any] = super().clean() or self.cleaned_data
        if not kept.get("name", "").strip() and not kept.get("line_1", "").strip():
            self.add_error("name", _("Say what the place is called, or in which street it is."))
        if not kept.get("zone"):
            kept["zone"] = borough_of(kept.get("zip_code") or "")
        return kept

    def spot(self) -> Spot:
        """What was typed. Call once it is valid."""
        kept = self.cleaned_data
        return Spot(**{name: kept[name].strip() for name in Spot.__dataclass_fields__})


class CloseForm(forms.Form):
    """From when an employer or a place is no longer used."""

    on = DayField(label=_("No longer used since"))
