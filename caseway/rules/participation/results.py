"""What the rule answers for a family's month: its standing in each rate, each person, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple, TypeAlias

from caseway.rules.dates import Month
from caseway.rules.participation.activities import KINDS, Activity
from caseway.rules.participation.balances import NOTHING_CHARGED, Charged
from caseway.rules.participation.entries import RawEntry
from caseway.rules.participation.family import Family
from caseway.rules.participation.fingerprint import fingerprint
from caseway.rules.participation.notes import Note, explain_all
from caseway.rules.participation.standing import Standing
from caseway.rules.reasons import Reason

Inputs: TypeAlias = tuple[Family, Sequence[RawEntry]]
"""What a result was worked out from."""


class Eligibility(IntEnum):
    """Why a person is, or is not, a work-eligible individual. Source: 45 CFR 261.2(n).

    1 and 2 are work-eligible. Not the codes of item 48, which need facts of the sanction or
    time limit besides.
    """

    RECIPIENT = 1
    PARENT_NOT_RECEIVING = 2
    MINOR = 10
    NOT_RECEIVING = 11
    IMMIGRATION = 12
    SSI = 13
    CARE_OF_DISABLED = 14
    SSDI = 15
    TRIBAL = 16

    @property
    def work_eligible(self) -> bool:
        """Whether the person's hours are looked at."""
        return self < 10


class ActivityLine(NamedTuple):
    """One person's month in one activity.

    Minutes: `raw` as recorded, `unproven` of them without verified proof; `worked`, `excused`
    and `holiday` are what the law lets count, after every limit. Hours a week, rounded, as in
    fields A, B and C of the federal item: `participation`, `absence`, `holidays`. `reported`:
    false where lawful hours are kept out of the report to spare a limit (they go to item 62).
    """

    activity: int
    raw: int
    unproven: int
    worked: int
    excused: int
    holiday: int
    participation: int
    absence: int
    holidays: int
    reported: bool

    @property
    def countable(self) -> int:
        """Minutes that the law lets count."""
        return self.worked + self.excused + self.holiday

    @property
    def hours(self) -> int:
        """Hours a week, the three fields together."""
        return self.participation + self.absence + self.holidays


class ItemHours(NamedTuple):
    """The three fields of a federal item; paid activities, 62, 63 and 64 use only the first."""

    participation: int
    excused: int
    holiday: int


class PersonResult(NamedTuple):
    """One person's month.

    Hours are whole hours a week. `core` and `noncore` are lawful hours, whether or not they had
    to be reported; `deemed_overall` and `deemed_two_parent` are the core hours added by items
    63 and 64. `core_needed` and `total_needed` are what the overall rate asks of this person,
    and `meets` whether that is met, deemed hours and a teen's schooling included.
    `spared_holidays` are days on which holidays count only in activities kept out of the report.
    `participation_code` is item 49. `warnings` are what the federal office would ask about.
    """

    person: int
    eligibility: Eligibility
    lines: tuple[ActivityLine, ...]
    core: int
    noncore: int
    deemed_overall: int
    deemed_two_parent: int
    core_needed: int
    total_needed: int
    meets: bool
    participation_code: str
    charged: Charged = NOTHING_CHARGED
    spared_holidays: int = 0
    notes: tuple[Note, ...] = ()
    warnings: tuple[Note, ...] = ()

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The notes, as sentences."""
        return explain_all(self.notes)

    @property
    def items(self) -> dict[int, ItemHours]:
        """Federal items 50 to 64 that are not zero, as reported; none unless work-eligible."""
        return federal_items(self) if self.eligibility.work_eligible else {}


def federal_items(result: PersonResult) -> dict[int, ItemHours]:
    """What items 50 to 64 hold. Hours kept back are reported as item 62, which limits nothing."""
    items: dict[int, ItemHours] = {}
    other = 0
    for line in result.lines:
        if not line.reported or line.activity == Activity.OTHER:
            other += line.hours
        elif line.hours:
            item = KINDS[Activity(line.activity)].item
            items[item] = ItemHours(line.participation, line.absence, line.holidays)
    last = {62: min(99, other), 63: result.deemed_overall, 64: result.deemed_two_parent}
    items.update((item, ItemHours(hours, 0, 0)) for item, hours in last.items() if hours)
    return items


@dataclass(slots=True)
class FamilyResult:
    """One family's month. Nobody changes it; to freeze it would make it four times as slow to make.

    `overall_by_education`, `two_parent_by_education`: engaged only by reason of vocational
    education or a teen's schooling, which the 30 per cent limit counts. `wpr_applies`: false in
    a pilot state, whose families belong to no federal rate. `violence_waiver`: so that a rate
    can be worked out again without them. `rule_version` and `input_hash` tell whether a stored
    result still stands.
    """

    case: int
    month: Month
    overall: Standing
    two_parent: Standing
    overall_by_education: bool
    two_parent_by_education: bool
    violence_waiver: bool
    wpr_applies: bool
    persons: tuple[PersonResult, ...]
    notes: tuple[Note, ...]
    warnings: tuple[Note, ...]
    rule_version: str
    inputs: Inputs = field(repr=False, compare=False)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The notes on the family, as sentences; each person has more."""
        return explain_all(self.notes)

    @property
    def input_hash(self) -> str:
        """A fingerprint of the facts and entries, in any order. Worked out when it is asked for."""
        family, entries = self.inputs
        return fingerprint(family, entries)
