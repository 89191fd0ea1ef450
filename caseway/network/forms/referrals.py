"""Reading what somebody types of a referral: making it, putting it right, a step, a link."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caseway.cases.forms.fields import DayField
from caseway.cases.models import Person
from caseway.network.actions.referrals import Report, Told
from caseway.network.models import Place
from caseway.network.models.referrals import CONSENTS, SHARES, URGENCIES
from caseway.network.needs import Need
from caseway.network.reasons import Reason
from caseway.rules.referrals.codes import (
    MOVE_LABELS,
    REFUSAL_LABELS,
    RESULT_LABELS,
    Actor,
    Move,
    Refusal,
    Result,
    State,
)
from caseway.rules.referrals.moves import Given, results_from

HOUSEHOLD = "household"


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ToldForm(forms.Form):
    """Why, what the provider is told, how soon, and what the person agreed to."""

    why = forms.CharField(
        label=_("Why, in their own words"), required=False, max_length=4000, widget=_area(3)
    )
    barrier = forms.CharField(
        label=_("What stands in the way"),
        required=False,
        max_length=200,
        help_text=_("For example: no care for the baby after 5 p.m. This stays with us."),
    )
    urgency = forms.ChoiceField(
        label=_("How soon"), choices=URGENCIES, initial="routine", widget=forms.RadioSelect
    )
    shares = forms.ChoiceField(
        label=_("What may the provider know?"),
        choices=SHARES,
        initial="initials",
        widget=forms.RadioSelect,
        help_text=_("Ask the person. Nobody is told more than they agree to."),
    )
    consent = forms.ChoiceField(
        label=_("How did they agree?"),
        choices=[("", _("Not asked yet")), *CONSENTS],
        required=False,
        widget=forms.RadioSelect,
    )
    consent_on = DayField(
        label=_("Agreed on"), required=False, help_text=_("Leave it empty if it was today.")
    )
    message = forms.CharField(
        label=_("What the provider is told"),
        required=False,
        max_length=2000,
        widget=_area(3),
        help_text=_(
            "The least that lets them answer: ages of the children, hours, language. "
            "No name, no diagnosis, nothing about benefits."
        ),
    )
    reach_them = forms.CharField(
        label=_("How the provider reaches them"),
        required=False,
        max_length=200,
        help_text=_("Shown with the name only, and not before the provider may know it."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_consent_on(self) -> date | None:
        day: date | None = self.cleaned_data["consent_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("Choose today or an earlier day."))
        return day

    def told(self) -> Told:
        """What was typed. Call once it is valid."""
        kept = self.cleaned_data
        return Told(
            why=kept["why"].strip(),
            barrier=kept["barrier"].strip(),
            message=kept["message"].strip(),
            reach_them=kept["reach_them"].strip(),
            urgency=kept["urgency"],
            shares=kept["shares"],
            consent=kept["consent"],
            consent_on=kept["consent_on"] if kept["consent"] else None,
        )


class ReferForm(ToldForm):
    """Who is sent to a service, for what."""

    person = forms.ChoiceField(label=_("For whom"))
    need = forms.ChoiceField(label=_("Need"))
    place = forms.ModelChoiceField(
        label=_("Where"), queryset=Place.objects.none(), required=False, empty_label=_("Any place")
    )
    about = forms.ChoiceField(
        label=_("What is it to help with?"),
        required=False,
        help_text=_("What is on record is not typed again."),
    )
    field_order = ("person", "need", "place", "why", "about", "barrier", "urgency")

    def __init__(
        self,
        *args: Any,
        people: Sequence[Person],
        needs: Iterable[str],
        places: Any,
        reasons: Sequence[Reason] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self.reasons = reasons
        choose(self, "about", [("", _("Something else, said below")), *_grouped(reasons)])
        if not reasons:
            del self.fields["about"]
        names = [(str(one.pk), one.name_used) for one in people]
        offered = [Need(code) for code in needs] or list(Need)
        choose(self, "person", [*names, (HOUSEHOLD, _("The whole household"))])
        choose(self, "need", [(need.value, need.label) for need in offered])
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        if not places:
            del self.fields["place"]

    def person_chosen(self) -> Person | None:
        """Whom it is for; None for the whole household."""
        said = self.cleaned_data["person"]
        return next((one for one in self.people if str(one.pk) == said), None)

    def reason_chosen(self) -> Reason | None:
        """What on record it is to help with, if that was picked."""
        said = self.cleaned_data.get("about", "")
        return next((one for one in self.reasons if one.key == said), None)

    def told(self) -> Told:
        """What was typed; the words of what was picked where nothing was."""
        told, reason = super().told(), self.reason_chosen()
        if reason is None or told.barrier:
            return told
        return replace(told, barrier=reason.words[:200])


class StepForm(forms.Form):
    """One step: only what this step needs, and a word on it."""

    reason = forms.ChoiceField(label=_("Why not?"))
    result = forms.ChoiceField(label=_("What came of it?"), widget=forms.RadioSelect)
    day = DayField(label=_("Day"))
    at = forms.TimeField(label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}))
    expected_on = DayField(label=_("A place may come free on"), required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=_area(2))
    said_by = forms.CharField(label=_("Who told you?"), required=False, max_length=128)

    NEEDS = {
        Move.DECLINE: ("reason",),
        Move.CLOSE: ("result",),
        Move.APPOINT: ("day", "at"),
        Move.WAITLIST: ("expected_on",),
    }
    # Nobody else tells what we did ourselves.
    OURS = frozenset({Move.SEND, Move.WITHDRAW})

    def __init__(
        self, *args: Any, move: Move, state: State, actor: Actor = Actor.STAFF, **kwargs: Any
    ) -> None:
        super().__init__(*args, **{"auto_id": f"{move}_%s", **kwargs})
        self.move, self.actor = move, actor
        for name in ("reason", "result", "day", "at", "expected_on"):
            if name not in self.NEEDS.get(move, ()):
                del self.fields[name]
        if move in self.OURS:
            del self.fields["said_by"]
        if move is Move.WITHDRAW:
            self.fields["note"].required = True
            self.fields["note"].label = _("Why?")
        self._offer(state)

    def _offer(self, state: State) -> None:
        if "reason" in self.fields:
            some = [(code.value, _(REFUSAL_LABELS[code])) for code in Refusal]
            choose(self, "reason", [("", _("Choose")), *some])
        if "result" in self.fields:
            fitting = results_from(state, self.actor)
            choose(self, "result", [(one.value, _(RESULT_LABELS[one])) for one in fitting])
        if self.actor is Actor.PARTNER:
            self.fields["said_by"].label = _("Your name")
            self.fields["note"].label = _("Anything we should know")

    @property
    def label(self) -> str:
        return str(_(MOVE_LABELS[self.move]))

    def given(self) -> Given:
        """What the rule asks for. Call once it is valid."""
        kept = self.cleaned_data
        return Given(
            reason=Refusal(kept["reason"]) if kept.get("reason") else None,
            result=Result(kept["result"]) if kept.get("result") else None,
            at=_moment(kept),
            words=kept["note"],
        )

    def report(self) -> Report:
        kept = self.cleaned_data
        return Report(expected_on=kept.get("expected_on"), said_by=kept.get("said_by", ""))


class LinkForm(forms.Form):
    """To whom the link goes, if Caseway sends it."""

    sent_to = forms.EmailField(
        label=_("Send it to this e-mail address"),
        required=False,
        help_text=_("Leave it empty to get the link and hand it over yourself."),
    )


def _moment(kept: dict[str, Any]) -> datetime | None:
    day, at = kept.get("day"), kept.get("at")
    return timezone.make_aware(datetime.combine(day, at)) if day and at else None


def _grouped(reasons: Iterable[Reason]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in reasons:
        groups.setdefault(one.group, []).append((one.key, one.label))
    return list(groups.items())


def choose(form: forms.Form, name: str, choices: list[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
