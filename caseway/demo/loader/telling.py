"""Telling the whole county, site by site, in batches of rows: here or in another process."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass

from django.db import models

from caseway.attendance import models as a
from caseway.cases import models as c
from caseway.demo.calendar import Calendar
from caseway.demo.county.sites import Built
from caseway.demo.county.teams import Roster, Team
from caseway.demo.hours.offices import Offered
from caseway.demo.loader.office import Office
from caseway.demo.loader.sheets import Row, Sheets
from caseway.documents import models as d

# Parents before children, so that a foreign key never waits.
TABLES: tuple[type[models.Model], ...] = (
    c.Household, c.Person, c.PersonName, c.NameKey, c.Characteristic, c.ContactPoint, c.Address,
    c.Identifier, c.Strength, c.SafetyRecord, c.HouseholdMember, c.Case, c.StageChange,
    c.Assignment, c.HandOff, c.Contact, c.Task, c.Snooze, c.LastLook,
    a.ActivityEnrolment, a.ScheduledDay, d.Document, d.DocumentContent, a.Evidence,
    a.AttendanceEntry, a.HoursProjection, a.AgreedHours, a.ModuleDone, a.FamilyMonth, a.MemberMonth,
)  # fmt: skip


@dataclass(frozen=True)
class Telling:
    """All that the stories take. It can be sent to another process, which needs no database."""

    sites: Sequence[Built]
    counts: Mapping[int, int]  # cases by site id
    teams: dict[int, list[Team]]  # by site id
    offered: Mapping[int, Offered]  # by site id
    cal: Calendar
    seed: int
    first_ids: Sequence[int]  # of each of TABLES, in their order
    rows_at_once: int


@dataclass(frozen=True)
class Batch:
    """Some cases and their rows, one list for each of TABLES."""

    cases: int
    rows: list[list[Row]]


def tell(telling: Telling) -> Generator[Batch, None, None]:
    """Every story of the county. The same telling gives the same batches, wherever it is told."""
    sheets, roster = Sheets(TABLES, telling.first_ids), Roster(teams=telling.teams)
    county, cases = sum(telling.counts.values()), 0
    for built in telling.sites:
        offered = telling.offered.get(built.site.pk)
        office = Office(built, roster, sheets, telling.cal, telling.seed, offered)
        for told in office.tell(telling.counts[built.site.pk], county):
            cases += told
            if sheets.waiting > telling.rows_at_once:
                yield Batch(cases, sheets.take())
                cases = 0
    yield Batch(cases, sheets.take())
