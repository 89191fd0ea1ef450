"""The post for which somebody sends a file."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Membership
from caseway.agencies.standing import Post, standing_of
from caseway.kernel.models import User


class PostForm(forms.Form):
    """Asks for one of a person's posts; nothing is asked when there is only one."""

    post = forms.ChoiceField(label=_("For"))

    def __init__(self, *args: Any, user: User, fits: Callable[[Post], bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = {(post.agency_id, post.site_id) for post in standing_of(user).posts if fits(post)}
        rows = Membership.objects.filter(user=user).select_related("agency", "site")
        self.posts: dict[str, Membership] = {
            f"{row.agency_id}-{row.site_id}": row
            for row in rows.order_by("pk")
            if (row.agency_id, row.site_id) in posts
        }
        field = self.fields["post"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (key, f"{row.agency.name}, {row.site.name}") for key, row in self.posts.items()
        ]
        if len(self.posts) == 1:
            field.widget = forms.HiddenInput()
            field.initial = next(iter(self.posts))

    @property
    def chosen(self) -> Membership:
        """The post for which the file is sent."""
        return self.posts[self.cleaned_data["post"]]
