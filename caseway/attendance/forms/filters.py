"""The filters of the grid. Their state is the address."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from caseway.attendance.models import ActivityKind
from caseway.attendance.queries.grid import ME, Choice, Look

PAGE_SIZES = [25, 50, 100]


def page_size(query: QueryDict) -> int:
    """How many rows a page: 25, 50 or 100."""
    wanted = query.get("rows", "")
    return int(wanted) if wanted in {str(size) for size in PAGE_SIZES} else PAGE_SIZES[0]


class GridFilter(forms.Form):
    """Which week, and whose."""

    day = forms.DateField(
        label=_("Week of"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    worker = forms.ChoiceField(label=_("Worker"), required=False)
    activity = forms.TypedChoiceField(
        label=_("Activity"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Any activity")), *ActivityKind.choices],
    )
    provider = forms.TypedChoiceField(
        label=_("Provider"), required=False, coerce=int, empty_value=None
    )
    agency = forms.TypedChoiceField(label=_("Agency"), required=False, coerce=int, empty_value=None)

    def __init__(
        self,
        data: QueryDict,
        *,
        providers: Sequence[tuple[int, str]],
        agencies: Sequence[tuple[int, str]],
        workers: Sequence[tuple[int, str]],
        has_own: bool,
    ) -> None:
        super().__init__(data)
        own = [(ME, _("My people"))] if has_own else []
        offered: dict[str, list[Any]] = {
            "worker": [*own, ("", _("Anybody")), *((str(pk), name) for pk, name in workers)],
            "provider": [("", _("Any provider")), *providers],
            "agency": [("", _("All agencies")), *agencies],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
            if len(choices) < (2 if name == "provider" else 3):
                del self.fields[name]

    def choice(self, query: QueryDict, *, today: Any, has_own: bool) -> Choice:
        """The filters that make sense; hers alone, where she has people and said nothing."""
        self.is_valid()
        values = self.cleaned_data
        worker = values.get("worker") or ""
        if has_own and "worker" not in query:
            worker = ME
        return Choice(
            day=values.get("day") or today,
            look=Look.DAY if query.get("look") == Look.DAY else Look.WEEK,
            activity=values.get("activity"),
            provider=values.get("provider"),
            agency=values.get("agency"),
            worker=worker,
        )
