"""Where a family stands, judged by its circumstances and everybody's whole hours, and why.

Nothing else is known here: not the family, its days or its minutes. Of a state's families many
are alike in that, and those are judged once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from caseway.rules.participation import said_of_families as say
from caseway.rules.participation.circumstances import Circumstances
from caseway.rules.participation.engagement import (
    Able,
    Sum,
    Terms,
    Use,
    sum_together,
    teen_fill,
    terms_for,
)
from caseway.rules.participation.law import Rules
from caseway.rules.participation.notes import Note
from caseway.rules.participation.options import Options
from caseway.rules.participation.persons import Setting
from caseway.rules.participation.standing import Standing
from caseway.rules.participation.standings import OUT, Place, can_count, place
from caseway.rules.participation.thrift import (
    NEITHER,
    NOTHING,
    Engaged,
    all_of,
    by_education,
    engaged,
    spared,
)
from caseway.rules.participation.verdicts import Given, Verdict, verdict_of

ALIKE = 8192
"""How many judgments are kept for families alike: some 20 MB at most."""


class Judgment(NamedTuple):
    """What is decided for the family, and for each work-eligible person in order.

    `notes` say where the family stands, `warnings` what the federal office would list for
    review of it.
    """

    overall: Standing
    two_parent: Standing
    overall_by_education: bool
    two_parent_by_education: bool
    verdicts: tuple[Verdict, ...]
    notes: tuple[Note, ...]
    warnings: tuple[Note, ...]


class Decision(NamedTuple):
    """What is decided for the family.

    `met` are the hours, whatever the standing. `lawful` and `reported` run as the work-eligible.
    """

    overall: Place
    two_parent: Place
    met: Engaged
    education: Engaged
    lawful: Sequence[Use]
    reported: Sequence[Use]


@lru_cache(maxsize=ALIKE)
def judge(facts: Circumstances, ables: tuple[Able, ...], rules: Rules) -> Judgment:
    """Judge a family. Kept for the families alike: the same arguments give the same answer."""
    notes: list[Note] = []
    decision = decide(facts, ables, rules.options, notes)
    _explain(facts, ables, decision, rules.options, notes)
    overall, two_parent = decision.overall.standing, decision.two_parent.standing
    return Judgment(
        overall,
        two_parent,
        overall is Standing.ENGAGED and decision.education.overall,
        two_parent is Standing.ENGAGED and decision.education.two_parent,
        _verdicts(facts, ables, decision),
        tuple(dict.fromkeys(notes)),
        _review(facts, decision),
    )


def terms_of(setting: Setting) -> Terms:
    """What the family's hours are held against."""
    family, _, rules, frame = setting
    return terms_for(family, rules, vacuous=frame.vacuous, workfare=True)[0]


def decide(
    facts: Circumstances, ables: Sequence[Able], options: Options, notes: list[Note]
) -> Decision:
    """Which hours are used, and where the family stands with them."""
    terms, parents, out = facts.terms, facts.parents, facts.out
    lawful = [all_of(able) for able in ables]
    met = engaged(ables, lawful, parents, terms)
    education = by_education(ables, lawful, parents, terms)
    reported = lawful
    if lawful != [NOTHING] * len(lawful):
        wanted = NEITHER if out or not can_count(facts, options) else met
        reported = spared(ables, lawful, parents, terms, options, wanted)
    if out:
        notes.append(out)
        return Decision(OUT, OUT, met, NEITHER, lawful, reported)
    overall = place(facts, options, met.overall, True, notes)
    two_parent = OUT
    if parents:
        two_parent = place(facts, options, met.two_parent, False, notes)
    return Decision(overall, two_parent, met, education, lawful, reported)


def _verdicts(
    facts: Circumstances, ables: Sequence[Able], decision: Decision
) -> tuple[Verdict, ...]:
    deemed, bearer = _deemed_together(facts, ables, decision)
    return tuple(
        verdict_of(
            able,
            Given(
                decision.lawful[at],
                decision.reported[at],
                decision.overall,
                deemed if at == bearer else 0,
                facts.are_parents[at],
            ),
            facts,
        )
        for at, able in enumerate(ables)
    )


def _explain(
    facts: Circumstances,
    ables: Sequence[Able],
    decision: Decision,
    options: Options,
    notes: list[Note],
) -> None:
    """Say where the family stands in each rate."""
    if not options.wpr_applies:
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
        _explain_together(facts, ables, decision, notes)
    elif facts.one_parent and standing is not Standing.OUT:
        notes.append(facts.one_parent)


def _explain_together(
    facts: Circumstances, ables: Sequence[Able], decision: Decision, notes: list[Note]
) -> None:
    """Say what the two parents' hours come to."""
    if facts.care_lowered:
        notes.append((say.CARE_HOURS_LOWER.code, facts.terms.together.total))
    together = [ables[at] for at in facts.parents]
    if all(able.teen for able in together):
        notes.append((say.TWO_PARENT_TEENS.code,))
    elif not facts.terms.vacuous:
        _explain_sums(facts, together, decision, notes)
    if decision.two_parent.standing is Standing.ENGAGED and decision.education.two_parent:
        notes.append((say.TWO_PARENT_BY_EDUCATION.code,))


def _explain_sums(
    facts: Circumstances, together: Sequence[Able], decision: Decision, notes: list[Note]
) -> None:
    terms = facts.terms
    uses = [decision.lawful[at] for at in facts.parents]
    for able, use in zip(together, uses, strict=True):
        own = _own_hours(able, use)
        if filled := teen_fill(able, own, terms):
            notes.append((say.MARRIED_TEEN.code, own + filled, own))
    sums = _sums(together, uses, terms)
    short = [one for one in sums if not one.reaches(terms.together)]
    if short and facts.weeks_on:
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


def _deemed_together(
    facts: Circumstances, ables: Sequence[Able], decision: Decision
) -> tuple[int, int]:
    """Item 64, and which of the work-eligible reports it: who did the most workfare."""
    parents, terms = facts.parents, facts.terms
    if not parents or terms.workfare is None:
        return 0, 0
    together = [ables[at] for at in parents]
    sums = _sums(together, [decision.reported[at] for at in parents], terms)
    deemed = (2 * sum(one.deemed for one in sums) + len(sums)) // (2 * len(sums))
    return deemed, max(parents, key=lambda at: ables[at].workfare_minutes)


def _review(facts: Circumstances, decision: Decision) -> tuple[Note, ...]:
    """What the federal office would list for review of the family."""
    notes: list[Note] = []
    if facts.unpaid:
        notes.append((say.ZERO_PAYMENT.code,))
    overall = decision.met.overall and decision.overall.standing is Standing.DISREGARDED
    two_parent = decision.met.two_parent and decision.two_parent.standing is Standing.DISREGARDED
    if overall or two_parent:
        notes.append((say.LEFT_OUT_BUT_MET.code,))
    return tuple(notes)
