"""The more barriers, the more alternatives are offered before one is chosen.

Source: work-focused, client-centred planning: discretion and a full menu of options.
"""

from __future__ import annotations

from datetime import date

from caseway.rules.params import load
from caseway.rules.reasons import Reason, Sentence, because, ngettext

MORE = Sentence(
    "alternatives.more",
    *ngettext(
        "With %(barriers)s things in the way, offer at least %(wanted)s option for a goal"
        " (%(offered)s so far)",
        "With %(barriers)s things in the way, offer at least %(wanted)s options for a goal"
        " (%(offered)s so far)",
    ),
    count_by="wanted",
)


def options_wanted(barriers: int, on: date) -> int:
    """How many options a goal should have been chosen from, by open barriers of the family."""
    found = 0
    for step in load("plans").value_on("alternatives", on):
        if barriers >= step["barriers"]:
            found = max(found, step["options"])
    return found


def why_more(barriers: int, offered: int, on: date) -> Reason | None:
    """Why more options should be offered; None when there are enough. Advice, never a bar."""
    wanted = options_wanted(barriers, on)
    if offered >= wanted:
        return None
    source = load("plans")["alternatives"].source
    return because(MORE, source, barriers=barriers, wanted=wanted, offered=offered)
