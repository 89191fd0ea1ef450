"""Today: the people who need this worker first, and why."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from caseway.agencies.policy import RULES, Act
from caseway.agencies.standing import Standing, standing_of
from caseway.desk.facts.pictures import pictures
from caseway.desk.facts.shapes import Picture
from caseway.desk.facts.signals import case_signals, decider_of, snoozed
from caseway.desk.queries.scope import Seen, parts_seen, support_seen
from caseway.kernel.models import User
from caseway.rules.caseload.queues import QueueKind
from caseway.rules.caseload.ranking import Rank, rank
from caseway.rules.caseload.weights import Weights, weights_on

T = TypeVar("T")

# A case that is hers stands under "my cases" even when another part of it waits in a queue.
NEAREST = (
    QueueKind.PERSON,
    QueueKind.COVER,
    QueueKind.POOL,
    QueueKind.PART,
    QueueKind.TEAM,
    QueueKind.DECISION,
)


class Entry(NamedTuple):
    """One case on Today: its rank, what is known of it, and why it is on her list."""

    rank: Rank
    picture: Picture
    queue: QueueKind
    parts: frozenset[int]


@dataclass(frozen=True)
class Choice:
    """What the person chose to see; empty is everything. `kinds` names signal kinds."""

    queue: str = ""
    program: int | None = None
    kind: str = ""
    put_off: bool = False


@dataclass(frozen=True)
class TodayList:
    """The ranked entries that fit the choice, and what stands around them."""

    entries: list[Entry]
    needing: int
    on_track: int
    put_off: int
    total: int
    queues: dict[QueueKind, int] = field(default_factory=dict)
    programs: dict[int, str] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)

    @property
    def order(self) -> list[int]:
        return [entry.picture.card.id for entry in self.entries]


def today_for(user: User, choice: Choice) -> TodayList:
    """Her list of today. A fixed number of queries, whatever her caseload."""
    standing = standing_of(user)
    seen: dict[int, list[Seen]] = defaultdict(list)
    for part in [*parts_seen(user), *support_seen(user)]:
        seen[part.case].append(part)
    return ranked_list(standing, seen, choice)


def entry_of(user: User, case_id: int, choice: Choice) -> Entry | None:
    """One case as it stands on her list; None when nothing of it calls for her."""
    seen = [*parts_seen(user), *support_seen(user)]
    parts = [part for part in seen if part.case == case_id]
    found = ranked_list(standing_of(user), {case_id: parts} if parts else {}, choice)
    return found.entries[0] if found.entries else None


def ranked_list(standing: Standing, seen: dict[int, list[Seen]], choice: Choice) -> TodayList:
    """Rank the cases seen, and keep those that fit the choice."""
    found, _rest = pictures(list(seen), standing=standing, safety_of=safety_cases(standing, seen))
    weights = weights_on(standing.on)
    shown, hidden = [], []
    for case_id, parts in seen.items():
        if picture := found.get(case_id):
            entry, put_off = _entry(picture, parts, standing, weights)
            shown += [entry] if entry else []
            hidden += [put_off] if put_off else []
    wanted = hidden if choice.put_off else shown
    fitting = [entry for entry in wanted if _fits(entry, choice)]
    return TodayList(
        entries=sorted(fitting, key=lambda entry: entry.rank.order),
        needing=len(shown),
        on_track=len(seen) - len({entry.rank.case for entry in shown + hidden}),
        put_off=len(hidden),
        total=len(seen),
        queues=_count(entry.queue for entry in shown),
        programs={p.card.program_id: p.card.program for p in found.values()},
        kinds=_count(kind for entry in shown for kind in _kinds(entry)),
    )


def safety_cases(standing: Standing, seen: dict[int, list[Seen]]) -> list[int]:
    """The cases whose safety records she may know of: hers, at a site where she is trained."""
    trained = {
        post.site_id
        for post in standing.posts
        if post.safety_trained and post.role in RULES[Act.READ_SAFETY].roles
    }
    near = (QueueKind.PERSON, QueueKind.COVER)
    return [
        case_id
        for case_id, parts in seen.items()
        if any(part.queue in near and part.site in trained for part in parts)
    ]


def _entry(
    picture: Picture, parts: Collection[Seen], standing: Standing, weights: Weights
) -> tuple[Entry | None, Entry | None]:
    """The entry as it shows now, and as it would had nothing been put off, if that differs."""
    on = standing.on
    ids = frozenset(part.assignment for part in parts)
    signals = case_signals(picture, ids, standing.on, decider_of(standing))
    queue = min((part.queue for part in parts), key=NEAREST.index)
    put_off = snoozed(picture)
    # Safety rows are in the picture only where she may read them.
    full = rank(signals, weights, on, may_see_restricted=True)
    if full is None:
        return None, None
    now = rank(signals, weights, on, snoozed=put_off, may_see_restricted=True) if put_off else full
    shown = Entry(now, picture, queue, ids) if now else None
    differs = now is None or len(now.items) < len(full.items)
    return shown, Entry(full, picture, queue, ids) if differs else None


def _fits(entry: Entry, choice: Choice) -> bool:
    if choice.queue and entry.queue != choice.queue:
        return False
    if choice.program and entry.picture.card.program_id != choice.program:
        return False
    return not choice.kind or choice.kind in _kinds(entry)


def _kinds(entry: Entry) -> set[str]:
    return {str(item.signal.kind) for item in entry.rank.items}


def _count(values: Iterable[T]) -> dict[T, int]:
    return dict(Counter(values))
