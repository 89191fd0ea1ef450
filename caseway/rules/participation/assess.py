"""One family's month, from entries to standing. The production path and the reference."""

from __future__ import annotations

from collections.abc import Sequence

from caseway.rules.participation.answers import answer, answer_unasked
from caseway.rules.participation.circumstances import circumstances_of
from caseway.rules.participation.decision import Judgment, judge
from caseway.rules.participation.entries import RawEntry
from caseway.rules.participation.family import Family
from caseway.rules.participation.frame import frame_of
from caseway.rules.participation.household import household_of
from caseway.rules.participation.law import Rules
from caseway.rules.participation.persons import Counted, Setting, count
from caseway.rules.participation.results import FamilyResult, PersonResult
from caseway.rules.participation.sheet import Sheet, read


def assess(family: Family, entries: Sequence[RawEntry], rules: Rules) -> FamilyResult:
    """Decide who must take part, which hours count, and where the family stands in each rate.

    `entries` are the report month's entries of all members, in any order; the same entries
    give the same answer. Nothing is raised for odd data: an entry of a stranger or of a day
    outside the report month is left out, with a note. Raises ValueError only if family and
    rules are of different months.

    Source: 42 USC 607(b)-(c); 45 CFR 261.2, 261.22-.25, 261.30-.35, 261.60-.61.
    """
    if family.month is not rules.month and family.month != rules.month:
        raise ValueError(f"The family is of {family.month}, the rules are of {rules.month}")
    household = household_of(family, rules)
    frame, part = frame_of(family, rules)
    sheets, notes = read(family, entries, frame)
    if part:
        notes.append(part)
    setting = Setting(family, household, rules, frame)
    counted = [count(sheets[at], setting) for at in household.eligible]
    ables = tuple([one.able for one in counted])
    workfare = any(able.workfare_minutes for able in ables)
    judgment = judge(circumstances_of(setting, workfare=workfare), ables, rules)
    overall, two_parent, by_education, two_parent_by_education, _, said, warnings = judgment
    # By place, in the order of `FamilyResult`: names would take twice as long.
    return FamilyResult(
        family.case,
        family.month,
        overall,
        two_parent,
        by_education,
        two_parent_by_education,
        family.violence_waiver,
        rules.options.wpr_applies,
        _answers(setting, sheets, counted, judgment),
        tuple(dict.fromkeys((*notes, *said))) if notes else said,
        warnings,
        rules.version,
        (family, entries),
    )


def _answers(
    setting: Setting, sheets: Sequence[Sheet], counted: Sequence[Counted], judgment: Judgment
) -> tuple[PersonResult, ...]:
    """Each member's answer, in the order of the family."""
    eligibility = setting.household.eligibility
    judged = iter(zip(counted, judgment.verdicts, strict=True))
    return tuple(
        [
            answer(*next(judged), why, setting) if why.work_eligible else answer_unasked(sheet, why)
            for sheet, why in zip(sheets, eligibility, strict=True)
        ]
    )
