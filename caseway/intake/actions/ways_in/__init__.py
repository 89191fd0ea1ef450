from caseway.intake.actions.ways_in.beginning import begin_way_in
from caseway.intake.actions.ways_in.first_contacts import (
    Told,
    Wanted,
    change_first_contact,
    take_first_contact,
)
from caseway.intake.actions.ways_in.papers import PAPERS, mark_paper
from caseway.intake.actions.ways_in.steps import (
    end_step,
    flow_step,
    lacking_of,
    results_now,
    results_of,
    why_not_end,
)

__all__ = [
    "PAPERS",
    "Told",
    "Wanted",
    "begin_way_in",
    "change_first_contact",
    "end_step",
    "flow_step",
    "lacking_of",
    "mark_paper",
    "results_now",
    "results_of",
    "take_first_contact",
    "why_not_end",
]
