"""Who coaches whom: the first coach of a site has grown to 26, her colleagues have the others."""

from collections.abc import Sequence
from datetime import date

from caseway.agencies.models import Site
from caseway.cases.models import Assignment, Case, Part, Stage
from caseway.demo.calendar import Calendar, months_before
from caseway.kernel.models import User

GROWN = 26
AT_WORK = (Stage.PLACED, Stage.RETENTION)


def caseloads(site: Site, cal: Calendar) -> list[tuple[User, list[Case]]]:
    """Each coach with her open cases, the largest caseload first, grown to 26 where it can be."""
    held: dict[User, list[Case]] = {}
    rows = (
        Assignment.objects.filter(site=site, part=Part.JOB_COACH, ends_on=None)
        .filter(case__closed_on=None, staff__isnull=False)
        .select_related("staff", "case__participant", "case__site")
        .order_by("case__number", "pk")
    )
    for row in rows:
        if row.staff is not None:
            held.setdefault(row.staff, []).append(row.case)
    found = sorted(held.items(), key=lambda one: (-len(one[1]), one[0].email))
    if len(found) > 1:
        _grow(found[0], found[1:], cal)
    return found


def _grow(
    grown: tuple[User, list[Case]], others: Sequence[tuple[User, list[Case]]], cal: Calendar
) -> None:
    """Cases of colleagues go to the grown caseload, those at work first; a few stay behind."""
    coach, cases = grown
    for _other, theirs in others:
        ready = sorted(theirs, key=lambda case: (case.stage not in AT_WORK, case.number))
        for case in ready[: max(0, GROWN - len(cases))]:
            if len(theirs) <= GROWN // 5 or _waits(case):
                continue
            theirs.remove(case)
            cases.append(case)
            _pass_on(case, coach, months_before(cal.today, 3).replace(day=1))
    cases.sort(key=lambda case: case.number)


def _waits(case: Case) -> bool:
    """Whether something about the case itself is being passed on: let it be."""
    return case.hand_offs.exists() or case.assignments.count() > 1


def _pass_on(case: Case, coach: User, day: date) -> None:
    """Close the colleague's part on a day and open the same for another."""
    row = Assignment.objects.get(case=case, part=Part.JOB_COACH, ends_on=None)
    if row.starts_on >= day:  # it began with the coach who has it now
        Assignment.objects.filter(pk=row.pk).update(staff=coach)
        return
    Assignment.objects.filter(pk=row.pk).update(ends_on=day)
    Assignment.objects.create(
        site_id=row.site_id,
        case=case,
        agency_id=row.agency_id,
        staff=coach,
        part=row.part,
        is_lead=row.is_lead,
        starts_on=day,
        reason="Caseloads grew to 26",
    )
