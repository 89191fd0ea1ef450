"""A signature as it was typed: name, helper, reason, paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseway.cases.forms.fields import BirthField
from caseway.plans.models import HelperKind, SignatureAct, SignerRole

COPIES = [
    ("link", _("On my phone: I can save it now")),
    ("paper", _("Printed, on paper")),
    ("none", _("I do not need one now")),
]


class HelpedForm(forms.Form):
    """Who helped, if anybody did. A name needs a kind, and the other way round."""

    helper_kind = forms.ChoiceField(
        label=_("Did anybody help?"), choices=HelperKind.choices, required=False
    )
    helper_name = forms.CharField(label=_("Their name"), max_length=128, required=False)


class SignForm(HelpedForm):
    """A name typed under what was read."""

    typed_name = forms.CharField(
        label=_("Your full name"),
        max_length=128,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Type your name to sign.")},
    )
    copy = forms.ChoiceField(label=_("Your copy"), choices=COPIES, initial="link")
    field_order = ("typed_name", "copy", "helper_kind", "helper_name")


class DeclineForm(HelpedForm):
    """Not signing, and why."""

    reason = forms.CharField(
        label=_("Why not? In your own words."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": _("Say why, in a few words, so that the plan can become a better one.")
        },
    )
    field_order = ("reason", "helper_kind", "helper_name")


class HereForm(HelpedForm):
    """On the worker's screen: who signs or declines, in which language the text was read."""

    role = forms.ChoiceField(label=_("Who?"), choices=SignerRole, widget=forms.RadioSelect)
    act = forms.ChoiceField(
        label=_("What?"),
        choices=[
            (SignatureAct.SIGNED.value, _("Signs the plan")),
            (SignatureAct.DECLINED.value, _("Declines to sign")),
        ],
        widget=forms.RadioSelect,
        initial=SignatureAct.SIGNED.value,
    )
    typed_name = forms.CharField(label=_("Full name"), max_length=128, required=False)
    reason = forms.CharField(label=_("Why not, in their words"), max_length=300, required=False)
    copy = forms.ChoiceField(label=_("Copy given"), choices=COPIES, initial="paper")
    field_order = ("role", "act", "typed_name", "reason", "copy", "helper_kind", "helper_name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["helper_kind"].label = _("Did anybody help them?")


class PaperForm(HelpedForm):
    """A plan that was signed by hand: who signed, and the scan."""

    role = forms.ChoiceField(label=_("Who signed?"), choices=SignerRole, widget=forms.RadioSelect)
    typed_name = forms.CharField(label=_("Name on the paper"), max_length=128)
    file = forms.FileField(
        label=_("Photo or scan of the signed paper"),
        help_text=_("A PDF or a photo. It is kept with the papers of the case."),
    )
    field_order = ("role", "typed_name", "file", "helper_kind", "helper_name")


class LinkForm(forms.Form):
    """A link for the phone: in which language it opens."""

    language = forms.ChoiceField(
        label=_("Language"), choices=[("en", "English"), ("es", "Español")]
    )


class BornForm(forms.Form):
    """Is it you?"""

    born = BirthField(label=_("Your date of birth"))


class AskForm(forms.Form):
    """What the person would like to be otherwise, from her phone."""

    words = forms.CharField(
        label=_("What should be different?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what should be otherwise.")},
    )
    why = forms.CharField(label=_("Why? (if you like)"), max_length=300, required=False)
