"""One family's month, from entries to standing. The production path and the reference."""

from __future__ import annotations

from collections.abc import Sequence

from caseway.rules.participation.answers import Verdict, answer, answer_unasked
from caseway.rules.participation.decision import (
    Decision,
    decide,
    deemed_together,
    explain_family,
    review,
    terms_of,
)
from caseway.rules.participation.engagement import Terms
from caseway.rules.participation.entries import RawEntry
from caseway.rules.participation.family import Family
from caseway.rules.participation.frame import frame_of
from caseway.rules.participation.household import household_of
from caseway.rules.participation.law import Rules
from caseway.rules.participation.notes import Note
from caseway.rules.participation.persons import Counted, Setting, count
from caseway.rules.participation.results import FamilyResult, PersonResult
from caseway.rules.participation.sheet import Sheet, read
from caseway.rules.participation.standing import Standing


def assess(family: Family, entries: Sequence[RawEntry], rules: Rules) -> FamilyResult:
    """Decide who must take part, which hours count, and where the family stands in each rate.

    `entries` are the report month's entries of all members, in any order; the same entries
    give the same answer. Nothing is raised for odd data: an entry of a stranger or of a day
    outside the report month is left out, with a note. Raises ValueError only if family and
    rules are of different months.

    Source: 42 USC 607(b)-(c); 45 CFR 261.2, 261.22-.25, 261.30-.35, 261.60-.61.
    """
    if family.month != rules.month:
        raise ValueError(f"The family is of {family.month}, the rules are of {rules.month}")
    household = household_of(family, rules)
    frame, part = frame_of(family, rules)
    sheets, notes = read(family, entries, frame)
    if part:
        notes.append(part)
    setting = Setting(family, household, rules, frame)
    counted = [count(sheets[at], setting) for at in household.eligible]
    ables = [one.able for one in counted]
    terms = terms_of(setting)
    decision = decide(setting, ables, terms, notes)
    explain_family(setting, ables, decision, terms, notes)
    persons = _answers(setting, sheets, counted, decision, terms)
    return _result(setting, entries, decision, persons, notes)


def _answers(
    setting: Setting,
    sheets: Sequence[Sheet],
    counted: Sequence[Counted],
    decision: Decision,
    terms: Terms,
) -> tuple[PersonResult, ...]:
    """Each member's answer, in the order of the family."""
    household = setting.household
    deemed, bearer = deemed_together([one.able for one in counted], decision, terms)
    who = {at: place for place, at in enumerate(household.eligible)}
    answers = []
    for at, sheet in enumerate(sheets):
        eligibility = household.eligibility[at]
        if (place := who.get(at)) is None:
            answers.append(answer_unasked(sheet, eligibility))
            continue
        verdict = Verdict(
            eligibility,
            decision.lawful[place],
            decision.reported[place],
            decision.overall,
            deemed if place == bearer else 0,
        )
        answers.append(answer(counted[place], verdict, terms, setting))
    return tuple(answers)


def _result(
    setting: Setting,
    entries: Sequence[RawEntry],
    decision: Decision,
    persons: tuple[PersonResult, ...],
    notes: list[Note],
) -> FamilyResult:
    family, _, rules, _ = setting
    overall, two_parent = decision.overall.standing, decision.two_parent.standing
    return FamilyResult(
        case=family.case,
        month=family.month,
        overall=overall,
        two_parent=two_parent,
        overall_by_education=overall is Standing.ENGAGED and decision.education.overall,
        two_parent_by_education=two_parent is Standing.ENGAGED and decision.education.two_parent,
        violence_waiver=family.violence_waiver,
        wpr_applies=rules.options.wpr_applies,
        persons=persons,
        notes=tuple(dict.fromkeys(notes)),
        warnings=review(setting, decision),
        rule_version=rules.version,
        inputs=(family, entries),
    )
