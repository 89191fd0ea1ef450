"""Forms about sites: settings, what is present there, and a new site from a preset."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseway.agencies.actions.presets import NewSite
from caseway.agencies.actions.sites import SETTINGS, Rhythm
from caseway.agencies.forms.fields import day, from_today
from caseway.agencies.functions import function_name
from caseway.agencies.models import (
    Agency,
    EmployerKind,
    ProgramKind,
    Region,
    RegionKind,
    Site,
)
from caseway.agencies.words import PARTS, STAGES
from caseway.rules.functions import FunctionCode, SitePreset
from caseway.rules.functions import RegionKind as PresetRegion


class SettingsForm(forms.ModelForm[Site]):
    """What is said of the site itself."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Site
        fields = list(SETTINGS)
        help_texts = {
            "caseload_mode": _("In a pool, cases wait in a queue and nobody has one of their own."),
            "state": _("Two letters, such as NY. Its choices decide how hours count in the rate."),
            "plan_name": _("As families here know it. It shows wherever our own word would."),
            "public_worker_title": _("Such as “financial worker” or “eligibility technician”."),
            "contractor_worker_title": _("Such as “case worker”."),
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def clean_state(self) -> str:
        """In capitals, whatever was typed."""
        state = str(self.cleaned_data["state"]).upper()
        if state and not (len(state) == 2 and state.isascii() and state.isalpha()):
            raise forms.ValidationError(_("Enter the two letters of the state, such as NY."))
        return state


class _FromToday(forms.Form):
    """A form whose change begins on a day that is not past."""

    starts_on = day(_("From"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["starts_on"].initial = today

    def clean_starts_on(self) -> date:
        return from_today(self.cleaned_data["starts_on"], self.today)

    def _rows(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class RegionForm(_FromToday):
    """A part of the site with its own division of work."""

    name = forms.CharField(label=_("Name"), max_length=128)
    kind = forms.ChoiceField(label=_("Kind"), choices=RegionKind, widget=forms.RadioSelect)
    like = forms.ModelChoiceField(
        Region.objects.none(),
        label=_("Work is divided as in"),
        required=False,
        empty_label=_("Nowhere: the public agency does all at first"),
        help_text=_("Change it afterwards on “Who does what here”."),
    )
    field_order = ["name", "kind", "like", "starts_on"]

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rows("like", site.regions.all())


class ProgramForm(forms.Form):
    """A program in which households have cases."""

    name = forms.CharField(label=_("Name"), max_length=128)
    kind = forms.ChoiceField(label=_("Kind"), choices=ProgramKind)


class AgencyForm(_FromToday):
    """An agency at work in a region."""

    name = forms.CharField(label=_("Name of the agency"), max_length=128)
    kind = forms.ChoiceField(label=_("Kind"), choices=EmployerKind, widget=forms.RadioSelect)
    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"))
    field_order = ["name", "kind", "region", "starts_on"]

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rows("region", site.regions.all())


class ElementForm(_FromToday):
    """A piece of a function that one agency holds."""

    name = forms.CharField(label=_("Name"), max_length=128, help_text=_("Such as “Job club”."))
    function = forms.ChoiceField(label=_("Piece of"))
    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("Held by"))
    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"))
    field_order = ["name", "function", "agency", "region", "starts_on"]

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rows("region", site.regions.all())
        present = site.presences.exclude(ends_on__lte=self.today).values("agency_id")
        self._rows("agency", Agency.objects.filter(pk__in=present))
        self._choices("function", [(code.value, function_name(code)) for code in FunctionCode])


class PromiseForm(_FromToday):
    """How often a part promises to meet the person."""

    part = forms.ChoiceField(label=_("Who meets"), choices=PARTS)
    stage = forms.ChoiceField(label=_("In which stage"), required=False, choices=STAGES)
    every = forms.IntegerField(label=_("Every"), min_value=1, max_value=365)
    unit = forms.ChoiceField(
        label=_("Days or months"),
        choices=[("days", _("days")), ("months", _("months"))],
        help_text=_("Seven days is weekly. Months keep the day of the month."),
    )
    source = forms.CharField(label=_("Where this is agreed"), max_length=200, required=False)
    field_order = ["part", "stage", "every", "unit", "source", "starts_on"]

    def rhythm(self) -> Rhythm:
        """The promise as typed; call it when the form is valid."""
        said = self.cleaned_data
        in_days = said["unit"] == "days"
        return Rhythm(
            part=said["part"],
            stage=said["stage"],
            every_days=said["every"] if in_days else None,
            every_months=None if in_days else said["every"],
            source=said["source"],
        )


class NewSiteForm(_FromToday):
    """The names that a preset cannot know."""

    name = forms.CharField(label=_("Name of the site"), max_length=128)
    program = forms.CharField(label=_("Name of the program"), max_length=128)
    program_kind = forms.ChoiceField(label=_("Kind of program"), choices=ProgramKind)
    public_agency = forms.CharField(label=_("Public agency"), max_length=128)
    contractor = forms.CharField(label=_("Contractor"), max_length=128)

    def __init__(self, *args: Any, preset: SitePreset, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.preset = preset
        for kind in preset.region_kinds:
            self.fields[f"region_{kind.value}"] = forms.CharField(
                label=_LABEL[kind],
                max_length=128,
                initial=_INITIAL[kind],
                help_text=RegionKind(kind.value).label,
            )
        self.order_fields(["name", "program", "program_kind", "public_agency", "contractor"])

    def new_site(self) -> NewSite:
        """The names as typed; call it when the form is valid."""
        said = self.cleaned_data
        return NewSite(
            name=said["name"],
            program=said["program"],
            program_kind=ProgramKind(said["program_kind"]),
            public_agency=said["public_agency"],
            contractor=said["contractor"],
            regions={kind: said[f"region_{kind.value}"] for kind in self.preset.region_kinds},
        )


_LABEL = {
    PresetRegion.CONTRACTED: _("Name of the contracted region"),
    PresetRegion.PUBLIC: _("Name of the public region"),
}
_INITIAL = {
    PresetRegion.CONTRACTED: _("Contracted region"),
    PresetRegion.PUBLIC: _("Region of the public agency"),
}
