"""What a family's judgment means for each person: what is reported, and whether she meets it.

Source: ACF-199 item 49; 45 CFR 261.31-.35.
"""

from __future__ import annotations

from typing import NamedTuple

from caseway.rules.participation import said_of_people as say
from caseway.rules.participation.circumstances import Circumstances
from caseway.rules.participation.deeming import Workfare
from caseway.rules.participation.engagement import (
    Able,
    Need,
    Sum,
    Terms,
    Use,
    met_alone,
    sum_alone,
)
from caseway.rules.participation.notes import Note
from caseway.rules.participation.standings import Place
from caseway.rules.participation.teens import Teen

_PLACE_CODES = {"infant": "01", "sanction": "02"}


class Verdict(NamedTuple):
    """One work-eligible person, judged by her whole hours.

    `lawful` is all she could use, `reported` what is reported. `need` is what the overall rate
    asks of her, and `meets` whether that is met. `deemed_overall` is item 63 and
    `deemed_two_parent` hers to report as item 64; `code` is item 49. `infant_month`: it uses up
    a month of caring for a child under one. `notes`: whether the hours are enough, and why.
    """

    lawful: Use
    reported: Use
    need: Need
    meets: bool
    deemed_overall: int
    deemed_two_parent: int
    code: str
    infant_month: bool
    notes: tuple[Note, ...]


class Given(NamedTuple):
    """What the family's decision leaves one person with."""

    lawful: Use
    reported: Use
    overall: Place
    deemed_two_parent: int
    is_parent: bool


def verdict_of(able: Able, given: Given, facts: Circumstances) -> Verdict:
    """The verdict on one work-eligible person."""
    terms = facts.terms
    need = terms.alone(able)
    sums = [sum_alone(able, given.lawful, at, terms) for at in range(len(able.weeks))]
    meets = bool(able.teen) or terms.vacuous or False not in [one.reaches(need) for one in sums]
    return Verdict(
        lawful=given.lawful,
        reported=given.reported,
        need=need,
        meets=meets,
        deemed_overall=_deemed(able, given.reported, terms),
        deemed_two_parent=given.deemed_two_parent,
        code=_code(able, given, terms, meets),
        infant_month=given.overall.left_out == "infant" and given.is_parent,
        notes=_notes(able, given, facts, sums),
    )


def _deemed(able: Able, use: Use, terms: Terms) -> int:
    """Item 63: the core hours deemed, on average over the periods, half up."""
    if terms.workfare is None:
        return 0
    periods = len(able.weeks)
    deemed = sum([sum_alone(able, use, at, terms).deemed for at in range(periods)])
    return (2 * deemed + periods) // (2 * periods)


def _code(able: Able, given: Given, terms: Terms, meets: bool) -> str:
    """Item 49, in the order in which the federal instructions choose."""
    left_out = given.overall.left_out
    if left_out and (given.is_parent or left_out == "sanction"):
        return _PLACE_CODES[left_out]
    if able.teen:
        return str(int(able.teen))
    same = given.reported == given.lawful
    if able.young and meets and (same or met_alone(able, given.reported, terms)):
        return "17"
    return "18"


def _notes(able: Able, given: Given, facts: Circumstances, sums: list[Sum]) -> tuple[Note, ...]:
    """Hours deemed, and the sum."""
    notes: list[Note] = []
    if facts.terms.workfare:
        _add_deemed(notes, able, given, facts.terms, facts.terms.workfare)
    _add_sum(notes, able, sums, facts)
    return tuple(notes)


def _add_deemed(
    notes: list[Note], able: Able, given: Given, terms: Terms, workfare: Workfare
) -> None:
    minutes = able.workfare_minutes
    if not minutes:
        return
    facts = (minutes, workfare.hours, workfare.benefits_cents, workfare.wage_cents)
    if deemed := _deemed(able, given.lawful, terms):
        notes.append((say.DEEMED.code, deemed, *facts))
    elif minutes < workfare.hours * 60:
        notes.append((say.NOT_DEEMED.code, *facts))


def _add_sum(notes: list[Note], able: Able, sums: list[Sum], facts: Circumstances) -> None:
    """Whether the hours are enough; in a part month, the first week that falls short."""
    need = facts.terms.alone(able)
    if able.teen:
        notes.append(_teen_note(able))
        return
    if facts.terms.vacuous:
        return
    short = [at for at, one in enumerate(sums) if not one.reaches(need)]
    one = sums[short[0] if short else 0]
    core = one.core + one.deemed
    hours = core + one.noncore
    if short and facts.weeks_on:
        notes.append((say.WEEK_SHORT.code, facts.weeks_on[short[0]], hours, core))
        return
    if able.young:
        said = say.SHORT_YOUNG if short else say.MET_YOUNG
        notes.append((said.code, core, need.core))
    else:
        said = say.SHORT if short else say.MET
        notes.append((said.code, hours, core, need.total, need.core))
    if core < need.core and one.noncore:
        notes.append((say.CORE_FIRST.code, one.noncore, need.core))


def _teen_note(able: Able) -> Note:
    if able.teen is Teen.SCHOOL:
        return (say.TEEN_SCHOOL.code,)
    return (say.TEEN_EDUCATION.code, min(week.edemp for week in able.weeks))
