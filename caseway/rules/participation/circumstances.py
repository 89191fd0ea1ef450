"""What a family's standing turns on besides its hours, in a form that few families differ in.

Money, ages and months come down to whether a ground holds and how it is said. Whoever judges
hours is given this in place of the family, so that two families alike in it are judged alike.
"""

from __future__ import annotations

from typing import NamedTuple

from caseway.rules.participation import said_of_families as say
from caseway.rules.participation.engagement import Terms, terms_for
from caseway.rules.participation.entries import day_of
from caseway.rules.participation.family import Family
from caseway.rules.participation.frame import Frame
from caseway.rules.participation.household import Household
from caseway.rules.participation.law import Rules
from caseway.rules.participation.notes import Note
from caseway.rules.participation.persons import Setting


class Ground(NamedTuple):
    """A ground for leaving a family out of a rate: how it is said, and whether it holds."""

    said: Note
    holds: bool


class Circumstances(NamedTuple):
    """A family's facts, as far as they decide with the hours where it stands.

    `out`: why it is in no rate at all. `small`, `infant`, `sanction`: the grounds for leaving it
    out, None where nothing is to be said. `parents`: the two of a two-parent family, as places
    among the work-eligible, and `are_parents` runs as these. `one_parent`: why a family with a
    child in common is not held to the two-parent rate. `unpaid`: it receives, but no amount.
    `care_lowered`: a disability lowers two parents' hours. `weeks_on`: the first days of the
    full weeks of a part month, as ordinals; empty for a whole month.
    """

    out: Note | None
    small: Note | None
    infant: Ground | None
    sanction: Ground | None
    parents: tuple[int, ...]
    are_parents: tuple[bool, ...]
    one_parent: Note | None
    unpaid: bool
    care_lowered: bool
    weeks_on: tuple[int, ...]
    terms: Terms


def circumstances_of(setting: Setting, *, workfare: bool) -> Circumstances:
    """The circumstances of a family's month; `workfare`: whether anybody did any."""
    family, household, rules, frame = setting
    members, eligible, parents = family.members, household.eligible, household.parents
    terms, care_lowered = terms_for(family, rules, vacuous=frame.vacuous, workfare=workfare)
    tanf_cents = family.tanf_cents
    # By place: names would take half as long again as all that is worked out here.
    return Circumstances(
        None if eligible and family.receives else _why_out(family, household, rules),
        None if tanf_cents else _small_check(family, rules),
        _infant(family, household, rules) if household.infant else None,
        _sanction(family, rules) if family.work_sanction else None,
        tuple([eligible.index(at) for at in parents]) if parents else (),
        tuple([members[at].parent for at in eligible]),
        _one_parent(family) if family.common_child and not parents else None,
        family.receives and not (tanf_cents or family.ssp_cents),
        care_lowered,
        _weeks_on(frame, rules) if frame.part else (),
        terms,
    )


def _why_out(family: Family, household: Household, rules: Rules) -> Note | None:
    """Why the family is in neither rate at all."""
    if not family.receives:
        return (say.NO_ASSISTANCE.code,)
    if household.eligible:
        return None
    if family.tribal and not rules.options.include_tribal:
        return (say.TRIBAL.code,)
    return (say.NO_ELIGIBLE.code,)


def _small_check(family: Family, rules: Rules) -> Note | None:
    """Too little state-funded assistance, and no TANF. Source: 42 USC 607(b)(6)."""
    least = rules.law.small_check_cents
    if family.tanf_cents or family.ssp_cents >= least:
        return None
    return (say.SMALL_CHECK.code, family.ssp_cents, least)


def _infant(family: Family, household: Household, rules: Rules) -> Ground | None:
    """A single custodial parent of a child under one, with months left. 45 CFR 261.22(c)."""
    if not (rules.options.child_under_one and household.infant and household.alone):
        return None
    parents = [one for at in household.eligible if (one := family.members[at]).parent]
    if not parents:
        return None
    used, most = parents[0].balances.child_under_one_months, rules.law.infant_months
    if used >= most:
        return Ground((say.INFANT_USED_UP.code, most), holds=False)
    return Ground((say.INFANT.code, used + 1, most), holds=True)


def _sanction(family: Family, rules: Rules) -> Ground:
    """A work sanction that takes something off, in few enough months. 45 CFR 261.22(b)(2)-(3)."""
    months, most = family.work_sanction_months, rules.law.sanction_months
    if family.work_sanction_cents <= 0:
        return Ground((say.SANCTION_WITHOUT_CUT.code,), holds=False)
    if not rules.options.disregard_sanctioned:
        return Ground((say.SANCTION_INCLUDED.code,), holds=False)
    if months > most:
        return Ground((say.SANCTION_TOO_LONG.code, months, most), holds=False)
    return Ground((say.SANCTION.code, months, most), holds=True)


def _one_parent(family: Family) -> Note:
    if any(one.parent and one.disability for one in family.members):
        return (say.DISABLED_PARENT.code,)
    return (say.ONE_ELIGIBLE_PARENT.code,)


def _weeks_on(frame: Frame, rules: Rules) -> tuple[int, ...]:
    return tuple([day_of(rules.month, day).toordinal() for day in frame.begins])
