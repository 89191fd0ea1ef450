"""What Today is told of hours: a family that will be short when its month closes."""

from __future__ import annotations

from caseway.rules.caseload.signals import Signal, SignalKind
from caseway.rules.participation.forecast.outlook import Forecast
from caseway.rules.participation.spoken import whole_hours


def hours_short(seen: Forecast) -> Signal | None:
    """The signal for Today, or None when nothing is short.

    `on` is the last day of the report month and `amount` the whole hours missing then, as
    planned. The month names it, so that snoozing one month does not hide the next. Nobody is
    pressed for hours who has a federal waiver, or whose state has no rate to meet.
    """
    if not seen.short or seen.projected.violence_waiver or not seen.projected.wpr_applies:
        return None
    return Signal(
        SignalKind.HOURS_SHORT,
        seen.closes_on,
        ref=str(seen.month.number),
        amount=whole_hours(seen.short.minutes),
    )
