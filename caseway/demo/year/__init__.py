"""The year before: how job coaches worked while one of them grew from 20 people to 26.

Told for the ordinary demonstration only. The first coach of a site goes further for each session
since her caseload grew; her colleague's months are as months are. People whom they supported then
and who are done with it stand as closed cases of their own.
"""

from collections.abc import Iterable

from caseway.demo.calendar import Calendar
from caseway.demo.county.sites import Built
from caseway.demo.year.coach import Coach, coaches
from caseway.demo.year.former import bring_back
from caseway.demo.year.held import hold_months
from caseway.demo.year.papers import write_papers

LEAST, MOST = 200, 2_000  # cases of a county that is looked at, and neither tested nor measured


def tell_months_before(sites: Iterable[Built], cal: Calendar, seed: int) -> list[Coach]:
    """The people and visits of the year before; `finish_year` writes what was put on paper."""
    found = [one for built in sites for one in coaches(built, cal)]
    for one in found:
        bring_back(one, cal, seed)
    for one in found:
        hold_months(one, cal, seed)
    return found


def finish_year(found: Iterable[Coach], cal: Calendar, seed: int) -> None:
    """Checklists, summaries and closed months, where they are not told already."""
    for one in found:
        write_papers(one, cal, seed)
