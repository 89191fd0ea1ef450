"""Reading what a person says about a file."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Membership, Program, Region
from caseway.agencies.policy import RULES, Act
from caseway.agencies.standing import Post
from caseway.cases.actions.assignments import TAKES_CASES
from caseway.cases.models import Stage
from caseway.exchange.actions.deciding import Columns
from caseway.exchange.meaning import FIELD_NAMES, DateOrder, Field
from caseway.exchange.meaning.columns import fold
from caseway.exchange.models import Batch, Decision, Row
from caseway.exchange.posts import PostForm
from caseway.kernel.models import User

_NOT_USED: tuple[str, str | Promise] = ("", _("Not used"))
_NONE = _("None: refuse such lines")


class UploadForm(PostForm):
    """The file, who sent it, and where its cases belong."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A CSV file or an Excel workbook (.xlsx), up to 200 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xlsm"}),
        error_messages={"empty": _("This file is empty. Check that you chose the right one.")},
    )
    sender = forms.CharField(
        label=_("Who sends it"),
        max_length=128,
        help_text=_("For example the name of the office. Its columns are remembered."),
    )

    field_order = ("file", "sender", "post")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, fits=_loads, **kwargs)


def _loads(post: Post) -> bool:
    return post.role in RULES[Act.IMPORT_FILES].roles


class ColumnsForm(forms.Form):
    """One choice for each column, and how the file writes its dates."""

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = [_NOT_USED, *((name.value, FIELD_NAMES[name]) for name in Field)]
        for position, heading in enumerate(batch.header):
            self.fields[f"column_{position}"] = forms.ChoiceField(
                label=heading,
                choices=fields,
                required=False,
                initial=batch.columns.get(str(position), ""),
            )
        self.width = len(batch.header)
        self.fields["date_order"] = forms.ChoiceField(
            label=_("Dates such as 3/4/2026 begin with"),
            choices=[
                ("", _("What the file itself shows")),
                (DateOrder.MONTH_FIRST.value, _("The month: March 4")),
                (DateOrder.DAY_FIRST.value, _("The day: April 3")),
            ],
            required=False,
            initial=batch.options.get("date_order", ""),
            help_text=_("Dates that can be read in two ways are held when the file does not show."),
        )
        self.fields["program"] = forms.ModelChoiceField(
            label=_("Program of lines that name none"),
            queryset=Program.objects.filter(site=batch.site_id),
            required=False,
            initial=batch.options.get("program"),
            empty_label=_NONE,
        )
        self.fields["region"] = forms.ModelChoiceField(
            label=_("Region of lines that name none"),
            queryset=Region.objects.filter(site=batch.site_id),
            required=False,
            initial=batch.region_id,
            empty_label=_NONE,
        )

    def columns(self) -> Columns:
        data = self.cleaned_data
        named = {position: data[f"column_{position}"] for position in range(self.width)}
        program, region = data["program"], data["region"]
        return Columns(
            columns={position: Field(name) for position, name in named.items() if name},
            date_order=DateOrder(data["date_order"] or DateOrder.UNKNOWN),
            program_id=program.pk if program else None,
            region_id=region.pk if region else None,
        )


class WordsForm(forms.Form):
    """What each word that was not understood stands for."""

    def __init__(
        self, *args: Any, batch: Batch, words: dict[Field, list[tuple[str, int]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked: dict[str, tuple[Field, str]] = {}
        for field, texts in words.items():
            offered = [("", _("Leave it for now")), *_offered(field, batch)]
            for text, _count in texts:
                name = f"word_{len(self.asked)}"
                self.asked[name] = (field, text)
                self.fields[name] = forms.ChoiceField(
                    label=f"{FIELD_NAMES[field]}: “{text}”", choices=offered, required=False
                )

    def words(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for name, (field, text) in self.asked.items():
            if chosen := self.cleaned_data[name]:
                value = chosen if field is Field.STAGE else int(chosen)
                found.setdefault(field.value, {})[fold(text)] = value
        return found


def _offered(field: Field, batch: Batch) -> list[tuple[str, str]]:
    if field is Field.STAGE:
        return [(stage.value, str(stage.label)) for stage in Stage]
    if field is Field.REGION:
        return [(str(r.pk), r.name) for r in Region.objects.filter(site=batch.site_id)]
    if field is Field.PROGRAM:
        return [(str(p.pk), p.name) for p in Program.objects.filter(site=batch.site_id)]
    staff = Membership.objects.filter(site=batch.site_id, ends_on=None, role__in=TAKES_CASES)
    names = {row.user_id: row.user.name for row in staff.select_related("user")}
    return sorted(((str(pk), name) for pk, name in names.items()), key=lambda one: one[1])


class DecisionForm(forms.Form):
    """The answer to a held line: "new", "as_read", "leave_out", or "same-" and a person's id."""

    answer = forms.CharField(max_length=40, error_messages={"required": _("Choose an answer.")})

    def __init__(self, *args: Any, row: Row, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row

    def clean_answer(self) -> tuple[Decision, int | None]:
        kind, _dash, person = str(self.cleaned_data["answer"]).partition("-")
        if kind not in Decision.values or (person and not person.isdecimal()):
            raise forms.ValidationError(_("Choose an answer."))
        return Decision(kind), int(person) if person else None
