"""What a step of a way in lacks before it can end. Apps above name what only they know.

In `ways_in.py` of the app:

    known_for(StepKind.PLAN, plan_lacking)      # called with the row and what the flow says of it
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.utils.module_loading import autodiscover_modules

from caseway.intake.models import WayInStep
from caseway.rules.functions.flows import FlowStep, StepKind


@dataclass(frozen=True)
class Lacking:
    """Something that is missing: a sentence, and the page on which it is got."""

    sentence: str
    label: str = ""
    page: str = ""
    of: int = 0
    at: str = ""


# Whether the case is past its way in although none was written down.
Past = Callable[[int], bool]
_past: list[Past] = []


def past_when(call: Past) -> None:
    """Say when a case is past any way in; called with its id. Saying it twice is saying it once."""
    if call not in _past:
        _past.append(call)


def is_past(case_id: int) -> bool:
    """Whether it would be late to put the case on a way in."""
    _learn()
    return any(call(case_id) for call in _past)


Finder = Callable[[WayInStep, FlowStep], Lacking | None]
_finders: dict[StepKind, Finder] = {}


def known_for(kind: StepKind, finder: Finder) -> None:
    """Say who knows what steps of a kind lack. Saying it twice is saying it once."""
    _finders[kind] = finder


def lacking(step: WayInStep, what: FlowStep) -> Lacking | None:
    """What the step lacks; None when nothing keeps it from ending."""
    _learn()
    finder = _finders.get(what.kind)
    return finder(step, what) if finder else None


@cache
def _learn() -> None:
    autodiscover_modules("ways_in")
