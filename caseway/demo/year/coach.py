"""Who coached, in which months, and how her caseload and her ways went."""

from dataclasses import dataclass

from caseway.agencies.models import Agency
from caseway.cases.models import Assignment, Part
from caseway.demo.calendar import Calendar
from caseway.demo.county.sites import Built
from caseway.kernel.models import User
from caseway.rules.dates import Month

BEFORE, AFTER = 6, 8  # months before the caseload grew, and since
STEADY = 12  # people of a coach whose caseload did not grow
# Travel of each month beside her mean of today, in minutes: up and down by chance; and, for who
# grew, higher in each month since.
_GROWN = (-12, -8, -13, -7, -12, -8, -7, -5, -6, -3, -4, -2, -1, 0)
_USUAL = (-3, 2, -2, 3, 1, -3, 2, -1, 3, -3, 2, -2, 3, 0)


@dataclass(frozen=True)
class Coach:
    """One coach of a site, and the months that are told of her."""

    user: User
    agency: Agency
    built: Built
    grows: bool
    months: tuple[Month, ...]

    def caseload(self, number: int) -> int:
        """How many people she had at the end of the so-manieth month."""
        return 20 + max(0, (number - BEFORE + 2) // 2) if self.grows else STEADY

    def aside(self, number: int) -> int:
        """How many minutes her ways of the so-manieth month were beside today's."""
        return (_GROWN if self.grows else _USUAL)[number]


def coaches(built: Built, cal: Calendar) -> list[Coach]:
    """The coaches of a site whose coaches lead, the largest caseload first."""
    if built.design.lead_part != Part.JOB_COACH:
        return []
    this = Month.of(cal.today)
    months = tuple(this.plus(step - BEFORE - AFTER) for step in range(BEFORE + AFTER))
    held: dict[User, list[Assignment]] = {}
    rows = Assignment.objects.filter(site=built.site, part=Part.JOB_COACH, ends_on=None)
    for row in rows.filter(case__closed_on=None).select_related("staff", "agency").order_by("pk"):
        if row.staff is not None:
            held.setdefault(row.staff, []).append(row)
    ordered = sorted(held.items(), key=lambda one: (-len(one[1]), one[0].email))
    return [
        Coach(user, parts[0].agency, built, number == 0, months)
        for number, (user, parts) in enumerate(ordered)
    ]
