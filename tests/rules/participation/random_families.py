"""Families and their months at random, for what must hold of every one of them."""

from datetime import date

from hypothesis import strategies as st

from caseway.rules.dates import Month
from caseway.rules.participation.activities import Activity
from caseway.rules.participation.balances import Balances
from caseway.rules.participation.entries import Entry, Mark, Proof
from caseway.rules.participation.family import Family, Homework, Member, Projection, SelfEmployment
from caseway.rules.participation.options import Averaging, Precedence, Report, SmallCheckScope
from tests.rules.participation.worked import FIRST, MARCH, SECOND, rules

DAYS = range(1, 28)
"""Days of March 2026 that belong to the month in every way of averaging."""

flags = st.booleans()
born = st.dates(date(1980, 1, 1), date(2009, 12, 31))
weeks_used = st.lists(st.integers(105_670, 105_680), max_size=5, unique=True).map(tuple)

balances = st.builds(
    Balances,
    absence_minutes=st.integers(0, 90).map(lambda hours: hours * 60),
    holidays=st.integers(0, 11),
    jobsearch_minutes=st.integers(0, 200).map(lambda hours: hours * 60),
    jobsearch_weeks=weeks_used,
    day_rule_used=flags,
    voced_months=st.integers(10, 13),
    child_under_one_months=st.integers(10, 13),
)

projections = st.lists(
    st.builds(
        Projection,
        st.sampled_from([Activity.UNSUB, Activity.SUBPUB, Activity.OJT]),
        st.integers(0, 40 * 60),
        st.sampled_from([Month(2025, 9), Month(2025, 10), Month(2026, 3), Month(2026, 4)]),
        st.sampled_from([None, Month(2026, 3), Month(2026, 4)]),
    ),
    max_size=2,
).map(tuple)


def members(person: int) -> st.SearchStrategy[Member]:
    """A parent with facts at random, most of them as for most people."""
    rarely = st.integers(0, 7).map(lambda one: one == 7)
    return st.builds(
        Member,
        person=st.just(person),
        born=born,
        receives=rarely.map(lambda one: not one),
        parent=rarely.map(lambda one: not one),
        caretaker=flags,
        head=st.just(person == FIRST),
        spouse=st.just(person == SECOND),
        married=flags,
        secondary_student=flags,
        immigration_ineligible=rarely,
        ssi=rarely,
        ssdi=rarely,
        disability=rarely,
        cares_for_disabled=rarely,
        medical_note=flags,
        cares_for_disabled_child=rarely,
        completed_secondary=flags,
        satisfactory_school=flags,
        voced_also=st.sampled_from([None, Activity.JOBSKILL, Activity.EDEMP]),
        balances=st.one_of(st.just(Balances()), balances),
        projections=projections,
        self_employment=st.one_of(
            st.none(),
            st.builds(
                SelfEmployment,
                st.integers(0, 200_000),
                st.integers(0, 100_000),
                st.one_of(st.none(), st.integers(0, 12_000)),
            ),
        ),
        homework=st.lists(
            st.builds(Homework, st.sampled_from(list(Activity)), st.integers(0, 3000)), max_size=2
        ).map(tuple),
    )


families = st.builds(
    Family,
    case=st.integers(1, 9),
    month=st.just(MARCH),
    members=st.one_of(
        members(FIRST).map(lambda one: (one,)), st.tuples(members(FIRST), members(SECOND))
    ),
    children=st.lists(st.dates(date(2009, 1, 1), date(2026, 3, 31)), max_size=3).map(tuple),
    receives=st.integers(0, 7).map(lambda one: one != 7),
    common_child=flags,
    tanf_cents=st.sampled_from([0, 40_000]),
    ssp_cents=st.sampled_from([0, 3499, 3500, 40_000]),
    snap_cents=st.integers(0, 60_000),
    snap_people=st.integers(0, 5),
    assistance_people=st.integers(1, 4),
    federal_child_care=flags,
    work_sanction=flags,
    work_sanction_cents=st.sampled_from([0, 10_000]),
    work_sanction_months=st.integers(0, 5),
    violence_waiver=flags,
    tribal=st.integers(0, 7).map(lambda one: one == 7),
    first_day=st.sampled_from([None, None, None, 1, 2, 9, 25]),
    last_day=st.sampled_from([None, None, None, 31, 20, 4]),
)

minutes = st.integers(0, 20).map(lambda halves: halves * 30)
entry = st.builds(
    Entry,
    day=st.sampled_from(DAYS),
    person=st.sampled_from([FIRST, FIRST, SECOND]),
    activity=st.sampled_from(list(Activity)).map(int),
    mark=st.sampled_from([Mark.PRESENT] * 4 + list(Mark)).map(int),
    proof=st.sampled_from([Proof.VERIFIED] * 6 + list(Proof)).map(int),
    scheduled=minutes,
    attended=minutes,
)


def _block(person: int, activity: int, days: list[int], attended: int) -> list[Entry]:
    return [Entry(day, person, activity, 1, 2, attended, attended) for day in days]


WEEKDAYS = [day for day in DAYS if (day - 2) % 7 < 5]
steady = st.lists(
    st.builds(
        _block,
        st.sampled_from([FIRST, FIRST, SECOND]),
        st.sampled_from(list(Activity)).map(int),
        st.sampled_from([WEEKDAYS, WEEKDAYS, WEEKDAYS[:10], WEEKDAYS[10:]]),
        st.integers(2, 16).map(lambda halves: halves * 30),
    ),
    max_size=3,
).map(lambda blocks: [one for block in blocks for one in block])
"""Whole weeks of work, so that many families reach their hours."""

scattered = st.lists(entry, max_size=40)
entries = st.builds(lambda one, other: one + other, steady, scattered)


month_rules = st.builds(
    rules,
    holidays=st.sets(st.sampled_from(DAYS), max_size=3).map(frozenset),
    averaging=st.sampled_from(Averaging),
    precedence=st.sampled_from(Precedence),
    small_check_scope=st.sampled_from(SmallCheckScope),
    deeming=flags,
    extended_jobsearch=flags,
    jobsearch_day_rule=flags,
    report_jobsearch=st.sampled_from(Report),
    report_voced=st.sampled_from(Report),
    married_teen_core=flags,
    child_under_one=flags,
    include_tribal=flags,
)
