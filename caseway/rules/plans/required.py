"""How many hours a week the work participation rate asks of a family, as far as it is known.

Taken from who lives in the home, and nothing else: what a month came to is told by attendance.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caseway.rules.dates import Month, age_on
from caseway.rules.participation.engagement import Need, need
from caseway.rules.participation.law import Law, law_in
from caseway.rules.reasons import Reason, Sentence, _, because

NOTHING = Sentence(
    "plan_hours.not_required",
    _("Work is not required of this family today. A plan is theirs to make all the same"),
)
ORDINARY = Sentence(
    "plan_hours.ordinary",
    _("%(total)s hours a week are asked, %(core)s of them in core activities"),
)
YOUNG_CHILD = Sentence(
    "plan_hours.young_child",
    _(
        "%(total)s hours a week are asked: the only parent of a child under %(age)s"
        " is engaged with those"
    ),
)
TOGETHER = Sentence(
    "plan_hours.together",
    _(
        "%(total)s hours a week are asked of both parents together, %(core)s of them in core"
        " activities, if both are parents of a child in the home"
    ),
)
MORE_WITH_CARE = Sentence(
    "plan_hours.more_with_care",
    _("With federally funded child care it is %(total)s hours, %(core)s of them core"),
)
TEEN = Sentence(
    "plan_hours.teen",
    _(
        "Under %(age)s and without a diploma: going to school well, or %(hours)s hours a week of"
        " education tied to a job, is enough"
    ),
)
UNKNOWN_AGE = Sentence(
    "plan_hours.unknown_age",
    _("The birth date of a child in the home is missing; it is taken to be older"),
)


@dataclass(frozen=True, slots=True)
class Home:
    """Who lives in the home on the day. `children` are birth dates, None where not known.

    `partner`: a spouse or partner of the participant lives there. `no_diploma`: on record.
    """

    work_required: bool
    participant_born: date | None
    partner: bool
    children: tuple[date | None, ...]
    no_diploma: bool = False


@dataclass(frozen=True, slots=True)
class Required:
    """Hours a week that are asked, why, and whether of two people together."""

    need: Need
    together: bool
    schooling: bool
    reasons: tuple[Reason, ...]

    @property
    def nothing(self) -> bool:
        return self.need.total == 0


def required_hours(home: Home, on: date) -> Required:
    """What is asked of a family on a day. Raises ParamError before the law was in force.

    Source: 42 USC 607(c); 45 CFR 261.31, 261.32, 261.33(b), 261.35.
    """
    law = law_in(Month.of(on))
    if not home.work_required:
        return Required(need(0, 0), False, False, (because(NOTHING),))
    notes = list(_notes(home, law, on))
    if home.partner and home.children:
        asked = need(law.two_parent_total, law.two_parent_core)
        said = because(TOGETHER, "45 CFR 261.32(b)", total=asked.total, core=asked.core)
        care = because(
            MORE_WITH_CARE,
            "45 CFR 261.32(c)",
            total=law.two_parent_care_total,
            core=law.two_parent_care_core,
        )
        return Required(asked, True, _is_teen(home, law, on), (said, care, *notes))
    if not home.partner and _has_young(home.children, law, on):
        asked = need(law.young_child_hours, law.young_child_hours)
        said = because(YOUNG_CHILD, "45 CFR 261.35", total=asked.total, age=law.young_child_age)
        return Required(asked, False, _is_teen(home, law, on), (said, *notes))
    asked = need(law.total_hours, law.core_hours)
    said = because(ORDINARY, "45 CFR 261.31", total=asked.total, core=asked.core)
    return Required(asked, False, _is_teen(home, law, on), (said, *notes))


def _notes(home: Home, law: Law, on: date) -> Iterable[Reason]:
    if _is_teen(home, law, on):
        yield because(TEEN, "45 CFR 261.33(b)", age=law.teen_age, hours=law.teen_hours)
    if None in home.children:
        yield because(UNKNOWN_AGE)


def _has_young(children: Iterable[date | None], law: Law, on: date) -> bool:
    return any(born and age_on(born, on) < law.young_child_age for born in children)


def _is_teen(home: Home, law: Law, on: date) -> bool:
    born = home.participant_born
    return home.no_diploma and born is not None and age_on(born, on) < law.teen_age
