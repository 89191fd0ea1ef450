"""The stages of a test run, and what is said of them at the end."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tools import say


class Outcome(StrEnum):
    """How a stage ended."""

    PASSED = "passed"
    FAILED = "FAILED"
    SKIPPED = "SKIPPED"


@dataclass(frozen=True)
class Result:
    """One stage's outcome, with a word of why or how much."""

    name: str
    outcome: Outcome
    detail: str = ""
    seconds: float = 0.0


Stages = Mapping[str, Callable[[], Result]]


def run_all(stages: Stages) -> list[Result]:
    """Run every stage in order, whatever fails, and print the summary.

    An interruption ends the run, with a summary that says what was left out.
    """
    results: list[Result] = []
    try:
        for name, body in stages.items():
            results.append(run_stage(name, body))
    finally:
        ran = {result.name for result in results}
        cut = [Result(n, Outcome.SKIPPED, "interrupted") for n in stages if n not in ran]
        say.step("Summary")
        print(summary([*results, *cut]), flush=True)
    return results


def run_stage(name: str, body: Callable[[], Result]) -> Result:
    """Announce a stage, run it and time it. A stage that cannot go on has failed."""
    say.step(name[0].upper() + name[1:])
    began = time.monotonic()
    try:
        result = body()
    except say.CannotGoOn as reason:
        say.trouble(str(reason))
        result = Result(name, Outcome.FAILED, str(reason).splitlines()[0])
    return replace(result, seconds=time.monotonic() - began)


def summary(results: Sequence[Result]) -> str:
    """A line for each stage, then one sentence that says it all."""
    width = max((len(result.name) for result in results), default=0)
    lines = [_line(result, width) for result in results]
    return "\n".join([*lines, "", verdict(results)])


def _line(result: Result, width: int) -> str:
    seconds = f"{result.seconds:6.1f} s"
    return f"  {result.name:<{width}}  {result.outcome:<7} {seconds}  {result.detail}".rstrip()


def verdict(results: Sequence[Result]) -> str:
    """The closing sentence: what failed, what was left out, or that all is well."""
    failed = _names(results, Outcome.FAILED)
    skipped = _names(results, Outcome.SKIPPED)
    left_out = f" NOT RUN: {skipped}." if skipped else ""
    if failed:
        return f"FAILED: {failed}.{left_out}"
    if skipped:
        return f"What ran has passed, but not everything ran.{left_out}"
    return "Everything passed."


def _names(results: Sequence[Result], outcome: Outcome) -> str:
    return ", ".join(result.name for result in results if result.outcome is outcome)


def exit_code(results: Sequence[Result]) -> int:
    """1 if any stage failed, else 0."""
    return int(any(result.outcome is Outcome.FAILED for result in results))
