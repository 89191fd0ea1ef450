"""What is wrong with what was asked, said before anything is planned."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

from caseway.rules.dates import days_between
from caseway.rules.reasons import Reason, because
from caseway.rules.scheduling import words
from caseway.rules.scheduling.clients import Client
from caseway.rules.scheduling.due import Due, monday_of
from caseway.rules.scheduling.places import clock
from caseway.rules.scheduling.plans import Lock
from caseway.rules.scheduling.policy import Policy


def notes_on(
    clients: Sequence[Client], due: Sequence[Due], locks: Sequence[Lock], policy: Policy
) -> list[Reason]:
    """What was repaired, assumed or left out. None of it hides a person."""
    found = [reason for owed in due for reason in owed.reasons]
    for client, owed in zip(clients, due, strict=True):
        if owed.sessions:
            found += _notes_on_client(client)
    return found + list(_notes_on_locks(clients, locks, policy))


def _notes_on_client(client: Client) -> Iterator[Reason]:
    if client.place is None:
        yield because(words.NO_PLACE, name=client.label)
    windows = [window for found in client.windows.values() for window in found]
    windows += [window for found in client.windows_on.values() for window in found]
    if client.place is not None and not windows:
        yield because(words.NO_WINDOW, name=client.label)
    for window in dict.fromkeys(windows):
        if window.closes < window.opens:
            opens, closes = clock(window.opens), clock(window.closes)
            yield because(words.WINDOW_BACKWARD, name=client.label, opens=opens, closes=closes)


def _notes_on_locks(
    clients: Sequence[Client], locks: Sequence[Lock], policy: Policy
) -> Iterator[Reason]:
    labels = {client.key: client for client in clients}
    ordered = sorted(locks, key=lambda lock: (lock.client, lock.day))
    for lock in ordered:
        if lock.client not in labels:
            yield because(words.LOCK_UNKNOWN, day=lock.day)
    for one, other in itertools.pairwise(ordered):
        client = labels.get(one.client)
        if client is None or one.client != other.client or one.day == other.day:
            continue
        cadence, gap = policy.cadences[client.tier], days_between(one.day, other.day)
        same_week = cadence.one_a_week and monday_of(one.day) == monday_of(other.day)
        if gap < cadence.least_gap or same_week or (cadence.most_gap and gap > cadence.most_gap):
            yield because(words.LOCKS_TOO_CLOSE, name=client.label, day=one.day, other=other.day)


def locks_over_cap(
    clients: Sequence[Client], locks: Sequence[Lock], policy: Policy
) -> Iterator[Reason]:
    """More confirmed sessions than a month may have, where nobody gave a reason."""
    confirmed = Counter(lock.client for lock in locks)
    for client in clients:
        if confirmed[client.key] > policy.cap and not client.override_reason:
            yield because(
                words.LOCKS_OVER_CAP,
                name=client.label,
                count=confirmed[client.key],
                cap=policy.cap,
            )
