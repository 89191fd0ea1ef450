"""Whose item it is: exactly one holder, whoever is away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.caseload.queues import (
    Item,
    QueueKind,
    Roster,
    Viewer,
    holder_of,
    sees,
)

ANA, BEN, CLEO = 1, 2, 3
ITEM = Item(site=1, part="case_manager", owner=ANA)
VACANT = Item(site=1, part="case_manager", owner=None)


@pytest.mark.parametrize(
    ("item", "roster", "kind", "person", "team"),
    [
        (ITEM, Roster(frozenset({ANA, BEN})), QueueKind.PERSON, ANA, None),
        (ITEM, Roster(frozenset({BEN}), {ANA: BEN}), QueueKind.COVER, BEN, None),
        (ITEM, Roster(frozenset({BEN}), teams={ANA: 7}), QueueKind.TEAM, None, 7),
        # The cover is away too, and named a cover of his own.
        (ITEM, Roster(frozenset({CLEO}), {ANA: BEN, BEN: CLEO}), QueueKind.COVER, CLEO, None),
        # They cover for each other, and both are away.
        (ITEM, Roster(frozenset(), {ANA: BEN, BEN: ANA}, {ANA: 7}), QueueKind.TEAM, None, 7),
        # Nobody leads her: the site still has the item.
        (ITEM, Roster(frozenset()), QueueKind.PART, None, None),
        (VACANT, Roster(frozenset({BEN})), QueueKind.PART, None, None),
        (VACANT, Roster(frozenset({BEN}), pool_sites=frozenset({1})), QueueKind.POOL, None, None),
        (VACANT, Roster(frozenset({BEN}), pool_sites=frozenset({2})), QueueKind.PART, None, None),
        (ITEM, Roster(frozenset(), pool_sites=frozenset({1})), QueueKind.POOL, None, None),
    ],
)
def test_an_item_goes_to_owner_cover_team_or_queue(item, roster, kind, person, team):
    holder = holder_of(item, roster)

    assert (holder.kind, holder.person, holder.team) == (kind, person, team)
    assert (holder.site, holder.part) == (1, "case_manager")
    assert holder.reason.text


PEOPLE = st.integers(1, 5)
ROSTERS = st.builds(
    Roster,
    on_duty=st.frozensets(PEOPLE),
    covers=st.dictionaries(PEOPLE, PEOPLE),
    teams=st.dictionaries(PEOPLE, st.integers(1, 2)),
    pool_sites=st.frozensets(st.integers(1, 2)),
)
ITEMS = st.builds(
    Item,
    site=st.integers(1, 2),
    part=st.sampled_from(["case_manager", "public_worker"]),
    owner=st.none() | PEOPLE,
)


def everyone():
    """Workers 1 to 5, one leader per team, and one server of each part queue and each pool."""
    yield from (Viewer(person) for person in range(1, 6))
    yield from (Viewer(10 + team, leads_teams=frozenset({team})) for team in (1, 2))
    for site in (1, 2):
        yield Viewer(20 + site, pools_at=frozenset({site}))
        for n, part in enumerate(["case_manager", "public_worker"]):
            yield Viewer(30 + 2 * site + n, parts_at=frozenset({(site, part)}))


@given(ITEMS, ROSTERS)
def test_exactly_one_holder_sees_every_item(item, roster):
    holder = holder_of(item, roster)

    assert sum(sees(viewer, holder) for viewer in everyone()) == 1


@given(ITEMS, ROSTERS)
def test_no_item_ever_waits_for_somebody_who_is_away(item, roster):
    holder = holder_of(item, roster)

    assert holder.person is None or holder.person in roster.on_duty
    if item.owner in roster.on_duty:
        assert holder.person == item.owner
