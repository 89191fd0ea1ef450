"""What is decided for the family as a whole, and how it is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from caseway.rules.participation import said_of_families as say
from caseway.rules.participation.deeming import workfare_of
from caseway.rules.participation.engagement import (
    Able,
    Sum,
    Terms,
    Use,
    need,
    needs_together,
    sum_together,
    teen_fill,
)
from caseway.rules.participation.notes import Note
from caseway.rules.participation.persons import Setting
from caseway.rules.participation.standing import Standing
from caseway.rules.participation.standings import OUT, Place, can_count, place, why_out
from caseway.rules.participation.thrift import (
    NEITHER,
    NOTHING,
    Engaged,
    all_of,
    by_education,
    engaged,
    spared,
)


class Decision(NamedTuple):
    """What is decided for the family.

    `met` are the hours, whatever the standing. `lawful` and `reported` run as the work-eligible,
    and `parents` are places among them. `deemed_two_parent` is item 64, for the one who did the
    most workfare.
    """

    overall: Place
    two_parent: Place
    met: Engaged
    education: Engaged
    lawful: Sequence[Use]
    reported: Sequence[Use]
    parents: Sequence[int]


def terms_of(setting: Setting) -> Terms:
    """What the family's hours are held against."""
    family, _, rules, frame = setting
    law = rules.law
    return Terms(
        need(law.young_child_hours, law.young_child_hours),
        need(law.total_hours, law.core_hours),
        needs_together(family, law)[0],
        law.teen_hours,
        rules.options.married_teen_core,
        workfare_of(family, rules),
        frame.vacuous,
    )


def decide(setting: Setting, ables: Sequence[Able], terms: Terms, notes: list[Note]) -> Decision:
    """Which hours are used, and where the family stands with them."""
    family, household, rules, _ = setting
    lawful = [all_of(able) for able in ables]
    parents = [household.eligible.index(at) for at in household.parents]
    met = engaged(ables, lawful, parents, terms)
    out = why_out(family, household, rules)
    education = by_education(ables, lawful, parents, terms)
    reported = lawful
    if lawful != [NOTHING] * len(lawful):
        wanted = NEITHER if out or not can_count(family, household, rules) else met
        reported = spared(ables, lawful, parents, terms, rules.options, wanted)
    if out:
        notes.append(out)
        return Decision(OUT, OUT, met, NEITHER, lawful, reported, parents)
    overall = place(family, household, rules, met.overall, True, notes)
    two_parent = OUT
    if parents:
        two_parent = place(family, household, rules, met.two_parent, False, notes)
    return Decision(overall, two_parent, met, education, lawful, reported, parents)


def explain_family(
    setting: Setting, ables: Sequence[Able], decision: Decision, terms: Terms, notes: list[Note]
) -> None:
    """Say where the family stands in each rate."""
    family, _, rules, _ = setting
    if not rules.options.wpr_applies:
        notes.append((say.PILOT.code,))
    # A violence waiver changes no rate (45 CFR 260.58) and leaves no line: few may know of it.
    standing = decision.overall.standing
    if standing is Standing.ENGAGED:
        notes.append((say.ENGAGED.code,))
        if decision.education.overall:
            notes.append((say.BY_EDUCATION.code,))
    elif standing is Standing.NOT_ENGAGED:
        notes.append((say.NOT_ENGAGED.code,))
    if decision.two_parent.standing in (Standing.ENGAGED, Standing.NOT_ENGAGED):
        _explain_together(setting, ables, decision, terms, notes)
    elif family.common_child and standing is not Standing.OUT and not decision.parents:
        notes.append(_why_not_two_parent(setting))


def _why_not_two_parent(setting: Setting) -> Note:
    parents = [one for one in setting.family.members if one.parent]
    if any(one.disability for one in parents):
        return (say.DISABLED_PARENT.code,)
    return (say.ONE_ELIGIBLE_PARENT.code,)


def _explain_together(
    setting: Setting, ables: Sequence[Able], decision: Decision, terms: Terms, notes: list[Note]
) -> None:
    """Say what the two parents' hours come to."""
    if needs_together(setting.family, setting.rules.law)[1]:
        notes.append((say.CARE_HOURS_LOWER.code, terms.together.total))
    together = [ables[at] for at in decision.parents]
    if all(able.teen for able in together):
        notes.append((say.TWO_PARENT_TEENS.code,))
    else:
        _explain_sums(setting, together, decision, terms, notes)
    if decision.two_parent.standing is Standing.ENGAGED and decision.education.two_parent:
        notes.append((say.TWO_PARENT_BY_EDUCATION.code,))


def _explain_sums(
    setting: Setting, together: Sequence[Able], decision: Decision, terms: Terms, notes: list[Note]
) -> None:
    if terms.vacuous:
        return
    uses = [decision.lawful[at] for at in decision.parents]
    for able, use in zip(together, uses, strict=True):
        own = _own_hours(able, use)
        if filled := teen_fill(able, own, terms):
            notes.append((say.MARRIED_TEEN.code, own + filled, own))
    sums = _sums(together, uses, terms)
    short = [one for one in sums if not one.reaches(terms.together)]
    if short and setting.frame.part:
        notes.append((say.TWO_PARENT_WEEK_SHORT.code,))
    one = short[0] if short else sums[0]
    if one.deemed:
        minutes, most = sum(able.workfare_minutes for able in together), terms.workfare
        notes.append((say.DEEMED_TWO_PARENT.code, one.deemed, minutes, most.hours if most else 0))
    core, need = one.core + one.deemed, terms.together
    said = say.TWO_PARENT_SHORT if short else say.TWO_PARENT_MET
    notes.append((said.code, core + one.noncore, core, need.total, need.core))


def _own_hours(able: Able, use: Use) -> int:
    week = able.weeks[0]
    return week.core + week.noncore + able.search[use.search][0] + (week.voced if use.voced else 0)


def _sums(together: Sequence[Able], uses: Sequence[Use], terms: Terms) -> list[Sum]:
    periods = range(len(together[0].weeks))
    return [sum_together(together, uses, at, terms) for at in periods]


def deemed_together(ables: Sequence[Able], decision: Decision, terms: Terms) -> tuple[int, int]:
    """Item 64, and which of the work-eligible reports it: who did the most workfare."""
    parents = decision.parents
    if not parents or terms.workfare is None:
        return 0, 0
    together = [ables[at] for at in parents]
    sums = _sums(together, [decision.reported[at] for at in parents], terms)
    deemed = (2 * sum(one.deemed for one in sums) + len(sums)) // (2 * len(sums))
    return deemed, max(parents, key=lambda at: ables[at].workfare_minutes)


def review(setting: Setting, decision: Decision) -> tuple[Note, ...]:
    """What the federal office would list for review of the family."""
    family = setting.family
    notes: list[Note] = []
    if family.receives and not (family.tanf_cents or family.ssp_cents):
        notes.append((say.ZERO_PAYMENT.code,))
    overall = decision.met.overall and decision.overall.standing is Standing.DISREGARDED
    two_parent = decision.met.two_parent and decision.two_parent.standing is Standing.DISREGARDED
    if overall or two_parent:
        notes.append((say.LEFT_OUT_BUT_MET.code,))
    return tuple(notes)
