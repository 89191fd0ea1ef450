"""What a writer of attendance calls: the months that it touched, in its own transaction."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

import structlog
from django.db import transaction

from caseway.attendance import jobs
from caseway.attendance.actions import reckoning
from caseway.attendance.models import CaseMonth
from caseway.rules.participation.results import FamilyResult

# A week marked for twenty people is worked out before the page answers; a
# provider's file of hundreds is not. Measured: about 1 ms a family beyond the first.
AT_ONCE = 25

log = structlog.get_logger("caseway.attendance")


@transaction.atomic
def mark_stale(cases_and_periods: Collection[tuple[int, int]], at: datetime) -> None:
    """Say that these (case id, yyyymm) changed. Last in the transaction that changed them.

    A few are worked out at once, so that the page that follows shows them; many
    wait for the worker, which also takes up the later months that a limit reaches.
    A rule that fails does not undo what was saved: the month stays marked, and
    the worker's failure shows on the operations page.
    """
    if not cases_and_periods:
        return
    wanted = set(cases_and_periods)
    reckoning.mark(wanted, at)
    if len(wanted) <= AT_ONCE:
        _try_at_once(wanted, at)
    cases = {case for case, _period in wanted}
    if CaseMonth.objects.filter(case__in=cases, stale_since__isnull=False).exists():
        jobs.ask()
    jobs.foresee()


def recompute(case_ids: Collection[int], period: int, at: datetime) -> list[FamilyResult]:
    """Work out these families' month now, stale or not. Raises whatever the rule raises."""
    with transaction.atomic():
        reckoning.mark({(case, period) for case in case_ids}, at)
        return reckoning.reckon(case_ids, period, at)


def _try_at_once(wanted: Collection[tuple[int, int]], at: datetime) -> None:
    by_period: dict[int, list[int]] = defaultdict(list)
    for case, period in wanted:
        by_period[period].append(case)
    for period in sorted(by_period):
        try:
            with transaction.atomic():
                reckoning.reckon(by_period[period], period, at)
        except Exception as error:
            log.error("month.not_reckoned", period=period, error=type(error).__name__)
