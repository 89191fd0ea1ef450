"""One family's month, rule by rule."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from caseway.attendance.facts import rules_on
from caseway.attendance.models import ActivityKind, PersonMonth, StandingCode
from caseway.attendance.words import reasons_of
from caseway.reporting.queries.family import FamilyPage
from caseway.reporting.queries.scope import Rate
from caseway.reporting.shown.families import eligibility_words, standing
from caseway.reporting.shown.numbers import RATES, told
from caseway.rules.params import ParamError
from caseway.rules.participation.results import ActivityLine
from caseway.rules.participation.said_of_families import PART_MONTH
from caseway.rules.participation.said_of_sums import averaging


def standings(page: FamilyPage) -> list[dict[str, Any]]:
    """Where the family stands in each rate."""
    assert page.result is not None
    by_education = {
        Rate.OVERALL: page.result.overall_by_education,
        Rate.TWO_PARENT: page.result.two_parent_by_education,
    }
    return [
        {
            "label": RATES[rate],
            "tag": standing(page.result, rate),
            "by_education": by_education[rate],
            "filed": _filed(page, rate),
        }
        for rate in Rate
    ]


def _filed(page: FamilyPage, rate: Rate) -> str:
    if page.filed is None:
        return ""
    return str(StandingCode(getattr(page.filed, rate.value)).label)


def reasons(page: FamilyPage) -> list[dict[str, str]]:
    """Why, each with its paragraph."""
    return told(reasons_of(page.result.reasons)) if page.result else []


def warnings(page: FamilyPage) -> list[dict[str, str]]:
    """What a reviewer would ask about."""
    return told(reasons_of(page.result.warnings)) if page.result else []


def averaging_words(page: FamilyPage) -> dict[str, str] | None:
    """How hours a week came out of the month's; None where each full week stands for itself."""
    codes = {note[0] for note in page.result.reasons} if page.result else {PART_MONTH.code}
    if PART_MONTH.code in codes:
        return None
    try:
        rules = rules_on(page.case.site.state, page.period)
    except ParamError:
        return None
    return told([averaging(rules)])[0]


def amounts(page: FamilyPage) -> list[dict[str, Any]]:
    """What the family received, in dollars; TANF and SNAP always, the rest where there is any."""
    if page.facts is None:
        return []
    kinds = (
        (_("TANF assistance"), page.facts.tanf_cents, True),
        (_("Assistance from state funds"), page.facts.ssp_cents, False),
        (_("SNAP"), page.facts.snap_cents, True),
        (_("Work sanction"), page.facts.work_sanction_cents, False),
    )
    return [
        {"label": label, "dollars": Decimal(cents).scaleb(-2)}
        for label, cents, always in kinds
        if cents or always
    ]


def people(page: FamilyPage) -> list[dict[str, Any]]:
    """Each person: whether she must take part, her hours by activity, and why they count or not."""
    return [_person(person) for person in page.people]


def _person(person: PersonMonth) -> dict[str, Any]:
    must = person.work_eligible < 10
    return {
        "name": person.person.name_used,
        "person_id": person.person_id,
        "must": must,
        "eligibility": eligibility_words(person.work_eligible),
        "code": f"{person.participation_code:02}",
        "meets": person.meets,
        "core": person.core_hours,
        "core_needed": person.core_needed,
        "total": person.core_hours + person.other_hours,
        "total_needed": person.total_needed,
        "deemed": person.deemed_hours,
        "activities": [_activity(int(code), line) for code, line in sorted_lines(person)],
        "reasons": told(reasons_of(person.reasons)),
        "used": _used(person),
    }


def sorted_lines(person: PersonMonth) -> list[tuple[str, list[int]]]:
    """Her activities in the order of the law."""
    return sorted(person.raw_minutes.items(), key=lambda item: int(item[0]))


def _activity(code: int, stored: list[int]) -> dict[str, Any]:
    line = ActivityLine._make((code, *stored))
    return {
        "label": ActivityKind(code).label,
        "recorded": hours(line.raw),
        "unproven": hours(line.unproven) if line.unproven else "",
        "counted": hours(line.countable),
        "a_week": line.hours,
        "reported": bool(line.reported),
    }


def hours(minutes: int) -> str:
    """ "26.5" hours of minutes; at most two places, and none that are not needed."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


def _used(person: PersonMonth) -> list[dict[str, str]]:
    """What the month used up of limits that run over years."""
    found = [
        (_("Excused absence"), person.absence_minutes, _("%(n)s hours")),
        (_("Job search"), person.job_search_minutes, _("%(n)s hours")),
    ]
    told_ = [
        {"label": label, "value": text % {"n": hours(minutes)}}
        for label, minutes, text in found
        if minutes
    ]
    if person.holidays:
        told_.append({"label": _("Holidays"), "value": str(person.holidays)})
    if person.vocational_month:
        told_.append({"label": _("Vocational education"), "value": _("One of twelve months")})
    if person.child_under_one_month:
        told_.append({"label": _("Child under one"), "value": _("One of twelve months")})
    return told_
