"""The steps of each way in: which can begin now, which need not be taken, and what ends one.

Source: Privatization in Practice (2003), intake in Palm Beach County, in
Wisconsin and in two-worker sites. The days are product decisions (ADR 0086).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from caseway.rules.functions.codes import FunctionCode
from caseway.rules.functions.intake import Program
from caseway.rules.functions.presets import PRESETS, IntakeFlow
from caseway.rules.functions.words import Model, Part, SiteCode
from caseway.rules.params import read_toml
from caseway.rules.reasons import _


class StepKind(StrEnum):
    """What ends a step."""

    ACT = "act"
    DECISION = "decision"
    PAPERS = "papers"
    TALK = "talk"
    HAND = "hand"
    INTERVIEW = "interview"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One step, as the flow's data have it. `days` is how long it may take.

    `or_reason`: it may be done without what ends it, for a reason that stays on record.
    """

    code: str
    function: FunctionCode
    kind: StepKind
    days: int
    after: tuple[str, ...] = ()
    only_if: frozenset[str] = frozenset()
    part: Part | None = None
    plans: frozenset[str] = frozenset()
    asks: str = ""
    or_reason: bool = False


STEP_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "first_contact": _("First contact"),
        "documents": _("Papers of the checklist"),
        "mini_interview": _("Mini interview with the public specialist"),
        "decide_tanf": _("Decision on cash assistance (TANF)"),
        "decide_snap": _("Decision on food stamps (SNAP)"),
        "decide_medicaid": _("Decision on Medicaid"),
        "responsibility_plan": _("Personal responsibility plan"),
        "to_contractor": _("To the contractor’s worker"),
        "to_case_manager": _("To a case manager"),
        "to_public_worker": _("To the public worker"),
        "interview": _("First interview"),
        "employment_plan": _("Employment plan"),
    }
)


def _step(row: Mapping[str, Any]) -> FlowStep:
    return FlowStep(
        code=row["code"],
        function=FunctionCode(row["function"]),
        kind=StepKind(row["kind"]),
        days=row["days"],
        after=tuple(row.get("after", ())),
        only_if=frozenset(row.get("only_if", ())),
        part=Part(row["part"]) if "part" in row else None,
        plans=frozenset(row.get("plans", ())),
        asks=row.get("asks", ""),
        or_reason=row.get("or_reason", False),
    )


_DATA = read_toml("intake_flows")
FLOWS: Mapping[IntakeFlow, tuple[FlowStep, ...]] = MappingProxyType(
    {flow: tuple(map(_step, _DATA[flow])) for flow in IntakeFlow}
)


def flow_of(preset: str, model: str) -> IntakeFlow:
    """The way in of a site: its preset's, else the one its division of work suggests."""
    if preset in set(SiteCode):
        return PRESETS[SiteCode(preset)].intake
    single = model == Model.SINGLE_PRIVATE
    return IntakeFlow.TWO_REFERRALS if single else IntakeFlow.PUBLIC_FIRST


def wants(needs: Collection[Program], *, work_required: bool) -> frozenset[str]:
    """What steps may ask for. Work is required of those who come for TANF only."""
    found = {str(need) for need in needs}
    if work_required and Program.TANF in needs:
        found.add("work_required")
    return frozenset(found)


def steps_for(flow: IntakeFlow, wanted: frozenset[str]) -> tuple[FlowStep, ...]:
    """The steps that this family takes, in order."""
    return tuple(s for s in FLOWS[flow] if not s.only_if or s.only_if & wanted)


def can_begin(
    flow: IntakeFlow, wanted: frozenset[str], done: Collection[str]
) -> tuple[FlowStep, ...]:
    """The steps not done whose turn it is. A step that need not be taken holds up nothing."""
    taken = steps_for(flow, wanted)
    needed = {step.code for step in taken}
    return tuple(
        step
        for step in taken
        if step.code not in done and all(_is_past(flow, one, needed, done) for one in step.after)
    )


def _is_past(flow: IntakeFlow, code: str, needed: set[str], done: Collection[str]) -> bool:
    """Done; or not needed, and what it would have waited for is past."""
    if code in needed:
        return code in done
    step = next(one for one in FLOWS[flow] if one.code == code)
    return all(_is_past(flow, before, needed, done) for before in step.after)
