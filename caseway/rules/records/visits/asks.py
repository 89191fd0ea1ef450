"""What the funder of a program asks of its records on a day. No other program is asked anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from caseway.rules.params import Param, load
from caseway.rules.records.visits.codes import Phase
from caseway.rules.records.visits.elements import Element, Topic

FILE = "supported_employment"
SEMP = "semp"


@dataclass(frozen=True, slots=True)
class Asks:
    """What is asked: elements, unit (minutes), hours by phase, days of phases and of writing."""

    elements: tuple[Element, ...]
    topics: tuple[Topic, ...]
    unit_minutes: int
    hour_limits: Mapping[Phase, int]
    limit_days: int
    low_percent: int
    phase_last_day: int
    phase_warn_day: int
    late_after_days: int
    summary_day: int
    group_least: int
    group_most: int
    longest_hours: int
    approval_required: bool = False


def asks_of(program: str, on: date) -> Asks | None:
    """What is asked of records of that program; None where the funder asks nothing.

    Raises ParamError before 1 July 2015. Source: caseload practice R26-R31.
    """
    if program != SEMP:
        return None
    found = load(FILE)
    phase = found.value_on("phase_days", on)
    least, most = load("scheduling").value_on("group_size", on)
    return Asks(
        tuple(Element(one) for one in found.value_on("elements", on)),
        tuple(Topic(one) for one in found.value_on("summary_elements", on)),
        found.value_on("unit_minutes", on),
        {Phase(one): hours for one, hours in found.value_on("hour_limits", on).items()},
        found.value_on("limit_days", on),
        found.value_on("hours_low", on),
        phase["last"],
        phase["warn"],
        found.value_on("late_entry", on),
        found.value_on("summary_due", on),
        least,
        most,
        found.value_on("longest_session", on),
        found.value_on("approval_required", on),
    )


def to_be_confirmed() -> Iterator[Param]:
    """What nobody has yet read in the source it cites; screens say so."""
    return (param for param in load(FILE).values() if not param.confirmed)
