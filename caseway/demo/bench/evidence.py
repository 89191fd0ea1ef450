"""The evidence for the month planner: a bound, public instances, libraries, many coaches."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from caseway.demo.bench.certificate.measure import gaps
from caseway.demo.bench.certificate.report import section as gap_section
from caseway.demo.bench.certificate.report import title as gap_title
from caseway.demo.bench.periodic.measure import measure as measure_periodic
from caseway.demo.bench.periodic.report import section as periodic_section
from caseway.demo.bench.planner.coach_months import coach_month
from caseway.demo.bench.planner.many import FEW, MANY, many
from caseway.demo.bench.planner.many import section as many_section
from caseway.demo.bench.planner.measure import DAY
from caseway.demo.bench.processes import LeftOut
from caseway.demo.bench.rivals.measure import rivals
from caseway.demo.bench.rivals.report import section as rivals_section
from caseway.demo.subway import subway_on
from caseway.rules.scheduling.policy import policy_on
from caseway.rules.scheduling.solver.engines import Engine

MONTHS = 8

Say = Callable[[str], object]


def evidence(
    months: int,
    python: Path | None,
    folder: Path | None,
    say: Say,
    coaches: tuple[int, int] = (FEW, MANY),
    share: float = 1.0,
) -> list[str]:
    """Sections of a page. What cannot be measured here is said in its place, and aloud.

    `share` is of the seconds that libraries get on the clock: more on a busy machine, where a
    second on the clock is less than one of the processor.
    """
    asked = [coach_month(seed) for seed in range(1, months + 1)]
    travel, policy = subway_on(DAY), policy_on(DAY)

    ours = Engine.COMPILED if find_spec("numba") else Engine.PLAIN

    def bounded(engine: Engine) -> list[str]:
        return gap_section(gaps(asked, travel, policy, engine))

    def public() -> list[str]:
        if folder is None:
            raise LeftOut("no folder was named with --periodic")
        return periodic_section(measure_periodic(folder, python, say=say))

    parts: tuple[tuple[str, Callable[[], list[str]]], ...] = (
        *((gap_title(engine), partial(bounded, engine)) for engine in Engine),
        ("Public periodic routing instances", public),
        (
            "Beside routing libraries",
            lambda: rivals_section(rivals(asked, travel, policy, python, share, say, ours)),
        ),
        ("Many coaches", lambda: many_section(*(many(count) for count in coaches))),
    )
    return [line for name, part in parts for line in _said(name, part, say)]


def _said(name: str, part: Callable[[], list[str]], say: Say) -> list[str]:
    say(name)
    try:
        return part()
    except LeftOut as reason:
        say(f"LEFT OUT: {reason}")
        return [f"## {name}", "", f"Left out: {reason}.", ""]
