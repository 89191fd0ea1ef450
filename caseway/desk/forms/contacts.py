"""The quick contact form: what was done, how, where, when, how long, and what was said."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caseway.cases.actions.contacts import What
from caseway.cases.models import Contact, ContactKind, ContactMode, ContactPlace

# What usually goes with a kind, so that most entries need no more than words.
USUAL: dict[str, dict[str, str]] = {
    ContactKind.MEETING: {"mode": ContactMode.IN_PERSON, "place": ContactPlace.OFFICE},
    ContactKind.BRIEF: {"mode": ContactMode.PHONE, "place": ""},
    ContactKind.ATTEMPT: {"mode": ContactMode.PHONE, "place": ""},
    ContactKind.MESSAGE_IN: {"mode": ContactMode.TEXT, "place": ""},
    ContactKind.MESSAGE_OUT: {"mode": ContactMode.TEXT, "place": ""},
    ContactKind.NOTE: {"mode": ContactMode.NONE, "place": ""},
}


class MomentInput(forms.DateTimeInput):
    """The browser's own field for a day and a time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class ContactForm(forms.Form):
    """One entry of the contact log."""

    kind = forms.ChoiceField(label=_("What"), choices=ContactKind)
    mode = forms.ChoiceField(label=_("How"), choices=ContactMode)
    place = forms.ChoiceField(
        label=_("Where"), choices=[("", _("Not said")), *ContactPlace.choices], required=False
    )
    at = forms.DateTimeField(
        label=_("When"),
        widget=MomentInput,
        error_messages={"invalid": _("Enter a day and a time, such as 11/23/2026, 10:30 AM.")},
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        required=False,
        min_value=0,
        max_value=1440,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    text = forms.CharField(
        label=_("What was said, seen and agreed"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    needs_reply = forms.BooleanField(label=_("It waits for an answer"), required=False)
    is_private = forms.BooleanField(
        label=_("Private: only you and your supervisor read it"), required=False
    )

    @classmethod
    def empty(cls, kind: str = "", now: datetime | None = None) -> "ContactForm":
        """A form that is ready to save: a meeting, here, now, unless told otherwise."""
        chosen = kind if kind in USUAL else ContactKind.MEETING
        return cls(
            initial={
                "kind": chosen,
                **USUAL[chosen],
                "at": now or timezone.now(),
            }
        )

    @classmethod
    def of(cls, contact: Contact) -> "ContactForm":
        """A form that holds an entry, to correct it."""
        names = ("kind", "mode", "place", "at", "minutes", "text", "needs_reply", "is_private")
        return cls(initial={name: getattr(contact, name) for name in names})

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        # "Not applicable" is how a note goes; a meeting in no way at all is a slip.
        if values.get("kind") == ContactKind.MEETING and values.get("mode") == ContactMode.NONE:
            self.add_error("mode", _("Say how you met: in person, by phone or by video."))
        return values

    def what(self) -> What:
        values = self.cleaned_data
        return What(
            kind=ContactKind(values["kind"]),
            at=values["at"],
            mode=ContactMode(values["mode"]),
            place=values["place"],
            minutes=values["minutes"],
            text=values["text"],
            needs_reply=values["needs_reply"],
            is_private=values["is_private"],
        )
