"""A pasted table as it was sent, with the answers given so far."""

import json
from collections.abc import Mapping
from datetime import date, timedelta

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from caseway.attendance.queries.grid import week_of
from caseway.attendance.reading.sheet import MOST_CHARACTERS, MOST_ROWS, is_too_much, rows_of_text
from caseway.rules.dates import Month

ANSWERS = ("who-", "as-", "fix-", "out-", "day-")
MOST_ANSWERS = 4000


class PasteForm(forms.Form):
    """The table, and which days a heading without a date means."""

    text = forms.CharField(
        label=_("The table"),
        max_length=MOST_CHARACTERS,
        strip=False,
        help_text=_(
            "Copy it in Excel or another program with its line of headings, and paste it here."
        ),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "autocomplete": "off"}),
    )
    day = forms.DateField(
        label=_("A day of the week or month it is about"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    span = forms.ChoiceField(
        label=_("The table holds"),
        choices=[("week", _("one week")), ("month", _("one month"))],
    )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if is_too_much(rows_of_text(text)):
            raise forms.ValidationError(
                _("This is more than %(n)d lines. Paste it in parts, or load it as a file.")
                % {"n": MOST_ROWS}
            )
        return text

    @property
    def around(self) -> list[date]:
        """The days in view."""
        day: date = self.cleaned_data["day"]
        return days_around(day, self.cleaned_data["span"])


def days_around(day: date, span: str) -> list[date]:
    """The week of a day, or its month."""
    if span != "month":
        return week_of(day)
    month = Month.of(day)
    return [month.first + timedelta(days=n) for n in range(month.days)]


def answers_of(post: QueryDict) -> dict[str, str]:
    """What was answered: whose line, which day, what a cell should say, or to leave it out."""
    named = [name for name in post if name.startswith(ANSWERS)][:MOST_ANSWERS]
    said = {name: post.get(name, "")[:60] for name in named}
    return {name: text for name, text in said.items() if text or name.startswith("fix-")}


def seen_of(text: str) -> Mapping[str, int]:
    """The versions that the last look showed, by place of the cell."""
    try:
        seen = json.loads(text or "{}")
        return {str(place): int(version) for place, version in seen.items()}
    except (ValueError, TypeError, AttributeError):
        return {}
