"""The demonstration's supported employment: employers, jobs, people coached, months of visits."""

from collections.abc import Iterable

from caseway.cases.models import Part
from caseway.demo.calendar import Calendar
from caseway.demo.coaching.caseloads import caseloads
from caseway.demo.coaching.ground import open_ground
from caseway.demo.coaching.people import enrol
from caseway.demo.coaching.visits import hold_visits
from caseway.demo.county.sites import Built


def tell_coaching(sites: Iterable[Built], cal: Calendar, seed: int) -> None:
    """Coach the people of every site whose cases job coaches lead."""
    for built in sites:
        if built.design.lead_part == Part.JOB_COACH:
            ground = open_ground(built, cal, seed)
            for coach, cases in caseloads(built.site, cal):
                setup = enrol(coach, cases, ground, cal, seed)
                if setup is not None:
                    hold_visits(setup, cal, seed)
