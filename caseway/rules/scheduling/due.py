"""How many sessions a client is due in a month, and how many of them may be calls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from caseway.rules.reasons import Reason, Sentence, _, because
from caseway.rules.scheduling.calendar import Calendar
from caseway.rules.scheduling.clients import Client, Tier
from caseway.rules.scheduling.policy import Policy

FORTNIGHT = 14

OVER_CAP = Sentence(
    "scheduling.over_cap",
    _(
        "%(name)s was to have %(asked)s sessions this month; %(cap)s is the most without an "
        "override. Ask a supervisor to allow more, with a reason."
    ),
)
CAP_LIFTED = Sentence(
    "scheduling.cap_lifted",
    _("%(name)s has %(asked)s sessions this month, over the cap of %(cap)s: %(why)s"),
)
TIER_BELOW_FLOOR = Sentence(
    "scheduling.tier_below_floor",
    _(
        "%(name)s is planned for %(due)s of the %(floor)s sessions a month that the funder asks "
        "for. Choose a tier with more sessions, or another funder."
    ),
)


@dataclass(frozen=True, slots=True)
class Due:
    """What one client is owed this month.

    `calls` of the sessions may be calls. `reasons` say what was cut or lifted; `refused` is set
    when what is due already breaks the funder's floor.
    """

    sessions: int
    calls: int
    reasons: tuple[Reason, ...] = ()
    refused: Reason | None = None


def due_of(client: Client, calendar: Calendar, policy: Policy) -> Due:
    """What a client is due.

    Coach's leave takes nothing away: what cannot be held then is missed, and said to be.
    Source: practice of growing supported-employment caseloads; 29 USC 705(27)(B).
    """
    served = [day for day in calendar.days if client.is_served_on(day)]
    if not served:
        return Due(0, 0)
    sessions, reasons = _capped(client, _by_tier(client, served, calendar, policy), policy)
    cadence, floor = policy.cadences[client.tier], policy.floors.get(client.funder)
    calls = cadence.calls if client.calls is None else client.calls
    if floor is None:
        return Due(sessions, min(calls, sessions), reasons)
    whole = len(served) == calendar.month.days
    calls = min(calls, max(0, sessions - floor.at_worksite), sessions)
    refused = None
    if whole and sessions < floor.sessions:
        refused = because(
            TIER_BELOW_FLOOR, floor.source, name=client.label, due=sessions, floor=floor.sessions
        )
    return Due(sessions, calls, reasons, refused)


def _by_tier(client: Client, served: list[date], calendar: Calendar, policy: Policy) -> int:
    """Sessions of the tier, fewer in a part month."""
    if client.sessions is not None:
        return client.sessions
    full = policy.cadences[client.tier].sessions
    if client.tier is Tier.MONTHLY:
        return full
    if client.tier is Tier.BIWEEKLY:
        return min(full, -(-len(served) // FORTNIGHT))
    weeks = {
        monday_of(day)
        for day in served
        if day.weekday() in client.workdays and day not in calendar.holidays
    }
    return min(full, len(weeks))


def _capped(client: Client, asked: int, policy: Policy) -> tuple[int, tuple[Reason, ...]]:
    """No more than the cap, unless somebody gave a reason."""
    if asked <= policy.cap:
        return asked, ()
    if client.override_reason:
        why = client.override_reason
        lifted = because(CAP_LIFTED, name=client.label, asked=asked, cap=policy.cap, why=why)
        return asked, (lifted,)
    return policy.cap, (because(OVER_CAP, name=client.label, asked=asked, cap=policy.cap),)


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(day.weekday())


def sessions_in(tiers: dict[Tier, int], policy: Policy) -> int:
    """Sessions of a full month for so many clients of each tier."""
    return sum(policy.cadences[tier].sessions * count for tier, count in tiers.items())
