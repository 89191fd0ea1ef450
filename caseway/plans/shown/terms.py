"""The words for codes that a plan holds, in the reader's language."""

from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseway.agencies.functions import function_name
from caseway.intake.models import BarrierKind
from caseway.kernel.words import long_date, say
from caseway.plans.models import DutyKind, Owner, PlanKind, ProposedBy
from caseway.rules.participation.activities import KINDS, Activity
from caseway.rules.plans import ramp as ramps
from caseway.rules.plans.ramp import Rung


def activity_name(code: int | None) -> str:
    """What a step counts as: "Job search and job readiness"; what no law counts has a name too."""
    if code is None or code == Activity.OTHER:
        return _("Counts for the plan, not for the rate")
    return capfirst(_(KINDS[Activity(code)].label))


def activity_choices() -> list[tuple[str, str]]:
    """Every category, for a form; empty for a step that no law counts."""
    free = ("", activity_name(None))
    return [free, *((str(int(one)), activity_name(one)) for one in KINDS if one != Activity.OTHER)]


def plan_title(kind: str, plan_name: str = "") -> str:
    """What the plan is called: the site's own name for it, where it has one."""
    return plan_name or str(PlanKind(kind).label)


def barrier_name(kind: str) -> str:
    """What stands in the way."""
    return str(BarrierKind(kind).label) if kind in BarrierKind.values else kind


def ramp_lines(lines: list[list[int]]) -> list[str]:
    """How a step grows, a line for each rung."""
    return [say(reason) for reason in ramps.said([Rung(*line) for line in lines])]


def ramp_now(lines: list[list[int]], begins_on: date, on: date) -> str:
    """How often a step is taken in the week of a day: "3 times a week, 1 h 30 min each time".

    Before it begins, how it will begin; empty for what is done once.
    """
    rung = ramps.rung_in_week([Rung(*line) for line in lines], max(1, ramps.week_of(begins_on, on)))
    return ramp_lines([[1, rung.times_a_week, rung.minutes]])[0] if rung else ""


def hours_words(minutes: int) -> str:
    """ "20 hours a week"; a half is "7.5 hours a week"."""
    value = f"{minutes / 60:g}"
    count = 1 if minutes == 60 else 2
    return ngettext("%(hours)s hour a week", "%(hours)s hours a week", count) % {"hours": value}


def money_words(cents: int | None) -> str:
    """ "$120.00"; nothing for nothing."""
    return f"${cents // 100:,}.{cents % 100:02}" if cents else ""


def value_words(name: str, value: Any) -> str:
    """One value of a content in words, by the name of its field."""
    if value in (None, "", [], 0):
        return ""
    if name in _IN_WORDS:
        return str(_IN_WORDS[name](value))
    return "; ".join(str(one) for one in value) if isinstance(value, list) else str(value)


_IN_WORDS: dict[str, Any] = {
    "proposed_by": lambda value: ProposedBy(value).label,
    "owner": lambda value: Owner(value).label,
    "barrier": barrier_name,
    "starts_on": lambda value: long_date(date.fromisoformat(value)),
    "due_on": lambda value: long_date(date.fromisoformat(value)),
    "aim_minutes": hours_words,
    "amount_cents": money_words,
    "activity": activity_name,
    "ramp": lambda value: "; ".join(ramp_lines(value)),
    "kind": lambda value: DutyKind(value).label,
    "monitor": function_name,
}


def field_names() -> dict[str, str]:
    """What each field of a content is called, for a difference."""
    return {
        "words": _("In words"),
        "can_do": _("What I can do"),
        "family_words": _("What matters to my family and me"),
        "proposed_by": _("Whose idea it was"),
        "serves": _("For"),
        "barrier": _("What is in the way"),
        "builds_on": _("What it builds on"),
        "options": _("Options offered"),
        "choice": _("What they chose"),
        "why": _("Why"),
        "owner": _("Who takes it"),
        "owner_name": _("By name"),
        "starts_on": _("From"),
        "due_on": _("By"),
        "ramp": _("How often and how long"),
        "activity": _("Counts as"),
        "provider": _("Where"),
        "evidence": _("How we will see it was done"),
        "aim_minutes": _("Hours a week they aim for"),
        "aim_basis": _("Why these hours"),
        "amount_cents": _("Amount"),
        "paid_from": _("Paid from"),
        "number": _("Number"),
        "kind": _("Kind"),
        "rhythm": _("When or how often"),
        "monitor": _("Who watches over it"),
        "citation": _("Rule"),
    }


def late_words(on: date, due: date | None) -> str:
    """ "3 days late"."""
    days = (on - due).days if due else 0
    return ngettext("%(n)s day late", "%(n)s days late", days) % {"n": days}
