"""Fields that several forms share: days, birth dates, social security numbers."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from caseway.agencies import languages


class DayInput(forms.DateInput):
    """The browser's own field for a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day near today: when something began or ended."""

    widget = DayInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("Enter a day, such as 11/23/2026."),
    }


class NameField(forms.CharField):
    """A name, of whatever make. One that is too long comes back whole, with its length."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "max_length": _(
            "A name has room for %(limit_value)d characters; this one has %(show_value)d."
            " Shorten it here, and keep the whole in a note."
        ),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=128, **kwargs)


class BirthInput(forms.MultiWidget):
    """Month, day and year, each with its own label. The month is a word, mistaken for no day."""

    template_name = "cases/widgets/birth.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        months = [("", "–"), *((str(number), name) for number, name in MONTHS.items())]
        digits = {"inputmode": "numeric", "autocomplete": "off"}
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            "month": forms.Select(choices=months, attrs={"class": "usa-select"}),
            "day": forms.TextInput(attrs=digits),
            "year": forms.TextInput(attrs=digits),
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: date | None) -> list[Any]:
        return [str(value.month), str(value.day), str(value.year)] if value else ["", "", ""]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Three parts; or one, "1991-04-03", from a page that offers whole dates to choose from."""
        if name in data:
            year, _dash, rest = data[name].partition("-")
            month, _dash, day = rest.partition("-")
            return [month.lstrip("0"), day.lstrip("0"), year]
        parts = super().value_from_datadict(data, files, name)
        return [(part or "").strip() for part in parts]


class BirthField(forms.Field):
    """A birth date in three parts, or none of them when it is not known."""

    widget = BirthInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        "incomplete": _("Enter the month, the day and the year, or leave all three empty."),
        "invalid": _("There is no such day. Check the month, the day and the year."),
        "required": _("Enter the date of birth. An estimate will do; say that it is one."),
    }

    def to_python(self, value: Any) -> date | None:
        parts = [part for part in (value or []) if part]
        if not parts:
            return None
        if len(parts) < 3:
            raise forms.ValidationError(self.error_messages["incomplete"], code="incomplete")
        try:
            month, day, year = (int(part) for part in parts)
            if year < 1000:
                raise ValueError
            return date(year, month, day)
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except forms.ValidationError:
            return True


class SsnInput(forms.TextInput):
    """Nine digits, dots on the screen, and never in a page that comes back."""

    def __init__(self) -> None:
        super().__init__(
            attrs={
                "class": "c-secret",
                "inputmode": "numeric",
                "autocomplete": "off",
                "spellcheck": "false",
            }
        )

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return super().get_context(name, None, attrs)


class SsnField(forms.CharField):
    """A social security number as nine digits; dashes and spaces may be typed."""

    widget = SsnInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        "digits": _("A social security number has nine digits. Type all nine, or none."),
    }

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value) or "")
        digits = text.replace("-", "").replace(" ", "")
        if digits and not (len(digits) == 9 and digits.isascii() and digits.isdecimal()):
            raise forms.ValidationError(self.error_messages["digits"], code="digits")
        return digits


def language_choices(
    often: Sequence[str], *, also: str = "en"
) -> list[tuple[str, list[tuple[str, str]]]]:
    """English and the languages often spoken here, then all by name.

    `also` keeps a code without a name. English leads whatever is spoken more often:
    a form begins with its first choice.
    """
    first = [(code, languages.language_name(code)) for code in dict.fromkeys(["en", *often])]
    every = languages.choices()
    rest = [] if also in {code for code, _name in every} else [(also, also)]
    return [(str(_("Often spoken here")), first), (str(_("All languages")), [*every, *rest])]
