"""How many sessions a client is due: tiers, caps, part months and what funders ask for."""

from dataclasses import replace
from datetime import date

import pytest

from caseway.rules.dates import DateSpan, Month
from caseway.rules.scheduling.clients import Tier
from caseway.rules.scheduling.due import due_of, sessions_in
from caseway.rules.scheduling.policy import policy_on
from tests.rules.scheduling.scenes import POLICY, calendar, client


@pytest.mark.parametrize(
    ("high", "some", "little", "sessions"),
    [(6, 12, 8, 56), (20, 0, 0, 80), (7, 10, 9, 57), (0, 0, 0, 0)],
)
def test_a_caseload_of_tiers_is_so_many_sessions(high, some, little, sessions):
    tiers = {Tier.WEEKLY: high, Tier.BIWEEKLY: some, Tier.MONTHLY: little}

    assert sessions_in(tiers, POLICY) == sessions
    clients = [
        client(f"{tier}{n}", tier=tier) for tier, count in tiers.items() for n in range(count)
    ]
    assert sum(due_of(one, calendar(), POLICY).sessions for one in clients) == sessions


@pytest.mark.parametrize(
    ("asked", "reason", "sessions", "code"),
    [
        (4, "", 4, None),
        (5, "", 4, "scheduling.over_cap"),
        (5, "New job this week", 5, "scheduling.cap_lifted"),
    ],
)
def test_a_fifth_session_needs_an_override_with_a_reason(asked, reason, sessions, code):
    due = due_of(client("ana", sessions=asked, override_reason=reason), calendar(), POLICY)

    assert due.sessions == sessions
    assert [one.code for one in due.reasons] == ([code] if code else [])


@pytest.mark.parametrize(
    ("tier", "start", "end", "sessions"),
    [
        (Tier.WEEKLY, date(2026, 11, 1), None, 4),
        (Tier.WEEKLY, date(2026, 11, 9), None, 4),  # weeks of the 9th, 16th, 23rd and 30th
        (Tier.WEEKLY, date(2026, 11, 16), None, 3),
        (Tier.WEEKLY, date(2026, 11, 28), date(2026, 11, 30), 0),  # a weekend
        (Tier.WEEKLY, date(2026, 11, 1), date(2026, 11, 11), 2),
        (Tier.BIWEEKLY, date(2026, 11, 17), None, 1),  # 14 days
        (Tier.BIWEEKLY, date(2026, 11, 16), None, 2),  # 15 days
        (Tier.MONTHLY, date(2026, 11, 30), None, 1),
        (Tier.MONTHLY, date(2026, 12, 1), None, 0),  # not a client yet
        (Tier.WEEKLY, date(2026, 10, 1), date(2026, 11, 1), 0),  # ended
    ],
)
def test_a_part_month_is_due_part_of_it(tier, start, end, sessions):
    due = due_of(client("ana", tier=tier, served=(DateSpan(start, end),)), calendar(), POLICY)

    assert due.sessions == sessions


def test_leave_of_the_coach_takes_nothing_from_what_is_due():
    leave = frozenset(calendar().days)

    assert due_of(client("ana", tier=Tier.WEEKLY), calendar(leave=leave), POLICY).sessions == 4


@pytest.mark.parametrize(
    ("tier", "funder", "calls", "refused"),
    [
        (Tier.MONTHLY, "", 0, False),
        (Tier.MONTHLY, "vocational_rehabilitation", 0, True),
        (Tier.BIWEEKLY, "", 1, False),
        (Tier.BIWEEKLY, "vocational_rehabilitation", 0, False),  # both at the worksite
        (Tier.BIWEEKLY, "vocational_rehabilitation_off_site", 1, False),
        (Tier.WEEKLY, "vocational_rehabilitation", 1, False),  # three remain at the worksite
    ],
)
def test_a_funder_asks_for_two_sessions_a_month_at_the_worksite(tier, funder, calls, refused):
    due = due_of(client("ana", tier=tier, funder=funder), calendar(), POLICY)

    assert due.calls == calls
    assert bool(due.refused) is refused
    if refused:
        assert due.refused.source == "29 USC 705(27)(B)"


def test_the_numbers_are_of_the_day_that_is_planned():
    assert policy_on(date(2026, 11, 1)).cap == 4
    assert policy_on(date(2026, 11, 1)).group_most == 8
    assert replace(POLICY, cap=3).cap == 3
    assert due_of(client("ana", tier=Tier.WEEKLY), calendar(), replace(POLICY, cap=3)).sessions == 3
    assert (
        due_of(client("ana", tier=Tier.WEEKLY), calendar(month=Month(2027, 2)), POLICY).sessions
        == 4
    )
