"""Fields of plans: hours, money, lines of text, and a step that grows."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from caseway.rules.plans.ramp import Rung

LINES = 3
_PARTS = ("from_week", "times", "minutes")


class LinesField(forms.CharField):
    """Several things, a line each."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(max_length=900, required=False, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        return [line.strip() for line in text.splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(data) != (initial or []))

    def run_validators(self, value: Any) -> None:
        super().run_validators("\n".join(value))


class MoneyField(forms.DecimalField):
    """Dollars as people write them; cents as they are kept."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01", "min": "0"})
        super().__init__(
            min_value=Decimal("0.01"),
            max_value=Decimal("99999"),
            max_digits=7,
            decimal_places=2,
            required=False,
            widget=widget,
            **kwargs,
        )


def cents_of(dollars: Decimal | None) -> int | None:
    """Dollars as cents; None for nothing."""
    return None if dollars is None else int(dollars * 100)


class RampInput(forms.MultiWidget):
    """Up to three lines: from which week, how often a week, how many minutes each time."""

    template_name = "plans/widgets/ramp.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        digits = {"inputmode": "numeric", "autocomplete": "off"}
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            f"{line}_{part}": forms.TextInput(attrs=digits)
            for line in range(1, LINES + 1)
            for part in _PARTS
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: Any) -> list[Any]:
        lines = [line.split(",") for line in (value or "").split(";") if line]
        flat = [number for line in lines[:LINES] for number in (*line, "", "")[: len(_PARTS)]]
        return flat + [""] * (LINES * len(_PARTS) - len(flat))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Nine fields; or one, "1,2,60;3,3,120", from a page that offers whole ramps."""
        if name in data:
            return self.decompress(data[name])
        return [part or "" for part in super().value_from_datadict(data, files, name)]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["subwidgets"]
        context["widget"]["lines"] = [
            dict(zip(_PARTS, shown[at : at + len(_PARTS)], strict=True))
            for at in range(0, len(shown), len(_PARTS))
        ]
        return context


class RampField(forms.Field):
    """How a step grows, as rungs. Empty lines are left out."""

    widget = RampInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        "whole": _(
            "Fill in each line whole: from which week, how many times a week, how many minutes."
        ),
        "range": _("Weeks are from 1 to 104, times a week from 1 to 14, minutes from 1 to 1,440."),
    }

    def to_python(self, value: Any) -> tuple[Rung, ...]:
        parts = [str(part).strip() for part in value or []]
        lines = [parts[at : at + 3] for at in range(0, len(parts), 3)]
        found = []
        for line in lines:
            if not any(line):
                continue
            found.append(self._rung(line))
        return tuple(found)

    def _rung(self, line: Sequence[str]) -> Rung:
        if not all(part.isascii() and part.isdecimal() and len(part) < 6 for part in line):
            raise forms.ValidationError(self.error_messages["whole"], code="whole")
        week, times, minutes = (int(part) for part in line)
        if not (1 <= week <= 104 and 1 <= times <= 14 and 1 <= minutes <= 1440):
            raise forms.ValidationError(self.error_messages["range"], code="range")
        return Rung(week, times, minutes)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return ramp_text([_flat(rung) for rung in self.to_python(data)]) != (initial or "")
        except forms.ValidationError:
            return True


def _flat(rung: Rung) -> tuple[int, int, int]:
    return rung.from_week, rung.times_a_week, rung.minutes


def ramp_text(lines: Sequence[Sequence[int]]) -> str:
    """A ramp as one hidden field carries it."""
    return ";".join(",".join(str(number) for number in line) for line in lines)
