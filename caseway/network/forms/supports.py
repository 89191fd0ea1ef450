"""Reading what somebody types of support in money, and of words put in."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseway.cases.forms.fields import DayField
from caseway.cases.models import Person
from caseway.network.actions.supports import Payment, Wanted
from caseway.network.actions.words import Came, Word
from caseway.network.models import (
    PaidHow,
    Referral,
    SupportKind,
    SupportRequest,
    WordKind,
    WordOutcome,
)
from caseway.network.models.advocacy import OUTCOMES

HOUSEHOLD = "household"
_AREA = forms.Textarea(attrs={"rows": 3})


class MoneyField(forms.DecimalField):
    """Dollars and cents."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"max_digits": 8, "decimal_places": 2, "min_value": Decimal("0.01"), **kwargs}
        super().__init__(
            **kwargs, widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "c-amount"})
        )

    def to_python(self, value: Any) -> Any:
        said = value.replace("$", "").replace(",", "").strip() if isinstance(value, str) else value
        return super().to_python(said)


class OfFamily(forms.Form):
    """For one person of a family, or for all of them."""

    person = forms.ChoiceField(label=_("For whom"))

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        names = [(str(one.pk), one.name_used) for one in people]
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*names, (HOUSEHOLD, _("The whole household"))]

    def person_chosen(self) -> Person | None:
        said = self.cleaned_data["person"]
        return next((one for one in self.people if str(one.pk) == said), None)


class ReferralChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A referral by where it leads."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.service or obj.provider)


class AskForm(OfFamily):
    """What a family needs money for."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Choose")), *SupportKind.choices])
    what = forms.CharField(
        label=_("What for"),
        max_length=200,
        help_text=_("For example: MetroCard for the first month of the job."),
    )
    why = forms.CharField(
        label=_("What it makes possible"),
        required=False,
        max_length=2000,
        widget=_AREA,
        help_text=_("The step of the plan that cannot go on without it."),
    )
    amount = MoneyField(label=_("Amount in dollars"))
    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("Until, this day included"), required=False)
    referral = ReferralChoice(
        label=_("Goes with a referral"),
        queryset=Referral.objects.none(),
        required=False,
        empty_label=_("No referral"),
    )

    def __init__(self, *args: Any, referrals: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["referral"].queryset = referrals  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What was typed. Call once it is valid."""
        kept = self.cleaned_data
        return Wanted(
            kind=kept["kind"],
            what=kept["what"].strip(),
            amount=kept["amount"],
            starts_on=kept["starts_on"],
            ends_on=kept["ends_on"],
            why=kept["why"].strip(),
            person=self.person_chosen(),
            referral=kept["referral"],
        )


class DecideForm(forms.Form):
    """A word on a decision; a refusal needs one."""

    words = forms.CharField(label=_("Why"), required=False, max_length=300)


class PayForm(forms.Form):
    """What was paid."""

    amount = MoneyField(label=_("Amount in dollars"))
    on = DayField(label=_("Paid on"))
    how = forms.ChoiceField(label=_("How"), choices=PaidHow)

    def __init__(self, *args: Any, row: SupportRequest, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"amount": row.amount}, **kwargs})

    def payment(self) -> Payment:
        kept = self.cleaned_data
        return Payment(amount=kept["amount"], on=kept["on"], how=kept["how"])


class FundForm(forms.Form):
    """Money set aside for a time."""

    name = forms.CharField(label=_("Name"), max_length=120)
    amount = MoneyField(label=_("Amount in dollars"), max_digits=11)
    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("Until, this day not included"))


class LimitForm(forms.Form):
    """Up to which amount whoever asks decides."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("Every kind")), *SupportKind.choices], required=False
    )
    amount = MoneyField(label=_("Up to, in dollars"), min_value=Decimal(0))
    starts_on = DayField(label=_("From"))


class WordForm(OfFamily):
    """A word put in, or a chance offered."""

    kind = forms.ChoiceField(
        label=_("What was done"), choices=WordKind, widget=forms.RadioSelect, initial="spoke_up"
    )
    on = DayField(label=_("On"))
    to_whom = forms.CharField(
        label=_("With whom, or where"),
        max_length=200,
        help_text=_("For example: the landlord, the school, the block party in June."),
    )
    about = forms.CharField(label=_("About what"), max_length=4000, widget=_AREA)

    def word(self) -> Word:
        """What was typed. Call once it is valid."""
        kept = self.cleaned_data
        return Word(
            kind=kept["kind"],
            on=kept["on"],
            to_whom=kept["to_whom"].strip(),
            about=kept["about"].strip(),
            person=self.person_chosen(),
        )


class OutcomeForm(forms.Form):
    """What came of a word."""

    outcome = forms.ChoiceField(label=_("What came of it"), widget=forms.RadioSelect)
    outcome_on = DayField(label=_("Since"), required=False)
    outcome_note = forms.CharField(
        label=_("In words"), required=False, max_length=4000, widget=_AREA
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["outcome"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.value, WordOutcome(one).label) for one in OUTCOMES[WordKind(kind)]]

    def came(self) -> Came:
        kept = self.cleaned_data
        return Came(outcome=kept["outcome"], on=kept["outcome_on"], note=kept["outcome_note"])
