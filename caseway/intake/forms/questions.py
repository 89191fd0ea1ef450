"""Forms by which a question set is edited on screen: sections, questions, what answers lead to."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseway.intake.models import BarrierKind, Severity
from caseway.network.needs import Need, plain
from caseway.rules.interviews.words import AnswerKind

KINDS = [
    (AnswerKind.YES_NO, _("Yes or no")),
    (AnswerKind.CHOICE, _("One of several")),
    (AnswerKind.SEVERAL, _("Any of several")),
    (AnswerKind.TEXT, _("A few words")),
    (AnswerKind.STORY, _("A story")),
    (AnswerKind.NUMBER, _("A number")),
    (AnswerKind.DATE, _("A date")),
]
KEEPINGS = [
    ("plain", _("Everybody who sees the case")),
    ("private", _("The workers of the case")),
    ("safety", _("Staff trained for safety")),
]
_NOTHING = [("", _("Nothing"))]
_AREA = forms.Textarea(attrs={"rows": 2})


def _words(label: Any, *, long: bool = False, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}) if long else forms.TextInput(),
    )


class SectionForm(forms.Form):
    """A section's words, and for whom it is asked."""

    title_en = _words(_("Title in English"))
    title_es = _words(_("Title in Spanish"))
    lead_en = _words(_("A line under the title, in English"))
    lead_es = _words(_("The same in Spanish"))
    guidance_en = _words(_("How to ask, for staff, in English"), long=True)
    guidance_es = _words(_("The same in Spanish"), long=True)
    each = forms.ChoiceField(
        label=_("Asked"),
        choices=[("", _("Once")), ("child", _("For each child of the household"))],
        required=False,
    )

    def content(self) -> dict[str, Any]:
        """The section's own part of the content."""
        data = self.cleaned_data
        return {
            "title": _text(data, "title"),
            "lead": _text(data, "lead"),
            "guidance": _text(data, "guidance"),
            "each": data["each"],
        }


class QuestionForm(forms.Form):
    """One question. Short names are made from its words, and stay."""

    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    text_en = _words(_("Question in English"), long=True)
    text_es = _words(_("Question in Spanish"), long=True)
    kind = forms.ChoiceField(label=_("Kind of answer"), choices=KINDS)
    keeping = forms.ChoiceField(label=_("Who may read the answer"), choices=KEEPINGS)
    options = forms.CharField(
        label=_("What can be chosen"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One on each line, English and Spanish with a bar between: Bus | Autobús"),
    )
    why_en = _words(_("Why we ask, in English"), long=True)
    why_es = _words(_("Why we ask, in Spanish"), long=True)
    if_question = forms.ChoiceField(label=_("Ask only after"), required=False, choices=())
    if_answers = forms.CharField(
        label=_("and only if the answer is"),
        required=False,
        max_length=300,
        help_text=_("Short names with commas between, such as yes, no, or those of the choices."),
    )

    def __init__(self, *args: Any, before: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["if_question"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("No other question: always")), *before]


class LeadsForm(forms.Form):
    """What an answer leads to."""

    when = forms.CharField(label=_("If the answer is"), required=False, max_length=300)
    barrier = forms.ChoiceField(
        label=_("suggest as in the way"), required=False, choices=[*_NOTHING, *BarrierKind.choices]
    )
    severity = forms.ChoiceField(
        label=_("how much"), required=False, choices=[*_NOTHING, *Severity.choices]
    )
    need = forms.ChoiceField(
        label=_("help to look for"), required=False, choices=[*_NOTHING, *Need.choices]
    )
    need2 = forms.ChoiceField(label=_("and"), required=False, choices=[*_NOTHING, *Need.choices])
    proof_en = _words(_("paper to get, in English"))
    proof_es = _words(_("the same in Spanish"))
    strength = forms.BooleanField(label=_("a strength"), required=False)


def initial_of_section(section: Mapping[str, Any]) -> dict[str, Any]:
    """A section as its form holds it."""
    return {
        **_flat(section, "title"),
        **_flat(section, "lead"),
        **_flat(section, "guidance"),
        "each": section.get("each", ""),
    }


def initial_of_question(row: Mapping[str, Any]) -> dict[str, Any]:
    """A question as its form holds it."""
    condition = (row.get("only_if") or [{}])[0]
    options = row.get("options", ())
    return {
        "key": row.get("key", ""),
        **_flat(row, "text"),
        **_flat(row, "why"),
        "kind": row.get("kind", AnswerKind.TEXT),
        "keeping": row.get("keeping", "plain"),
        "options": "\n".join(_line(one) for one in options),
        "if_question": condition.get("question", ""),
        "if_answers": ", ".join(condition.get("is", ())),
    }


def initial_of_leads(row: Mapping[str, Any]) -> dict[str, Any]:
    """What an answer leads to, as its form holds it."""
    needs = [*row.get("needs", ()), "", ""]
    return {
        "when": ", ".join(row.get("when", ())),
        "barrier": row.get("barrier", ""),
        "severity": row.get("severity", ""),
        "need": needs[0],
        "need2": needs[1],
        **_flat(row, "proof"),
        "strength": row.get("strength", False),
    }


def question_of(
    form: QuestionForm, leads: list[LeadsForm], former: Mapping[str, Any], taken: set[str]
) -> dict[str, Any]:
    """A question as content. What the form does not show is kept from `former`."""
    data = form.cleaned_data
    key = data["key"] or _short(data["text_en"], taken) or _short("question", taken)
    row: dict[str, Any] = {
        **{name: former[name] for name in ("fact", "ready", "hint") if former.get(name)},
        "key": key,
        "kind": data["kind"],
        "text": _text(data, "text"),
    }
    if data["keeping"] != "plain":
        row["keeping"] = data["keeping"]
    if data["why_en"] or data["why_es"]:
        row["why"] = _text(data, "why")
    if data["options"].strip():
        row["options"] = _options(data["options"], former.get("options", ()))
    if data["if_question"]:
        first = {"question": data["if_question"], "is": _codes(data["if_answers"])}
        row["only_if"] = [first, *list(former.get("only_if", ()))[1:]]
    found = [_leads_of(one.cleaned_data) for one in leads if one.cleaned_data.get("when")]
    if found:
        row["leads"] = found
    return row


def _leads_of(data: Mapping[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {"when": _codes(data["when"])}
    for name in ("barrier", "severity"):
        if data[name]:
            row[name] = data[name]
    if needs := [data[name] for name in ("need", "need2") if data[name]]:
        row["needs"] = list(dict.fromkeys(needs))
    if data["proof_en"]:
        row["proof"] = _text(data, "proof")
    if data["strength"]:
        row["strength"] = True
    return row


def _options(text: str, former: Any) -> list[dict[str, Any]]:
    """Each line a choice. One whose English words stay keeps its short name."""
    known = {one["text"]["en"]: one["code"] for one in former}
    found: list[dict[str, Any]] = []
    taken: set[str] = set()
    for line in text.splitlines():
        english, _bar, spanish = (part.strip() for part in line.partition("|"))
        if not english:
            continue
        code = known.get(english) or _short(english, taken)
        taken.add(code)
        words = {"en": english, "es": spanish} if spanish else {"en": english}
        found.append({"code": code, "text": words})
    return found


def _line(option: Mapping[str, Any]) -> str:
    words = option["text"]
    return f"{words['en']} | {words['es']}" if words.get("es") else str(words["en"])


def _codes(text: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _short(words: str, taken: set[str]) -> str:
    """A short name made of words: small letters, digits and _, not taken yet."""
    name = re.sub(r"[^a-z0-9]+", "_", plain(words)).strip("_")[:30].strip("_")
    if not name or not name[0].isalpha():
        name = f"q_{name}".strip("_")
    found, number = name, 2
    while found in taken:
        found, number = f"{name}_{number}", number + 1
    taken.add(found)
    return found


def _text(data: Mapping[str, Any], name: str) -> dict[str, str]:
    said = {"en": data[f"{name}_en"].strip(), "es": data[f"{name}_es"].strip()}
    return {language: words for language, words in said.items() if words}


def _flat(row: Mapping[str, Any], name: str) -> dict[str, str]:
    words = row.get(name) or {}
    return {f"{name}_en": words.get("en", ""), f"{name}_es": words.get("es", "")}
