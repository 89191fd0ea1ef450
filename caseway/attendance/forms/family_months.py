"""Reading the facts of a family's month. What is sensitive says why it is asked."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caseway.attendance.actions.families import MemberFacts
from caseway.attendance.models import FAMILY_FACTS, MEMBER_FACTS, FamilyRole
from caseway.attendance.queries.family_months import MonthFacts, Someone
from caseway.rules.dates import Month

MOST = Decimal("99999.99")


_NOT_MONEY = _("Enter dollars and cents between 0 and 99999.99, such as 512.50.")
_NOT_PEOPLE = _("Enter how many people, from 0 to 50.")
_NOT_A_DAY = _("Enter the day of the month as a number.")


class MoneyField(forms.DecimalField):
    """An amount in dollars, kept in cents; nothing is 0."""

    default_error_messages: ClassVar[dict[str, Any]] = dict.fromkeys(
        ("invalid", "min_value", "max_value", "max_decimal_places", "max_digits"), _NOT_MONEY
    )

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(
            min_value=Decimal(0),
            max_value=MOST,
            decimal_places=2,
            error_messages=dict(self.default_error_messages),
            widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01"}),
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        if value == 0 and not self.required:
            return None
        return Decimal(value).scaleb(-2) if isinstance(value, int) else value

    def clean(self, value: Any) -> int:
        amount = super().clean(value)
        return int(amount.scaleb(2)) if amount is not None else 0


def flag(label: Any, help_text: Any = "") -> forms.BooleanField:
    """A yes that may be left out."""
    return forms.BooleanField(label=label, help_text=help_text, required=False)


def count(label: Any, *, required: bool = False) -> forms.IntegerField:
    """A number of people; nothing is 0."""
    wrong = dict.fromkeys(("invalid", "min_value", "max_value"), _NOT_PEOPLE)
    return forms.IntegerField(
        label=label, min_value=0, max_value=50, required=required, error_messages=wrong
    )


def day(label: Any) -> forms.IntegerField:
    """A day of the month, or none."""
    wrong = dict.fromkeys(("invalid", "min_value"), _NOT_A_DAY)
    return forms.IntegerField(label=label, required=False, min_value=1, error_messages=wrong)


class FamilyForm(forms.Form):
    """What the family received."""

    tanf_cents = MoneyField(label=_("TANF this month, in dollars"), required=True)
    ssp_cents = MoneyField(
        label=_("Assistance from state funds, in dollars"),
        help_text=_("A separate state program. Leave empty when the family has TANF."),
    )
    assistance_persons = count(_("People on assistance"), required=True)
    snap_cents = MoneyField(label=_("SNAP this month, in dollars"))
    snap_persons = count(_("People on SNAP"))
    first_day = day(_("First day of assistance, when it began this month"))
    last_day = day(_("Last day, when it ended this month"))
    has_federal_child_care = flag(
        _("Child care is paid with federal funds"),
        _("Two-parent families with it need 55 hours a week together instead of 35."),
    )
    work_sanction_cents = MoneyField(
        label=_("Taken off this month as a work penalty, in dollars"),
        help_text=_("Leave empty when there is none. A family with one may be left out."),
    )
    is_tribal = flag(_("The assistance comes from an approved Tribal TANF program"))
    has_violence_waiver = flag(
        _("A federal domestic-violence waiver is in force"),
        _(
            "We ask so that the state can show why hours are missing. It changes nothing in the"
            " rate and is shown to trained staff only."
        ),
    )

    def __init__(self, *args: Any, facts: MonthFacts, shows_safety: bool, **kwargs: Any) -> None:
        kwargs["initial"] = facts.values
        super().__init__(*args, **kwargs)
        self.last = Month(*divmod(facts.period, 100)).days
        if not shows_safety:
            del self.fields["has_violence_waiver"]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = found.get("first_day"), found.get("last_day")
        for name, number in (("first_day", first), ("last_day", last)):
            if number is not None and number > self.last:
                said = gettext("This month has %(n)d days.") % {"n": self.last}
                self.add_error(name, said)
        if first is not None and last is not None and last < first:
            self.add_error("last_day", gettext("Assistance cannot end before it begins."))
        if found.get("tanf_cents") and found.get("ssp_cents"):
            self.add_error("ssp_cents", gettext("A family has one or the other. Leave one empty."))
        return found

    def values(self) -> dict[str, Any]:
        """The facts by column."""
        said = self.cleaned_data
        days = {"first_day", "last_day"}
        return {
            name: said.get(name) if name in days else (said.get(name) or 0)
            for name in FAMILY_FACTS
            if name != "has_violence_waiver"
        } | {"has_violence_waiver": bool(said.get("has_violence_waiver"))}


class MemberForm(forms.Form):
    """One person of the family in the month. Left out when `is_in` is not ticked."""

    is_in = flag(_("In the family this month"))
    role = forms.ChoiceField(label=_("Who in the family"), choices=FamilyRole.choices)
    receives = flag(_("Receives assistance"))
    is_married = flag(_("Married to another member"))
    barred_by_immigration = flag(
        _("Cannot receive because of immigration status"),
        _(
            "We ask because such a person need not take part. Do not write down which status, and"
            " ask for no papers for this."
        ),
    )
    gets_ssi = flag(_("Receives SSI"))
    gets_ssdi = flag(_("Receives SSDI"))
    has_disability = flag(
        _("Has a disability"),
        _("In their own words is enough. We ask because two parents then need fewer hours."),
    )
    cares_for_disabled = flag(_("Cares for a family member with a disability at home"))
    care_is_documented = flag(
        _("A medical note says that this care is needed"),
        _("Only with the note need a parent not take part. Keep the note itself with the papers."),
    )
    cares_for_disabled_child = flag(_("Cares for a child with a disability"))
    in_secondary_school = flag(_("Full time in high school"))
    has_diploma = flag(_("Has a high school diploma or the like"))
    school_satisfactory = flag(
        _("The school confirms satisfactory attendance this month"),
        _("For parents under 20 this alone can meet the hours."),
    )
    gross_cents = MoneyField(label=_("Came in from self-employment, in dollars"))
    expense_cents = MoneyField(label=_("What the business cost, in dollars"))

    def __init__(self, *args: Any, someone: Someone, **kwargs: Any) -> None:
        initial = {**someone.values, "is_in": someone.is_in}
        kwargs |= {"initial": initial, "prefix": f"p{someone.person.pk}"}
        super().__init__(*args, **kwargs)
        self.someone = someone
        self.role_words = dict(FamilyRole.choices).get(someone.values.get("role") or "", "")

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("expense_cents") and not found.get("gross_cents"):
            said = gettext("Say what came in as well, or leave both empty.")
            self.add_error("gross_cents", said)
        return found

    def facts(self) -> MemberFacts:
        """Her facts by column."""
        said = self.cleaned_data
        return MemberFacts(self.someone.person.pk, {name: said[name] for name in MEMBER_FACTS})


class MonthForms:
    """The family and everybody in it, read together: one error keeps all from being saved."""

    def __init__(
        self, facts: MonthFacts, data: Mapping[str, Any] | None = None, *, shows_safety: bool
    ) -> None:
        self.family = FamilyForm(data, facts=facts, shows_safety=shows_safety)
        self.members = [MemberForm(data, someone=one) for one in facts.people]

    @property
    def all(self) -> list[forms.Form]:
        return [self.family, *self.members]

    def is_valid(self) -> bool:
        """Whether everything can be saved. Every form is read, so that all errors show at once."""
        sound = [form.is_valid() for form in self.all]
        if all(sound) and not self.kept():
            self.family.add_error(None, gettext("Somebody must be in the family. Tick who is."))
            return False
        return all(sound)

    def kept(self) -> list[MemberFacts]:
        """The facts of everybody who is in the family."""
        return [form.facts() for form in self.members if form.cleaned_data["is_in"]]

    def errors(self) -> list[dict[str, Any]]:
        """Every error, with the place on the page that it belongs to."""
        found: list[dict[str, Any]] = []
        for form in self.all:
            who = form.someone.person.name_used if isinstance(form, MemberForm) else ""
            found += [{"label": who, "text": text, "at": ""} for text in form.non_field_errors()]
            for field in form:
                label = f"{who}, {field.label}" if who else field.label
                found += [
                    {"label": label, "text": text, "at": field.id_for_label}
                    for text in field.errors
                ]
        return found
