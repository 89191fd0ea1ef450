"""How every form is drawn: a question's words, hint, error and control, tied together.

Forms are drawn in Python: a page of filters holds hundreds of options, and with
Django's own templates they took longer than all the rest of the page. A widget
that is not named here is drawn by its template.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.forms import BoundField
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from caseway.kernel.drawing import NOTHING, Snippet, joined

Parts = Mapping[str, Any]

_FIELD = Snippet('<div class="c-field usa-form-group{kinds} c-field--{control}">{inner}</div>')
_LABEL = Snippet('<label class="usa-label" for="{control}">{label}{optional}</label>')
_OPTIONAL = Snippet(' <span class="usa-hint">{words}</span>')
_CHECKBOX = Snippet(
    '<div class="usa-checkbox">{control}'
    '<label class="usa-checkbox__label" for="{control_id}">{label}</label></div>'
)
_FIELDSET = Snippet('<fieldset class="usa-fieldset"{attrs}>{inner}</fieldset>')
_LEGEND = Snippet('<legend class="usa-legend">{label}{optional}</legend>')
_HINT = Snippet('<div class="usa-hint"{attrs}>{words}</div>')

_SELECT = Snippet('<select class="usa-select{more}" name="{name}"{attrs}>{options}</select>')
_GROUP = Snippet('<optgroup label="{label}">{options}</optgroup>')
_OPTION = Snippet('<option value="{value}"{attrs}>{label}</option>')
_INPUT = Snippet('<input class="{kind}{more}" type="{type}" name="{name}"{value}{attrs}>')
_HIDDEN = Snippet('<input type="hidden" name="{name}"{value}{attrs}>')
_TEXTAREA = Snippet(
    # The browser drops the first line break: one that was typed must not be it.
    '<textarea class="usa-textarea{more}" name="{name}"{attrs}>\n{value}</textarea>'
)
_CHOICES = Snippet('<div class="c-choices{more}"{attrs}>{choices}</div>')
_CHOICES_GROUP = Snippet('<p class="c-choices__group">{label}</p>')
_CHOICE = Snippet('<div class="usa-{type}">{control}{label}</div>')
_CHOICE_LABEL = Snippet('<label class="usa-{type}__label"{attrs}>{label}</label>')
_ATTR = Snippet(' {name}="{value}"')

_INPUT_CLASSES = {
    "checkbox": "usa-checkbox__input",
    "radio": "usa-radio__input",
    # Not USWDS's own file input: its preview is a `data:` image, which the policy refuses.
    "file": "usa-input c-file",
}


class DrawnForms(TemplatesSetting):
    """Draws fields and the usual controls here, and everything else from templates."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        if template_name == self.field_template_name:
            return _field(context["field"])
        if draw := _CONTROLS.get(template_name):
            return draw(context["widget"])
        return super().render(template_name, context, request)


def draw_input(widget: Parts) -> SafeString:
    """An input of any type, from what Django tells of its widget."""
    return _INPUT(
        kind=_INPUT_CLASSES.get(widget["type"], "usa-input"),
        type=widget["type"],
        value=_value(widget),
        **_named(widget),
    )


def _field(field: BoundField) -> SafeString:
    """One question: its words, a hint, what is wrong with the answer, and the control."""
    kinds = " usa-form-group--error" if field.errors else ""
    if classes := field.css_classes():
        kinds += f" {classes}"
    if field.use_fieldset:
        inner = _in_fieldset(field)
    elif field.widget_type == "checkbox":
        box = _CHECKBOX(control=field, control_id=field.id_for_label, label=field.label)
        inner = joined([*_about(field), box])
    else:
        named = _LABEL(
            control=field.id_for_label, label=field.label, optional=_may_be_left_out(field)
        )
        inner = joined([named if field.label else NOTHING, *_about(field), _control(field)])
    return _FIELD(kinds=kinds, control=field.widget_type, inner=inner)


def _in_fieldset(field: BoundField) -> SafeString:
    attrs = {"aria-describedby": field.aria_describedby} if field.aria_describedby else {}
    if field.auto_id:
        attrs["id"] = f"{field.auto_id}_group"
    legend = _LEGEND(label=field.label, optional=_may_be_left_out(field))
    inner = [legend if field.label else NOTHING, *_about(field), _control(field)]
    return _FIELDSET(attrs=_attrs(attrs), inner=joined(inner))


def _may_be_left_out(field: BoundField) -> SafeString:
    return NOTHING if field.field.required else _OPTIONAL(words=_("(optional)"))


def _about(field: BoundField) -> list[SafeString]:
    """The hint and the errors."""
    said = []
    if field.help_text:
        attrs = _attrs({"id": f"{field.auto_id}_helptext"} if field.auto_id else {})
        said.append(_HINT(attrs=attrs, words=mark_safe(field.help_text)))
    if field.errors:
        said.append(mark_safe(str(field.errors)))
    return said


def _control(field: BoundField) -> SafeString:
    return mark_safe(str(field))


def _select(widget: Parts) -> SafeString:
    options: list[SafeString] = []
    for group, choices, _index in widget["optgroups"]:
        drawn = [_option(one) for one in choices]
        options += [_GROUP(label=group, options=joined(drawn))] if group else drawn
    return _SELECT(**_named(widget), options=joined(options))


def _option(one: Parts) -> SafeString:
    attrs = _attrs(one["attrs"]) if one["attrs"] else NOTHING
    return _OPTION(value=str(one["value"]), attrs=attrs, label=one["label"])


def _hidden(widget: Parts) -> SafeString:
    return _HIDDEN(name=widget["name"], value=_value(widget), attrs=_attrs(widget["attrs"]))


def _textarea(widget: Parts) -> SafeString:
    return _TEXTAREA(**_named(widget), value=widget["value"] or "")


def _choices(widget: Parts) -> SafeString:
    """Radios or checkboxes, each with its label."""
    drawn: list[SafeString] = []
    for group, choices, _index in widget["optgroups"]:
        drawn += [_CHOICES_GROUP(label=group)] if group else []
        drawn += [_choice(one) for one in choices]
    attrs = widget["attrs"]
    own = _attrs({"id": attrs["id"]} if attrs.get("id") else {})
    return _CHOICES(more=_more(attrs), attrs=own, choices=joined(drawn))


def _choice(option: Parts) -> SafeString:
    kind = "radio" if option["type"] == "radio" else "checkbox"
    goes_with = _attrs({"for": option["attrs"]["id"]} if option["attrs"].get("id") else {})
    label = _CHOICE_LABEL(type=kind, attrs=goes_with, label=option["label"])
    return _CHOICE(
        type=kind,
        control=draw_input(option),
        label=label if option.get("wrap_label") else NOTHING,
    )


def _named(widget: Parts) -> dict[str, object]:
    attrs = widget["attrs"]
    return {"name": widget["name"], "more": _more(attrs), "attrs": _attrs(attrs)}


def _more(attrs: Parts) -> str:
    """Classes beside the design system's own."""
    return f" {attrs['class']}" if attrs.get("class") else ""


def _value(widget: Parts) -> SafeString:
    value = widget["value"]
    return NOTHING if value is None else _ATTR(name="value", value=str(value))


def _attrs(attrs: Parts) -> SafeString:
    """Attributes but the class, which the design system's own goes before."""
    return joined(_each(attrs.items()))


# A browser cuts a paste at maxlength without a word. The server counts, and says so beside
# the field.
_NOT_WRITTEN = frozenset({"class", "maxlength"})


def _each(attrs: Iterable[tuple[str, Any]]) -> Iterable[SafeString]:
    for name, value in attrs:
        if name in _NOT_WRITTEN or value is False:
            continue
        yield SafeString(f" {name}") if value is True else _ATTR(name=name, value=str(value))


_INPUTS = (
    *("text", "number", "email", "url", "password", "search", "tel", "color"),
    *("date", "datetime", "time", "checkbox", "file"),
)
_CONTROLS: dict[str, Callable[[Parts], SafeString]] = {
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/hidden.html": _hidden,
    "django/forms/widgets/radio.html": _choices,
    "django/forms/widgets/checkbox_select.html": _choices,
    **{f"django/forms/widgets/{name}.html": draw_input for name in _INPUTS},
}
