"""The demonstration's visits that were held: their records, summaries of months, a closed month.

The coach with the largest caseload of a site has last month told but for a few, and this month
under way; nobody else's visits are told, so that a large county loads as fast as before.
"""

from collections.abc import Iterable
from random import Random

from caseway.cases.models import Part
from caseway.coaching.models import ChecklistVersion, CoachingEnrolment
from caseway.coaching.queries.months import enrolments_of
from caseway.demo.calendar import Calendar
from caseway.demo.coaching.caseloads import caseloads
from caseway.demo.county.sites import Built
from caseway.demo.visits.held import Diary, hold
from caseway.demo.visits.papers import number_of, own_goal
from caseway.demo.visits.told import close, summarize
from caseway.kernel.models import User
from caseway.rules.dates import Month
from caseway.rules.records.visits.asks import asks_of
from caseway.rules.records.visits.template import shipped

UNTOLD = 3
"""So many summaries of last month are not written yet, and so are overdue."""


def tell_visits(sites: Iterable[Built], cal: Calendar, seed: int) -> None:
    """Hold two months of visits for the first coach of each site whose coaches lead."""
    for built in sites:
        if built.design.lead_part != Part.JOB_COACH:
            continue
        found = caseloads_now(built, cal)
        if found is not None:
            _tell(found, cal, Random(f"{seed}:{built.design.letter}:visits"))


def caseloads_now(built: Built, cal: Calendar) -> User | None:
    """The coach with the most people, after caseloads have grown."""
    held = caseloads(built.site, cal)
    return max(held, key=lambda one: (len(one[1]), one[0].email))[0] if held else None


def _tell(coach: User, cal: Calendar, rng: Random) -> None:
    this = Month.of(cal.today)
    last, before = this.plus(-1), this.plus(-2)
    people = enrolments_of(coach, this)
    versions = versions_of(people, coach, cal)
    for number, row in enumerate(people):
        if number % 13 != 6:
            number_of(row, rng)
        own_goal(row, coach, number)
    diary = Diary()
    for month in (before, last, this):
        for row in people:
            hold(row, coach, month, versions[row.program], cal, rng, diary)
    own = [row for row in people if row.began_on <= last.last]
    told = [row for row in own if asks_of(row.program, last.last)]
    for row in own:
        if row.began_on <= before.last:
            summarize(row, before, coach, cal, signed=True)
    close(coach, people, before, cal)
    for number, row in enumerate(told[UNTOLD:]):
        summarize(row, last, coach, cal, signed=number > 1)


def versions_of(
    people: list[CoachingEnrolment], coach: User, cal: Calendar
) -> dict[str, ChecklistVersion]:
    """What is shipped, as version 1 of each program at the site."""
    found = {}
    for row in people:
        if row.program in found:
            continue
        found[row.program], _made = ChecklistVersion.objects.get_or_create(
            site_id=row.site_id,
            program=row.program,
            number=1,
            defaults={
                "content": shipped(asks_of(row.program, cal.today)),
                "in_force_on": Month(2015, 7).first,
                "published_by": coach,
                "published_at": cal.at(cal.day(-200), 9),
            },
        )
    return found
