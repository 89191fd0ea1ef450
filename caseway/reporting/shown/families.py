"""The families behind a number, each with where it stands and why."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from caseway.attendance.models import CaseMonth, StandingCode
from caseway.attendance.words import reasons_of
from caseway.reporting.queries.families import Group, Line
from caseway.reporting.queries.scope import Rate
from caseway.reporting.shown.numbers import told
from caseway.rules.participation.results import Eligibility

TONES = {
    StandingCode.ENGAGED: "met",
    StandingCode.NOT_ENGAGED: "late",
    StandingCode.DISREGARDED: "info",
    StandingCode.OUT: "",
}
TITLES = {
    Group.NUMERATOR: gettext_lazy("Families that met the hours"),
    Group.DENOMINATOR: gettext_lazy("Families that count in the rate"),
    Group.MISSED: gettext_lazy("Families that count and did not meet the hours"),
    Group.LIMITED: gettext_lazy("Families over the 30% limit on education"),
    Group.DISREGARDED: gettext_lazy("Families left out this month"),
    Group.OUT: gettext_lazy("Families that are not in this rate"),
    Group.STALE: gettext_lazy("Families still being worked out"),
}
MOST_REASONS = 3
# Notes that speak of one rate only, by their codes in the participation rules.
_ONLY = {
    Rate.OVERALL: frozenset(
        f"wpr.family.{name}"
        for name in ("engaged", "not_engaged", "by_education", "infant", "infant_used_up")
    ),
    Rate.TWO_PARENT: frozenset(
        {
            "wpr.deemed.two_parent",
            *(
                f"wpr.family.{name}"
                for name in (
                    "two_parent_met",
                    "two_parent_teens",
                    "two_parent_short",
                    "two_parent_by_education",
                    "two_parent_week_short",
                    "married_teen",
                    "care_hours_lower",
                    "disabled_parent",
                    "one_eligible_parent",
                )
            ),
        }
    ),
}


def row(line: Line, rate: Rate) -> dict[str, Any]:
    """One family of a list."""
    result = line.result
    reasons = told(reasons_of(_with_people(line, rate)))
    return {
        "name": result.case.participant.name_used,
        "number": result.case.number,
        "url": reverse("reporting:why", args=[result.case_id, result.period]),
        "standing": standing(result, rate, limited=line.limited),
        "is_stale": result.stale_since is not None,
        "reasons": reasons[:MOST_REASONS],
        "more": len(reasons) - MOST_REASONS,
        "people": [_person(person) for person in line.people if person.work_eligible < 10],
        "worker": result.worker.name if result.worker else _("Nobody had the case"),
        "agency": result.agency.name if result.agency else "",
    }


# What best says of a person why the family was engaged without the hours, and why it was not.
_ENGAGED_BY = ("wpr.person.teen_school", "wpr.person.teen_education", "wpr.deemed.overall")
_MISSED_BY = (
    "wpr.hours.unproven",
    "wpr.hours.day_too_long",
    "wpr.person.week_short",
    "wpr.person.core_first",
    "wpr.deemed.short",
)


def _with_people(line: Line, rate: Rate) -> list[list[Any]]:
    """The family's notes, and after the first what best says it of its people, once."""
    notes = for_rate(line.result.reasons, rate)
    code = getattr(line.result, rate.value)
    order: tuple[str, ...] = _MISSED_BY if code == StandingCode.NOT_ENGAGED else ()
    if code == StandingCode.ENGAGED and rate == Rate.OVERALL:
        order = _ENGAGED_BY
    theirs = [note for person in line.people for note in person.reasons if note[0] in order]
    best = sorted(theirs, key=lambda note: order.index(note[0]))[:1]
    return notes[:1] + best + notes[1:]


def for_rate(notes: list[list[Any]], rate: Rate) -> list[list[Any]]:
    """The notes that say something of this rate: those of the other one alone are left out."""
    others = _ONLY[Rate.TWO_PARENT if rate == Rate.OVERALL else Rate.OVERALL]
    return [note for note in notes if note[0] not in others]


def standing(result: CaseMonth, rate: Rate, *, limited: bool = False) -> dict[str, str]:
    """Where the family stands in the rate, as a tag."""
    code = StandingCode(getattr(result, rate.value))
    if limited:
        return {"label": _("Met the hours; over the 30% limit"), "tone": "due"}
    return {"label": str(code.label), "tone": TONES[code]}


def _person(person: Any) -> dict[str, Any]:
    had = person.core_hours + person.other_hours
    said = {"had": had, "needed": person.total_needed}
    if had > said["needed"]:
        hours = ngettext(
            "%(had)d hour a week, %(needed)d needed", "%(had)d hours a week, %(needed)d needed", had
        )
    else:
        hours = ngettext(
            "%(had)d of %(needed)d hour a week",
            "%(had)d of %(needed)d hours a week",
            said["needed"],
        )
    core = ""
    if had >= said["needed"] and person.core_hours < person.core_needed:
        # Enough hours, too few of the kind that must come first (45 CFR 261.31(b)-(c)).
        core = _("%(core)d of %(needed)d core hours") % {
            "core": person.core_hours,
            "needed": person.core_needed,
        }
    return {"name": person.person.name_used, "hours": hours % said, "core": core}


def eligibility_words(code: int) -> str:
    """Why a person must take part, or need not."""
    return str(_ELIGIBILITY.get(Eligibility(code), ""))


_ELIGIBILITY = {
    Eligibility.RECIPIENT: gettext_lazy("Must take part: an adult who receives assistance"),
    Eligibility.PARENT_NOT_RECEIVING: gettext_lazy(
        "Must take part: a parent of a child who receives assistance"
    ),
    Eligibility.MINOR: gettext_lazy("Need not take part: a minor parent who is not the head"),
    Eligibility.NOT_RECEIVING: gettext_lazy(
        "Need not take part: not a parent, and does not receive assistance"
    ),
    Eligibility.IMMIGRATION: gettext_lazy(
        "Need not take part: cannot receive because of immigration status"
    ),
    Eligibility.SSI: gettext_lazy("Need not take part: receives SSI"),
    Eligibility.CARE_OF_DISABLED: gettext_lazy(
        "Need not take part: must stay home to care for a family member with a disability"
    ),
    Eligibility.SSDI: gettext_lazy("Need not take part: receives SSDI"),
    Eligibility.TRIBAL: gettext_lazy("Need not take part: under a Tribal TANF program"),
}
