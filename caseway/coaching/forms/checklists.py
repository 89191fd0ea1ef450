"""The checklist of a visit as a form: built from what its version asks, in its order and words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caseway.coaching.models import Visit
from caseway.coaching.reading.answers import NOTE, OWN, PLACE, Answers
from caseway.rules.records.visits import codes
from caseway.rules.records.visits.template import PART_LABELS, Asked, Kind, Part, parts_of

_DIGITS = {"inputmode": "numeric", "min": "0", "max": "1440"}
_ONE_OF: Mapping[str, Mapping[Any, str]] = {
    Part.MODE: codes.MODE_LABELS,
    Part.SETTING: codes.SETTING_LABELS,
    Part.CONTACT: codes.CONTACT_LABELS,
    Part.RESPONSE: codes.RESPONSE_LABELS,
    Part.SUPPORT: codes.SUPPORT_CHOICES,
}
_SOME_OF: Mapping[str, Mapping[Any, str]] = {
    Part.SEEN: codes.SEEN_LABELS,
    Part.PROBLEMS: codes.PROBLEM_LABELS,
    Part.CHANGES: codes.CHANGE_LABELS,
}
_AROUND = ("before_minutes", "after_minutes", "travel_minutes")
ROWS = 3


@dataclass(frozen=True)
class Asking:
    """One part of the page: its heading, its fields, and whether it must be answered."""

    key: str
    label: str
    must: bool
    fields: list[forms.BoundField]

    @property
    def more(self) -> bool:
        """Whether a second activity is named."""
        return any(field.value() for field in self.fields[3:])


def words_of(part: Asked) -> str:
    """What a part is called: the site's own words, or those of the house."""
    return part.words(get_language() or "en") or _(PART_LABELS.get(part.key, part.key))


def _choices(labels: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(code.value, _(label)) for code, label in labels.items()]


class ChecklistForm(forms.Form):
    """Reads what was ticked. Nothing is required here: an incomplete record can be kept.

    `content` is what the version asks; `goals` are (key, words) of the person's plan.
    """

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        visit: Visit,
        content: Mapping[str, Any],
        goals: Sequence[tuple[int, str]],
        rows: int = ROWS,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.visit, self.parts, self.rows = visit, parts_of(content), rows
        self.goals: list[tuple[str, str]] = [(str(key), words) for key, words in goals]
        self.fields["on"] = forms.DateField(
            label=_("Day"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
        )
        for part in self.parts:
            self.fields.update(self._fields_of(part))

    def _fields_of(self, part: Asked) -> dict[str, forms.Field]:
        label = words_of(part)
        if part.kind is Kind.YES_NO:
            return {part.key: forms.BooleanField(label=label, required=False)}
        if part.kind is Kind.TEXT:
            return {part.key: forms.CharField(label=label, required=False, max_length=OWN)}
        if part.key in _ONE_OF:
            return self._one_of(part.key, label)
        if part.key in _SOME_OF:
            widget = forms.CheckboxSelectMultiple()
            choices = _choices(_SOME_OF[part.key])
            return {
                part.key: forms.MultipleChoiceField(
                    label=label, required=False, choices=choices, widget=widget
                )
            }
        return self._others(part.key, label)

    def _one_of(self, key: str, label: str) -> dict[str, forms.Field]:
        found: dict[str, forms.Field] = {
            key: forms.ChoiceField(
                label=label,
                required=False,
                choices=_choices(_ONE_OF[key]),
                widget=forms.RadioSelect(),
            )
        }
        if key == Part.SETTING:
            found["group_size"] = forms.IntegerField(
                label=_("People in the group"),
                required=False,
                min_value=1,
                max_value=99,
                widget=forms.NumberInput({"inputmode": "numeric"}),
            )
        return found

    def _others(self, key: str, label: str) -> dict[str, forms.Field]:
        if key in (Part.STARTED, Part.STOPPED):
            widget = forms.TimeInput({"type": "time"}, "%H:%M")
            return {key: forms.TimeField(label=label, required=False, widget=widget)}
        if key == Part.PLACE:
            return {key: forms.CharField(label=label, required=False, max_length=PLACE)}
        if key == Part.NOTE:
            area = forms.Textarea({"rows": 3})
            return {
                key: forms.CharField(
                    label=label,
                    required=False,
                    max_length=NOTE,
                    widget=area,
                    help_text=_("What you saw and what was agreed. The person may read it."),
                )
            }
        if key == Part.AROUND:
            words = (_("Minutes before"), _("Minutes after"), _("Minutes on the way"))
            return {
                name: forms.IntegerField(
                    label=text,
                    required=False,
                    min_value=0,
                    max_value=1440,
                    widget=forms.NumberInput(_DIGITS),
                )
                for name, text in zip(_AROUND, words, strict=True)
            }
        return self._doings()

    def _doings(self) -> dict[str, forms.Field]:
        activities = [("", _("Nothing more")), *_choices(codes.ACTIVITY_LABELS)]
        goals = [("", _("Choose a goal")), *self.goals]
        progress = [("", _("Not looked at")), *_choices(codes.PROGRESS_LABELS)]
        found: dict[str, forms.Field] = {}
        for row in range(1, self.rows + 1):
            named = {"activity": activities, "goal": goals, "progress": progress}
            labels = {"activity": _("Activity"), "goal": _("Goal"), "progress": _("It went")}
            for name, choices in named.items():
                found[f"{name}_{row}"] = forms.ChoiceField(
                    label=labels[name], required=False, choices=choices
                )
        return found

    def asking(self) -> Iterable[Asking]:
        """The parts in their order, each with its fields."""
        for part in self.parts:
            names = list(self._fields_of(part))
            if part.must:
                # Drawn as needed, read as optional: an incomplete record can be kept.
                first = 3 if part.key == Part.ACTIVITIES else 1
                for name in names[:first]:
                    self.fields[name].required = name != "progress_1"
            yield Asking(part.key, words_of(part), part.must, [self[name] for name in names])

    def sent(self) -> dict[str, Any]:
        """What `save_checklist` is given."""
        read = self.cleaned_data
        own = {part.key: read.get(part.key) for part in self.parts if part.own}
        return {
            **{name: read.get(name) for name in (*_AROUND, "group_size", "place", "note")},
            **{name: read.get(name) for name in (*_ONE_OF, *_SOME_OF)},
            "started_at": self._moment("started"),
            "stopped_at": self._moment("stopped"),
            "doings": self._sent_doings(),
            "own": {key: value for key, value in own.items() if value},
        }

    def _moment(self, name: str) -> str:
        at: time | None = self.cleaned_data.get(name)
        if at is None:
            return ""
        day = self.cleaned_data.get("on") or self.visit.day
        local = datetime.combine(day, at, tzinfo=timezone.get_current_timezone())
        return local.isoformat()

    def _sent_doings(self) -> list[dict[str, Any]]:
        return [
            {
                "activity": self.cleaned_data.get(f"activity_{row}"),
                "goal": self.cleaned_data.get(f"goal_{row}"),
                "progress": self.cleaned_data.get(f"progress_{row}"),
            }
            for row in range(1, self.rows + 1)
            if self.cleaned_data.get(f"activity_{row}")
        ]


def initial_of(read: Answers, day: date) -> dict[str, Any]:
    """What the form shows of what was answered."""
    started = read.started_at and timezone.localtime(read.started_at)
    stopped = read.stopped_at and timezone.localtime(read.stopped_at)
    found: dict[str, Any] = {
        **read.kept(),
        **read.own,
        "on": started.date() if started else day,
        "started": started.time() if started else None,
        "stopped": stopped.time() if stopped else None,
    }
    for row, one in enumerate(read.doings, 1):
        found[f"activity_{row}"] = one.activity.value
        found[f"goal_{row}"] = str(one.goal or "")
        found[f"progress_{row}"] = one.progress.value if one.progress else ""
    return found
