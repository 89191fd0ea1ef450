"""Absences and job search once more, worked out day by day in the plainest way, and compared."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.participation.activities import Activity
from caseway.rules.participation.assess import assess
from caseway.rules.participation.balances import Balances
from caseway.rules.participation.options import Averaging, Report
from tests.rules.participation.worked import absent, on, parent, rules, single

DAYS = range(1, 28)
UNPAID = [Activity.WORKEXP, Activity.COMSERV, Activity.JOBSKILL, Activity.SCHOOL, Activity.CCCSP]


def granted_by_hand(absences, used):
    """Hour by hour: one more counts while the month has had fewer than 16 and the year 80."""
    month, year = 0, used
    for _, hours in sorted(absences):
        for _ in range(hours):
            if month < 16 and year < 80:
                month += 1
                year += 1
    return month


@given(
    st.lists(st.tuples(st.sampled_from(DAYS), st.integers(0, 8)), max_size=20),
    st.lists(st.sampled_from(UNPAID), min_size=1, max_size=3),
    st.integers(0, 90),
)
def test_excused_hours_are_granted_as_if_counted_one_by_one(absences, activities, used):
    family = single(parent={"balances": Balances(absence_minutes=used * 60)})
    entries = [
        absent(day, activities[at % len(activities)], hours)
        for at, (day, hours) in enumerate(absences)
    ]

    result = assess(family, entries, rules()).persons[0]

    granted = sum(line.excused for line in result.lines) / 60
    assert granted == granted_by_hand(absences, used)
    assert result.charged.absence_minutes == granted * 60


def search_by_hand(done, weeks_before, used, limit, day_rule):
    """Job search as a caseworker would with a wall calendar. `done` are minutes by date."""
    left, counted, used_rule = max(0, limit - used), 0, False
    had = set(weeks_before)
    saturday = date(2026, 2, 28)
    for week in range(4):
        begins = saturday + timedelta(weeks=week)
        days = [begins + timedelta(days=each) for each in range(7)]
        minutes = sum(done.get(day, 0) for day in days)
        present = sum(1 for day in days if done.get(day, 0))
        before = [begins - timedelta(weeks=back) for back in (1, 2, 3, 4)]
        if all(one in had for one in before) or not minutes:
            continue
        if day_rule and not used_rule and present in (3, 4) and minutes < left:
            minutes, used_rule = minutes * 5 // present, True
        taken = min(minutes, left)
        left -= taken
        counted += taken
        if taken:
            had.add(begins)
    return counted


@given(
    st.dictionaries(
        st.sampled_from(DAYS), st.integers(1, 16).map(lambda halves: halves * 30), max_size=27
    ),
    st.sets(st.integers(1, 4)),
    st.integers(0, 190),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_job_search_counts_as_with_a_wall_calendar(done, back, used, needy, young, day_rule_used):
    saturday = date(2026, 2, 28)
    weeks_before = [saturday - timedelta(weeks=one) for one in back]
    law = rules(report_jobsearch=Report.ALWAYS, extended_jobsearch=needy)
    first_week = law.calendar.weeks[0]
    family = single(
        date(2023 if young else 2018, 1, 15),
        parent={
            "balances": Balances(
                jobsearch_minutes=used * 60,
                jobsearch_weeks=tuple(sorted(first_week - one for one in back)),
                day_rule_used=day_rule_used,
            )
        },
    )
    entries = [on(day, Activity.JSJR, minutes / 60) for day, minutes in done.items()]

    result = assess(family, entries, law).persons[0]

    by_date = {date(2026, 3, day): minutes for day, minutes in done.items()}
    limit = (12 if needy else 6) * (20 if young else 30) * 60
    lines = [line for line in result.lines if line.activity == Activity.JSJR]
    plain, short = (
        search_by_hand(by_date, weeks_before, used * 60, limit, rule)
        for rule in (False, not day_rule_used)
    )
    # The short week is not spent where the reported hours would be the same without it.
    expected = plain if rounded(plain) == rounded(short) else short
    assert sum(line.countable for line in lines) == expected


def rounded(minutes):
    """Hours a week over the four weeks, half up."""
    return (minutes + 120) // 240


@given(st.integers(0, 20_000), st.sampled_from(list(Averaging)))
def test_a_field_is_the_nearest_whole_hour_half_up(minutes, averaging):
    from fractions import Fraction

    weeks = {"friday_weeks": Fraction(4), "fixed": Fraction(433, 100), "calendar": Fraction(31, 7)}
    law = rules(averaging=averaging)
    per_day = divmod(minutes, 20)
    entries = [
        on(day, Activity.UNSUB, 0, attended=per_day[0] + (per_day[1] if day == 1 else 0))
        for day in range(1, 21)
    ]

    result = assess(single(members=(parent(),)), entries, law).persons[0]

    exact = Fraction(minutes, 60) / weeks[averaging]
    assert result.core == min(99, int(exact + Fraction(1, 2)))
