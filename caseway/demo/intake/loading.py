"""Writing down what the county's people told at intake, and where some of them wait."""

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from caseway.agencies.models import EmployerKind, FunctionHolder, Membership, Role
from caseway.cases.models import Assignment, Case, Stage
from caseway.demo.calendar import Calendar
from caseway.demo.county.sites import Built
from caseway.demo.intake.sessions import group_sessions
from caseway.intake.actions.questions import digest_of
from caseway.intake.actions.ways_in import PAPERS
from caseway.intake.models import (
    Answer,
    AskedPaper,
    Barrier,
    BarrierChange,
    FirstContact,
    Interest,
    Interview,
    QuestionSetVersion,
    StepResult,
    WayIn,
    WayInStep,
)
from caseway.intake.shipped import occupations, shipped_sets
from caseway.kernel.models import User
from caseway.rules.functions import IntakeFlow
from caseway.rules.functions.flows import StepKind, flow_of, steps_for, wants
from caseway.rules.functions.intake import Program
from caseway.rules.interviews.questions import read

MOST_TALKS, MOST_WAITING = 36, 18
_STORIES = ("story", "hopes", "first", "good_at", "proud_of", "dream")
# How many steps lie behind a case in each of the early stages.
_BEHIND = {Stage.INITIAL_CONTACT: 0, Stage.ELIGIBILITY: 1, Stage.ASSESSMENT: 3}


@cache
def talks() -> tuple[dict[str, Any], ...]:
    """What `said.toml` holds, in its order."""
    path = Path(__file__).parent / "said.toml"
    return tuple(tomllib.loads(path.read_text(encoding="utf-8"))["talk"])


def open_intakes(sites: Iterable[Built], cal: Calendar, seed: int) -> None:
    """Write the intake of every site. The same seed and day give the same conversations."""
    for built in sites:
        open_intake(built, cal, seed)


def open_intake(built: Built, cal: Calendar, seed: int) -> None:
    """Write the intake of one site: a few dozen conversations, and whoever waits on the way in."""
    rng = Random(f"{seed}:{built.design.letter}:intake")
    desk = _Desk(built, cal, rng)
    leads = Assignment.objects.filter(
        case__site=built.site, case__closed_on=None, is_lead=True, ends_on=None, staff__isnull=False
    )
    rows = list(leads.select_related("case__site", "case__participant", "staff").order_by("case"))
    early = [row for row in rows if row.case.stage in _BEHIND]
    later = [row for row in rows if row.case.stage not in _BEHIND]
    for number, row in enumerate(later[:MOST_TALKS]):
        desk.talk(row, number, finished=number % 6 != 0)
    for number, row in enumerate(early[:MOST_WAITING]):
        desk.way_in(row, number)
    desk.first_contacts()
    if rows:
        group_sessions(built, cal, rows[:12])


@dataclass
class _Desk:
    built: Built
    cal: Calendar
    rng: Random

    def __post_init__(self) -> None:
        self._asks: QuestionSetVersion | None = None

    def talk(self, lead: Assignment, number: int, *, finished: bool) -> None:
        """A conversation with its answers; a finished one with what came of it."""
        case, by = lead.case, lead.staff
        assert by is not None
        said = talks()[number % len(talks())]
        day = max(case.opened_on, self.cal.day(-self.rng.randint(30, 120)))
        if not finished:
            day = max(case.opened_on, self.cal.day(-2))
        at = self.cal.at(day, 10)
        keys = self._keys(said, finished)
        row = Interview.objects.create(
            site=self.built.site,
            case=case,
            person=case.participant,
            asks=self._version(by, at),
            language="es" if case.participant.language == "es" else "en",
            began_at=at,
            began_by=by,
            last_key=f"{keys[-1][0]}.0",
            last_at=at + timedelta(minutes=40),
            finished_at=at + timedelta(minutes=45) if finished else None,
            finished_by=by if finished else None,
        )
        answers = [self._answer(row, key, value, by, at) for key, value in keys]
        Answer.objects.bulk_create(answers)
        if finished:
            self._came_of_it(case, said, by, day, at)

    def way_in(self, lead: Assignment, number: int) -> None:
        """A case on its way: steps behind it, and the one at which it waits."""
        case, by = lead.case, lead.staff
        assert by is not None
        flow = flow_of(case.site.preset, case.site.model)
        needs = {Program.TANF, Program.SNAP} if number % 3 else {Program.TANF}
        steps = steps_for(flow, wants(needs, work_required=case.work_required))
        ago = min((self.cal.today - case.opened_on).days, 3 + number * 2)
        at = self.cal.at(self.cal.day(-ago), 9)
        row = WayIn.objects.create(
            site=self.built.site,
            case=case,
            flow=flow,
            wants_snap=Program.SNAP in needs,
            work_required=case.work_required,
            began_at=at,
            began_by=by,
        )
        behind = min(_BEHIND[Stage(case.stage)], len(steps) - 1)
        for step in steps[:behind]:
            self._step(row, step, at, self._who(case, step, by))
        now = steps[behind]
        if now.kind is not StepKind.INTERVIEW or behind:
            self._step(row, now, at, None)
        if flow is IntakeFlow.MINI_INTERVIEW:
            AskedPaper.objects.bulk_create(
                AskedPaper(
                    way_in=row,
                    site=self.built.site,
                    code=code,
                    is_here=behind > 1 or place < 3,
                    by=by,
                    at=at,
                )
                for place, code in enumerate(PAPERS)
            )

    def first_contacts(self) -> None:
        """A few who came this week and have no case."""
        taker = Membership.objects.filter(
            site=self.built.site,
            role__in=(Role.ELIGIBILITY_WORKER, Role.CASE_MANAGER),
            agency__employer_kind=EmployerKind.PUBLIC,
            ends_on=None,
        ).select_related("user", "agency")
        post = taker.order_by("pk").first()
        if post is None:
            return
        region = next(iter(self.built.regions.values()))
        for number, (name, words, program, outcome) in enumerate(_CAME):
            row = FirstContact(
                site=self.built.site,
                region=region,
                agency=post.agency,
                wants_tanf=program == "here",
                wants_snap=True,
                program=program,
                diversion="one_time" if outcome else "",
                outcome=outcome,
                by=post.user,
                at=self.cal.at(self.cal.workday(-1 - number), 9 + number),
            )
            row.seal("name", name)
            row.seal("words", words)
            row.seal("phone", f"(347) 555-018{number}")
            row.save()

    def _keys(self, said: dict[str, Any], finished: bool) -> list[tuple[str, str]]:
        told = [(key, str(said[key])) for key in _STORIES]
        told += list(said["choices"].items())
        return told if finished else told[:9]

    def _answer(self, row: Interview, key: str, value: str, by: User, at: datetime) -> Answer:
        answer = Answer(
            site=self.built.site,
            interview=row,
            key=key,
            state="no" if value == "no" else "answered",
            by=by,
            at=at,
        )
        if value != "no":
            answer.seal("words", json.dumps([value], ensure_ascii=False))
        return answer

    def _came_of_it(
        self, case: Case, said: dict[str, Any], by: User, day: date, at: datetime
    ) -> None:
        for place, (kind, severity, words) in enumerate(said["barriers"]):
            over = place == 1 and self.rng.random() < 0.4
            until = max(day, self.cal.day(-self.rng.randint(1, 20))) if over else None
            row = Barrier(
                site=self.built.site,
                case=case,
                person=case.participant,
                kind=kind,
                severity=severity,
                found_on=day,
                found_by=by,
                ends_on=until,
                resolution="Settled with help from the family." if over else "",
            )
            row.seal("story", words or None)
            row.save()
            change = BarrierChange(
                barrier=row, site=self.built.site, severity=severity, on=day, by=by, at=at
            )
            change.seal("words", words or None)
            change.save()
        code, why = said["interest"]
        Interest.objects.create(
            site=self.built.site,
            person=case.participant,
            code=code,
            title=occupations()[code].title,
            words=why,
            starts_on=day,
            recorded_by=by,
        )

    def _step(self, row: WayIn, step: Any, at: datetime, by: User | None) -> None:
        done = at + timedelta(hours=5) if by else None
        decided = StepResult.APPROVED if step.kind is StepKind.DECISION else StepResult.DONE
        WayInStep.objects.create(
            way_in=row,
            site=self.built.site,
            case=row.case,
            code=step.code,
            function=step.function,
            begins_at=at,
            due_on=at.date() + timedelta(days=step.days),
            ends_at=done,
            result=decided if by else "",
            by=by,
            employer_kind=self._kind(step) if by else "",
        )

    def _kind(self, step: Any) -> EmployerKind:
        """Which kind of agency performs the step's function at the site."""
        held = FunctionHolder.objects.filter(
            site=self.built.site, function=step.function, ends_on=None
        )
        kinds = set(held.values_list("employer_kind", flat=True))
        return EmployerKind.PUBLIC if "public" in kinds else EmployerKind.CONTRACTOR

    def _who(self, case: Case, step: Any, lead: User) -> User:
        """Somebody of that agency: the worker of the case, or whoever sits there."""
        kind = self._kind(step)
        held = Assignment.objects.filter(
            case=case, ends_on=None, agency__employer_kind=kind, staff__isnull=False
        )
        own = held.select_related("staff").order_by("-is_lead", "pk").first()
        if own is not None and own.staff is not None:
            return own.staff
        posts = Membership.objects.filter(
            site=self.built.site, agency__employer_kind=kind, role=Role.ELIGIBILITY_WORKER
        )
        post = posts.select_related("user").order_by("pk").first()
        return post.user if post else lead

    def _version(self, by: User, at: datetime) -> QuestionSetVersion:
        if self._asks is None:
            content = shipped_sets()["comprehensive"]
            read(content)
            self._asks = QuestionSetVersion.objects.create(
                site=self.built.site,
                slug="comprehensive",
                number=1,
                content=content,
                digest=digest_of(content),
                published_by=by,
                published_at=self.cal.at(self.cal.day(-200), 9),
            )
        return self._asks


_CAME = (
    ("Ruth Delacroix", "The landlord wants the rent by Friday.", "here", ""),
    ("Owen Baptiste", "I only need food until my first pay.", "benefits_only", ""),
    ("Mei Tanaka-Ruiz", "I lost hours at work and cannot make the month.", "not_sure", "declined"),
)
