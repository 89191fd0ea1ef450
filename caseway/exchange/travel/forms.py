"""A table of travel times as it is sent, and as it is agreed to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseway.agencies.access import carries
from caseway.agencies.policy import Act
from caseway.agencies.standing import Post
from caseway.coaching.models import TravelBy
from caseway.exchange.posts import PostForm
from caseway.kernel.models import User
from caseway.rules.scheduling.travel.table import Line, Unit

UNITS = [
    (Unit.FOUND.value, _("As its heading or its numbers say")),
    (Unit.MINUTES.value, _("Minutes")),
    (Unit.SECONDS.value, _("Seconds")),
]


class AboutForm(PostForm):
    """From when a table holds, how one gets about by it, and what its numbers are."""

    travels_by = forms.ChoiceField(label=_("These are times by"), choices=TravelBy.choices)
    starts_on = forms.DateField(
        label=_("In force from"),
        help_text=_("Months that begin on this day or later are planned by it."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    unit = forms.ChoiceField(label=_("Its numbers are"), choices=UNITS)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, fits=_takes_in, **kwargs)


class SendForm(AboutForm):
    """The file, and what must be known about it."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A CSV file or an Excel workbook (.xlsx), up to 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xlsm"}),
        error_messages={"empty": _("This file is empty. Check that you chose the right one.")},
    )

    field_order = ("file", "travels_by", "starts_on", "unit", "post")


class TakeForm(AboutForm):
    """The same table, looked at: its lines come back as they were read."""

    name = forms.CharField(required=False, max_length=200)
    lines = forms.CharField(max_length=400_000, strip=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        for field in self.fields.values():
            field.widget = forms.HiddenInput()

    def clean_lines(self) -> list[Line]:
        """The lines; refused when somebody changed how they are written."""
        try:
            return read_lines(self.cleaned_data["lines"])
        except ValueError:
            raise forms.ValidationError(_("Send the file again.")) from None


def write_lines(lines: list[Line]) -> str:
    """Lines as text, to come back with the form."""
    return "\n".join(
        "\t".join((str(one.number), *(_plain(part) for part in one[:3]))) for one in lines
    )


def read_lines(text: str) -> list[Line]:
    """The same, read back. Raises ValueError for what was not written so."""
    found = []
    for row in text.replace("\r\n", "\n").split("\n"):
        number, start, end, time = row.split("\t")
        found.append(Line(start, end, time, int(number)))
    return found


def _plain(part: str) -> str:
    return " ".join(part.split())


def _takes_in(post: Post) -> bool:
    return carries(post, Act.IMPORT_FILES)
