"""Words that go with reopening and filing a month."""

from django import forms
from django.utils.translation import gettext_lazy as _


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
