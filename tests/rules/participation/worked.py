"""Families, weeks and months in a few words, for examples and tests of the participation rule."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from caseway.rules.dates import Month
from caseway.rules.participation.activities import Activity, term
from caseway.rules.participation.assess import assess
from caseway.rules.participation.balances import balances_from
from caseway.rules.participation.entries import Entry, Mark, Proof
from caseway.rules.participation.family import Family, Member
from caseway.rules.participation.frame import in_part
from caseway.rules.participation.law import Rules, rules_with
from caseway.rules.participation.options import options_on
from caseway.rules.participation.results import FamilyResult, PersonResult
from caseway.rules.participation.said_of_sums import averaging, not_attended
from caseway.rules.participation.weeks import calendar_of
from caseway.rules.reasons import Reason

MARCH, APRIL = Month(2026, 3), Month(2026, 4)
"""March 2026 has four federal weeks, from Sat 28 Feb (day 0) to Fri 27 Mar; April four more."""

NEUTRAL = "XX"
"""A state that says nothing of its own, and so takes every default."""

FIRST, SECOND = 1, 2
"""The two parents, by person."""


def parent(person: int = FIRST, **facts: Any) -> Member:
    """A parent of thirty who receives; the first is head of the household."""
    first = person == FIRST
    given = {"head": first, "spouse": not first, "married": not first} | facts
    return Member(**{"person": person, "born": date(1995, 9, 1), "parent": True} | given)


def single(child: date = date(2018, 1, 15), month: Month = MARCH, **facts: Any) -> Family:
    """A single parent of an eight-year-old, with a grant of 400 dollars."""
    members = facts.pop("members", None) or (parent(**facts.pop("parent", {})),)
    return Family(**{
        "case": 1, "month": month, "members": members, "children": (child,), "tanf_cents": 40_000,
    } | facts)  # fmt: skip


def single_young(**facts: Any) -> Family:
    """A single parent of a three-year-old."""
    return single(date(2023, 1, 15), **facts)


def couple(second: Mapping[str, Any] | None = None, **facts: Any) -> Family:
    """Two parents of the same eight-year-old."""
    members = (parent(married=True), parent(SECOND, **(second or {})))
    return single(members=members, common_child=True, **facts)


def rules(month: Month = MARCH, holidays: Iterable[int] = (), **choices: Any) -> Rules:
    """The rules of a month in the neutral state, with some of its choices changed."""
    options = replace(options_on(NEUTRAL, month.first), **choices)
    return rules_with(options, month, frozenset(holidays))


def on(day: int, activity: Activity, hours: float, **said: Any) -> Entry:
    """One verified day: scheduled and attended alike, unless said otherwise."""
    minutes = round(hours * 60)
    given = {"mark": Mark.PRESENT, "proof": Proof.VERIFIED, "scheduled": minutes} | said
    return Entry(**{"day": day, "person": FIRST, "activity": activity, "attended": minutes} | given)


def absent(day: int, activity: Activity, hours: float, attended: float = 0, **said: Any) -> Entry:
    """One day of which so many hours were scheduled, and the rest excused."""
    given = {"mark": Mark.EXCUSED, "attended": round(attended * 60)} | said
    return on(day, activity, hours, **given)


def weekly(
    activity: Activity, *hours: float, person: int = FIRST, month: Month = MARCH
) -> list[Entry]:
    """So many hours in each federal week, over its working days; one number is for all weeks."""
    calendar = calendar_of(month, options_on(NEUTRAL, month.first))
    weeks = calendar.full_weeks(None, None)
    per_week = hours * len(weeks) if len(hours) == 1 else hours
    return [
        on(day, activity, share, person=person)
        for days, total in zip(weeks, per_week, strict=True)
        for day, share in zip(days[2:], _shares(total), strict=True)
        if share
    ]


def _shares(hours: float) -> list[float]:
    minutes = round(hours * 60)
    share = minutes // 5
    return [one / 60 for one in (minutes - 4 * share, share, share, share, share)]


def spread(activity: Activity, hours: float, days: Iterable[int], **said: Any) -> list[Entry]:
    """So many hours in all, evenly over some days."""
    days = list(days)
    return [on(day, activity, hours / len(days), **said) for day in days]


WORKDAYS = [day for day in range(2, 28) if (day - 2) % 7 < 5]
"""The twenty Mondays to Fridays from 2 to 27 March 2026."""


@dataclass(frozen=True)
class Case:
    """One family's month in an example. `name` tells it from the example's other cases.

    `wants` are what must come out, by the names in `LOOK`. `first` is a month before, whose
    charges the month begins with.
    """

    family: Family
    entries: list[Entry]
    wants: Mapping[str, Any]
    name: str = ""
    rules: Rules = field(default_factory=rules)
    first: "Case | None" = None

    def result(self) -> FamilyResult:
        """The rule's answer."""
        return assess(self.begun(), self.entries, self.rules)

    def begun(self) -> Family:
        """The family, with the balances that the month before left it."""
        if self.first is None:
            return self.family
        before = self.first.result()
        charged = {one.person: (before.month, one.charged) for one in before.persons}
        month = self.family.month
        members = [
            one._replace(balances=balances_from(month, [charged[one.person]]))
            for one in self.family.members
        ]
        return self.family._replace(members=tuple(members))

    def shown(self) -> "Shown":
        """What came out, beside what was wanted, and why."""
        result = self.result()
        got = {label: LOOK[label](result) for label in self.wants}
        people = [(self._who(one), self._of(one)) for one in result.persons]
        weighed = "hours a week" in self.wants and not in_part(self.family)
        average = (averaging(self.rules),) if weighed else ()
        return Shown(self.name, got, dict(self.wants), (*people, ("", (*average, *result.reasons))))

    def _who(self, one: PersonResult) -> str:
        """Which of several people it is; nothing where there is one."""
        if len(self.family.members) == 1:
            return ""
        return "The first parent" if one.person == FIRST else "The second parent"

    def _of(self, one: PersonResult) -> tuple[Reason, ...]:
        missed = not_attended(self.entries, one.person)
        return (*one.reasons, missed) if missed else one.reasons


class Shown(NamedTuple):
    """One case of an example, worked out."""

    name: str
    got: dict[str, Any]
    wanted: dict[str, Any]
    told: tuple[tuple[str, tuple[Reason, ...]], ...]
    """The reasons, by whom they are about; of the family as a whole last."""

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """All of them."""
        return tuple(reason for _whom, reasons in self.told for reason in reasons)


@dataclass(frozen=True)
class Example:
    """One worked example: what is given and expected in words, and as cases to work out.

    A case is anything that answers `shown()`, so that rates stand beside families.
    """

    number: int
    given: str
    expected: str
    cases: tuple[Any, ...]


STANDS = {0: "not in it", 1: "left out", 2: "engaged", 3: "not engaged"}

LOOK: dict[str, Callable[[FamilyResult], Any]] = {
    "overall rate": lambda it: STANDS[it.overall],
    "two-parent rate": lambda it: STANDS[it.two_parent],
    "by reason of education": lambda it: it.overall_by_education,
    "work-eligible": lambda it: it.persons[0].eligibility.work_eligible,
    "federal code (item 49)": lambda it: it.persons[0].participation_code,
    "hours a week": lambda it: it.persons[0].core + it.persons[0].noncore,
    "core hours a week": lambda it: it.persons[0].core,
    "core hours deemed": lambda it: it.persons[0].deemed_overall,
    "excused hours granted": lambda it: it.persons[0].charged.absence_minutes / 60,
    "holidays used": lambda it: it.persons[0].charged.holidays,
    "job search charged, hours": lambda it: it.persons[0].charged.jobsearch_minutes / 60,
    "months of infant care used": lambda it: it.persons[0].charged.child_under_one_month,
}


def _counted(activity: Activity) -> Callable[[FamilyResult], float]:
    def look(result: FamilyResult) -> float:
        lines = result.persons[0].lines
        return sum(line.countable for line in lines if line.activity == activity) / 60

    return look


LOOK |= {f"hours counted: {term(one)}": _counted(one) for one in Activity}


def counted(activity: Activity) -> str:
    """The name of what `LOOK` finds for an activity, in the month."""
    return f"hours counted: {term(activity)}"
