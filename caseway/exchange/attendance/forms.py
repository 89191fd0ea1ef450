"""A list as it is sent, and the post for which it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseway.agencies.access import carries
from caseway.agencies.models import Membership
from caseway.agencies.policy import Act
from caseway.agencies.standing import standing_of
from caseway.kernel.models import User


class RosterForm(forms.Form):
    """The file, and which days its headings mean."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A CSV file or an Excel workbook (.xlsx), up to 5 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xlsm"}),
        error_messages={"empty": _("This file is empty. Check that you chose the right one.")},
    )
    day = forms.DateField(
        label=_("A day of the week or month it is about"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    span = forms.ChoiceField(
        label=_("The list holds"), choices=[("month", _("one month")), ("week", _("one week"))]
    )
    post = forms.ChoiceField(label=_("For"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = standing_of(user)
        marking = {
            (post.agency_id, post.site_id)
            for post in standing.posts
            if carries(post, Act.MARK_ATTENDANCE) or carries(post, Act.HOST_ATTENDANCE)
        }
        rows = Membership.objects.filter(user=user).select_related("agency", "site")
        self.posts = {
            f"{row.agency_id}-{row.site_id}": row
            for row in rows.order_by("pk")
            if (row.agency_id, row.site_id) in marking
        }
        post = self.fields["post"]
        assert isinstance(post, forms.ChoiceField)
        post.choices = [
            (key, f"{row.agency.name}, {row.site.name}") for key, row in self.posts.items()
        ]
        if len(self.posts) == 1:
            post.widget = forms.HiddenInput()
            post.initial = next(iter(self.posts))

    @property
    def chosen(self) -> Membership:
        """The post for which the list is sent."""
        found: Membership = self.posts[self.cleaned_data["post"]]
        return found
