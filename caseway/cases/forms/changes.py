"""The forms of what changes a case: its household, workers, region, end, safety and merging."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseway.agencies.functions import function_name
from caseway.agencies.models import Region
from caseway.cases.forms.fields import DayField
from caseway.cases.models import Part, Relation, SafetyKind, Stage
from caseway.cases.queries.workers import Worker
from caseway.rules.functions.codes import FunctionCode

RELATIONS = [one for one in Relation.choices if one[0] != Relation.SELF]


class RelationForm(forms.Form):
    """Another relation, from a day."""

    relation = forms.ChoiceField(label=_("Relation"), choices=RELATIONS)
    on = DayField(label=_("From"))


class EndForm(forms.Form):
    """The last day of something."""

    on = DayField(label=_("Until"))


class SinceForm(forms.Form):
    """Since when somebody lives here."""

    starts_on = DayField(label=_("Since"))


class AssignForm(forms.Form):
    """Who holds the part next, why, and what she should know."""

    to = forms.ChoiceField(label=_("Who"), error_messages={"required": _("Choose a worker.")})
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        required=False,
        help_text=_("For example: returns from leave, speaks Spanish, caseload too large."),
    )
    note = forms.CharField(
        label=_("What the next worker should know"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It is handed over with the case, so that the person need not tell it again."),
    )
    is_lead = forms.BooleanField(label=_("Leads the case from now on"), required=False)

    def __init__(self, *args: Any, workers: list[Worker], queues: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workers = {one.value: one for one in workers}
        self.queues = {f"{agency.pk}:": agency for agency in queues}
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            *((value, one.name) for value, one in self.workers.items()),
            *((value, agency.name) for value, agency in self.queues.items()),
        ]


class PartForm(forms.Form):
    """Another part on the case."""

    part = forms.ChoiceField(label=_("Part"))
    function = forms.ChoiceField(
        label=_("Function of the specialist"),
        required=False,
        help_text=_("Only for a specialist."),
    )

    def __init__(
        self, *args: Any, open_parts: set[str], held_here: Collection[str], **kwargs: Any
    ) -> None:
        """`held_here`: the parts that somebody could hold, or that wait in a queue here."""
        super().__init__(*args, **kwargs)
        repeatable = {Part.TEAM_MEMBER, Part.SPECIALIST}
        fitting = [p for p in Part if p in repeatable or p not in open_parts]
        parts = [p for p in fitting if p in held_here]
        self.fields["part"].choices = [(p.value, p.label) for p in parts]  # type: ignore[attr-defined]
        self.fields["function"].choices = [  # type: ignore[attr-defined]
            ("", "–"),
            *((code.value, function_name(code)) for code in FunctionCode),
        ]

    def clean(self) -> dict[str, Any]:
        kept = self.cleaned_data
        if kept.get("part") == Part.SPECIALIST and not kept.get("function"):
            self.add_error("function", _("Choose the function that the specialist performs."))
        if kept.get("part") != Part.SPECIALIST:
            kept["function"] = ""
        return kept


class RegionForm(forms.Form):
    """Where the case goes within its site."""

    region = forms.ModelChoiceField(label=_("To region"), queryset=Region.objects.none())
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, regions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = regions  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """Why and when a case closes."""

    reason = forms.CharField(
        label=_("Why the case closes"),
        max_length=200,
        help_text=_("The person may read it. For example: works full time, asked us to close."),
    )
    on = DayField(label=_("Closed on"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class VacateForm(forms.Form):
    """Why a part is left vacant, if there is something to say."""

    reason = forms.CharField(label=_("Why"), max_length=300, required=False)


class ReopenForm(forms.Form):
    """Why a case opens again, and where the work goes on."""

    stage = forms.ChoiceField(
        label=_("Stage"), choices=[one for one in Stage.choices if one[0] != Stage.CLOSED]
    )
    reason = forms.CharField(label=_("Why the case opens again"), max_length=200)
    on = DayField(label=_("From"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class SafetyForm(forms.Form):
    """What keeps a person safe, in words that tell colleagues what to do."""

    kind = forms.ChoiceField(label=_("What it is about"), choices=SafetyKind.choices)
    instructions = forms.CharField(
        label=_("What to do, and what not to do"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Short instructions. For example: never leave a message; meet at the library."),
    )
    review_on = DayField(label=_("Look at it again on"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class MergeForm(forms.Form):
    """Which record stays, and how one knows."""

    keep = forms.ChoiceField(
        label=_("Keep this record"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose which record stays.")},
    )
    reason = forms.CharField(
        label=_("How you know that this is one person"),
        max_length=300,
        help_text=_("For example: same number on the card, she confirmed both addresses."),
    )

    def __init__(self, *args: Any, pair: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].choices = [(str(p.pk), p.name_used) for p in pair]  # type: ignore[attr-defined]
