"""A mother, her month and her week, for the tests of the forecast.

March 2026 as Friday weeks: from Saturday 28 February to Friday 27 March, four weeks. Thirty
hours a week are 120 in the month.
"""

from dataclasses import replace
from datetime import date, timedelta

from caseway.rules.dates import Month
from caseway.rules.participation.activities import Activity
from caseway.rules.participation.entries import Entry, Mark, Proof, day_number
from caseway.rules.participation.family import Family, Member
from caseway.rules.participation.forecast.outlook import forecast
from caseway.rules.participation.forecast.situation import Opening, PastDay, Situation, Slot
from caseway.rules.participation.forecast.ways import ways
from caseway.rules.participation.law import rules_with
from caseway.rules.participation.options import options_on

MARCH = Month(2026, 3)
ANA, LUIS = 1, 2
CHILD_8 = date(2018, 1, 10)
CHILD_3 = date(2023, 1, 10)
A = Activity

OPTIONS = replace(options_on("XX", MARCH.first), child_under_one=True)
NO_HOLIDAYS = rules_with(OPTIONS, MARCH)


def rules(holidays=(), **options):
    numbers = frozenset(day_number(MARCH, on(day)) for day in holidays)
    return rules_with(replace(OPTIONS, **options), MARCH, numbers)


def on(day):
    """A day of March 2026; 0 and below count back into February."""
    return date(2026, 3, 1) + timedelta(day - 1)


def mother(**facts):
    return Member(ANA, date(1995, 5, 1), parent=True, head=True, **facts)


def father(**facts):
    return Member(LUIS, date(1994, 6, 1), parent=True, spouse=True, **facts)


def family(*members, children=(CHILD_8,), **facts):
    return Family(
        case=7,
        month=MARCH,
        members=members or (mother(),),
        children=children,
        tanf_cents=40_000,
        **facts,
    )


def both(**facts):
    return family(mother(), father(), common_child=True, **facts)


def weekdays(first, last):
    return [day for day in range(first, last + 1) if on(day).weekday() < 5]


def entry(day, minutes, activity=A.UNSUB, person=ANA, **more):
    fields = {
        "mark": Mark.PRESENT,
        "proof": Proof.VERIFIED,
        "scheduled": minutes,
        "attended": minutes,
        **more,
    }
    return Entry(day, person, activity, **fields)


def days(first, last, hours_a_day, activity=A.UNSUB, person=ANA, **more):
    """Every weekday from `first` to `last`."""
    minutes = int(hours_a_day * 60)
    return [entry(day, minutes, activity, person, **more) for day in weekdays(first, last)]


def slots(first, last, hours_a_day, activity=A.UNSUB, person=ANA):
    return [Slot(on(day), person, activity, int(hours_a_day * 60)) for day in weekdays(first, last)]


def past(share, hours_a_day=6, activity=A.UNSUB, person=ANA, weeks=6, before=11):
    """Weekdays before a day of March, `share` of each attended."""
    return [
        PastDay(on(day), person, activity, hours_a_day * 60, int(hours_a_day * 60 * share))
        for day in weekdays(before - 7 * weeks, before - 1)
    ]


def place(activity, ref=1, **more):
    return Opening(ref, "Harbor House", activity, on(-30), **more)


def seen(*, today=11, entries=(), schedule=(), history=(), family=None, rules=NO_HOLIDAYS):
    """The forecast of a family as of a day of March."""
    situation = Situation(
        family or globals()["family"](),
        tuple(entries),
        tuple(schedule),
        tuple(history),
    )
    return forecast(situation, on(today), rules)


def offered(found, *openings, rules=NO_HOLIDAYS):
    """The ways that a forecast's gap can be closed."""
    return ways(found, openings, rules)
