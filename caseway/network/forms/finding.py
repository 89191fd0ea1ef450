"""What somebody looks for. The address of the page holds all of it."""

from datetime import time
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from caseway.agencies.languages import language_name
from caseway.network.needs import Need
from caseway.network.points import zip_of
from caseway.network.queries.finding import Asked

MILES = (1, 2, 5, 10, 25, 50)


class FindForm(forms.Form):
    need = forms.ChoiceField(label=_("Need"), required=False)
    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    near = forms.CharField(
        label=_("Near ZIP code"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
    miles = forms.TypedChoiceField(
        label=_("Within"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("any distance")), *((n, _("%(n)s miles") % {"n": n}) for n in MILES)],
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    day = forms.ChoiceField(label=_("Open"), required=False)
    at = forms.TimeField(
        label=_("At"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    free = forms.ChoiceField(
        label=_("Free places"),
        required=False,
        choices=[("", _("does not matter")), ("1", _("at least one"))],
    )

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("need", [("", _("Any need")), *Need.choices])
        spoken = sorted(((code, language_name(code)) for code in languages), key=lambda one: one[1])
        self._choose("language", [("", _("Any language")), *spoken])
        days = [(str(number), name) for number, name in WEEKDAYS.items()]
        self._choose("day", [("", _("any time")), ("now", _("now")), *days])

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_near(self) -> str:
        said: str = self.cleaned_data["near"]
        code = zip_of(said)
        if said.strip() and not code:
            raise forms.ValidationError(_("Enter a ZIP code of five digits, such as 10451."))
        return code

    def asked(self) -> Asked:
        """What could be read; what could not be narrows nothing."""
        kept = self.cleaned_data if self.is_bound and hasattr(self, "cleaned_data") else {}
        at: time | None = kept.get("at")
        return Asked(
            need=kept.get("need", ""),
            words=kept.get("q", ""),
            language=kept.get("language", ""),
            near=kept.get("near", ""),
            miles=kept.get("miles"),
            day=kept.get("day", ""),
            at=at,
            free=kept.get("free") == "1",
        )
