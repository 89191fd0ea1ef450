"""No small group shows, and none can be worked out from what shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.fairness.hiding import Hidden, Tally, hidden


def test_nothing_is_hidden_while_every_group_is_large_enough():
    assert hidden({"english": 40, "spanish": 10}, smallest=10) == {}


def test_a_group_of_nine_is_hidden_and_the_smallest_other_shields_it():
    groups = {"english": 40, "spanish": 12, "haitian_creole": 9}

    assert hidden(groups, smallest=10) == {
        "haitian_creole": Hidden.SMALL,
        "spanish": Hidden.SHIELD,
    }


def test_two_small_groups_of_ten_together_need_no_shield():
    groups = {"english": 40, "bangla": 4, "haitian_creole": 6}

    assert hidden(groups, smallest=10) == {
        "bangla": Hidden.SMALL,
        "haitian_creole": Hidden.SMALL,
    }


def test_two_small_groups_of_nine_together_need_a_shield():
    groups = {"english": 40, "bangla": 4, "haitian_creole": 5}

    assert hidden(groups, smallest=10)["english"] is Hidden.SHIELD


def test_a_group_of_nobody_is_neither_shown_nor_hidden():
    assert hidden({"english": 40, "russian": 0}, smallest=10) == {}


def test_a_share_of_more_than_all_is_refused():
    with pytest.raises(ValueError, match="11 of 10"):
        Tally(11, 10)


groups_of_people = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 60), min_size=1)


@given(groups_of_people)
def test_what_is_hidden_is_never_small_taken_together(groups):
    unseen = hidden(groups, smallest=10)
    people = sum(groups[name] for name in unseen)
    everybody = sum(groups.values())

    assert all(of >= 10 for name, of in groups.items() if of and name not in unseen)
    # Either nothing is hidden, or two at least that are ten together, or there is nobody else.
    assert not unseen or (len(unseen) > 1 and people >= 10) or people == everybody


@given(groups_of_people)
def test_one_shield_is_always_enough(groups):
    unseen = hidden(groups, smallest=10)
    shields = [name for name, why in unseen.items() if why is Hidden.SHIELD]

    assert len(shields) <= 1
