"""The caseloads behind a target, and which of them are looked at."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caseway.reporting.actions.targets import KEPT, why_not_caseloads
from caseway.reporting.models import TWO_PARENT_CHOICES, CaseloadYear
from caseway.reporting.queries.targets import choice_of
from caseway.rules.participation.credit import base_year


class TargetChoice(forms.Form):
    """The site and the fiscal year that are looked at."""

    site = forms.ChoiceField(label=_("Site"))
    year = forms.ChoiceField(label=_("Fiscal year"))

    def __init__(self, sites: list[tuple[int, str]], years: list[int], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["site"].choices = sites  # type: ignore[attr-defined]
        self.fields["year"].choices = [(each, str(each)) for each in years]  # type: ignore[attr-defined]


class CaseloadForm(forms.ModelForm[CaseloadYear]):
    """A fiscal year's caseloads, of all families and of those with two parents."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    two_parent_choice = forms.ChoiceField(
        label=_("What lowers the two-parent rate to reach?"),
        choices=TWO_PARENT_CHOICES,
        help_text=_("The state’s choice for this fiscal year, 45 CFR 261.40(a)(2)."),
    )

    class Meta:
        model = CaseloadYear
        fields = KEPT
        labels = {
            "taken_from": _("Which report do these figures come from?"),
            "two_parent_cut_cases": _(
                "Of these, families that left because rules of eligibility changed"
            ),
            "two_parent_added_cases": _("Families that came because rules of eligibility changed"),
            "two_parent_excess_cases": _(
                "Families paid from state money beyond the required share"
            ),
        }
        help_texts = {
            "base_cases": _("Average monthly families receiving TANF or state assistance."),
            "cut_cases": _(
                "Such as families cut off by a new time limit or a stricter income rule."
            ),
            "added_cases": _("They only offset the families that left, 45 CFR 261.42(a)(2)."),
            "excess_cases": _("45 CFR 261.43(b). Leave 0 when the state does not elect it."),
            "two_parent_base_cases": _("Needed when the state takes the change of these."),
            "taken_from": _("Such as: Caseload Reduction Report ACF-202 of Dec 18, 2025."),
        }

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = gettext("Cases a month in fiscal year %(year)d")
        both = gettext("Families a month in fiscal year %(year)d")
        self.fields["base_cases"].label = said % {"year": base_year(year)}
        self.fields["comparison_cases"].label = said % {"year": year - 1}
        self.fields["two_parent_base_cases"].label = both % {"year": base_year(year)}
        self.fields["two_parent_comparison_cases"].label = both % {"year": year - 1}
        row = self.instance
        now = choice_of(row.two_parent_choice, row.site.state, year)
        self.initial["two_parent_choice"] = now.value

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and (wrong := why_not_caseloads(found)):
            self.add_error(*wrong)
        return found
