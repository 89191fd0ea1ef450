"""The visits that a coach takes along on her phone. The same number of queries however many."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from caseway.agencies.standing import open_on, standing_of
from caseway.cases.models import PersonName
from caseway.coaching.models import Checklist, ChecklistVersion, MeetingPlace, Visit, VisitMode
from caseway.kernel.models import User
from caseway.plans.models import Goal, GoalState

DAYS_BACK, DAYS_AHEAD = 3, 7
GOAL = 80  # as much of a goal's words as fits a button


@dataclass(frozen=True)
class FieldVisit:
    """One visit as the phone needs it. `who` is a first name and an initial, never more.

    `address` is empty for a call; `goals` are those of the case that are on the way.
    """

    visit: Visit
    who: str
    place: str
    address: str
    arrival: str
    template: tuple[int, str]  # site and program
    goals: tuple[tuple[int, str], ...]
    group_size: int
    checklist: Checklist | None


@dataclass(frozen=True)
class FieldDay:
    """Everything that one coach takes along."""

    visits: tuple[FieldVisit, ...]
    versions: tuple[ChecklistVersion, ...]


def visits_of(user: User, on: date) -> "list[Visit]":
    """Hers, and those of whoever she covers for, some days back and a week ahead."""
    rows = Visit.objects.visible_to(user).filter(
        coach__in=standing_of(user).hands,
        day__gte=on - timedelta(days=DAYS_BACK),
        day__lt=on + timedelta(days=DAYS_AHEAD),
    )
    return list(
        rows.select_related(
            "enrolment__person", "job_site__employer", "moved_to", "coach", "checklist__template"
        ).order_by("day", "begins_at", "pk")
    )


def field_day(user: User, on: date) -> FieldDay:
    """What the phone is given for the days around `on`. Five queries, however many visits."""
    visits = visits_of(user, on)
    people = {visit.enrolment.person_id for visit in visits}
    names = _short_names(people)
    places = _meeting_places({visit.enrolment_id for visit in visits}, on)
    goals = _goals({visit.enrolment.case_id for visit in visits})
    together = _sizes(visits)
    shown = tuple(
        _shown(visit, names, places.get(visit.enrolment_id), goals, together) for visit in visits
    )
    return FieldDay(shown, _versions(visits))


def _shown(
    visit: Visit,
    names: Mapping[int, str],
    met_at: MeetingPlace | None,
    goals: Mapping[int, list[tuple[int, str]]],
    together: Mapping[object, int],
) -> FieldVisit:
    goes = visit.mode == VisitMode.VISIT
    site = visit.job_site if goes else None
    met_at = met_at if goes and site is None else None
    person = visit.enrolment.person
    return FieldVisit(
        visit=visit,
        who=names.get(person.pk) or short_name(person.name_used),
        place=visit.place_name or (str(site) if site else met_at.label if met_at else ""),
        address=_address(visit, met_at),
        arrival=site.arrival if site else met_at.arrival if met_at else "",
        template=(visit.site_id, visit.enrolment.program),
        goals=tuple(goals.get(visit.enrolment.case_id, ())),
        group_size=together.get(visit.group, 1),
        checklist=getattr(visit, "checklist", None),
    )


def short_name(full: str, given: str = "", family: str = "") -> str:
    """ "Ana R." of "Ana Rivera"; a name of one word stays as it is."""
    if not (given and family):
        given, _space, family = full.strip().partition(" ")
        family = family.split(" ")[-1]
    first = given.split(" ")[0]
    return f"{first} {family.strip()[0]}." if family.strip() else first


def _short_names(people: Collection[int]) -> dict[int, str]:
    rows = PersonName.objects.filter(person__in=people, is_used=True)
    return {
        row.person_id: short_name(row.full_name, row.given.strip(), row.family.strip())
        for row in rows
    }


def _meeting_places(enrolments: Collection[int], on: date) -> dict[int, MeetingPlace]:
    rows = MeetingPlace.objects.filter(open_on(on), enrolment__in=enrolments)
    return {row.enrolment_id: row for row in rows}


def _address(visit: Visit, met_at: MeetingPlace | None) -> str:
    """Where to go, in one line for a map. Never a person's name."""
    if met_at:
        return ", ".join(part for part in (met_at.line, met_at.zip_code) if part)
    site = visit.job_site
    if site is None or visit.mode != VisitMode.VISIT:
        return ""
    town = f"{site.state} {site.zip_code}".strip()
    return ", ".join(part for part in (site.line_1, site.city, town) if part)


def _goals(cases: Collection[int]) -> dict[int, list[tuple[int, str]]]:
    rows = Goal.objects.filter(plan__case__in=cases, state=GoalState.OPEN, left_out_on=None)
    found: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for pk, case, words in rows.order_by("pk").values_list("pk", "plan__case_id", "words"):
        short = words if len(words) <= GOAL else f"{words[: GOAL - 1].rstrip()}…"
        found[case].append((pk, short))
    return found


def _sizes(visits: Collection[Visit]) -> dict[object, int]:
    found: defaultdict[object, int] = defaultdict(int)
    for visit in visits:
        if visit.group:
            found[visit.group] += 1
    return found


def _versions(visits: Collection[Visit]) -> tuple[ChecklistVersion, ...]:
    """All that the sites of these visits published for their programs, newest first."""
    asked = {(visit.site_id, visit.enrolment.program) for visit in visits}
    wanted = Q(pk__in=[])
    for site, program in asked:
        wanted |= Q(site=site, program=program)
    rows = ChecklistVersion.objects.filter(wanted)
    return tuple(rows.order_by("site", "program", "-in_force_on", "-number"))
