"""Whether a plan gives each client the contact her funder asks for.

Source: 29 USC 705(27)(B): ongoing support at least twice a month, at the worksite.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from caseway.rules.reasons import Reason, because
from caseway.rules.scheduling import words
from caseway.rules.scheduling.clients import Client
from caseway.rules.scheduling.due import Due
from caseway.rules.scheduling.plans import Mode, Session
from caseway.rules.scheduling.policy import Policy


def below_floor(
    clients: Sequence[Client], due: Sequence[Due], sessions: Iterable[Session], policy: Policy
) -> Iterator[Reason]:
    """A reason for each client below the floor; a part month owes what is due in it."""
    held: Counter[tuple[str, Mode]] = Counter((one.client, one.mode) for one in sessions)
    for client, owed in zip(clients, due, strict=True):
        floor = policy.floors.get(client.funder)
        if owed.refused:
            yield owed.refused
            continue
        if floor is None or not owed.sessions:
            continue
        visits, calls = held[client.key, Mode.VISIT], held[client.key, Mode.CALL]
        needed = min(floor.sessions, owed.sessions)
        at_worksite = min(floor.at_worksite, owed.sessions)
        if visits + calls < needed or visits < at_worksite:
            yield because(
                words.BELOW_FLOOR,
                floor.source,
                name=client.label,
                sessions=visits + calls,
                floor=needed,
                visits=visits,
                at_worksite=at_worksite,
            )
