"""A list as it is sent, and the post for which it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseway.agencies.access import carries
from caseway.agencies.policy import Act
from caseway.agencies.standing import Post
from caseway.exchange.posts import PostForm
from caseway.kernel.models import User


class RosterForm(PostForm):
    """The file, and which days its headings mean."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A CSV file or an Excel workbook (.xlsx), up to 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xlsm"}),
        error_messages={"empty": _("This file is empty. Check that you chose the right one.")},
    )
    day = forms.DateField(
        label=_("A day of the week or month it is about"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    span = forms.ChoiceField(
        label=_("The list holds"), choices=[("month", _("one month")), ("week", _("one week"))]
    )

    field_order = ("file", "day", "span", "post")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, fits=_marks, **kwargs)


def _marks(post: Post) -> bool:
    return carries(post, Act.MARK_ATTENDANCE) or carries(post, Act.HOST_ATTENDANCE)
