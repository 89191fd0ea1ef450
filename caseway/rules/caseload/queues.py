"""Whose item it is today: exactly one holder, whoever is away and whatever is vacant.

The owner rule: the owner on duty; else the cover she named, or his cover in
turn; else her supervisor's team queue; a vacant part waits in the site's queue
for that part; in pool mode whoever is available takes it from the site's pool.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from caseway.rules.reasons import Reason, Sentence, _, because


class QueueKind(StrEnum):
    """Where an item waits."""

    PERSON = "person"
    COVER = "cover"
    TEAM = "team"
    PART = "part"
    POOL = "pool"
    DECISION = "decision"  # no part of hers: something on it waits for her word


OWNER = Sentence("queue.owner", _("Yours: you hold this part of the case"))
COVER = Sentence("queue.cover", _("Yours while a colleague is away: you cover"))
TEAM = Sentence("queue.team", _("In the team's queue: the worker is away and nobody covers"))
PART = Sentence("queue.part", _("In the site's queue: nobody holds this part of the case"))
POOL = Sentence("queue.pool", _("In the pool: whoever is available takes it"))
_WHY = {
    QueueKind.PERSON: OWNER,
    QueueKind.COVER: COVER,
    QueueKind.TEAM: TEAM,
    QueueKind.PART: PART,
    QueueKind.POOL: POOL,
}


class Item(NamedTuple):
    """What waits: at which site, for which part, and who holds that part (None: vacant)."""

    site: int
    part: str
    owner: int | None


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is there on one day.

    `on_duty` are the people who work here and are not away. `covers` names who
    covers for whom among those away. `teams` is the supervisor's team of each
    person. `pool_sites` work without named caseloads.
    """

    on_duty: frozenset[int]
    covers: Mapping[int, int] = field(default_factory=dict)
    teams: Mapping[int, int] = field(default_factory=dict)
    pool_sites: frozenset[int] = frozenset()


class Holder(NamedTuple):
    """The one holder of an item: a person, or a queue that a person is answerable for.

    `person` is set for a person or a cover, `team` for a team queue; part queues
    and pools belong to the item's `site`.
    """

    kind: QueueKind
    site: int
    part: str
    person: int | None = None
    team: int | None = None

    @property
    def reason(self) -> Reason:
        """Why it is there, in words."""
        return because(_WHY[self.kind])


def holder_of(item: Item, roster: Roster) -> Holder:
    """The one holder of an item today. Never nobody, and never somebody who is away."""
    site, part, owner = item
    pooled = site in roster.pool_sites
    if owner is None:
        return Holder(QueueKind.POOL if pooled else QueueKind.PART, site, part)
    if owner in roster.on_duty:
        return Holder(QueueKind.PERSON, site, part, person=owner)
    if (cover := _cover(owner, roster)) is not None:
        return Holder(QueueKind.COVER, site, part, person=cover)
    if pooled:
        return Holder(QueueKind.POOL, site, part)
    if (team := roster.teams.get(owner)) is not None:
        return Holder(QueueKind.TEAM, site, part, team=team)
    return Holder(QueueKind.PART, site, part)


def _cover(owner: int, roster: Roster) -> int | None:
    """The first person on duty along the chain of covers; a circle ends it."""
    asked = {owner}
    person = roster.covers.get(owner)
    while person is not None and person not in asked:
        if person in roster.on_duty:
            return person
        asked.add(person)
        person = roster.covers.get(person)
    return None


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: herself, the teams she leads, and the sites and parts whose queues she serves."""

    person: int
    leads_teams: frozenset[int] = frozenset()
    parts_at: frozenset[tuple[int, str]] = frozenset()
    pools_at: frozenset[int] = frozenset()


def sees(viewer: Viewer, holder: Holder) -> bool:
    """Whether the item is on the viewer's Today."""
    if holder.person is not None:
        return holder.person == viewer.person
    if holder.kind is QueueKind.TEAM:
        return holder.team in viewer.leads_teams
    if holder.kind is QueueKind.POOL:
        return holder.site in viewer.pools_at
    return (holder.site, holder.part) in viewer.parts_at
