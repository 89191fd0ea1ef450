"""The approved hours of one person: what holds, how much of it is used, and what was before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from caseway.coaching.facts.approved import Counted, approval_of, approvals_of, sessions_of
from caseway.coaching.models import ApprovedHours, CoachingEnrolment, VisitState
from caseway.coaching.queries.month import Ahead, MonthPage
from caseway.rules.dates import DateSpan, Month
from caseway.rules.reasons import Reason
from caseway.rules.records.visits.approved import (
    Balance,
    Per,
    Session,
    balance,
    balances,
    warnings,
    weeks_of,
)

# A session of a month that is still to be held.
AHEAD = (VisitState.PLANNED, "proposed")


@dataclass(frozen=True)
class Approved:
    """One approval as it stands, what it was before (latest first), and its balance today."""

    row: ApprovedHours
    before: tuple[ApprovedHours, ...]
    balance: Balance | None
    counted: tuple[Session, ...]


@dataclass(frozen=True)
class ApprovedPage:
    """Approvals that hold or will, those that are over or were taken back, and what goes over."""

    now: tuple[Approved, ...]
    over: tuple[Approved, ...]
    warnings: tuple[Reason, ...]


def approved_of(enrolment: CoachingEnrolment, today: date) -> ApprovedPage:
    """Everything of one person. Two queries, however much there is."""
    rows = list(
        ApprovedHours.objects.filter(enrolment=enrolment)
        .select_related("recorded_by")
        .order_by("-starts_on", "-pk")
    )
    month = Month.of(today)
    span = DateSpan(weeks_of(month).start, weeks_of(month.plus(1)).end)
    found = sessions_of([enrolment.pk], span).get(enrolment.pk, [])
    sessions = [one.session for one in found]
    replaced = {row.replaced_by_id: row for row in rows if row.replaced_by_id}
    heads = [_one(row, replaced, sessions, today) for row in rows if row.replaced_by_id is None]
    gone = [one for one in heads if _is_gone(one.row, today)]
    standing = [approval_of(one.row) for one in heads if not one.row.withdrawn]
    return ApprovedPage(
        now=tuple(one for one in reversed(heads) if one not in gone),
        over=tuple(gone),
        warnings=tuple(
            dict.fromkeys(
                [
                    *warnings(standing, sessions, month),
                    *warnings(standing, sessions, month.plus(1)),
                ]
            )
        ),
    )


def _is_gone(row: ApprovedHours, today: date) -> bool:
    return row.withdrawn or (row.last_on is not None and row.last_on < today)


def _one(
    row: ApprovedHours,
    replaced: dict[int, ApprovedHours],
    sessions: Sequence[Session],
    today: date,
) -> Approved:
    before = []
    at: ApprovedHours | None = replaced.get(row.pk)
    while at is not None:
        before.append(at)
        at = replaced.get(at.pk)
    held = None if row.withdrawn else balance([approval_of(row)], sessions, today)
    counted = [one for one in sessions if held is not None and held.span.covers(one.day)]
    return Approved(row, tuple(before), held, tuple(counted))


def balances_on(enrolments: Sequence[int], today: date) -> dict[int, Balance]:
    """How each stands today, by enrolment, where hours are approved. At most two queries."""
    approvals = approvals_of(enrolments)
    if not approvals:
        return {}
    sessions = sessions_of(list(approvals), weeks_of(Month.of(today)))
    found = {
        key: balance(each, [one.session for one in sessions.get(key, [])], today)
        for key, each in approvals.items()
    }
    return {key: one for key, one in found.items() if one is not None}


def month_of_each(enrolments: Sequence[int], month: Month) -> dict[int, tuple[Reason, ...]]:
    """What is used in a month where hours are approved a month, and what goes over. Two queries."""
    approvals = approvals_of(enrolments)
    sessions = sessions_of(list(approvals), weeks_of(month))
    found = {}
    for key, each in approvals.items():
        known = [one.session for one in sessions.get(key, [])]
        monthly = [one for one in each if one.per is Per.MONTH]
        used = [one.told for one in balances(monthly, known, month)]
        found[key] = (*used, *warnings(each, known, month))
    return found


def over_in(page: MonthPage) -> list[tuple[Ahead, Reason]]:
    """What of a coach's month, as it is shown, goes over approved hours, in its order.

    Other months' sessions of its weeks count, and what other coaches hold. At most two queries.
    """
    approvals = approvals_of([one.enrolment for one in page.people.values()])
    if not approvals:
        return []
    known = sessions_of(list(approvals), weeks_of(page.month))
    found = []
    for who in sorted(page.people.values(), key=lambda one: one.number):
        if who.enrolment not in approvals:
            continue
        sessions = [*_others(page, known.get(who.enrolment, ())), *_shown(page, who.enrolment)]
        said = warnings(approvals[who.enrolment], sessions, page.month)
        found += [(who, one) for one in said]
    return found


def _others(page: MonthPage, counted: Sequence[Counted]) -> list[Session]:
    """What was held, and what is agreed outside this month or with another coach."""
    span, coach = page.month.span, page.setup.coach_id
    return [
        one.session
        for one in counted
        if one.session.held or one.coach != coach or not span.covers(one.session.day)
    ]


def _shown(page: MonthPage, enrolment: int) -> list[Session]:
    """What the page shows as still to be held: proposed or agreed."""
    return [
        Session(one.day, one.minutes, held=False)
        for one in page.items
        if one.enrolment == enrolment and one.state in AHEAD
    ]
