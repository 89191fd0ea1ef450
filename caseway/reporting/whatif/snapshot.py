"""From the facts that the plain rule takes to the tables of a shard: the same facts, in columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from caseway.reporting.whatif.tables import SCHEMAS, Frames
from caseway.rules.participation.entries import RawEntry
from caseway.rules.participation.family import Family, Member

Row = tuple[Any, ...]


def frames_from(months: Iterable[tuple[Family, Sequence[RawEntry]]]) -> Frames:
    """Families of one month with their entries, as tables.

    An entry of somebody who is not of the family is left out, as the rule leaves it out.
    """
    sheet = _Sheet()
    for family, entries in months:
        sheet.add(family, entries)
    return sheet.frames()


class _Sheet:
    """Rows put down until they are made columns."""

    def __init__(self) -> None:
        self.rows: Mapping[str, list[Row]] = {name: [] for name in SCHEMAS}
        self.people = 0

    def add(self, family: Family, entries: Sequence[RawEntry]) -> None:
        rows = self.rows
        rows["families"].append(_family(family))
        who: dict[int, int] = {}
        for number, member in enumerate(family.members, self.people):
            who[member.person] = number
            rows["people"].append((number, family.case, *_member(member)))
            rows["projections"] += [
                (
                    number,
                    int(one.activity),
                    one.minutes_per_week,
                    one.verified.number,
                    None if one.changed is None else one.changed.number,
                )
                for one in member.projections
            ]
            rows["homework"] += [
                (number, int(one.activity), one.advised_minutes) for one in member.homework
            ]
        self.people += len(family.members)
        rows["entries"].extend(sorted((who[e[1]], e[0], *e[2:]) for e in entries if e[1] in who))

    def frames(self) -> Frames:
        return Frames(
            *(
                pl.DataFrame(self.rows[name], schema=dict(schema), orient="row")
                for name, schema in SCHEMAS.items()
            )
        )


def _family(family: Family) -> Row:
    return (
        family.case,
        family.receives,
        family.common_child,
        family.tanf_cents,
        family.ssp_cents,
        family.federal_child_care,
        family.work_sanction,
        family.work_sanction_cents,
        family.work_sanction_months,
        family.tribal,
        max(family.children, default=None),
        family.first_day,
        family.last_day,
    )


def _member(member: Member) -> Row:
    own, used = member.self_employment, member.balances
    return (
        member.person,
        member.born,
        member.receives,
        member.parent,
        member.caretaker,
        member.head,
        member.spouse,
        member.married,
        member.noncustodial,
        member.secondary_student,
        member.immigration_ineligible,
        member.ssi,
        member.ssdi,
        member.counted_despite_benefit,
        member.disability,
        member.cares_for_disabled,
        member.medical_note,
        member.cares_for_disabled_child,
        member.completed_secondary,
        member.satisfactory_school,
        None if member.voced_also is None else int(member.voced_also),
        used.absence_minutes,
        used.holidays,
        used.jobsearch_minutes,
        sorted(used.jobsearch_weeks),
        used.day_rule_used,
        used.voced_months,
        used.child_under_one_months,
        None if own is None else own.gross_cents,
        None if own is None else own.expense_cents,
        None if own is None else own.minutes,
    )
