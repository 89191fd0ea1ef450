"""Who applies a file and what its lines point to, looked up once for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from caseway.agencies import access
from caseway.agencies.access import Where
from caseway.agencies.models import Agency, Program, Region
from caseway.agencies.policy import Act
from caseway.cases.actions.assignments import Holder
from caseway.cases.actions.regions import agency_for
from caseway.cases.models import Part
from caseway.kernel.models import User
from caseway.kernel.writing import Write, at_once


@dataclass(frozen=True)
class Desk:
    """Who applies a file, when, and the rows of the site that its lines point to."""

    by: User
    at: datetime
    on: date
    sender: str
    regions: Mapping[int, Region]
    programs: Mapping[int, Program]
    agencies: Mapping[int, Agency]
    users: Mapping[int, User]
    # Parts that a case needs, by region: the first that is not public is the worker's.
    parts: Mapping[int, tuple[Part, ...]]
    # Filled as regions are met: where the parts of each wait while nobody holds them.
    queues: dict[int, dict[Part, Holder]] = field(default_factory=dict)
    # And whether whoever agreed may load files there: she may not be who sent the file.
    refusals: dict[int | None, str | None] = field(default_factory=dict)
    # Takes the new rows that nothing looks for before the lines of a chunk are done.
    write: Write = at_once

    def why_not_in(self, site_id: int, region_id: int | None) -> str | None:
        """Why the file may not be loaded into the region by who agreed; None when it may."""
        if region_id not in self.refusals:
            where = Where(site_id, region_id)
            self.refusals[region_id] = access.why_not(self.by, Act.IMPORT_FILES, where)
        return self.refusals[region_id]

    def holder(self, worker: list[int] | None) -> Holder | None:
        if worker is None:
            return None
        user_id, agency_id = worker
        return Holder(self.agencies[agency_id], self.users[user_id])

    def vacant(self, region_id: int) -> dict[Part, Holder]:
        """The parts of a case in the region, each waiting in its agency's queue.

        Raises NotAllowed when no agency there can hold one of them.
        """
        if region_id not in self.queues:
            self.queues[region_id] = {
                part: Holder(agency_for(part, region_id, self.on)) for part in self.parts[region_id]
            }
        return self.queues[region_id]

    def part_of(self, worker: list[int], region_id: int) -> Part:
        """The part that a line's worker takes on the case."""
        needed = self.parts[region_id]
        if Part.CASE_MANAGER in needed:
            return Part.CASE_MANAGER
        public = self.agencies[worker[1]].employer_kind == "public"
        return Part.PUBLIC_WORKER if public else Part.CONTRACTOR_WORKER
