"""The months of the county as the rules see them: noted for the worker, or worked out at once."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from caseway.attendance import jobs
from caseway.attendance.actions import backlog, foreseeing, reckoning
from caseway.attendance.models import CaseMonth, FamilyMonth

MONTHS_AT_ONCE = 1_000
WORKED_OUT_UP_TO = 2_000  # cases; the months of a larger county wait for the worker


def note_months(at: datetime) -> None:
    """Note every month that a family received something in, and ask the worker for it."""
    keys = _keys()
    while some := set(islice(keys, MONTHS_AT_ONCE)):
        reckoning.mark(some, at)
    if CaseMonth.objects.filter(stale_since__isnull=False).exists():
        jobs.ask()


def work_out_months(at: datetime) -> int:
    """Work out every month noted and look ahead, as the worker would. Returns how many months."""
    done = backlog.work_off(lambda: at)
    foreseeing.look_ahead(lambda: at)
    return done


def _keys() -> Iterator[tuple[int, int]]:
    rows = FamilyMonth.objects.order_by("case_id", "period").values_list("case_id", "period")
    yield from list(rows)
