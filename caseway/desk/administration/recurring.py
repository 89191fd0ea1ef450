"""What recurs, and how it went, in words. The names themselves are what code and logs say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from caseway.kernel.models import Schedule

NAMES = {
    "begin the month for every family": gettext_noop("Begin the month for every family"),
    "chain the audit": gettext_noop("Seal the audit log"),
    "check the audit": gettext_noop("Check that the audit log is whole"),
    "check the results of a year": gettext_noop("Work a year’s results out again and compare"),
    "forget files that have expired": gettext_noop("Forget files that have expired"),
    "forget form keys": gettext_noop("Forget the keys of forms that were sent"),
    "forget jobs that are done": gettext_noop("Forget jobs that are done"),
    "forget old sign-ins": gettext_noop("Forget old sign-ins"),
    "let proof run out on its day": gettext_noop("Let proof run out on its day"),
    "see where the month is heading": gettext_noop("See where the month is heading"),
    "work out months that changed": gettext_noop("Work out months that changed"),
}
DONE = gettext_noop("Done")


@dataclass(frozen=True, slots=True)
class Recurring:
    """A line of the table. `went` is empty for what has not run yet."""

    name: str
    last_at: datetime | None
    went: str
    next_at: datetime
    is_late: bool


def recurring(schedules: Iterable[Schedule], late: Iterable[str]) -> list[Recurring]:
    """Schedules as the page shows them. A name that nobody put into words stays as it is."""
    behind = set(late)
    return [
        Recurring(
            _(NAMES.get(one.name, one.name)),
            one.last_at,
            _(DONE) if one.last_result == "done" else one.last_result,
            one.next_at,
            one.name in behind,
        )
        for one in schedules
    ]
