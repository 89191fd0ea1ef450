"""The shapes of what is known of a case: its card, its parts, its contacts, its whole picture.

Tuples with names: a list makes some twenty for each case, and a frozen dataclass takes
several times as long to make.
"""

from datetime import date
from typing import NamedTuple

from caseway.desk.facts.pieces import Row
from caseway.rules.contacts.promises import Promise
from caseway.rules.functions import Part
from caseway.rules.functions.table import SiteHolders


class Card(NamedTuple):
    """A case as a list shows it."""

    id: int
    number: str
    name: str
    sort_name: str
    language: str
    needs_interpreter: bool
    site_id: int
    region_id: int
    region: str
    program_id: int
    program: str
    participant_id: int
    stage: str
    stage_since: date
    work_required: bool
    opened_on: date
    version: int


class Held(NamedTuple):
    """A part of a case today: who holds it, or only the agency while it is vacant."""

    id: int
    case: int
    agency_id: int
    agency: str
    agency_phone: str
    employer_kind: str
    staff_id: int | None
    staff: str
    part: str
    function: str
    is_lead: bool
    since: date
    away_from: date | None
    back_on: date | None
    cover_id: int | None
    cover: str

    @property
    def vacant(self) -> bool:
        return self.staff_id is None

    @property
    def uncovered(self) -> bool:
        """Its worker is away today and nobody covers for her."""
        return self.away_from is not None and self.cover_id is None


class Met(NamedTuple):
    """The latest contact of one kind by one worker or agency on a case."""

    kind: str
    by: int | None
    agency: int | None
    on: date


class DatedPromise(NamedTuple):
    """A program's promise and the day it began to hold."""

    promise: Promise
    starts_on: date


class Picture(NamedTuple):
    """Everything that the rules ask of one case. Times are days on the office's clock."""

    card: Card
    parts: tuple[Held, ...] = ()
    met: tuple[Met, ...] = ()
    promises: tuple[DatedPromise, ...] = ()
    holders: SiteHolders = {}
    # The parts that the case needs filled, as follows from who may do what there.
    required: tuple[Part, ...] = ()
    tasks: tuple[Row, ...] = ()
    missed: tuple[Row, ...] = ()
    messages: tuple[Row, ...] = ()
    hand_offs: tuple[Row, ...] = ()
    snoozes: tuple[Row, ...] = ()
    safety: tuple[Row, ...] = ()
    hours_short: tuple[Row, ...] = ()
    hours_unproven: tuple[Row, ...] = ()
    unmarked: tuple[Row, ...] = ()
    projections: tuple[Row, ...] = ()
    referrals: tuple[Row, ...] = ()
    supports: tuple[Row, ...] = ()
    interviews: tuple[Row, ...] = ()
    groups: tuple[Row, ...] = ()
    jobs: tuple[Row, ...] = ()
    job_checks: tuple[Row, ...] = ()
    way_in: tuple[Row, ...] = ()
    plan_versions: tuple[Row, ...] = ()
    plan_acts: tuple[Row, ...] = ()
    plan_reviews: tuple[Row, ...] = ()
    plan_proposals: tuple[Row, ...] = ()
    plan_supports: tuple[Row, ...] = ()

    @property
    def lead(self) -> Held | None:
        return next((part for part in self.parts if part.is_lead), None)
