"""The way from welfare to work."""

import pytest

from caseway.rules.functions import FunctionCode
from caseway.rules.records.stages import MOVES, NEEDS, STAGE_LABELS, Stage, why_not_move

S = Stage


@pytest.mark.parametrize(
    ("here", "there", "allowed"),
    [
        (S.INITIAL_CONTACT, S.ELIGIBILITY, True),
        (S.INITIAL_CONTACT, S.PLANNING, False),  # eligibility comes between
        (S.ELIGIBILITY, S.ASSESSMENT, True),
        (S.ASSESSMENT, S.JOB_SEARCH, True),
        (S.PLANNING, S.PLACED, True),  # a job may come at any time
        (S.PLACED, S.RETENTION, True),
        (S.RETENTION, S.JOB_SEARCH, True),  # a lost job leads back
        (S.RETENTION, S.INITIAL_CONTACT, False),
        (S.CLOSED, S.ELIGIBILITY, True),  # a family that comes back
        (S.CLOSED, S.PLACED, False),
        (S.PLANNING, S.PLANNING, False),
    ],
)
def test_a_case_moves_along_the_way_and_back_to_work(here, there, allowed):
    assert (why_not_move(here, there) is None) is allowed


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not S.CLOSED])
def test_a_case_can_be_closed_from_every_stage(stage):
    assert why_not_move(stage, S.CLOSED) is None


def test_every_stage_can_be_reached_and_left_and_has_a_name():
    reached = {S.INITIAL_CONTACT}
    while more := {there for here in reached for there in MOVES[here]} - reached:
        reached |= more

    assert reached == set(Stage)
    assert all(MOVES[stage] for stage in Stage)
    assert set(STAGE_LABELS) == set(NEEDS) == set(Stage)


def test_a_refused_move_names_both_stages():
    assert why_not_move(S.CLOSED, S.PLACED).text == (
        "A case cannot go from “Closed” to “At work”. Choose a stage that follows."
    )
    assert why_not_move(S.PLACED, S.PLACED).text == "The case is already at this stage: At work."


def test_only_the_holder_of_eligibility_sends_a_case_on_to_assessment():
    assert NEEDS[S.ASSESSMENT] is FunctionCode.TANF_ELIGIBILITY
    assert NEEDS[S.CLOSED] is None
