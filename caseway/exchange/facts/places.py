"""The programs, regions, stages and workers of a site, and what a sender means by them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.utils import translation

from caseway.agencies import access
from caseway.agencies.access import Where
from caseway.agencies.models import Agency, EmployerKind, Membership, Program, Region
from caseway.agencies.policy import Act
from caseway.agencies.standing import open_on, standing_of
from caseway.cases.actions.assignments import TAKES_CASES
from caseway.cases.models import Stage
from caseway.exchange.codes import Code, Finding
from caseway.exchange.meaning import Field
from caseway.exchange.meaning.columns import fold
from caseway.exchange.models import Batch
from caseway.kernel.models import User


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who takes cases: for which agency, and in which region (None: all)."""

    user_id: int
    name: str
    email: str
    agency_id: int
    region_id: int | None

    def works_in(self, region_id: int) -> bool:
        return self.region_id in (None, region_id)


Found = tuple[Any | None, Finding | None]


class Places:
    """One site as a file sees it. Four queries to load; asking costs none."""

    def __init__(self, batch: Batch, by: User, on: date) -> None:
        self.site_id, self.by, self.on = batch.site_id, by, on
        self.regions = {r.pk: r for r in Region.objects.filter(site=batch.site_id)}
        self.programs = {p.pk: p for p in Program.objects.filter(site=batch.site_id)}
        self.workers = list(_workers(batch.site_id, on))
        self.agencies = Agency.objects.in_bulk({worker.agency_id for worker in self.workers})
        said: Mapping[str, Mapping[str, Any]] = batch.options.get("words", {})
        self.said = said
        self.default_region = batch.region_id or _only(self.regions)
        self.default_program = batch.options.get("program") or _only(self.programs)
        self.may_region = cache(self._why_not_region)
        self.may_assign_to = cache(self._may_assign_to)

    def region(self, text: str | None) -> Found:
        """A region's id; the file's own region for a line that names none."""
        if not text:
            known = self.default_region
            return (known, None) if known else (None, Finding(Code.REGION_MISSING))
        names = {fold(region.name): pk for pk, region in self.regions.items()}
        return self._named(Field.REGION, text, names, Code.REGION_UNKNOWN)

    def program(self, text: str | None) -> Found:
        if not text:
            known = self.default_program
            return (known, None) if known else (None, Finding(Code.PROGRAM_MISSING))
        names = {fold(program.name): pk for pk, program in self.programs.items()}
        return self._named(Field.PROGRAM, text, names, Code.PROGRAM_UNKNOWN)

    def stage(self, text: str) -> Found:
        """A stage's code, from its name in English or Spanish."""
        return self._named(Field.STAGE, text, _stage_names(), Code.STAGE_UNKNOWN)

    def worker(self, text: str, region_id: int) -> tuple[Worker | None, Finding | None]:
        """The worker meant by a name or e-mail address, who takes cases in the region."""
        chosen = self.said.get("worker", {}).get(fold(text))
        named = [w for w in self.workers if w.user_id == chosen or _is_called(w, text)]
        people = {worker.user_id for worker in named}
        if not people:
            return None, Finding(Code.WORKER_UNKNOWN, {"text": text})
        if len(people) > 1:
            return None, Finding(Code.WORKER_SEVERAL, {"text": text})
        there = [worker for worker in named if worker.works_in(region_id)]
        if not there:
            params = {"text": text, "region": self.regions[region_id].name}
            return None, Finding(Code.WORKER_NOT_THERE, params)
        return there[0], None

    def is_public(self, agency_id: int) -> bool:
        return self.agencies[agency_id].employer_kind == EmployerKind.PUBLIC

    def _named(self, field: Field, text: str, names: Mapping[str, Any], unknown: Code) -> Found:
        words = fold(text)
        found = self.said.get(field.value, {}).get(words) or names.get(words)
        return (found, None) if found else (None, Finding(unknown, {"text": text}))

    def _why_not_region(self, region_id: int) -> str | None:
        return access.why_not(self.by, Act.IMPORT_FILES, Where(self.site_id, region_id))

    def _may_assign_to(self, agency_id: int) -> bool:
        """A public agency places cases with anybody at its site; a contractor with its own."""
        posts = [p for p in standing_of(self.by, self.on).posts if p.site_id == self.site_id]
        return any(
            post.employer_kind.value == EmployerKind.PUBLIC.value or post.agency_id == agency_id
            for post in posts
        )


def _only(rows: Mapping[int, Any]) -> int | None:
    return next(iter(rows)) if len(rows) == 1 else None


def _is_called(worker: Worker, text: str) -> bool:
    """By e-mail address, or by name with its words in any order."""
    if "@" in text:
        return worker.email.casefold() == text.strip().casefold()
    words = fold(text).split()
    return bool(words) and sorted(words) == sorted(fold(worker.name).split())


def _workers(site_id: int, on: date) -> Iterable[Worker]:
    rows = Membership.objects.filter(open_on(on), site=site_id, role__in=TAKES_CASES)
    for row in rows.select_related("user", "agency").order_by("id"):
        yield Worker(row.user_id, row.user.name, row.user.email, row.agency_id, row.region_id)


@cache
def _stage_names() -> dict[str, str]:
    names = {fold(stage.value): stage.value for stage in Stage}
    for language in ("en", "es"):
        with translation.override(language):
            names |= {fold(str(stage.label)): stage.value for stage in Stage}
    return names
