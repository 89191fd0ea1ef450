"""The demonstration's supported employment: employers, jobs, people coached, months of visits."""

from collections.abc import Iterable

from caseway.cases.models import Part
from caseway.demo.calendar import Calendar
from caseway.demo.coaching.approved import approve_hours
from caseway.demo.coaching.caseloads import caseloads
from caseway.demo.coaching.ground import open_ground
from caseway.demo.coaching.people import enrol
from caseway.demo.coaching.visits import hold_visits
from caseway.demo.county.sites import Built

MONTHS_OF = 12
"""Coaches of a site whose months are told. A month takes the planner a second; in a county of
100,000 cases that would be the longer part of the load."""


def tell_coaching(sites: Iterable[Built], cal: Calendar, seed: int) -> None:
    """Coach the people of every site whose cases job coaches lead.

    All are enrolled; those of the first coaches also have visits, last month's and this one's.
    """
    for built in sites:
        if built.design.lead_part == Part.JOB_COACH:
            ground = open_ground(built, cal, seed)
            enrolled = (
                enrol(coach, cases, ground, cal, seed)
                for coach, cases in caseloads(built.site, cal)
            )
            for number, setup in enumerate(one for one in enrolled if one is not None):
                if number < MONTHS_OF:
                    hold_visits(setup, cal, seed)
                    approve_hours(setup, cal)
