"""Reading a photo that a person chose for the record of a visit."""

from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caseway.documents.forms import PaperField


def _about() -> str:
    return gettext(
        "JPEG or PNG, up to %(limit)s MB. Where and when the camera took it is left out. The photo "
        "is kept with the papers of the case."
    ) % {"limit": settings.LARGEST_PAPER_BYTES // 1024**2}


class PhotoForm(forms.Form):
    """One photo."""

    photo = PaperField(label=_("Photo"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["photo"]
        field.help_text = lazy(_about, str)()
        field.widget.attrs["accept"] = "image/jpeg,image/png"

    def content(self) -> bytes:
        """Every byte of it. Call once it is valid."""
        content: bytes = self.cleaned_data["photo"].read()
        return content
