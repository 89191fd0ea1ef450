"""What the rule must know of a family and its members in one month, hours aside.

All facts hold for the month assessed. Money is in cents, time in minutes. What nobody
recorded keeps its default, which never helps a family to count as engaged. Members and families
are named tuples: a state has hundreds of thousands, and a frozen dataclass of as many fields takes
ten times as long to make.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from caseway.rules.dates import Month
from caseway.rules.participation.activities import Activity
from caseway.rules.participation.balances import NO_BALANCES, Balances


@dataclass(frozen=True, slots=True)
class Projection:
    """Employment counted ahead from documented hours. Source: 45 CFR 261.60(c).

    `minutes_per_week` were documented in the month `verified`, and hold for it and the five
    months after. `changed`: the first month of a reported change; the projection ends before
    it, and a new one begins once the change is verified. One for each job. In its months it
    stands in place of the person's daily entries in the same activity.
    """

    activity: Activity
    minutes_per_week: int
    verified: Month
    changed: Month | None = None


@dataclass(frozen=True, slots=True)
class SelfEmployment:
    """A month of self-employment, documented. Source: 45 CFR 261.60(d), 261.61(d).

    `minutes` are the documented hours, if any are; net income sets the most that counts, and
    alone stands for the hours when `minutes` is None. Not to be sent as entries too.
    """

    gross_cents: int
    expense_cents: int
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Homework:
    """How much homework the program requires or advises in the month, documented by it.

    Class and homework together make the activity; this bounds the homework alone.
    Source: 45 CFR 261.60(e), 261.61(e).
    """

    activity: Activity
    advised_minutes: int


class Member(NamedTuple):
    """An adult, a minor parent or a minor head of household in the home; children are not listed.

    `receives`: assistance is paid for the person. `parent`: of a child in the home who receives
    (natural, adoptive or step). `caretaker`: a relative who is not a parent and has the child's
    care. `head`, `spouse`: of the household's head. `noncustodial`: a parent living elsewhere.
    `cares_for_disabled`: for a disabled family member in the home, which excuses a parent only
    with `medical_note`. `cares_for_disabled_child`: which lowers the two-parent hours.
    `ssi` includes Aid to the Aged, Blind or Disabled. `counted_despite_benefit`: the state chose,
    for this case, to keep a recipient of SSI or SSDI in the rate.
    `completed_secondary`: has a diploma or its equivalent. `satisfactory_school`: the school
    confirms satisfactory attendance this month. `voced_also`: JOBSKILL or EDEMP, if the course
    meets that definition too. `married` matters under 20.
    """

    person: int
    born: date
    receives: bool = True
    parent: bool = False
    caretaker: bool = False
    head: bool = False
    spouse: bool = False
    married: bool = False
    noncustodial: bool = False
    secondary_student: bool = False
    immigration_ineligible: bool = False
    ssi: bool = False
    ssdi: bool = False
    counted_despite_benefit: bool = False
    disability: bool = False
    cares_for_disabled: bool = False
    medical_note: bool = False
    cares_for_disabled_child: bool = False
    completed_secondary: bool = False
    satisfactory_school: bool = False
    voced_also: Activity | None = None
    balances: Balances = NO_BALANCES
    projections: tuple[Projection, ...] = ()
    self_employment: SelfEmployment | None = None
    homework: tuple[Homework, ...] = ()


class Family(NamedTuple):
    """One case in one month.

    `receives`: assistance was paid for the month; a case closed by a sanction receives none.
    `children`: birth dates of the minor children in the home who receive. `common_child`: the
    parents listed are both parents of the same minor child in the home.
    `tanf_cents` is federally or mixed funded assistance, `ssp_cents` assistance of a separate
    state program; a family has one or the other. `snap_cents` is the SNAP allotment of
    `snap_people`; `assistance_people` are the people assistance is paid for.
    `federal_child_care`: federally funded child care is received.
    `work_sanction`: a sanction for refusing work takes effect this month, cutting assistance by
    `work_sanction_cents`; `work_sanction_months` counts such months in the twelve that end with
    this one. `recouped_cents`: withheld for an earlier overpayment.
    `violence_waiver`: a federally recognised good cause waiver, which leaves the rate as it is.
    `tribal`: assisted under an approved tribal program with state money.
    `first_day`, `last_day`: the days, as `day_number` gives them, from and to which assistance
    was received; None where it began before the month or went on after it.
    """

    case: int
    month: Month
    members: tuple[Member, ...]
    children: tuple[date, ...] = ()
    receives: bool = True
    common_child: bool = False
    tanf_cents: int = 0
    ssp_cents: int = 0
    snap_cents: int = 0
    snap_people: int = 0
    assistance_people: int = 0
    recouped_cents: int = 0
    federal_child_care: bool = False
    work_sanction: bool = False
    work_sanction_cents: int = 0
    work_sanction_months: int = 0
    violence_waiver: bool = False
    tribal: bool = False
    first_day: int | None = None
    last_day: int | None = None
