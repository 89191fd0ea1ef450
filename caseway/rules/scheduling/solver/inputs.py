"""All that a month is planned from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caseway.rules.scheduling.calendar import Calendar
from caseway.rules.scheduling.clients import Client
from caseway.rules.scheduling.coach import Coach
from caseway.rules.scheduling.due import Due
from caseway.rules.scheduling.places import Place
from caseway.rules.scheduling.plans import Announced, Lock
from caseway.rules.scheduling.policy import Policy
from caseway.rules.scheduling.travel.matrix import Matrix


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a month is planned from. `places` in the order of `travel`, the base first."""

    coach: Coach
    clients: Sequence[Client]
    calendar: Calendar
    places: Sequence[Place]
    travel: Matrix
    policy: Policy
    announced: Sequence[Announced]
    locks: Sequence[Lock]
    due: Sequence[Due]
