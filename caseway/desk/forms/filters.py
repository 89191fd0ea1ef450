"""The filters of the desk's lists. Their state is the address."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from caseway.agencies import languages
from caseway.cases.models import Stage
from caseway.desk.queries.caseload import SCOPES, Scope
from caseway.desk.queries.contact_standing import LABELS as CONTACT
from caseway.desk.queries.contact_standing import ContactStanding
from caseway.desk.words import KINDS, QUEUES
from caseway.rules.caseload.queues import QueueKind
from caseway.rules.caseload.signals import SignalKind

PAGE_SIZES = [25, 50, 100]


def page_size(query: QueryDict) -> int:
    """How many rows a page: 25, 50 or 100."""
    wanted = query.get("rows", "")
    return int(wanted) if wanted in {str(size) for size in PAGE_SIZES} else PAGE_SIZES[0]


def _languages() -> list[tuple[str, Any]]:
    """The languages of most people here; read when the page is drawn, in the reader's own."""
    return [("", _("Any language")), *languages.common_choices()]


class TodayFilter(forms.Form):
    """Which of the people on Today to show."""

    program = forms.TypedChoiceField(
        label=_("Program"), required=False, coerce=int, empty_value=None
    )
    kind = forms.ChoiceField(label=_("Reason"), required=False)
    queue = forms.ChoiceField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict,
        *,
        programs: Mapping[int, str] | None = None,
        kinds: Mapping[str, int] | None = None,
    ) -> None:
        super().__init__(data)
        self._offer("queue", [(kind.value, QUEUES[kind]) for kind in QueueKind])
        counts = kinds or {}
        self._offer("kind", [(k.value, _label(k, counts)) for k in SignalKind])
        if kinds is not None:
            shown = [(k.value, _label(k, counts)) for k in SignalKind if k.value in counts]
            self._offer("kind", [("", _("Any reason")), *shown])
        if programs is not None:
            names = sorted(programs.items(), key=lambda item: item[1])
            self._offer("program", [("", _("All programs")), *names])
            del self.fields["queue"]
        else:
            # Reading an address: any number may stand for a program; the list decides.
            self.fields["program"] = forms.IntegerField(required=False)

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class CaseloadFilter(forms.Form):
    """Which cases of a list to show, and in which order."""

    scope = forms.ChoiceField(label=_("List"), required=False)
    stage = forms.ChoiceField(
        label=_("Stage"),
        required=False,
        choices=[("", _("Any stage")), *(one for one in Stage.choices if one[0] != Stage.CLOSED)],
    )
    program = forms.TypedChoiceField(
        label=_("Program"), required=False, coerce=int, empty_value=None
    )
    region = forms.TypedChoiceField(label=_("Region"), required=False, coerce=int, empty_value=None)
    worker = forms.TypedChoiceField(label=_("Worker"), required=False, coerce=int, empty_value=None)
    language = forms.ChoiceField(label=_("Language"), required=False, choices=_languages)
    contact = forms.ChoiceField(
        label=_("Promised contact"),
        required=False,
        choices=[("", _("Any")), *((one.value, CONTACT[one]) for one in ContactStanding)],
    )
    needing = forms.ChoiceField(
        label=_("Needs"),
        required=False,
        choices=[("", _("Any")), ("1", _("Needs attention"))],
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("name", _("Name")),
            ("need", _("Who needs us first")),
            ("number", _("Case number")),
            ("stage", _("Longest in the stage")),
            ("opened", _("Newest")),
        ],
    )

    def __init__(
        self,
        data: QueryDict,
        *,
        scopes: Sequence[Scope],
        programs: Sequence[tuple[int, str]],
        regions: Sequence[tuple[int, str]],
        workers: Sequence[tuple[int, str]],
    ) -> None:
        super().__init__(data)
        offered: dict[str, list[Any]] = {
            "scope": [(one.value, SCOPES[one]) for one in scopes],
            "program": [("", _("All programs")), *programs],
            "region": [("", _("All regions")), *regions],
            "worker": [("", _("Anybody")), *workers],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        for name, several in (("program", programs), ("region", regions)):
            if len(several) < 2:
                del self.fields[name]


def _label(kind: SignalKind, counts: Mapping[str, int]) -> str:
    number = counts.get(kind.value)
    return f"{KINDS[kind]} ({number})" if number else str(KINDS[kind])
