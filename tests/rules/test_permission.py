"""Who may do what: the site model's tests in pure form."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.functions import (
    FUNCTIONS,
    EmployerKind,
    FunctionCode,
    Holders,
    IntakeFlow,
    Part,
    RegionKind,
    SiteCode,
    allowed_holders,
    site_holders,
    why_not_hold,
    why_not_set,
)
from caseway.rules.functions.difference import Membership, difference
from caseway.rules.functions.intake import (
    Intake,
    Program,
    opening,
    why_not_decide,
    why_not_hand_off,
)
from caseway.rules.functions.words import Act

F, S, R = FunctionCode, SiteCode, RegionKind
PUBLIC, CONTRACTOR = EmployerKind.PUBLIC, EmployerKind.CONTRACTOR
RESERVED = [F.FOOD_STAMP_ELIGIBILITY, F.MEDICAID_ELIGIBILITY]


@pytest.mark.parametrize(
    ("site", "region", "employer", "function", "allowed"),
    [
        (S.LRGV, R.CONTRACTED, CONTRACTOR, F.SANCTION_IMPOSITION, False),
        (S.PBC, R.CONTRACTED, CONTRACTOR, F.SANCTION_IMPOSITION, True),
        (S.DE, R.CONTRACTED, CONTRACTOR, F.SANCTION_RECOMMENDATION, True),
        (S.DE, R.CONTRACTED, PUBLIC, F.SANCTION_RECOMMENDATION, True),
        (S.HENN, R.CONTRACTED, PUBLIC, F.SANCTION_RECOMMENDATION, False),
        (S.SD, R.CONTRACTED, CONTRACTOR, F.NONEMPLOYMENT_MONITORING, True),
        (S.DE, R.CONTRACTED, CONTRACTOR, F.NONEMPLOYMENT_MONITORING, False),
        (S.WI, R.PUBLIC, CONTRACTOR, F.EP_DEVELOPMENT, False),
        (S.WI, R.CONTRACTED, CONTRACTOR, F.EP_DEVELOPMENT, True),
        (S.PBC, R.CONTRACTED, CONTRACTOR, F.MEDICAID_ELIGIBILITY, False),
        (S.PBC, R.CONTRACTED, PUBLIC, F.MEDICAID_ELIGIBILITY, True),
    ],
)
def test_who_may_perform_a_function(site, region, employer, function, allowed):
    refusal = why_not_hold(function, employer, allowed_holders(function, site, region))

    assert (refusal is None) is allowed


def test_a_site_may_open_a_contractor_function_to_public_workers_too():
    assert why_not_set(F.SANCTION_RECOMMENDATION, Holders.BOTH) is None
    assert why_not_hold(F.SANCTION_RECOMMENDATION, PUBLIC, Holders.BOTH) is None


@pytest.mark.parametrize("function", RESERVED)
def test_no_setting_gives_snap_or_medicaid_to_a_contractor(function):
    refusal = why_not_set(function, Holders.BOTH)

    assert refusal is not None
    assert FUNCTIONS[function].source in refusal.text
    assert why_not_set(function, Holders.PUBLIC) is None


@given(st.sampled_from(list(FunctionCode)), st.sampled_from(list(Holders)))
def test_a_contractor_never_decides_snap_or_medicaid_whatever_the_table_says(function, holders):
    refusal = why_not_hold(function, CONTRACTOR, holders)

    assert (refusal is None) is (function not in RESERVED and holders.admits(CONTRACTOR))


@pytest.mark.parametrize("function", RESERVED)
def test_a_contractor_may_collect_what_a_public_employee_then_decides(function):
    assert why_not_hold(function, CONTRACTOR, Holders.PUBLIC, Act.COLLECT) is None
    assert why_not_hold(function, CONTRACTOR, Holders.PUBLIC, Act.PERFORM) is not None


@pytest.mark.parametrize(
    ("function", "employer", "holders", "says"),
    [
        (F.MEDICAID_ELIGIBILITY, CONTRACTOR, Holders.PUBLIC, "Ask the public worker"),
        (F.SANCTION_IMPOSITION, CONTRACTOR, Holders.PUBLIC, "Ask the public worker"),
        (F.EP_DEVELOPMENT, PUBLIC, Holders.CONTRACTOR, "Ask the contractor's worker"),
        (F.EP_DEVELOPMENT, PUBLIC, Holders.NOBODY, "Ask an administrator"),
    ],
)
def test_a_refusal_says_what_and_who_can(function, employer, holders, says):
    refusal = why_not_hold(function, employer, holders)

    assert refusal.text.startswith(FUNCTIONS[function].label)
    assert says in refusal.text


def test_the_preview_counts_who_loses_and_who_gains():
    people = [Membership(n, "north", CONTRACTOR) for n in range(1, 8)]
    people += [Membership(n, "north", PUBLIC) for n in range(8, 11)]
    people += [Membership(11, "south", CONTRACTOR)]
    before = {
        ("north", F.REFERRALS): Holders.CONTRACTOR,
        ("south", F.REFERRALS): Holders.CONTRACTOR,
    }
    after = {**before, ("north", F.REFERRALS): Holders.PUBLIC}

    preview = difference(before, after, people)

    assert (len(preview.lose), len(preview.gain)) == (7, 3)
    assert [reason.text for reason in preview.reasons] == [
        "7 people lose this: Referrals for supportive services",
        "3 people gain this: Referrals for supportive services",
    ]


def test_a_person_with_two_posts_loses_nothing_while_one_still_allows_it():
    posts = [Membership(1, "north", CONTRACTOR), Membership(1, "north", PUBLIC)]
    before = {("north", F.REFERRALS): Holders.BOTH}

    preview = difference(before, {("north", F.REFERRALS): Holders.PUBLIC}, posts)

    assert preview.changes == ()
    assert preview.reasons[0].text == "Nobody loses or gains a function."


def test_a_cell_that_appears_or_disappears_is_a_change_too():
    post = [Membership(1, "north", PUBLIC)]
    cell = {("north", F.ASSESSMENT): Holders.PUBLIC}

    assert difference({}, cell, post).gain == {1}
    assert difference(cell, {}, post).lose == {1}


def test_in_the_mini_interview_flow_nothing_is_decided_before_the_interview():
    waiting = Intake(IntakeFlow.MINI_INTERVIEW, checklist_complete=True)
    seen = Intake(IntakeFlow.MINI_INTERVIEW, True, interviewed_on=date(2026, 3, 2))

    for function in RESERVED:
        assert "mini interview" in why_not_decide(function, waiting).text
        assert why_not_decide(function, seen) is None
    assert why_not_decide(F.TANF_ELIGIBILITY, waiting) is None
    assert why_not_decide(F.MEDICAID_ELIGIBILITY, Intake(IntakeFlow.TWO_REFERRALS)) is None


@pytest.mark.parametrize(
    ("complete", "waived", "may"),
    [
        (False, "", False),
        (False, "  ", False),
        (False, "Fire destroyed them", True),
        (True, "", True),
    ],
)
def test_the_hand_off_waits_for_the_documents_or_a_reason(complete, waived, may):
    intake = Intake(IntakeFlow.MINI_INTERVIEW, complete, waived)

    assert (why_not_hand_off(intake) is None) is may


@pytest.mark.parametrize(
    ("flow", "needs", "work_required", "tanf", "parts"),
    [
        (IntakeFlow.TWO_REFERRALS, {Program.SNAP}, True, False, (Part.PUBLIC_WORKER,)),
        (IntakeFlow.TWO_REFERRALS, {Program.TANF}, True, True, (Part.CASE_MANAGER,)),
        (
            IntakeFlow.TWO_REFERRALS,
            {Program.TANF, Program.MEDICAID},
            True,
            True,
            (Part.CASE_MANAGER, Part.PUBLIC_WORKER),
        ),
        (
            IntakeFlow.PUBLIC_FIRST,
            {Program.TANF},
            True,
            True,
            (Part.PUBLIC_WORKER, Part.CONTRACTOR_WORKER),
        ),
        (IntakeFlow.PUBLIC_FIRST, {Program.TANF}, False, True, (Part.PUBLIC_WORKER,)),
        (IntakeFlow.TWO_REFERRALS, set(), True, False, ()),
    ],
)
def test_an_intake_opens_only_what_the_person_needs(flow, needs, work_required, tanf, parts):
    opened = opening(flow, frozenset(needs), work_required)

    assert (opened.opens_tanf_case, opened.parts) == (tanf, parts)


def test_every_site_answers_for_every_function():
    for site in SiteCode:
        assert set(site_holders(site)) == set(FunctionCode)
