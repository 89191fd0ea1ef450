"""Words that go with closing, reopening and filing a month, and the caseloads behind a target."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caseway.reporting.actions.targets import MORE_THAN_THERE_WERE
from caseway.reporting.models import CaseloadYear
from caseway.rules.participation.credit import base_year


class ReopenForm(forms.Form):
    """Why a closed month is opened again."""

    reason = forms.CharField(
        label=_("Why is the month reopened?"),
        max_length=300,
        help_text=_("Such as: pay stubs for two families came after the close."),
    )


class FileForm(forms.Form):
    """What goes with a filing."""

    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        required=False,
        help_text=_("Such as the confirmation number of the federal system."),
    )


class TargetChoice(forms.Form):
    """The site and the fiscal year that are looked at."""

    site = forms.ChoiceField(label=_("Site"))
    year = forms.ChoiceField(label=_("Fiscal year"))

    def __init__(self, sites: list[tuple[int, str]], years: list[int], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["site"].choices = sites  # type: ignore[attr-defined]
        self.fields["year"].choices = [(each, str(each)) for each in years]  # type: ignore[attr-defined]


class CaseloadForm(forms.ModelForm[CaseloadYear]):
    """A fiscal year's caseloads."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = CaseloadYear
        fields = ["base_cases", "comparison_cases", "cut_cases", "added_cases", "excess_cases"]
        help_texts = {
            "base_cases": _("Average monthly families receiving TANF or state assistance."),
            "cut_cases": _(
                "Such as families cut off by a new time limit or a stricter income rule."
            ),
            "excess_cases": _("45 CFR 261.43(b). Leave 0 when the state does not elect it."),
        }

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = gettext("Cases a month in fiscal year %(year)d")
        self.fields["base_cases"].label = said % {"year": base_year(year)}
        self.fields["comparison_cases"].label = said % {"year": year - 1}

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("excess_cases", 0) > found.get("comparison_cases", 0):
            self.add_error("excess_cases", MORE_THAN_THERE_WERE)
        return found
