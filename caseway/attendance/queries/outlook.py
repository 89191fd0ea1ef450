"""Where a family's month is heading, asked of the rules now: so far, as planned, what closes it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from caseway.attendance.facts.months import period_on
from caseway.attendance.facts.situations import Seen, situations
from caseway.cases.models import Case
from caseway.rules.params import ParamError
from caseway.rules.participation.forecast.outlook import Forecast, forecast
from caseway.rules.participation.forecast.ways import Ways, ways
from caseway.rules.participation.law import Rules


@dataclass(frozen=True)
class Outlook:
    """A family's month as seen today. `ways` is empty when nothing is short."""

    seen: Forecast
    ways: Ways
    rules: Rules
    known: bool


def outlook_of(case: Case, today: date) -> Outlook | None:
    """One family's outlook with the ways; None where the law of the month is not known."""
    try:
        period = period_on(case.site.state, today)
        found = situations([case.pk], period, today)[case.pk]
    except ParamError:
        return None
    seen = forecast(found.situation, today, found.rules)
    return Outlook(
        seen, ways(seen, found.situation.openings, found.rules), found.rules, found.known
    )


def forecasts(case_ids: Collection[int], period: int, today: date) -> dict[int, Forecast]:
    """Forecasts of many families whose month is recorded, by case id. As many queries as for one.

    Raises ParamError when the law of the month is not known.
    """
    return {
        case: forecast(found.situation, today, found.rules)
        for case, found in situations(case_ids, period, today).items()
        if _is_recorded(found)
    }


def _is_recorded(found: Seen) -> bool:
    return found.known and bool(found.situation.family.members)
