"""What the fairness page is asked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseway.reporting.queries.fairness import BETWEEN, WORKER, Asked, Measure


class FairnessForm(forms.Form):
    """What, between whom, and where if there are several sites."""

    measure = forms.ChoiceField(label=_("What"), choices=Measure.choices)
    between = forms.ChoiceField(label=_("Between"), choices=list(BETWEEN.items()))
    site = forms.ChoiceField(label=_("Site"), required=False)

    def __init__(self, *args: Any, sites: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].choices = [("", _("All sites")), *sites]  # type: ignore[attr-defined]
        if len(sites) < 2:
            del self.fields["site"]

    def asked(self) -> Asked:
        """What is asked for; what makes no sense is left out."""
        good = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        site = good.get("site")
        return Asked(
            Measure(good.get("measure") or Measure.OWN_GOALS),
            good.get("between") or WORKER,
            int(site) if site else None,
        )
