"""A plan in words: what to answer, and what would be saved."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from caseway.attendance.actions.planning import Fate, Plan, PlannedLine
from caseway.attendance.queries.roll import nearest
from caseway.attendance.reading.people import Roll
from caseway.kernel.words import long_date

MOST_ASKED = 150  # a browser sends a thousand fields at most, and nobody answers more at once
FATES = {
    Fate.NEW: _("New"),
    Fate.CHANGED: _("Changed"),
    Fate.SAME: _("Already so"),
    Fate.HELD: _("Need you"),
}


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line to answer or to look at."""

    nth: int
    number: int
    said: str
    person: str
    who: str
    problem: str
    offers: list[tuple[int, str]]
    is_unknown: bool
    boxes: list[dict[str, Any]]


def plan_shown(plan: Plan, roll: Roll) -> dict[str, Any]:
    """What the preview prints."""
    counts = plan.counts
    return {
        "counts": [(FATES[fate], counts[fate], fate.value) for fate in Fate],
        "total": sum(counts.values()),
        "held_count": counts[Fate.HELD],
        "ready": counts[Fate.NEW] + counts[Fate.CHANGED],
        "held": [_line(one, roll, held=True) for one in _first(plan.held)],
        "more": len(plan.held) - len(_first(plan.held)),
        "fine": [_line(one, roll, held=False) for one in plan.lines if not one.is_held],
        "columns": [
            {"name": f"day-{nth}", "head": head}
            for nth, head, day in plan.table.heads
            if day is None
        ],
        "set_aside": plan.table.set_aside,
        "left_out": plan.table.left_out,
        "changed": [
            (_person(line, roll), changes) for line in plan.lines if (changes := _changes(line))
        ],
    }


def _changes(line: PlannedLine) -> list[dict[str, str]]:
    return [
        {"day": long_date(box.box.on), "before": box.before, "after": box.box.text}
        for box in line.boxes
        if box.fate is Fate.CHANGED and box.box.on
    ]


def _first(held: list[PlannedLine]) -> list[PlannedLine]:
    """As many lines as one form can ask about; the others come when these are answered."""
    taken: list[PlannedLine] = []
    cells = 0
    for line in held:
        cells += len(line.boxes) + 1
        if taken and cells > MOST_ASKED:
            break
        taken.append(line)
    return taken


def asked(plan: Plan) -> set[str]:
    """The names of the fields in which the preview asks; other answers are carried on unseen."""
    names = {f"day-{nth}" for nth, _head, day in plan.table.heads if day is None}
    for line in _first(plan.held):
        if line.problem:
            names |= {f"who-{line.line.nth}", f"as-{line.line.nth}"}
        for box in line.boxes:
            if box.fate is Fate.HELD and box.problem:
                names |= {f"fix-{box.box.place}", f"out-{box.box.place}"}
    return names


def _person(line: PlannedLine, roll: Roll) -> str:
    if len(line.line.whose) != 1:
        return ""
    one = roll.listed[line.line.whose[0]]
    return f"{one.name}, {one.number}, {one.title}"


def _line(line: PlannedLine, roll: Roll, *, held: bool) -> LineShown:
    whose = line.line.whose
    offers = [roll.listed[pk] for pk in whose] if len(whose) > 1 else []
    if held and not whose:
        offers = nearest(roll, line.line.said)
    boxes = [
        {
            "place": box.box.place,
            "day": long_date(box.box.on) if box.box.on else "",
            "text": box.box.text,
            "problem": box.problem,
            "before": box.before,
            "fate": FATES[box.fate],
            "held": box.fate is Fate.HELD and bool(box.problem),
        }
        for box in line.boxes
    ]
    return LineShown(
        nth=line.line.nth,
        number=line.line.nth + 1,
        said=line.line.said,
        person=_person(line, roll),
        who=str(whose[0]) if len(whose) == 1 else "",
        problem=line.problem,
        is_unknown=held and not whose,
        offers=[(one.enrolment, f"{one.name}, {one.number}, {one.title}") for one in offers],
        boxes=boxes,
    )
