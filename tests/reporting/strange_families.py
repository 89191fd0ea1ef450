"""Random families of one month, strange on purpose: every kind of fact, and its boundaries."""

from datetime import date, timedelta
from random import Random

from caseway.rules.dates import Month, add_months
from caseway.rules.participation.activities import Activity
from caseway.rules.participation.balances import Balances
from caseway.rules.participation.entries import Entry
from caseway.rules.participation.family import (
    Family,
    Homework,
    Member,
    Projection,
    SelfEmployment,
)

_ENTRY_MINUTES = (0, 30, 60, 120, 240, 255, 300, 360, 420, 480)


def family_and_entries(rng: Random, case: int, month: Month) -> tuple[Family, list[Entry]]:
    """A family with one to three adults, and what they did."""
    members = tuple(
        _member(rng, case * 10 + at, at, month) for at in range(rng.choice((1, 1, 1, 2, 2, 3)))
    )
    sanction = rng.random() < 0.12
    state_funded = rng.random() < 0.12
    family = Family(
        case=case,
        month=month,
        members=members,
        children=tuple(_child(rng, month) for _ in range(rng.choice((0, 1, 1, 2)))),
        receives=rng.random() < 0.94,
        common_child=rng.random() < 0.7,
        tanf_cents=0 if state_funded else rng.choice((0, 1, 57500)),
        ssp_cents=rng.choice((0, 3499, 3500, 40000)) if state_funded else 0,
        snap_cents=29800,
        snap_people=2,
        assistance_people=2,
        federal_child_care=rng.random() < 0.3,
        work_sanction=sanction,
        work_sanction_cents=rng.choice((0, 1, 18000)) if sanction else 0,
        work_sanction_months=rng.choice((1, 3, 4)) if sanction else 0,
        violence_waiver=rng.random() < 0.05,
        tribal=rng.random() < 0.04,
        first_day=rng.choice((None,) * 12 + (1, 2, 15)),
        last_day=rng.choice((None,) * 12 + (month.days, month.days - 1, 10)),
    )
    entries = [entry for member in members for entry in _entries(rng, member.person, month)]
    if rng.random() < 0.05:
        entries.append(Entry(3, 999_999_999, 7, 1, 2, 240, 240))  # a stranger's
    rng.shuffle(entries)
    return family, entries


def _child(rng: Random, month: Month) -> date:
    near = rng.choice((0, 12, 72, 120))
    return add_months(month.first, -near) + timedelta(days=rng.choice((-1, 0, 1, -200)))


def _member(rng: Random, person: int, at: int, month: Month) -> Member:
    age = rng.choice((17, 18, 19, 20, 25, 25, 34, 34, 34, 50))
    ssi = rng.random() < 0.06
    own = rng.random() < 0.05
    return Member(
        person=person,
        born=add_months(month.first, -12 * age) + timedelta(days=rng.choice((-1, 0, 1, -90))),
        receives=rng.random() < 0.85,
        parent=rng.random() < 0.85,
        caretaker=rng.random() < 0.1,
        head=at == 0 and rng.random() < 0.9,
        spouse=at == 1 and rng.random() < 0.4,
        married=rng.random() < 0.3,
        noncustodial=rng.random() < 0.05,
        secondary_student=rng.random() < 0.1,
        immigration_ineligible=rng.random() < 0.04,
        ssi=ssi,
        ssdi=rng.random() < 0.04,
        counted_despite_benefit=ssi and rng.random() < 0.3,
        disability=rng.random() < 0.07,
        cares_for_disabled=rng.random() < 0.07,
        medical_note=rng.random() < 0.5,
        cares_for_disabled_child=rng.random() < 0.05,
        completed_secondary=rng.random() < 0.5,
        satisfactory_school=rng.random() < 0.3,
        voced_also=rng.choice((None, Activity.JOBSKILL, Activity.EDEMP, Activity.UNSUB)),
        balances=_balances(rng, month),
        projections=_projections(rng, month),
        self_employment=_own(rng) if own else None,
        homework=_homework(rng),
    )


def _balances(rng: Random, month: Month) -> Balances:
    first = (month.first.toordinal() - 6) // 7
    weeks = rng.choice(((), (), (1, 2, 3, 4), (0, 1, 2, 3), (2, 3, 4), (1, 2, 4)))
    return Balances(
        absence_minutes=rng.choice((0, 0, 60 * 70, 60 * 79, 60 * 80, 60 * 99)),
        holidays=rng.choice((0, 0, 9, 10, 11)),
        jobsearch_minutes=rng.choice((0, 0, 60 * 100, 60 * 119, 60 * 170, 60 * 400)),
        jobsearch_weeks=frozenset(first - 4 + week for week in weeks),
        day_rule_used=rng.random() < 0.3,
        voced_months=rng.choice((0, 0, 11, 12)),
        child_under_one_months=rng.choice((0, 0, 11, 12)),
    )


def _projections(rng: Random, month: Month) -> tuple[Projection, ...]:
    if rng.random() > 0.12:
        return ()
    return tuple(
        Projection(
            rng.choice((Activity.UNSUB, Activity.UNSUB, Activity.OJT, Activity.COMSERV)),
            rng.choice((599, 1200, 1800, 1801)),
            month.plus(-rng.choice((-1, 0, 5, 6))),
            rng.choice((None, None, month, month.plus(1))),
        )
        for _ in range(rng.choice((1, 1, 2)))
    )


def _own(rng: Random) -> SelfEmployment:
    return SelfEmployment(
        rng.choice((0, 90000, 120000)), 17500, rng.choice((None, None, 4000, 9999))
    )


def _homework(rng: Random) -> tuple[Homework, ...]:
    kinds = (Activity.VOCED, Activity.SCHOOL, Activity.JOBSKILL, Activity.COMSERV)
    return tuple(Homework(kind, rng.choice((0, 240, 1200))) for kind in kinds if rng.random() < 0.2)


def _entries(rng: Random, person: int, month: Month) -> list[Entry]:
    """A few activities, each on some weekdays; now and then something odd."""
    found = []
    activities = rng.sample(list(Activity), rng.choice((0, 1, 1, 2, 2, 3)))
    if rng.random() < 0.25:
        activities = [Activity.JSJR, *activities[:1]]
    for activity in activities:
        weekdays = rng.sample(range(7), rng.choice((2, 3, 3, 4, 5)))
        scheduled = rng.choice(_ENTRY_MINUTES[3:])
        for day in range(-8, month.days + 2):
            if (month.first + timedelta(days=day - 1)).weekday() in weekdays:
                found.append(_entry(rng, day, person, activity, scheduled))
    return found


def _entry(rng: Random, day: int, person: int, activity: int, scheduled: int) -> Entry:
    mark = rng.choices((1, 2, 3, 4, 5, 6), (78, 8, 3, 5, 3, 3))[0]
    attended = scheduled
    if mark in (2, 3, 4):
        attended = rng.choice((0, 0, 60, scheduled, scheduled + 30))
    if mark >= 5:
        scheduled, attended = 0, rng.choice((30, 90, 180))
    if rng.random() < 0.0008:
        attended = 1441
    proof = rng.choices((2, 0, 1, 3, 4), (90, 4, 2, 2, 2))[0]
    return Entry(day, person, activity, mark, proof, scheduled, attended)
