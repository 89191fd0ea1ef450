"""A plan as it is written: its words, goals, steps, supports and duties."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.functions import function_name
from caseway.agencies.models import Membership
from caseway.agencies.standing import open_on
from caseway.cases.forms.fields import DayField
from caseway.cases.models import Case, Person
from caseway.intake.models import Barrier
from caseway.kernel.models import User
from caseway.network.models import Provider
from caseway.plans.actions.writing import DutyWords, GoalWords, PlanWords, StepWords, SupportWords
from caseway.plans.forms.fields import LinesField, MoneyField, RampField, cents_of, ramp_text
from caseway.plans.models import Duty, DutyKind, Goal, Owner, Plan, ProposedBy, Step, Support
from caseway.plans.shown.terms import activity_choices
from caseway.rules.functions import FunctionCode

# Who could watch over a duty: those of Table II.1 that monitor.
WATCHERS = (FunctionCode.EP_MONITORING, FunctionCode.NONEMPLOYMENT_MONITORING)


def _area(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class VersionedForm(forms.Form):
    """A form over a row that others may change meanwhile."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class WordsForm(VersionedForm):
    """What the person says first."""

    can_do = forms.CharField(
        label=_("What can I do, and what am I good at?"),
        max_length=2000,
        required=False,
        widget=_area(3),
        help_text=_("In their words. Ask before anything else: what has gone well, when, how?"),
    )
    family_words = forms.CharField(
        label=_("What matters to my family and me?"),
        max_length=2000,
        required=False,
        widget=_area(3),
        help_text=_("In their words: for the children too, at home and at school."),
    )
    aim_hours = forms.DecimalField(
        label=_("Hours a week they aim for"),
        min_value=Decimal(1),
        max_value=Decimal(168),
        max_digits=5,
        decimal_places=2,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
        help_text=_("More or fewer than the rate asks; leave empty if they have none in mind."),
    )
    aim_basis = forms.CharField(
        label=_("Why these hours"),
        max_length=300,
        required=False,
        help_text=_("For example: a doctor’s note of March 3; the school day of a child."),
    )

    @classmethod
    def start(cls, plan: Plan) -> dict[str, Any]:
        hours = Decimal(plan.aim_minutes) / 60 if plan.aim_minutes else None
        return {
            "can_do": plan.can_do,
            "family_words": plan.family_words,
            "aim_hours": hours.normalize() + 0 if hours else None,
            "aim_basis": plan.aim_basis,
            "version": plan.version,
        }

    def words(self) -> PlanWords:
        """What was typed. Call once it is valid."""
        kept = self.cleaned_data
        hours = kept["aim_hours"]
        return PlanWords(
            kept["can_do"].strip(),
            kept["family_words"].strip(),
            int(hours * 60) if hours else None,
            kept["aim_basis"].strip(),
        )


class BeginForm(WordsForm):
    """A plan to begin: for whom, and of which kind."""

    kind = forms.ChoiceField(label=_("Kind of plan"), widget=forms.RadioSelect)
    person = forms.ModelChoiceField(label=_("Whose plan"), queryset=Person.objects.none())
    field_order = ("kind", "person")

    def __init__(self, *args: Any, kinds: Iterable[Any], case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(one.value, one.label) for one in kinds]  # type: ignore[attr-defined]
        _offer(self, "person", family_of(case))


class GoalForm(VersionedForm):
    """A goal: the words first, then whose idea, what was offered, what was chosen and why."""

    words = forms.CharField(
        label=_("The goal, in their words"),
        max_length=300,
        widget=_area(),
        help_text=_("Write down what they said, not what a form would say."),
    )
    proposed_by = forms.ChoiceField(
        label=_("Whose idea was it?"), choices=ProposedBy, widget=forms.RadioSelect
    )
    serves = forms.ModelChoiceField(
        label=_("Whom does it serve?"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("The whole family"),
    )
    barrier = forms.ModelChoiceField(
        label=_("What does it help with?"),
        queryset=Barrier.objects.none(),
        required=False,
        empty_label=_("Nothing that was named so far"),
    )
    builds_on = forms.CharField(
        label=_("What it builds on"),
        max_length=200,
        required=False,
        help_text=_("A strength, something that has worked before, somebody who helps."),
    )
    options = LinesField(
        label=_("Options you talked about"), help_text=_("One on each line, also those not taken.")
    )
    choice = forms.CharField(label=_("What they chose"), max_length=300, required=False)
    why = forms.CharField(
        label=_("Why they chose it, in their words"), max_length=300, required=False
    )

    def __init__(self, *args: Any, plan: Plan, barriers: Any, **kwargs: Any) -> None:
        """`barriers`: those that the reader may read."""
        super().__init__(*args, **kwargs)
        _offer(self, "serves", family_of(plan.case))
        now = (self.initial or {}).get("barrier")
        if now is not None and not barriers.filter(pk=now.pk).exists():
            # One that is not for this reader: it stays as it is, unseen.
            del self.fields["barrier"]
            self._kept_barrier: Barrier | None = now
            return
        self._kept_barrier = None
        field = self.fields["barrier"]
        field.queryset = barriers.filter(Q(ends_on=None) | Q(pk=now.pk if now else 0))  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: _barrier_label(one)  # type: ignore[attr-defined]

    @classmethod
    def start(cls, row: Goal) -> dict[str, Any]:
        names = ("words", "proposed_by", "serves", "barrier", "builds_on", "choice", "why")
        return {
            **{name: getattr(row, name) for name in names},
            "options": list(row.options),
            "version": row.version,
        }

    def goal(self) -> GoalWords:
        """What was typed. Call once it is valid."""
        kept = self.cleaned_data
        return GoalWords(
            words=kept["words"],
            proposed_by=kept["proposed_by"],
            serves=kept["serves"],
            barrier=kept.get("barrier") or self._kept_barrier,
            builds_on=kept["builds_on"],
            options=kept["options"],
            choice=kept["choice"],
            why=kept["why"],
        )


class StepForm(VersionedForm):
    """One small step: something that can begin this week."""

    words = forms.CharField(
        label=_("The step, in their words"),
        max_length=300,
        widget=_area(),
        help_text=_("Small enough to begin this week: ride the bus to the stop by the kitchen."),
    )
    ramp = RampField(
        label=_("How often, and how it grows"),
        required=False,
        help_text=_(
            "Twice a week, then three times; a little longer each time. Leave empty if "
            "it is done once."
        ),
    )
    owner = forms.ChoiceField(label=_("Who takes it?"), choices=Owner)
    owner_name = forms.CharField(label=_("By name"), max_length=128, required=False)
    starts_on = DayField(label=_("From"))
    due_on = DayField(label=_("By"), required=False)
    activity = forms.TypedChoiceField(
        label=_("What it counts as"), coerce=int, empty_value=None, required=False
    )
    provider = forms.ModelChoiceField(
        label=_("Where"),
        queryset=Provider.objects.none(),
        required=False,
        empty_label=_("None, or not on the list"),
    )
    evidence = forms.CharField(
        label=_("How we will see it was done"), max_length=200, required=False
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"].choices = activity_choices()  # type: ignore[attr-defined]
        now = (self.initial or {}).get("provider")
        offered = Q(closed_on=None) | Q(pk=now.pk if now else 0)
        rows = Provider.objects.filter(offered, site=plan.site_id).order_by("name", "pk")
        self.fields["provider"].queryset = rows  # type: ignore[attr-defined]
        self.fields["provider"].label_from_instance = lambda one: one.name  # type: ignore[attr-defined]

    @classmethod
    def start(cls, row: Step) -> dict[str, Any]:
        names = ("words", "owner", "owner_name", "starts_on", "due_on", "provider", "evidence")
        return {
            **{name: getattr(row, name) for name in names},
            "ramp": ramp_text(row.ramp),
            "activity": row.activity or "",
            "version": row.version,
        }

    def step(self) -> StepWords:
        """What was typed. Call once it is valid."""
        kept = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return StepWords(**kept)


class SupportForm(VersionedForm):
    """Something the agency promises, with a day and a face."""

    words = forms.CharField(
        label=_("What will the agency do?"),
        max_length=300,
        widget=_area(),
        help_text=_("For example: pay for the bus card; find child care for the evening course."),
    )
    due_on = DayField(label=_("By"))
    owner = forms.ModelChoiceField(
        label=_("Who answers for it?"), queryset=User.objects.none(), empty_label=_("Choose")
    )
    amount = MoneyField(label=_("Amount in dollars"))
    paid_from = forms.CharField(label=_("Paid from"), max_length=80, required=False)

    def __init__(self, *args: Any, plan: Plan, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = Membership.objects.filter(open_on(today), site=plan.site_id).exclude(
            role="provider"
        )
        now = (self.initial or {}).get("owner")
        chosen = Q(pk__in=posts.values("user")) | Q(pk=now.pk if now else 0)
        field = self.fields["owner"]
        field.queryset = User.objects.filter(chosen, is_active=True).order_by("name", "pk")  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: one.name  # type: ignore[attr-defined]

    @classmethod
    def start(cls, row: Support) -> dict[str, Any]:
        amount = Decimal(row.amount_cents) / 100 if row.amount_cents else None
        return {
            "words": row.words,
            "due_on": row.due_on,
            "owner": row.owner,
            "amount": amount,
            "paid_from": row.paid_from,
            "version": row.version,
        }

    def support(self, row: Support | None = None) -> SupportWords:
        """What was typed. Call once it is valid."""
        kept = self.cleaned_data
        return SupportWords(
            words=kept["words"],
            due_on=kept["due_on"],
            owner=kept["owner"],
            amount_cents=cents_of(kept["amount"]),
            paid_from=kept["paid_from"],
            step=row.step if row else None,
        )


class DutyForm(VersionedForm):
    """Something the person agrees to; by its number it can be named later."""

    words = forms.CharField(
        label=_("What will the person do?"),
        max_length=300,
        widget=_area(),
        help_text=_("So plain that both can see whether it was kept."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=DutyKind, widget=forms.RadioSelect)
    rhythm = forms.CharField(
        label=_("When or how often"),
        max_length=120,
        required=False,
        help_text=_("For example: Mondays and Wednesdays, 9 to 12."),
    )
    due_on = DayField(label=_("By"), required=False)
    evidence = forms.CharField(
        label=_("How we will see it was done"), max_length=200, required=False
    )
    monitor = forms.ChoiceField(label=_("Who watches over it?"))
    citation = forms.CharField(label=_("Rule"), max_length=80, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.value, function_name(one)) for one in WATCHERS]
        self.fields["monitor"].choices = choices  # type: ignore[attr-defined]

    @classmethod
    def start(cls, row: Duty) -> dict[str, Any]:
        names = ("words", "kind", "rhythm", "due_on", "evidence", "monitor", "citation")
        return {**{name: getattr(row, name) for name in names}, "version": row.version}

    def duty(self, row: Duty | None = None) -> DutyWords:
        """What was typed. Call once it is valid."""
        kept = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        kept["monitor"] = FunctionCode(kept["monitor"])
        return DutyWords(**kept, step=row.step if row else None)


def family_of(case: Case) -> Any:
    """The participant first, then everybody who belongs or belonged to the household."""
    return (
        Person.objects.filter(
            Q(pk=case.participant_id) | Q(households__household=case.household_id)
        )
        .distinct()
        .order_by("sort_name", "pk")
    )


def _offer(form: forms.Form, name: str, people: Any) -> None:
    field = form.fields[name]
    field.queryset = people  # type: ignore[attr-defined]
    field.label_from_instance = lambda one: one.name_used  # type: ignore[attr-defined]


def _barrier_label(one: Barrier) -> str:
    return str(one.get_kind_display())
