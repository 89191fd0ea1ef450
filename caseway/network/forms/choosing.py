"""Choosing whom to send, what for, and which referrals to look at."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseway.network.forms.referrals import choose
from caseway.network.needs import Need
from caseway.network.queries import referrals as listing


class WhichCaseForm(forms.Form):
    """Whom to send to a service, by name or case number."""

    q = forms.CharField(
        label=_("Name or case number"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class NeedForm(forms.Form):
    """What somebody needs, to look for a service."""

    need = forms.ChoiceField(label=_("Need"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "need", [("", _("Any need")), *Need.choices])


class ListForm(forms.Form):
    """Whose referrals, standing where, for what, made by whom."""

    scope = forms.ChoiceField(
        label=_("Cases"),
        choices=[(listing.MINE, _("My cases")), (listing.ALL, _("All I may see"))],
        required=False,
    )
    need = forms.ChoiceField(label=_("Need"), required=False)
    provider = forms.TypedChoiceField(
        label=_("Provider"), required=False, coerce=int, empty_value=None
    )
    worker = forms.TypedChoiceField(
        label=_("Made by"), required=False, coerce=int, empty_value=None
    )

    def __init__(
        self,
        *args: Any,
        providers: list[tuple[int, str]],
        workers: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **{"auto_id": "filter_%s", **kwargs})
        choose(self, "need", [("", _("Any need")), *Need.choices])
        choose(self, "provider", [("", _("Any provider")), *providers])
        choose(self, "worker", [("", _("Anybody")), *workers])
