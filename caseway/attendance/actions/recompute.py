"""What a writer of attendance calls: the months that it touched, in its own transaction."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from caseway.attendance import jobs
from caseway.attendance.actions import reckoning


@transaction.atomic
def mark_stale(cases_and_periods: Collection[tuple[int, int]], at: datetime) -> None:
    """Note that these (case id, yyyymm) must be worked out anew, and ask for it.

    Call it inside the transaction that changed an entry, its proof, or a fact
    about the family. Months follow as far as a limit reaches: the job sees to that.
    """
    if not cases_and_periods:
        return
    reckoning.mark(cases_and_periods, at)
    jobs.ask()
