"""Reading what a person types of a provider."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Agency, Site
from caseway.cases.forms.fields import DayField
from caseway.network.actions import Place


class ProviderForm(forms.Form):
    """A place where people spend their hours, and whom to call there."""

    name = forms.CharField(label=_("Name"), max_length=255)
    contact_name = forms.CharField(label=_("Whom to call"), max_length=128, required=False)
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    agency = forms.ModelChoiceField(
        label=_("Its own staff sign in as"),
        queryset=Agency.objects.none(),
        required=False,
        empty_label=_("Nobody: we mark attendance ourselves"),
        help_text=_("They see the people enrolled with them, and nothing else of a case."),
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        required=False,
        help_text=_("For example: free places on Tuesdays, entrance at the back."),
    )
    description = forms.CharField(
        label=_("What it does"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    public_email = forms.EmailField(label=_("E-mail for everybody"), required=False)
    is_confidential = forms.BooleanField(
        label=_("Confidential"),
        required=False,
        help_text=_("Only staff trained for it see it, and it is never published."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Agency.objects.filter(presences__site=site, presences__ends_on=None)
        self.fields["agency"].queryset = here.distinct().order_by("name", "pk")  # type: ignore[attr-defined]

    def place(self) -> Place:
        """What was typed. Call once it is valid."""
        kept = self.cleaned_data
        return Place(
            name=kept["name"].strip(),
            contact_name=kept["contact_name"].strip(),
            phone=kept["phone"].strip(),
            email=kept["email"],
            note=kept["note"].strip(),
            agency=kept["agency"],
            description=kept["description"].strip(),
            website=kept["website"],
            public_email=kept["public_email"],
            is_confidential=kept["is_confidential"],
        )


class SiteForm(forms.Form):
    """For somebody who works at several sites: which one."""

    site = forms.ModelChoiceField(label=_("Site"), queryset=Site.objects.none())

    def __init__(self, *args: Any, sites: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """From when a provider is no longer used."""

    on = DayField(label=_("No longer used since"))
