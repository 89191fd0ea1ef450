"""Reading what a person says of a paper."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caseway.cases.forms.fields import DayField
from caseway.documents.actions.receive import Paper, why_not_keep
from caseway.documents.models import DocumentKind, ReceivedBy

ACCEPT = ".pdf,.jpg,.jpeg,.png,.heic,.txt,.csv,.xlsx,.docx,image/*,application/pdf"
# Ways that a person may name; the others are said by programs.
_WAYS = [(way.value, way.label) for way in (ReceivedBy.PAPER, ReceivedBy.UPLOAD, ReceivedBy.EMAIL)]


def _kinds_and_size() -> str:
    return gettext("PDF, photo, text, CSV, Excel or Word, up to %(limit)s MB.") % {
        "limit": settings.LARGEST_PAPER_BYTES // 1024**2
    }


# In the reader's language: a lazy text filled with `%` would be said once, at the start.
_about_papers = lazy(_kinds_and_size, str)


class PaperField(forms.FileField):
    """A paper as a file or, on a phone, as a photo. Its size is asked before it is read."""

    widget = forms.FileInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=kwargs.pop("label", _("File or photo")),
            help_text=_about_papers(),
            error_messages={"empty": _("This file is empty. Check that you chose the right one.")},
            **kwargs,
        )
        self.widget.attrs["accept"] = ACCEPT

    def clean(self, data: Any, initial: Any = None) -> Any:
        file: UploadedFile[Any] | None = super().clean(data, initial)
        if file is not None and (sentence := why_not_keep(file.size or 0)):
            raise forms.ValidationError(sentence)
        return file


class PaperForm(forms.Form):
    """A paper for a case."""

    file = PaperField()
    kind = forms.ChoiceField(label=_("What it is"), choices=DocumentKind.choices)
    title = forms.CharField(
        label=_("Title"),
        max_length=160,
        required=False,
        help_text=_("For example: time sheet of the week of November 9."),
    )
    received_on = DayField(label=_("Received on"))
    received_by = forms.ChoiceField(label=_("How it came"), choices=_WAYS)

    def paper(self) -> Paper:
        """What was typed, with every byte of the file. Call once it is valid."""
        file = self.cleaned_data["file"]
        return Paper(
            kind=DocumentKind(self.cleaned_data["kind"]),
            content=file.read(),
            file_name=file.name or "",
            title=self.cleaned_data["title"],
            received_on=self.cleaned_data["received_on"],
            received_by=ReceivedBy(self.cleaned_data["received_by"]),
        )
