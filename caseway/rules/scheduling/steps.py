"""Whether somebody who is steady at work could be seen less often. Proposed, never done by itself.

Practice: stable workers are seen every two weeks or monthly, so that those who need more have it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseway.rules.dates import days_between
from caseway.rules.params import Params, load
from caseway.rules.reasons import Reason, Sentence, _, because
from caseway.rules.scheduling.clients import Tier

NEXT = {Tier.WEEKLY: Tier.BIWEEKLY, Tier.BIWEEKLY: Tier.MONTHLY}

STEADY = Sentence(
    "scheduling.steady",
    _(
        "%(days)s days in the same job, and no session missed since %(since)s: less support may "
        "be enough. Ask the person first."
    ),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands at work. `missed_on` is the last session that she did not come to."""

    tier: Tier
    tier_since: date
    job_since: date | None
    missed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """Less support that could be enough, and why."""

    tier: Tier
    reason: Reason


def step_down(standing: Standing, today: date, params: Params | None = None) -> Step | None:
    """The next lower tier for whoever is steady; None where nothing speaks for it."""
    asked = (params or load("scheduling")).value_on("step_down", today)
    lower = NEXT.get(standing.tier)
    if lower is None or standing.job_since is None:
        return None
    held = days_between(standing.job_since, today)
    if held < asked["in_job"] or days_between(standing.tier_since, today) < asked["in_tier"]:
        return None
    missed = standing.missed_on
    if missed is not None and days_between(missed, today) < asked["without_miss"]:
        return None
    since = missed if missed is not None and missed > standing.job_since else standing.job_since
    return Step(lower, because(STEADY, days=held, since=since))
