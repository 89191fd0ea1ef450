"""Whether job search may count for twelve weeks in twelve months instead of six.

It may in a state with high unemployment, or in a "needy state". The finding is made month by
month from published figures, and entered as the state's `extended_jobsearch`.
Source: 42 USC 607(c)(2)(A)(i), 603(b)(5); 45 CFR 261.34(b), 260.30.
"""

from __future__ import annotations

from dataclasses import dataclass

from caseway.rules.participation.grounds import says
from caseway.rules.participation.notes import Note
from caseway.rules.reasons import _

HIGH_UNEMPLOYMENT = says(
    "wpr.needy.high_unemployment",
    _(
        "Unemployment of %(state_percent)s %% is at least half as high again as the nation's "
        "%(us_percent)s %%"
    ),
    "45 CFR 261.34(b)",
)
RISING_UNEMPLOYMENT = says(
    "wpr.needy.rising_unemployment",
    _(
        "Unemployment of %(now_percent)s %% over three months is at least 6.5 %%, and a tenth"
        " above the %(then_percent)s %% of an earlier year"
    ),
    "45 CFR 260.30, needy State (1)",
)
MORE_SNAP = says(
    "wpr.needy.more_snap",
    _("%(now)s people receive SNAP, at least a tenth more than the %(then)s of an earlier year"),
    "45 CFR 260.30, needy State (2)",
)


@dataclass(frozen=True, slots=True)
class Figures:
    """A state's published figures. Rates are hundredths of a percent: 650 is 6.5 %.

    `state_rate`, `us_rate`: total unemployment of the month. `quarter`: the latest three months
    for which figures stand; `quarters_before`: the same three months of the two years before.
    `snap`: people receiving SNAP on average in those three months; `snap_before` in the same
    months of the earlier years the definition names, as adjusted.
    """

    state_rate: int
    us_rate: int
    quarter: int
    quarters_before: tuple[int, ...] = ()
    snap: int = 0
    snap_before: tuple[int, ...] = ()


def why_extended(figures: Figures) -> Note | None:
    """The ground on which the longer limit holds, or None. Shares are compared exactly."""
    if figures.state_rate * 2 >= figures.us_rate * 3:
        return (HIGH_UNEMPLOYMENT.code, _percent(figures.state_rate), _percent(figures.us_rate))
    lowest = min(figures.quarters_before, default=None)
    if lowest is not None and figures.quarter >= 650 and figures.quarter * 10 >= lowest * 11:
        return (RISING_UNEMPLOYMENT.code, _percent(figures.quarter), _percent(lowest))
    fewest = min(figures.snap_before, default=None)
    if fewest and figures.snap * 10 >= fewest * 11:
        return (MORE_SNAP.code, figures.snap, fewest)
    return None


def _percent(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02}".rstrip("0").rstrip(".")
