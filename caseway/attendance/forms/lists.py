"""The filters of the two lists: what is unproven, and who watches what."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseway.attendance.models import ActivityKind
from caseway.attendance.queries.scope import ALL, MINE
from caseway.attendance.queries.unproven import NEEDED, WAITING
from caseway.attendance.words import month_words
from caseway.rules.dates import Month

SCOPES = [(MINE, _("My cases")), (ALL, _("All I may see"))]
MONTHS = 4


class UnprovenForm(forms.Form):
    """Which month, whose cases, at which provider; is it a paper that is missing or a decision."""

    month = forms.ChoiceField(label=_("Month"), required=False)
    scope = forms.ChoiceField(label=_("Cases"), choices=SCOPES, required=False)
    state = forms.ChoiceField(
        label=_("Missing"),
        choices=[(NEEDED, _("A paper")), (WAITING, _("Our decision"))],
        required=False,
    )
    provider = forms.ChoiceField(label=_("Provider"), required=False)

    def __init__(
        self, *args: Any, now: Month, providers: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **{"auto_id": "filter_%s", **kwargs})
        periods = [now.plus(-back).number for back in range(MONTHS)]
        _choices(self, "month", [(str(each), month_words(each)) for each in periods])
        _choices(self, "provider", [("", _("All")), *((str(pk), name) for pk, name in providers)])


class RosterForm(forms.Form):
    """Whose cases, where, in what, and whether only those that nobody looked at."""

    scope = forms.ChoiceField(label=_("Cases"), choices=SCOPES, required=False)
    provider = forms.ChoiceField(label=_("Provider"), required=False)
    activity = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("All")), *ActivityKind.choices], required=False
    )
    quiet = forms.ChoiceField(
        label=_("Marked"),
        choices=[("", _("All")), ("1", _("Not for nine days or more"))],
        required=False,
    )

    def __init__(self, *args: Any, providers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "filter_%s", **kwargs})
        offered = [("", _("All")), ("0", _("None named"))]
        _choices(self, "provider", [*offered, *((str(pk), name) for pk, name in providers)])


def _choices(form: forms.Form, name: str, choices: list[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
