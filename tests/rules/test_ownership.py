"""Exactly one owner per function, or a vacancy with a queue."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.functions import (
    Assignment,
    EmployerKind,
    FunctionCode,
    Holders,
    Model,
    Owner,
    Part,
    RegionKind,
    SiteCode,
    Vacant,
    move,
    owner_of,
    required_parts,
    site_holders,
    uncovered,
)

F, PUBLIC, CONTRACTOR = FunctionCode, EmployerKind.PUBLIC, EmployerKind.CONTRACTOR
DAY = date(2026, 3, 2)
ETTA = Assignment(1, Part.PUBLIC_WORKER, PUBLIC, DAY, is_lead=True)
CARL = Assignment(2, Part.CONTRACTOR_WORKER, CONTRACTOR, DAY)
SPES = Assignment(3, Part.SPECIALIST, CONTRACTOR, DAY, function=F.JOB_SEARCH)


@pytest.mark.parametrize(
    ("site", "region", "work_required", "parts"),
    [
        (SiteCode.LRGV, RegionKind.CONTRACTED, True, (Part.PUBLIC_WORKER, Part.CONTRACTOR_WORKER)),
        (SiteCode.LRGV, RegionKind.CONTRACTED, False, (Part.PUBLIC_WORKER,)),
        (SiteCode.PBC, RegionKind.CONTRACTED, True, (Part.CASE_MANAGER,)),
        (SiteCode.WI, RegionKind.CONTRACTED, False, (Part.CASE_MANAGER,)),
        (SiteCode.SD, RegionKind.PUBLIC, True, (Part.PUBLIC_WORKER,)),
    ],
)
def test_the_parts_a_case_needs_follow_from_who_may_do_what(site, region, work_required, parts):
    assert required_parts(site_holders(site, region), work_required) == parts


def test_a_site_set_up_for_one_worker_needs_one_case_manager():
    public = dict.fromkeys(FunctionCode, Holders.PUBLIC)

    assert required_parts(public, True, Model.SINGLE_WORKER) == (Part.CASE_MANAGER,)


@pytest.mark.parametrize(
    ("function", "holders", "owner"),
    [
        (F.TANF_ELIGIBILITY, Holders.PUBLIC, 1),
        (F.EP_DEVELOPMENT, Holders.CONTRACTOR, 2),
        (F.EP_MONITORING, Holders.BOTH, 2),  # both may: the contractor is nearer
        (F.JOB_SEARCH, Holders.CONTRACTOR, 3),  # the specialist for it
        (F.MEDICAID_ELIGIBILITY, Holders.BOTH, 1),  # whatever the table says
    ],
)
def test_each_function_has_one_owner(function, holders, owner):
    found = owner_of(function, [SPES, CARL, ETTA], holders)

    assert isinstance(found, Owner)
    assert found.person == owner


def test_a_specialist_owns_nothing_but_the_specialty():
    assert isinstance(owner_of(F.ASSESSMENT, [SPES], Holders.CONTRACTOR), Vacant)


def test_a_team_member_helps_and_owns_nothing():
    mate = Assignment(9, Part.TEAM_MEMBER, CONTRACTOR, DAY)

    assert isinstance(owner_of(F.ASSESSMENT, [mate], Holders.CONTRACTOR), Vacant)
    assert owner_of(F.ASSESSMENT, [mate, CARL], Holders.CONTRACTOR).person == CARL.person


@pytest.mark.parametrize(
    ("function", "holders", "required", "queue"),
    [
        (F.EP_DEVELOPMENT, Holders.CONTRACTOR, None, Part.CONTRACTOR_WORKER),
        (F.EP_MONITORING, Holders.BOTH, None, Part.CONTRACTOR_WORKER),
        (F.EP_MONITORING, Holders.BOTH, (Part.PUBLIC_WORKER,), Part.PUBLIC_WORKER),
        (F.TANF_ELIGIBILITY, Holders.PUBLIC, None, Part.PUBLIC_WORKER),
        (F.EP_DEVELOPMENT, Holders.CONTRACTOR, (Part.CASE_MANAGER,), Part.CASE_MANAGER),
        (F.MEDICAID_ELIGIBILITY, Holders.PUBLIC, (Part.CASE_MANAGER,), Part.PUBLIC_WORKER),
    ],
)
def test_a_vacancy_names_the_queue_it_waits_in(function, holders, required, queue):
    extra = {} if required is None else {"required": required}

    found = owner_of(function, [], holders, **extra)

    assert (found.queue, found.needed) == (queue, True)


def test_contractor_functions_are_not_needed_while_work_is_not_required():
    found = owner_of(F.EP_DEVELOPMENT, [ETTA], Holders.CONTRACTOR, (Part.PUBLIC_WORKER,))

    assert isinstance(found, Vacant)
    assert not found.needed


def test_an_empty_part_and_a_missing_lead_each_raise_an_alert():
    required = (Part.PUBLIC_WORKER, Part.CONTRACTOR_WORKER)

    assert uncovered(required, [ETTA, CARL], DAY) == ()
    assert [one.text for one in uncovered(required, [CARL], DAY)] == [
        "No public worker since Mon, Mar 2, 2026. Assign one.",
        "Nobody leads this case. Name one lead.",
    ]


def test_two_leads_raise_an_alert():
    second = Assignment(5, Part.CONTRACTOR_WORKER, CONTRACTOR, DAY, is_lead=True)

    alerts = uncovered((Part.PUBLIC_WORKER,), [ETTA, second], DAY)

    assert [one.code for one in alerts] == ["part.two_leads"]


def test_a_job_coach_stands_for_the_case_manager():
    coach = Assignment(4, Part.JOB_COACH, CONTRACTOR, DAY, is_lead=True)

    assert uncovered((Part.CASE_MANAGER,), [coach], DAY) == ()


def test_only_a_specialist_is_assigned_for_one_function():
    with pytest.raises(ValueError, match="specialist"):
        Assignment(1, Part.SPECIALIST, PUBLIC, DAY)
    with pytest.raises(ValueError, match="specialist"):
        Assignment(1, Part.CASE_MANAGER, PUBLIC, DAY, function=F.ASSESSMENT)


def test_moving_to_a_public_region_closes_the_contractor_and_re_owns_every_function():
    after = site_holders(SiteCode.SD, RegionKind.PUBLIC)

    moved = move([ETTA, CARL, SPES], after, date(2026, 5, 4), work_required=True)

    assert moved.close == (CARL, SPES)
    assert moved.keep == (ETTA,)
    assert moved.open == ()
    assert {owner.person for owner in moved.owners.values()} == {ETTA.person}
    assert set(moved.owners) == set(FunctionCode)


def test_moving_back_opens_the_contractor_part_the_same_day():
    after = site_holders(SiteCode.SD, RegionKind.CONTRACTED)

    moved = move([ETTA], after, date(2026, 5, 4), work_required=True)

    assert moved.open == (Part.CONTRACTOR_WORKER,)
    assert moved.owners[F.EP_DEVELOPMENT].queue is Part.CONTRACTOR_WORKER
    assert moved.owners[F.EP_MONITORING].person == ETTA.person  # shared: she may, until then


def test_moving_to_a_single_private_site_keeps_the_public_employee_for_snap_and_medicaid():
    moved = move([ETTA, CARL], site_holders(SiteCode.PBC), date(2026, 5, 4), work_required=True)

    assert moved.close == (CARL,)
    assert moved.open == (Part.CASE_MANAGER,)
    assert moved.owners[F.MEDICAID_ELIGIBILITY].person == ETTA.person
    assert moved.owners[F.TANF_ELIGIBILITY].queue is Part.CASE_MANAGER


def test_one_person_in_two_parts_from_the_same_day_owns_by_the_same_part_in_any_order():
    as_manager = Assignment(1, Part.CASE_MANAGER, PUBLIC, DAY)
    as_worker = Assignment(1, Part.PUBLIC_WORKER, PUBLIC, DAY)

    one = owner_of(F.TANF_ELIGIBILITY, [as_manager, as_worker], Holders.PUBLIC)
    other = owner_of(F.TANF_ELIGIBILITY, [as_worker, as_manager], Holders.PUBLIC)

    assert one == other
    assert one.part is Part.CASE_MANAGER


@st.composite
def assignments(draw):
    part = draw(st.sampled_from(list(Part)))
    function = draw(st.sampled_from(list(FunctionCode))) if part is Part.SPECIALIST else None
    return Assignment(
        draw(st.integers(1, 6)),
        part,
        draw(st.sampled_from(list(EmployerKind))),
        draw(st.dates(date(2025, 1, 1), date(2026, 1, 1))),
        function,
        draw(st.booleans()),
    )


@given(
    st.sampled_from(list(FunctionCode)),
    st.lists(assignments(), max_size=6),
    st.sampled_from([Holders.PUBLIC, Holders.CONTRACTOR, Holders.BOTH]),
    st.randoms(use_true_random=False),
)
def test_the_owner_is_one_allowed_person_whatever_the_order(function, people, holders, random):
    shuffled = random.sample(people, len(people))

    found = owner_of(function, people, holders)

    assert owner_of(function, shuffled, holders) == found
    if isinstance(found, Owner):
        assert found.person in {one.person for one in people}
    else:
        assert found.queue in Part
