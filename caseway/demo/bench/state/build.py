"""Filling a database with a state's month: plain rows in bulk, without audit triggers."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import connection, models, transaction

from caseway.agencies.models import Program, ProgramKind, Region, RegionKind, Site, SiteModel
from caseway.attendance import models as a
from caseway.cases import models as c
from caseway.demo.bench.state.design import (
    HOLIDAYS,
    MONTH,
    Adult,
    StateFamily,
    Work,
    state_families,
)
from caseway.demo.loader.sheets import Sheets, Writer, check_keys_now, next_ids
from caseway.kernel.audit.triggers.install import remove

ROWS_AT_ONCE = 100_000
STATE = "NY"
_TABLES: tuple[type[models.Model], ...] = (
    c.Household, c.Person, c.Case, a.FamilyMonth, a.MemberMonth, a.ActivityEnrolment, a.Evidence,
    a.HoursProjection, a.AttendanceEntry, a.CaseMonth, a.PersonMonth,
)  # fmt: skip
_AT = datetime(2026, 11, 28, 12, tzinfo=UTC)
_BEFORE = MONTH.plus(-1).number


def build(families: int, seed: int = 7) -> dict[str, Any]:
    """Fill an empty database; says how many rows and seconds. Raises ValueError if it is not."""
    if c.Case.objects.exists():
        raise ValueError("A state month is built into an empty database only.")
    remove(connection)
    began = time.perf_counter()
    with transaction.atomic():
        check_keys_now()
        teller, writer = _Teller(_place()), Writer(_TABLES)
        for family in state_families(families, seed):
            teller.tell(family)
            if teller.sheets.waiting > ROWS_AT_ONCE:
                writer.write(teller.sheets.take())
        writer.write(teller.sheets.take())
        writer.close()
    _analyze()
    return {
        "families": families,
        "entries": a.AttendanceEntry.objects.count(),
        "rows": writer.written,
        "seconds": round(time.perf_counter() - began, 1),
    }


def _place() -> tuple[Site, Region, Program]:
    site = Site.objects.create(
        slug="state", name="A state", model=SiteModel.SINGLE_PRIVATE, state=STATE
    )
    region = Region.objects.create(site=site, name="All of it", kind=RegionKind.CONTRACTED)
    program = Program.objects.create(site=site, kind=ProgramKind.WORK_FIRST, name="Work first")
    a.PlanHoliday.objects.bulk_create(
        a.PlanHoliday(site=site, on=day, name="Plan holiday") for day in HOLIDAYS
    )
    return site, region, program


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


class _Teller:
    """Puts families down one by one."""

    def __init__(self, place: tuple[Site, Region, Program]) -> None:
        self.sheets = Sheets(_TABLES, next_ids(_TABLES))
        self._site, self._region, self._program = (one.pk for one in place)
        self._told = 0

    def tell(self, family: StateFamily) -> None:
        add, site = self.sheets, self._site
        self._told += 1
        household = add[c.Household].add(site_id=site, created_at=_AT)
        adults = [self._person(one.born) for one in family.adults]
        children = [self._person(born) for born in family.children]
        case = add[c.Case].add(
            site_id=site, region_id=self._region, program_id=self._program,
            household_id=household, participant_id=adults[0], number=f"M-{self._told}",
            stage=c.Stage.ACTIVITIES, stage_since=MONTH.first, opened_on=MONTH.plus(-6).first,
            created_at=_AT,
        )  # fmt: skip
        self._facts(case, family, adults, children)
        self._before(case, family, adults)
        for person, adult in zip(adults, family.adults, strict=True):
            for work in adult.works:
                self._work(case, person, work)

    def _person(self, born: Any) -> int:
        return self.sheets[c.Person].add(
            site_id=self._site, name_used="Nobody", sort_name="nobody", birth_on=born,
            created_at=_AT,
        )  # fmt: skip

    def _facts(
        self, case: int, family: StateFamily, adults: list[int], children: list[int]
    ) -> None:
        people = len(adults) + len(children)
        month = self.sheets[a.FamilyMonth].add(
            site_id=self._site, case_id=case, period=MONTH.number, tanf_cents=family.tanf_cents,
            snap_cents=54600, snap_persons=people, assistance_persons=people,
            has_federal_child_care=family.child_care, work_sanction_cents=family.sanction_cents,
            first_day=family.first_day, source=a.FactSource.PAYMENT_FILE, recorded_at=_AT,
        )  # fmt: skip
        for person, role, adult in self._members(family, adults, children):
            self.sheets[a.MemberMonth].add(
                site_id=self._site, family_month_id=month, person_id=person, role=role,
                receives=adult.receives if adult else True,
                has_disability=bool(adult and adult.disability),
                has_diploma=bool(adult and adult.diploma),
            )  # fmt: skip

    @staticmethod
    def _members(
        family: StateFamily, adults: list[int], children: list[int]
    ) -> Iterator[tuple[int, str, Adult | None]]:
        first = a.FamilyRole.CARETAKER if family.is_caretaker else a.FamilyRole.PARENT_HEAD
        for place, (person, adult) in enumerate(zip(adults, family.adults, strict=True)):
            yield person, a.FamilyRole.PARENT if place else first, adult
        for person in children:
            yield person, a.FamilyRole.CHILD, None

    def _before(self, case: int, family: StateFamily, adults: list[int]) -> None:
        """What the month before used up of the limits, for those who used up anything."""
        using = [pair for pair in zip(adults, family.adults, strict=True) if pair[1].used]
        if not using:
            return
        month = self.sheets[a.CaseMonth].add(
            site_id=self._site, region_id=self._region, case_id=case, period=_BEFORE,
            reasons="[]", warnings="[]",
        )  # fmt: skip
        for person, adult in using:
            absence, search, weeks = adult.used or (0, 0, 0)
            self.sheets[a.PersonMonth].add(
                site_id=self._site, case_month_id=month, person_id=person, period=_BEFORE,
                charges=True, absence_minutes=absence, job_search_minutes=search,
                job_search_weeks=weeks, items="{}", raw_minutes="{}", reasons="[]",
            )  # fmt: skip

    def _work(self, case: int, person: int, work: Work) -> None:
        common = {"site_id": self._site, "case_id": case, "person_id": person}
        enrolment = self.sheets[a.ActivityEnrolment].add(
            **common, activity=work.activity, title="Activity", supervisor="Somebody",
            starts_on=MONTH.plus(-1).first, homework_minutes_a_week=work.homework, created_at=_AT,
        )  # fmt: skip
        if work.projected:
            self._projection(common, enrolment, work)
        add = self.sheets[a.AttendanceEntry].add
        for line in work.lines:
            add(
                **common, enrolment_id=enrolment, period=line.on.year * 100 + line.on.month,
                day=line.on.day, activity=work.activity, mark=line.mark, proof=line.proof,
                scheduled=line.scheduled, attended=line.attended,
                reason="sick" if line.mark == a.MarkCode.EXCUSED else "",
                source=a.EntrySource.SYSTEM, recorded_at=_AT,
            )  # fmt: skip

    def _projection(self, common: dict[str, int], enrolment: int, work: Work) -> None:
        verified = MONTH.plus(-2)
        evidence = self.sheets[a.Evidence].add(
            **common, enrolment_id=enrolment, kind=a.EvidenceKind.PAY_STUB,
            covers_from=verified.first, covers_until=verified.last, state=a.ProofState.VERIFIED,
            submitted_at=_AT, decided_at=_AT,
        )  # fmt: skip
        self.sheets[a.HoursProjection].add(
            **common, enrolment_id=enrolment, evidence_id=evidence,
            minutes_a_week=work.projected, starts_on=verified.first,
            holds_until=verified.plus(6).first, set_at=_AT,
        )  # fmt: skip
