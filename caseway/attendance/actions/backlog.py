"""Working off the months that wait, a short transaction at a time."""

from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import transaction

from caseway.attendance.actions import reckoning
from caseway.attendance.models import CaseMonth

CHUNK = 100  # families a transaction: well under a second on SQLite

log = structlog.get_logger("caseway.attendance")


class NotReckoned(Exception):  # noqa: N818 - what was found
    """Some months could not be worked out; the message names their rows, never a person."""


def work_off(clock: Callable[[], datetime]) -> int:
    """Work out every stale month, the earliest first. Returns how many.

    One family over which the rule stumbles does not hold up the others. Raises
    NotReckoned at the end, so that the job is tried again and then shown.
    """
    done, failed = 0, set[int]()
    while True:
        with transaction.atomic():
            picked = reckoning.pick(CHUNK, but=failed)
            if picked is None:
                break
            period, cases = picked
            try:
                with transaction.atomic():
                    reckoning.reckon(cases, period, clock())
                done += len(cases)
                continue
            except Exception as error:
                log.error("months.not_reckoned", period=period, error=type(error).__name__)
            for case in cases:
                done += _alone(case, period, clock(), failed)
    if failed:
        raise NotReckoned(f"Months not worked out, by row: {sorted(failed)[:20]}")
    return done


def _alone(case: int, period: int, at: datetime, failed: set[int]) -> int:
    try:
        with transaction.atomic():
            reckoning.reckon([case], period, at)
    except Exception as error:
        row = CaseMonth.objects.get(case=case, period=period)
        failed.add(row.pk)
        log.error("month.not_reckoned", row=row.pk, error=type(error).__name__)
        return 0
    return 1
